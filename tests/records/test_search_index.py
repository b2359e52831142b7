"""The search index of a local file holds what is written and nothing else, after every change and when one fails."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import close_not_yet
from coach.actions.notes import add_note, delete_note, rewrite_note
from coach.actions.pipeline import write_pipeline
from coach.actions.touches import log_touch
from coach.actions.undo import undo
from coach.errors import CoachError
from coach.records import migrate
from coach.records.database import open_database
from coach.records.journal import changing
from coach.records.models import Lead, Touch
from coach.records.search_index import keep_in_step

from .desks import DeskAt

TABLES = {"lead_words": "lead_text", "written_words": "written_text"}


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[DeskAt]:
    """A desk with the stages on a local file."""
    opened = open_database(sqlite_url, create=True)
    opened.pragma("synchronous", 0)
    made = DeskAt(opened)
    write_pipeline(made)
    yield made
    opened.close()


def new_lead(desk: DeskAt, name: str = "Ben") -> int:
    """A new lead; its number."""
    lead = add_lead(desk, name).lead_id
    assert lead is not None
    return lead


def is_in_step(database: Any) -> None:
    """SQLite's own comparison of each index with the texts it is over. Raises when they differ."""
    assert database.execute_sql("SELECT count(*) FROM to_index").fetchone() == (0,)
    for table in TABLES:
        database.execute_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def having(database: Any, table: str, word: str) -> list[int]:
    """The rows of an index with this word."""
    found = database.execute_sql(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (f'"{word}"',))
    return [row[0] for row in found.fetchall()]


def test_the_comparison_sees_a_word_too_much_and_one_that_is_missing(desk: DeskAt) -> None:
    add_lead(desk, "Ben")
    is_in_step(desk.database)
    desk.database.execute_sql("INSERT INTO lead_words (rowid, words) VALUES (99, 'nobody')")
    with pytest.raises(Exception, match="malformed"):
        is_in_step(desk.database)


WORDS = st.sampled_from(
    ["leak", "Größe", "dach\u00adrinne", "o'brien", "屋根", "", "two storms", "\u202egutters", "a" * 300]
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "log", "note", "rewrite", "unnote", "close", "undo", "undo"]), WORDS),
    min_size=1, max_size=14,
)  # fmt: skip


def act(desk: DeskAt, verb: str, words: str) -> None:
    """Do something to the newest lead; what a rule refuses is refused."""
    lead = desk.rows("SELECT max(id) FROM lead")[0][0] or new_lead(desk)
    note = desk.rows("SELECT max(id) FROM note")[0][0] or 0
    match verb:
        case "add":
            add_lead(desk, words or "Nobody", company=words)
        case "edit":
            edit_lead(desk, lead, company=words)
        case "log":
            log_touch(desk, lead, via="call", note=words, gave=words[:20])
        case "note":
            add_note(desk, lead, words)
        case "rewrite":
            rewrite_note(desk, note, words)
        case "unnote":
            delete_note(desk, note)
        case "close":
            close_not_yet(desk, lead, reason="timing", words=words)
        case "undo":
            undo(desk)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_changes_and_undoing_them_the_index_is_what_the_texts_are(desk: DeskAt, steps: list[Any]) -> None:
    for verb, words in steps:
        try:
            act(desk, verb, words)
        except (CoachError, LookupError):
            continue
        is_in_step(desk.database)
    is_in_step(desk.database)


def test_a_change_that_fails_leaves_no_word_behind(desk: DeskAt) -> None:
    lead = new_lead(desk)

    def fail() -> None:
        with changing(desk, "log") as journal:
            journal.update(Lead, lead, search_key="cinnamon")
            journal.insert(Touch, lead=lead, at="x", day=desk.today, via="call", note="cinnamon")
            keep_in_step(desk.database)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    is_in_step(desk.database)
    assert having(desk.database, "lead_words", "cinnamon") == []
    assert having(desk.database, "written_words", "cinnamon") == []


