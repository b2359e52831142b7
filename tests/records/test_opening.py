"""Opening a local file: what is ours opens whole, what is not ours is told apart and left as it was, byte for byte."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.errors import Broken
from coach.records import database as opening
from coach.records.database import open_database
from coach.records.journal_mode import journal_settings
from coach.records.schema import APPLICATION_ID, SCHEMA

WAL, DELETE = ("wal", "full"), ("delete", "extra")


@pytest.fixture
def place(sqlite_url: str) -> Path:
    """Where the file could be; there is none yet."""
    return Path(sqlite_url)


def seal(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> list[str]:
    """What else lies in its folder."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def begun(path: Path) -> Path:
    """Empty records, begun there and closed again."""
    open_database(str(path), create=True).close()
    return path


def stamp(path: Path, **pragmas: int) -> None:
    """Write into the header of a file."""
    with closing(sqlite3.connect(path)) as file:
        for name, value in pragmas.items():
            file.execute(f"PRAGMA {name} = {value}")


def test_a_missing_file_is_an_error_and_stays_missing(place: Path) -> None:
    with pytest.raises(Broken, match="There is no database at"):
        open_database(str(place))
    assert not place.exists()
    assert not beside(place)


def test_a_missing_file_is_begun_where_that_is_asked_for(place: Path) -> None:
    opened = open_database(str(place), create=True)
    assert opened.pragma("application_id") == APPLICATION_ID
    assert opened.pragma("user_version") == SCHEMA
    opened.close()
    again = open_database(str(place))
    assert "lead" in again.get_tables()
    again.close()


def test_an_empty_file_is_no_pipeline_unless_one_is_begun_there(place: Path) -> None:
    place.touch()
    with pytest.raises(Broken, match="is empty"):
        open_database(str(place))
    assert place.stat().st_size == 0
    begun(place)
    open_database(str(place)).close()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_the_file_and_new_folders_are_their_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    place = tmp_path / "new" / "folder" / "coach.sqlite3"
    script = f"""
import os, sys
os.umask({umask})
from coach.records.database import open_database
opened = open_database({str(place)!r}, create=True)
opened.begin()
opened.execute_sql("INSERT INTO setting (key, value) VALUES ('capacity', '9')")
for each in os.listdir({str(place.parent)!r}):
    print(oct(os.stat(os.path.join({str(place.parent)!r}, each)).st_mode & 0o777), each)
opened.commit()
"""
    seen = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split("\n")
    modes = {line.split()[0] for line in seen if line}
    assert modes == {"0o600"}
    assert len(seen) > 2, "the journal lies beside the file"
    assert {(tmp_path / each).stat().st_mode & 0o777 for each in ("new", "new/folder")} == {0o700}


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    begun(folder / "coach.sqlite3")
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for create in (False, True):
        with pytest.raises(Broken, match="is a folder"):
            open_database(str(tmp_path), create=create)


def test_a_place_that_cannot_be_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Broken, match=r"cannot be opened: .*directory"):
        open_database(str(tmp_path / "file" / "coach.sqlite3"), create=True)
    with pytest.raises(Broken, match="cannot be opened: File name too long"):
        open_database(str(tmp_path / ("n" * 300)), create=True)


def test_a_file_called_memory_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begun(Path(":memory:"))
    assert (tmp_path / ":memory:").stat().st_size > 0


@pytest.mark.parametrize("journal", ["delete", "wal"])
@pytest.mark.parametrize("application", [0, 0x4D504258])
def test_the_file_of_another_program_is_refused_and_not_touched(place: Path, journal: str, application: int) -> None:
    with closing(sqlite3.connect(place)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute(f"PRAGMA application_id = {application}")
        other.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, name TEXT)")
        other.commit()
    before, around = seal(place), beside(place)
    for create in (False, True):
        with pytest.raises(Broken, match="another program"):
            open_database(str(place), create=create)
    assert (seal(place), beside(place)) == (before, around)


def test_another_programs_unfinished_log_is_not_folded_into_its_file(place: Path) -> None:
    writer = "\n".join(
        [
            "import os, sqlite3",
            f"other = sqlite3.connect({str(place)!r})",
            "other.execute('PRAGMA journal_mode = wal')",
            "other.execute('CREATE TABLE task (id INTEGER PRIMARY KEY)')",
            "other.commit()",
            "os._exit(0)",
        ]
    )
    subprocess.run([sys.executable, "-c", writer], check=True)
    log = place.with_name(f"{place.name}-wal")
    before = seal(place), seal(log)
    with pytest.raises(Broken, match="another program"):
        open_database(str(place))
    assert (seal(place), seal(log)) == before


