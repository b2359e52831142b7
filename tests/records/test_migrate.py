"""Bringing an older schema up to date: a verified copy first, then all of it or nothing, and never backwards."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from coach.errors import Broken
from coach.records import migrate
from coach.records.database import open_database
from coach.records.models import Contact
from coach.records.schema import APPLICATION_ID, SCHEMA

ADD_A_COLUMN = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE contact ADD COLUMN pronouns TEXT NOT NULL DEFAULT ''")
"""
FAIL_HALF_WAY = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE contact ADD COLUMN pronouns TEXT NOT NULL DEFAULT ''")
    db.execute_sql("UPDATE contact SET name = 'gone'")
    db.execute_sql("INSERT INTO no_such_table VALUES (1)")
"""
LEAVE_A_DANGLING_ROW = """
def up(migrator, db):
    db.execute_sql("INSERT INTO touch (lead_id, at, day, via) VALUES (99, 'x', '2026-11-24', 'call')")
"""

LEAD_OF_BEN = """
INSERT INTO lead (contact_id, stage_id, name, name_key, received_on, entered_on, next_step, due_on, stage_position)
VALUES (1, 1, 'Ben', 'ben', '2026-11-24', '2026-11-24', 'Call', '2026-11-24', 0)
"""
OVER = """
INSERT INTO past_step (lead_id, text, kind, source, due_on, ended_on, ended_by)
VALUES (1, 'Call', 'touch', 'cadence', '2026-11-20', '2026-11-23', '{ended_by}')
"""
"""A step that is over."""


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Make this program a newer one, with one more migration of the given text."""

    def become(script: str) -> None:
        folder = tmp_path / "migrations"
        folder.mkdir()
        for each in Path(migrate.FOLDER).glob("[0-9]*.py"):
            copy(each, folder)
        (folder / f"{SCHEMA + 1:04}_next.py").write_text(script)
        monkeypatch.setattr(migrate, "FOLDER", folder)
        monkeypatch.setattr(migrate, "SCHEMA", SCHEMA + 1)

    return become


@pytest.fixture
def kept(database_url: str) -> str:
    """Records of today's schema with one contact in them, closed; where they are."""
    opened = open_database(database_url, create=True)
    Contact.insert(name="Ben", name_key="ben").execute()
    opened.close()
    return database_url


@pytest.fixture
def kept_file(sqlite_url: str) -> Path:
    """The same in a local file."""
    opened = open_database(sqlite_url, create=True)
    Contact.insert(name="Ben", name_key="ben").execute()
    opened.close()
    return Path(sqlite_url)


@pytest.fixture
def reopened() -> Iterator[Callable[[str], Any]]:
    """Opens records; they are closed after the test."""
    opened: list[Any] = []

    def again(where: str) -> Any:
        opened.append(open_database(where))
        return opened[-1]

    yield again
    for each in opened:
        each.close()


def test_what_is_up_to_date_is_left_alone(kept: str, reopened: Callable[[str], Any]) -> None:
    assert migrate.bring_up_to_date(reopened(kept)) == []


def test_a_missing_migration_is_applied_once_and_rows_stay(
    kept: str, newer: Callable[[str], None], reopened: Callable[[str], Any]
) -> None:
    newer(ADD_A_COLUMN)
    opened = reopened(kept)
    assert opened.execute_sql("SELECT name, pronouns FROM contact").fetchall() == [("Ben", "")]
    names = opened.execute_sql("SELECT name FROM schema_migration ORDER BY name").fetchall()
    assert [name.split("_")[0] for (name,) in names] == [f"{number + 1:04}" for number in range(SCHEMA + 1)]
    assert migrate.bring_up_to_date(opened) == []