def test_what_another_program_wrote_is_indexed_by_the_next_change(desk: DeskAt) -> None:
    lead = new_lead(desk)
    Touch.insert(lead=lead, at="x", day=desk.today, via="call", note="cinnamon").execute()
    Touch.update(note="nutmeg").execute()
    add_lead(desk, "Lin")
    is_in_step(desk.database)
    assert having(desk.database, "written_words", "cinnamon") == []
    assert len(having(desk.database, "written_words", "nutmeg")) == 1


def test_a_change_without_words_asks_nothing_of_the_index(desk: DeskAt) -> None:
    lead = new_lead(desk)
    pages = desk.rows("SELECT sum(length(block)) FROM lead_words_data")
    log_touch(desk, lead, via="call")
    assert desk.rows("SELECT sum(length(block)) FROM lead_words_data") == pages
    assert desk.rows("SELECT count(*) FROM written_words_idx") == [(0,)]


def test_the_schema_need_not_be_trusted(desk: DeskAt) -> None:
    assert desk.database.pragma("trusted_schema") == 0
    triggers = [row[0] for row in desk.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    assert len(triggers) == 15
    assert not any("_words (" in trigger.partition("BEGIN")[2] for trigger in triggers)


LEAD = {
    "contact_id": 1, "stage_id": 1, "name": "Ben", "name_key": "ben", "search_key": "ben roofing", "received_on": "2026-11-24",
    "entered_on": "2026-11-24", "stage_position": 0, "status": "not_yet", "reason": "timing", "reason_words": "landlord",
    "closed_on": "2026-11-24",
}  # fmt: skip


def before_search(where: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Records of schema 2 with a lead, a touch, a note and a reason."""
    folder.mkdir()
    for each in Path(migrate.FOLDER).glob("000[12]*.py"):
        copy(each, folder)
    with monkeypatch.context() as older:
        older.setattr(migrate, "FOLDER", folder)
        older.setattr(migrate, "SCHEMA", 2)
        opened = open_database(where, create=True)
        for statement in (
            "INSERT INTO contact (name, name_key) VALUES ('Ben', 'ben')",
            "INSERT INTO stage (name, kind, position) VALUES ('Not yet', 'not_yet', 0)",
            f"INSERT INTO lead ({', '.join(LEAD)}) VALUES ({', '.join(map(repr, LEAD.values()))})",
            "INSERT INTO touch (lead_id, at, day, via, note) VALUES (1, 'x', '2026-11-24', 'call', 'gutters')",
            "INSERT INTO note (lead_id, at, day, text) VALUES (1, 'x', '2026-11-24', 'cats')",
        ):
            opened.execute_sql(statement)
        opened.close()


def test_what_is_there_already_is_indexed_by_the_migration(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before_search(sqlite_url, monkeypatch, tmp_path / "older")
    opened = open_database(sqlite_url)
    is_in_step(opened)
    assert having(opened, "lead_words", "roofing") == [1]
    assert having(opened, "written_words", "gutters") == [8]
    assert having(opened, "written_words", "cats") == [9]
    assert having(opened, "written_words", "landlord") == [11]
    opened.close()
    (backup,) = Path(sqlite_url).parent.glob("backups/*.sqlite3")
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (2,)
        assert kept.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE '%words%'").fetchone() == (0,)


def test_a_python_without_full_text_search_says_so_and_changes_nothing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before_search(sqlite_url, monkeypatch, tmp_path / "older")
    import peewee

    asked: Callable[..., Any] = peewee.SqliteDatabase.execute_sql

    def without(self: Any, sql: str, params: Any = None) -> Any:
        return asked(self, sql.replace("'fts5'", "'not there'"), params)

    with monkeypatch.context() as poorer:
        poorer.setattr(peewee.SqliteDatabase, "execute_sql", without)
        with pytest.raises(CoachError, match="without full-text search"):
            open_database(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (2,)
