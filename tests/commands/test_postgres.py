"""The same commands on a server: what is printed does not tell which database it is."""

import pytest

from coach.records.schema import SCHEMA

from .conftest import FrontDoor
from .dump import dump


@pytest.fixture
def server(door: FrontDoor, postgres_url: str) -> FrontDoor:
    door.named(postgres_url)
    door.where = postgres_url
    return door


def test_a_lead_is_added_touched_moved_shown_and_closed(server: FrontDoor) -> None:
    assert server("add", "Ben Adeyemi", "--value", "4200", "--company", "Adeyemi Roofing").err == ""
    assert server.json("log", "ben", "--via", "call", "--note", "left word")["due_on"] == "2026-11-26"
    assert server.json("log", "roofing", "--replied", "--next", "Call", "--due", "fri 15:00")["due_time"] == "15:00"
    server.fails(1, "move", "ben", "discovery")
    server("move", "ben", "discovery", "--evidence", "he called")
    server("answer", "ben", "problem", "it leaks")
    server("snooze", "ben", "+1w")
    server("add", "Lin Wei")
    lines = server.json("due", "--within", "10")
    assert [(line["name"], line["rank"], line["due_on"]) for line in lines] == [
        ("Lin Wei", 1, "2026-11-24"),
        ("Ben Adeyemi", 10, "2026-12-01"),
    ]
    assert [entry["kind"] for entry in server.json("show", "ben")["timeline"]].count("touch") == 1
    assert server.json("won", "ben", "--value", "5000")["return_on"] == "2026-12-01"
    assert [lead["status"] for lead in server.json("find", "ben")] == ["won"]
    assert server.json("stages", "--leads")[4]["value"] == 5000


@pytest.mark.parametrize(
    "words",
    [
        ["add", "Sara", "--owner", "Tobias"],
        ["log", "lin", "--via", "call", "--note", "n"],
        ["move", "lin", "proposal", "--anyway", "met her"],
        ["not-yet", "lin", "--reason", "timing"],
        ["do-not-contact", "lin", "--reason", "asked"],
        ["stages", "retire", "received", "--to", "proposal"],
        ["days-off", "--weekdays", "mon,tue"],
    ],
    ids=lambda words: words[0],
)
def test_undo_puts_everything_back_as_it_was(server: FrontDoor, words: list[str]) -> None:
    server("add", "Lin Wei")
    before = dump(server.where)
    server(*words)
    assert dump(server.where) != before
    server("undo")
    assert dump(server.where) == before


def test_where_names_the_server_and_not_the_password(server: FrontDoor) -> None:
    server("add", "Ben")
    known = server.json("where")
    assert known["kind"].startswith("PostgreSQL ")
    assert (known["leads"], known["schema"], known["backups"]) == (1, SCHEMA, None)
    assert "?" not in known["database"]
    assert "Leads     1" in server("where").out


def test_a_server_without_the_database_is_told(server: FrontDoor) -> None:
    missing = server.where.replace("/", "/no_such_", 3).replace("no_such_", "", 2)
    said = server.fails(3, "due", "--db", missing)
    assert "coach: " in said.err


def test_what_no_database_can_keep_is_refused_on_both(server: FrontDoor) -> None:
    server("add", "Ben")
    server.fails(2, "log", "ben", "--via", "call", "--note", "\udcff")
    server.fails(2, "show", "\udcff")