def test_a_migration_that_fails_changes_nothing(
    kept: str, newer: Callable[[str], None], reopened: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(FAIL_HALF_WAY)
    with pytest.raises(Broken, match="no_such_table"):
        open_database(kept)
    monkeypatch.undo()
    opened = reopened(kept)
    assert opened.execute_sql("SELECT name FROM contact").fetchall() == [("Ben",)]
    assert "pronouns" not in {column.name for column in opened.get_columns("contact")}
    assert opened.execute_sql("SELECT count(*) FROM schema_migration").fetchone() == (SCHEMA,)


def test_a_failed_upgrade_of_a_file_leaves_its_stamps_and_holds_foreign_keys_again(
    kept_file: Path, newer: Callable[[str], None]
) -> None:
    newer(FAIL_HALF_WAY)
    with pytest.raises(Broken):
        open_database(str(kept_file))
    with closing(sqlite3.connect(kept_file)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_rows_that_would_point_at_nothing_stop_an_upgrade(kept_file: Path, newer: Callable[[str], None]) -> None:
    newer(LEAVE_A_DANGLING_ROW)
    with pytest.raises(Broken, match="1 row pointing at nothing"):
        open_database(str(kept_file))
    with closing(sqlite3.connect(kept_file)) as file:
        assert file.execute("SELECT count(*) FROM touch").fetchone() == (0,)
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_a_server_holds_foreign_keys_during_an_upgrade(postgres_url: str, newer: Callable[[str], None]) -> None:
    open_database(postgres_url).close()
    newer(LEAVE_A_DANGLING_ROW)
    with pytest.raises(Broken, match="violates foreign key"):
        open_database(postgres_url)


def test_a_verified_copy_is_made_before_an_upgrade_and_none_without_one(
    kept_file: Path, newer: Callable[[str], None], reopened: Callable[[str], Any]
) -> None:
    reopened(str(kept_file)).close()
    assert not (kept_file.parent / "backups").exists()
    newer(ADD_A_COLUMN)
    reopened(str(kept_file))
    folder = kept_file.parent / "backups"
    backup = folder / f"coach.before-schema-{SCHEMA + 1}.sqlite3"
    written = (folder / f"{backup.stem}.sha256").read_text()
    assert written == f"{hashlib.sha256(backup.read_bytes()).hexdigest()}  {backup.name}\n"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    with closing(sqlite3.connect(backup)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert file.execute("SELECT name FROM contact").fetchall() == [("Ben",)]


def test_the_copy_opens_with_the_program_that_wrote_it(
    kept_file: Path, newer: Callable[[str], None], reopened: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(ADD_A_COLUMN)
    reopened(str(kept_file)).close()
    monkeypatch.undo()
    with pytest.raises(Broken, match="newer coach"):
        open_database(str(kept_file))
    older = reopened(str(kept_file.parent / "backups" / f"coach.before-schema-{SCHEMA + 1}.sqlite3"))
    assert older.execute_sql("SELECT name FROM contact").fetchall() == [("Ben",)]


def test_a_newer_schema_on_a_server_is_refused_and_nothing_changes(
    postgres_url: str, reopened: Callable[[str], Any]
) -> None:
    opened = open_database(postgres_url)
    opened.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0009_future', now())")
    opened.close()
    with pytest.raises(Broken, match=rf"newer coach \(schema 9; this one knows {SCHEMA}\)"):
        open_database(postgres_url)


def test_a_start_that_fails_lets_go_of_the_database(postgres_url: str, reopened: Callable[[str], Any]) -> None:
    opened = open_database(postgres_url)
    opened.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0009_future', now())")
    with pytest.raises(Broken):
        open_database(postgres_url)
    opened.execute_sql("DELETE FROM schema_migration WHERE name = '0009_future'")
    opened.close()
    free = reopened(postgres_url).execute_sql("SELECT pg_try_advisory_lock(%s)", (APPLICATION_ID,)).fetchone()
    assert free == (True,)


def test_the_history_of_steps_keeps_its_rows_and_its_count_when_its_table_is_written_anew(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    copy(Path(migrate.FOLDER) / "0001_pipeline.py", first)
    with monkeypatch.context() as older:
        older.setattr(migrate, "FOLDER", first)
        older.setattr(migrate, "SCHEMA", 1)
        opened = open_database(database_url, create=True)
        for statement in (
            "INSERT INTO contact (name, name_key) VALUES ('Ben', 'ben')",
            "INSERT INTO stage (name, kind, position) VALUES ('Discovery', 'open', 0)",
            LEAD_OF_BEN,
            *(OVER.format(ended_by="touch") for _ in range(3)),
            "DELETE FROM past_step WHERE id = 3",
        ):
            opened.execute_sql(statement)
        opened.close()
    opened = open_database(database_url)
    try:
        assert [row[0] for row in opened.execute_sql("SELECT id FROM past_step ORDER BY id").fetchall()] == [1, 2]
        opened.execute_sql(OVER.format(ended_by="merge"))
        assert opened.execute_sql("SELECT max(id) FROM past_step").fetchone()[0] == 4
    finally:
        opened.close()
