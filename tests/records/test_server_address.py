"""Naming a server: what is no address of ours is told in a sentence, and a password never leaves it."""

from pathlib import Path

import pytest

from coach.errors import Broken
from coach.records.database import open_database, shown
from coach.records.drivers import is_server

SECRET = "hunter2"  # the canary


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("/home/maya/coach.sqlite3", "/home/maya/coach.sqlite3"),
        (f"postgresql://maya:{SECRET}@db.example.org:5433/coach", "postgresql://maya@db.example.org:5433/coach"),
        (f"postgresql://db/coach?password={SECRET}", "postgresql://db/coach"),
        ("postgresql:///coach", "postgresql:///coach"),
        (f"postgresql://maya:{SECRET}@db:port/coach", "postgresql://…"),
        (f"postgresql://maya:{SECRET}@[db/coach", "postgresql://…"),
    ],
)
def test_an_address_is_shown_without_its_secrets(where: str, seen: str) -> None:
    assert shown(where) == seen


@pytest.mark.parametrize(
    "where",
    [
        f"mysql://maya:{SECRET}@db/coach",
        f"sqlite:///coach.db?password={SECRET}",
        f"http://db/?{SECRET}",
        f"postgresql://maya:{SECRET}@db:port/coach",
        f"postgresql://maya:{SECRET}@[db/coach",
        f"postgresql://maya:{SECRET}@127.0.0.1:1/coach?connect_timeout=2",
        f"postgresql://maya:{SECRET}@127.0.0.1/coach?no_such_option={SECRET}",
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_secrets(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_server(where)
    with pytest.raises(Broken) as told:
        open_database(where, create=True)
    assert SECRET not in f"{told.value.what} {told.value.do}"
    assert told.value.do
    assert not list(tmp_path.iterdir())


def test_a_server_that_does_not_answer_is_told_with_its_reason() -> None:
    with pytest.raises(Broken, match=r"does not answer: .*refused$"):
        open_database("postgresql://127.0.0.1:1/coach?connect_timeout=2")


def test_a_database_that_is_not_there_is_told_by_its_name(postgres_url: str) -> None:
    with pytest.raises(Broken, match='database "missing" does not exist'):
        open_database(f"postgresql://coach@/missing?{postgres_url.partition('?')[2]}")
