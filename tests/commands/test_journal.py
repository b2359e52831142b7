"""Undo takes back any verb, whole, on either database; the log-book tells who did what."""

import pytest

from .conftest import FrontDoor
from .dump import dump

LIN = ["Lin Wei", "--email", "lin@x.example", "--owner", "Maya", "--value", "10"]
VERBS = {
    "add": ["add", "Sara", "--owner", "Tobias", "--company", "Novak"],
    "add of a known person": ["add", "Lin's garage", "--email", "lin@x.example"],
    "log": ["log", "lin", "--via", "call", "--note", "n", "--gave", "g"],
    "log with a promise": ["log", "lin", "--via", "call", "--next", "Send", "--due", "fri", "--promise", "ours"],
    "reply": ["log", "lin", "--replied", "--next", "Call", "--due", "fri 9:30"],
    "next": ["next", "lin", "Call", "fri"],
    "snooze": ["snooze", "lin", "+2w"],
    "answer": ["answer", "lin", "problem", "it leaks"],
    "move": ["move", "lin", "proposal", "--evidence", "asked for it"],
    "won": ["won", "lin", "--value", "99"],
    "not-yet": ["not-yet", "lin", "--reason", "timing", "--return", "+5w"],
    "reopen": ["reopen", "closed"],
    "reply of a closed lead": ["log", "closed", "--replied"],
    "do-not-contact": ["do-not-contact", "lin", "--reason", "asked"],
    "edit": ["edit", "lin", "--name", "Lin W", "--phone", "020 7946 0958", "--owner", "Tobias", "--quiet-weekdays", "tue"],
    "rename a stage": ["stages", "rename", "discovery", "Talk"],
    "edit a stage": ["stages", "edit", "received", "--gaps", "1,1,1", "--meaning", "m"],
    "add a stage": ["stages", "add", "Pilot", "--after", "received"],
    "place a stage": ["stages", "place", "decision", "1"],
    "retire a stage": ["stages", "retire", "received", "--to", "proposal"],
    "weekdays": ["days-off", "--weekdays", "mon,wed"],
    "a day off": ["days-off", "--add", "thu"],
    "settings": ["settings", "capacity", "3"],
}  # fmt: skip


@pytest.fixture
def pipeline(door: FrontDoor) -> FrontDoor:
    door.today("2026-11-20")
    door("add", *LIN)
    door("add", "Closed Lead")
    door("not-yet", "closed", "--reason", "budget")
    door("log", "lin", "--via", "email")
    door.today("2026-11-24")
    return door


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
def test_undo_puts_everything_back_as_it_was(pipeline: FrontDoor, words: list[str]) -> None:
    before = dump(pipeline.where)
    pipeline(*words)
    sentence = pipeline.json("log-book")[0]["sentence"]
    assert dump(pipeline.where) != before
    said = pipeline("undo")
    assert said.out.splitlines()[0] == f"Undone: {sentence}."
    assert dump(pipeline.where) == before


def test_undo_goes_back_one_change_after_the_other_to_the_beginning(pipeline: FrontDoor) -> None:
    listed = [entry["sentence"] for entry in pipeline.json("undo", "--list")]
    assert listed[0] == "logged an e-mail to Lin Wei"
    assert listed[-1] == "added Lin Wei"
    assert [pipeline.json("undo")["sentence"] for _ in listed] == [f"Undone: {each}." for each in listed]
    assert {name: rows for name, rows in dump(pipeline.where).items() if rows} == {}
    assert "nothing of yours" in pipeline.fails(1, "undo").err
    assert pipeline("undo", "--list").out == "There is nothing of yours to undo.\n"


def test_undo_of_an_added_lead_answers_without_it(with_ben: FrontDoor) -> None:
    undone = with_ben.json("undo")
    assert (undone["id"], undone["name"], undone["due_on"]) == (1, None, None)
    assert undone["sentence"] == "Undone: added Ben Adeyemi."
    assert with_ben.json("due") == []


def test_undo_refuses_when_something_newer_of_another_stands_on_it(with_ben: FrontDoor) -> None:
    with_ben.user("tobias")
    with_ben("log", "ben", "--via", "call")
    with_ben.user("maya")
    before = dump(with_ben.where)
    assert "tobias logged a call with Ben Adeyemi since then" in with_ben.fails(1, "undo").err
    assert dump(with_ben.where) == before


def test_the_log_book_is_newest_first_and_says_what_was_undone(pipeline: FrontDoor) -> None:
    pipeline("next", "lin", "Call", "fri")
    pipeline("undo")
    entries = pipeline.json("log-book")
    assert [entry["verb"] for entry in entries] == ["next", "log", "not-yet", "add", "add"]
    assert [entry["undone"] for entry in entries] == [True, False, False, False, False]
    first = pipeline("log-book").out.splitlines()[0]
    assert first.startswith("Tue 24 Nov 09:00  maya  set the next step of Lin Wei for Fri 27 Nov ")
    assert first.endswith("(undone by maya)")
    assert [entry["verb"] for entry in pipeline.json("log-book", "closed")] == ["not-yet", "add"]
    assert len(pipeline.json("log-book", "--limit", "2")) == 2


def test_a_pipeline_without_changes_has_an_empty_log_book(door: FrontDoor) -> None:
    door("settings", "capacity", "8")
    door("undo")
    assert door("undo", "--list").out == "There is nothing of yours to undo.\n"
    assert door.json("undo", "--list") == []
    assert [entry["undone_by"] for entry in door.json("log-book")] == ["maya"]