@pytest.mark.parametrize(
    "content",
    [
        b"name,company\nBen,Adeyemi Roofing\n",
        b"\x00" * 4096,
        os.urandom(10_000),
        b"SQLite format 3\x00" + b"\x00" * 200,
    ],
    ids=["text", "zeros", "noise", "a header and nothing"],
)
def test_what_is_no_database_is_refused_and_not_touched(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(Broken, match=r"cannot be read as a database|of another program"):
        open_database(str(place))
    assert place.read_bytes() == content
    assert not beside(place)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_newer_schema_is_refused_and_not_touched(place: Path, journal: str) -> None:
    begun(place)
    stamp(place, user_version=SCHEMA + 3)
    with closing(sqlite3.connect(place)) as file:
        file.execute(f"PRAGMA journal_mode = {journal}")
    before = seal(place)
    with pytest.raises(Broken, match=rf"newer coach \(schema {SCHEMA + 3}; this one knows {SCHEMA}\)") as refused:
        open_database(str(place))
    assert "Install the newer coach" in refused.value.do
    assert seal(place) == before
    assert not beside(place)


@pytest.mark.parametrize(
    ("version", "settings"),
    [
        ((3, 40, 1), DELETE),
        ((3, 44, 5), DELETE),
        ((3, 44, 6), WAL),
        ((3, 45, 0), DELETE),
        ((3, 50, 6), DELETE),
        ((3, 50, 7), WAL),
        ((3, 51, 0), DELETE),
        ((3, 51, 2), DELETE),
        ((3, 51, 3), WAL),
        ((3, 52, 0), WAL),
        ((4, 0, 0), WAL),
    ],
)
def test_the_journal_is_the_one_that_loses_nothing_on_this_sqlite(
    version: tuple[int, ...], settings: tuple[str, str]
) -> None:
    assert journal_settings(version) == settings


@pytest.mark.parametrize(("settings", "level"), [(WAL, 2), (DELETE, 3)])
def test_a_file_is_opened_with_that_journal_whichever_it_had(
    place: Path, monkeypatch: pytest.MonkeyPatch, settings: tuple[str, str], level: int
) -> None:
    begun(place)
    with closing(sqlite3.connect(place)) as file:
        file.execute(f"PRAGMA journal_mode = {'delete' if settings is WAL else 'wal'}")
    monkeypatch.setattr(opening, "journal_settings", lambda: settings)
    opened = open_database(str(place))
    assert (opened.pragma("journal_mode"), opened.pragma("synchronous")) == (settings[0], level)
    opened.close()


def test_a_file_in_use_keeps_its_rollback_journal_and_the_level_that_is_safe_with_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(place)
    monkeypatch.setattr(opening, "journal_settings", lambda: WAL)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(place, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM lead").fetchall()
        opened = open_database(str(place))
        assert (opened.pragma("journal_mode"), opened.pragma("synchronous")) == ("delete", 3)
        opened.close()


def test_a_file_in_use_by_a_log_that_is_not_safe_here_is_not_opened(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(place)
    monkeypatch.setattr(opening, "journal_settings", lambda: DELETE)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("BEGIN")
        other.execute("SELECT * FROM lead").fetchall()
        with pytest.raises(Broken, match="Another program has been writing"):
            open_database(str(place))


@pytest.fixture
def opened(place: Path) -> Any:
    """Records in a local file."""
    database = open_database(str(place), create=True)
    yield database
    database.close()


def test_foreign_keys_are_held_and_the_schema_of_a_file_is_not_trusted(opened: Any) -> None:
    assert [opened.pragma(name) for name in ("foreign_keys", "trusted_schema", "cell_size_check")] == [1, 0, 1]


def test_a_transaction_takes_the_right_to_write_when_it_begins(opened: Any, place: Path) -> None:
    with opened.atomic(), closing(sqlite3.connect(place, isolation_level=None, timeout=0)) as other:
        other.execute("SELECT * FROM lead").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_start_waits_five_seconds_for_a_program_that_writes(opened: Any) -> None:
    assert opened.pragma("busy_timeout") == 5000


STARTERS = 8
START = """
import sys
from coach.records.database import open_database
from coach.records.models import Setting
sys.stdin.readline()
database = open_database(sys.argv[1], create=True)
with database.atomic():
    Setting.insert(key=sys.argv[2], value="here").execute()
database.close()
"""


def test_first_starts_in_the_same_moment_all_succeed(database_url: str) -> None:
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", START, database_url, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(STARTERS)
    ]
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("\n")
        starter.stdin.flush()
    said = [starter.communicate(timeout=60) for starter in starters]
    assert [starter.returncode for starter in starters] == [0] * STARTERS, said
    opened = open_database(database_url)
    rows = opened.execute_sql("SELECT key FROM setting ORDER BY key").fetchall()
    assert rows == [(str(number),) for number in range(STARTERS)]
    history = opened.execute_sql("SELECT count(*) FROM schema_migration").fetchone()[0]
    opened.close()
    assert history == SCHEMA


def test_the_tables_of_peewee_are_the_tables_of_the_schema(database_url: str) -> None:
    from coach.records.models import MODELS, described

    opened = open_database(database_url, create=True)
    for model in MODELS:
        columns = {column.name: column.null for column in opened.get_columns(described(model).table_name)}
        columns.pop("list_on", None)
        expected = {
            field.column_name: field.null for field in described(model).sorted_fields if field.column_name != "id"
        }
        columns.pop("id")
        assert columns == expected, model
    opened.close()
