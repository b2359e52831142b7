"""What the database could not do, told by its true cause; nothing of the change is kept, and the next one works."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import peewee
import pytest

from coach.errors import Broken
from coach.records import journal as journal_module
from coach.records.database import open_database
from coach.records.faults import telling_faults, told
from coach.records.journal import changing
from coach.records.models import Contact, Setting

from .desks import DeskAt, dump


@pytest.fixture
def local(sqlite_url: str) -> Any:
    """A desk over a local file."""
    database = open_database(sqlite_url, create=True)
    yield DeskAt(database)
    database.close()


def fill_one_by_one(desk: DeskAt) -> None:
    """Write until there is no room."""
    with changing(desk, "fill") as journal:
        for number in range(4000):
            journal.insert(Contact, name="x" * 400, name_key=str(number))
        journal.say("filled it")


def fill_at_once(desk: DeskAt) -> None:
    """The same by many rows a statement."""
    with changing(desk, "fill") as journal:
        journal.insert_many(Contact, ("name", "name_key"), [("x" * 400, str(number)) for number in range(4000)])
        journal.say("filled it")


@pytest.mark.parametrize("fill", [fill_one_by_one, fill_at_once])
def test_a_full_disk_is_called_a_full_disk_and_nothing_is_kept(local: DeskAt, fill: Callable[[DeskAt], None]) -> None:
    before = dump(local)
    local.database.pragma("max_page_count", local.database.pragma("page_count") + 5)
    with pytest.raises(Broken, match=r"The disk is full\.") as error:
        fill(local)
    assert error.value.do.startswith("Nothing was saved.")
    assert dump(local) == before
    local.database.pragma("max_page_count", 1_000_000)
    fill(local)
    assert len(dump(local)["contact"]) == 4000


def test_the_true_cause_is_found_behind_the_rollback_that_failed() -> None:
    seen = peewee.OperationalError("cannot rollback - no transaction is active")
    seen.__context__ = peewee.OperationalError("something else")
    seen.__context__.__cause__ = sqlite3.OperationalError("database or disk is full")
    assert told(seen).what == "The disk is full."


def test_a_database_that_may_not_be_written_says_so(local: DeskAt) -> None:
    local.database.pragma("query_only", 1)
    with pytest.raises(Broken, match="may not be written"), changing(local, "settings") as journal:
        journal.insert(Setting, key="capacity", value="9")


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("database or disk is full", "The disk is full."),
        ("could not extend file: No space left on device", "The server's disk is full."),
        ("attempt to write a readonly database", "The database file may not be written to."),
        ("cannot execute INSERT in a read-only transaction", "The database may not be written to."),
        ("unable to open database file", "The database cannot be opened for writing."),
        ("database is locked", "Another program has been writing to the database for several seconds."),
        (
            "canceling statement due to lock timeout",
            "Another program has been writing to the database for several seconds.",
        ),
        ("disk I/O error", "The disk reported an error."),
        ("database disk image is malformed", "The database file is damaged."),
        ("file is not a database", "The database file is damaged."),
        ("something\n  unheard of", "The database refused: something unheard of"),
        ("", "The database refused: OperationalError"),
    ],
)
def test_each_cause_has_its_sentence(said: str, what: str) -> None:
    with pytest.raises(Broken) as error, telling_faults():
        raise peewee.OperationalError(said)
    assert error.value.what == what
    assert error.value.do.startswith("Nothing was saved.")


def test_what_is_no_fault_of_the_database_passes_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), telling_faults():
        raise ZeroDivisionError


def test_a_writer_that_stays_too_long_is_told_on_a_local_file(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.records.database.BUSY_SECONDS", 0.05)
    database = open_database(sqlite_url, create=True)
    with closing(sqlite3.connect(sqlite_url, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Broken, match="Another program has been writing"), changing(DeskAt(database), "settings"):
            pass
    database.close()


def test_a_writer_that_stays_too_long_is_told_on_a_server(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_PATIENCE", "50ms")
    first, second = open_database(postgres_url), open_database(postgres_url)
    with first.atomic():
        first.execute_sql("SELECT pg_advisory_xact_lock(%s)", (journal_module._WRITER,))
        with pytest.raises(Broken, match="Another program has been writing"), changing(DeskAt(second), "settings"):
            pass
    first.close()
    second.close()
