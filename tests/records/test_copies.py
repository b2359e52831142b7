"""A copy of the database file: whole, checked, sealed, its owner's alone, and never written over another."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.errors import Broken
from coach.records.copies import verified_copy
from coach.records.database import open_database
from coach.records.models import Contact


@pytest.fixture(params=["coach.sqlite3", "50% off? #1.db"])
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """Records with one contact, in a file of an ordinary name and of one that is awkward in an address."""
    database = open_database(str(tmp_path / request.param), create=True)
    Contact.insert(name="Ben", name_key="ben").execute()
    yield database
    database.close()


def test_a_copy_holds_what_the_file_held_and_its_seal_is_true(opened: Any) -> None:
    copy = verified_copy(opened, "today")
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT name FROM contact").fetchall() == [("Ben",)]
        assert file.execute("PRAGMA application_id").fetchone() == (opened.pragma("application_id"),)
    name = Path(opened.database).stem
    assert copy.name == f"{name}.today.sqlite3"
    seal = copy.with_name(f"{name}.today.sha256").read_text()
    assert seal == f"{hashlib.sha256(copy.read_bytes()).hexdigest()}  {copy.name}\n"


def test_a_second_copy_of_the_same_name_stands_beside_the_first(opened: Any) -> None:
    first = verified_copy(opened, "today")
    before = first.read_bytes()
    Contact.insert(name="Lin", name_key="lin").execute()
    second = verified_copy(opened, "today")
    assert second.name.endswith(".today.2.sqlite3")
    assert first.read_bytes() == before
    assert len(list(first.parent.glob("*.sha256"))) == 2


def test_a_copy_that_fails_its_check_is_told_and_gets_no_seal(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Doubting:
        def execute(self, _sql: str) -> "Doubting":
            return self

        def fetchone(self) -> tuple[str]:
            return ("row 3 missing from index",)

        def close(self) -> None:
            pass

    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: Doubting())
    with pytest.raises(Broken, match=r"did not pass its check \(row 3 missing"):
        verified_copy(opened, "today")
    assert not list(Path(opened.database).parent.glob("backups/*.sha256"))
