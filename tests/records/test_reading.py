"""Opening the records only to read them: as true as opening them in full, and it writes nothing."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.errors import Broken
from coach.records import reading
from coach.records.database import open_database
from coach.records.desk import Desk
from coach.records.faults import told
from coach.records.models import Contact
from coach.records.reading import ReadingFile, open_to_read
from coach.records.schema import SCHEMA


@pytest.fixture
def kept(sqlite_url: str) -> Path:
    """A local file with one contact in it, closed."""
    opened = open_database(sqlite_url, create=True)
    Contact.insert(name="Ben", name_key="ben").execute()
    opened.close()
    return Path(sqlite_url)


@pytest.fixture
def reader(kept: Path) -> Iterator[Any]:
    """The same file, opened to be read."""
    opened = open_to_read(str(kept))
    yield opened
    opened.close()


def test_a_current_file_is_read_by_the_light_driver(reader: Any) -> None:
    assert isinstance(reader, ReadingFile)
    desk = Desk(reader, "Maya", lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert desk.rows("SELECT name FROM contact WHERE id = ?", (1,)) == [("Ben",)]
    assert desk.capacity == 8


def test_nothing_is_written_through_it(reader: Any, kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    for statement in ("INSERT INTO setting (key, value) VALUES ('x', 'y')", "DELETE FROM contact", "DROP TABLE lead"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute_sql(statement)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before


def test_it_sees_what_another_program_writes(reader: Any, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as other:
        other.execute("UPDATE contact SET name = 'Benjamin'")
        other.commit()
    assert reader.execute_sql("SELECT name FROM contact").fetchall() == [("Benjamin",)]


def test_what_a_killed_program_left_half_done_is_mended_first(kept: Path) -> None:
    script = "\n".join(
        [
            "import os, sqlite3",
            f"other = sqlite3.connect({str(kept)!r})",
            "other.execute('PRAGMA cache_size = 1')",
            "other.execute('PRAGMA cache_spill = 1')",
            "other.executemany('INSERT INTO contact (name, name_key) VALUES (?, ?)', [('x' * 900, str(n)) for n in range(900)])",
            "os._exit(9)",
        ]
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    assert kept.with_name(f"{kept.name}-journal").exists()
    with closing(open_to_read(str(kept))) as opened:
        assert opened.execute_sql("SELECT name FROM contact").fetchall() == [("Ben",)]


def test_what_is_not_a_current_file_of_ours_is_told_as_when_it_is_opened_in_full(kept: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE task (id INTEGER PRIMARY KEY)")
    (tmp_path / "text").write_text("name,company\n")
    (tmp_path / "empty").touch()
    with closing(sqlite3.connect(kept)) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    for name, said in {
        "other": "another program",
        "text": "cannot be read as a database",
        "empty": "is empty",
        "missing": "There is no database",
        ".": "is a folder",
        kept.name: "newer coach",
    }.items():
        with pytest.raises(Broken, match=said):
            open_to_read(str(tmp_path / name))


def test_another_programs_unfinished_log_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    script = f"""
import os, sqlite3
other = sqlite3.connect({str(place)!r})
other.execute("PRAGMA journal_mode = wal")
other.execute("CREATE TABLE task (id INTEGER PRIMARY KEY)")
other.commit()
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    log = place.with_name("other.db-wal")
    before = place.read_bytes(), log.read_bytes()
    with pytest.raises(Broken, match="another program"):
        open_to_read(str(place))
    assert (place.read_bytes(), log.read_bytes()) == before


@pytest.mark.parametrize(("safe", "light"), [("wal", True), ("delete", False)])
def test_a_file_with_a_log_is_opened_in_full_where_that_is_not_safe(
    kept: Path, monkeypatch: pytest.MonkeyPatch, safe: str, light: bool
) -> None:
    with closing(sqlite3.connect(kept)) as file:
        file.execute("PRAGMA journal_mode = wal")
    monkeypatch.setattr(reading, "journal_settings", lambda: (safe, "full"))
    with closing(open_to_read(str(kept))) as opened:
        assert isinstance(opened, ReadingFile) is light
        assert opened.execute_sql("SELECT name FROM contact").fetchall() == [("Ben",)]


def test_a_damaged_file_is_told_as_damaged_when_it_is_asked(kept: Path) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with closing(open_to_read(str(kept))) as opened, pytest.raises(sqlite3.DatabaseError) as error:
        opened.execute_sql("SELECT * FROM contact")
    assert told(error.value).what == "The database file is damaged."
