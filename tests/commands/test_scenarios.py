"""Three leads followed through the command line over the turn of a year; the dates were worked out by hand."""

import pytest

from .conftest import FrontDoor

CLOSED = ("2026-12-25", "2026-12-28", "2027-01-01")


@pytest.fixture
def closed(door: FrontDoor) -> FrontDoor:
    door.today("2026-11-23")
    door("days-off", *(word for day in CLOSED for word in ("--add", day)))
    return door


def due_after(door: FrontDoor, moment: str, *words: str) -> str:
    door.today(moment)
    due: str = door.json(*words)["due_on"]
    return due


def test_a_lead_that_never_answers_over_the_holidays(closed: FrontDoor) -> None:
    assert due_after(closed, "2026-12-19", "add", "Ben") == "2026-12-21"
    call = ("log", "ben", "--via", "call")
    assert due_after(closed, "2026-12-21", *call) == "2026-12-23"
    assert due_after(closed, "2026-12-23", *call) == "2026-12-30"
    assert due_after(closed, "2026-12-30", *call) == "2027-01-07"
    closed.today("2027-01-07")
    assert closed.json("due")[0]["reason"] == "close the loop"
    assert due_after(closed, "2027-01-07", *call) == "2027-01-14"
    closed.today("2027-01-14")
    assert [(line["reason"], line["kind"]) for line in closed.json("due")] == [("decide", "decide")]


def test_a_late_touch_pushes_the_rest(closed: FrontDoor) -> None:
    assert due_after(closed, "2026-11-24", "add", "Ben") == "2026-11-24"
    assert due_after(closed, "2026-11-24", "log", "ben", "--via", "call") == "2026-11-26"
    assert due_after(closed, "2026-12-01", "log", "ben", "--via", "call") == "2026-12-04"


def test_a_proposal_with_a_reply_a_promise_and_a_day_not_to_be_called_before(closed: FrontDoor) -> None:
    due_after(closed, "2026-12-01", "add", "Ben", "--stage", "proposal")
    assert due_after(closed, "2026-12-01", "log", "ben", "--via", "email") == "2026-12-03"
    assert due_after(closed, "2026-12-03", "log", "ben", "--via", "call") == "2026-12-09"
    assert due_after(closed, "2026-12-05", "log", "ben", "--replied") == "2026-12-07"
    closed.today("2026-12-07")
    promised = closed.json(
        "log", "ben", "--via", "call", "--next", "Send it", "--due", "sat 12 dec", "--promise", "ours"
    )
    assert promised["due_on"] == "2026-12-12"
    assert promised["warning"] == "Sat 12 Dec is not a business day; it is kept as you gave it."
    assert due_after(closed, "2026-12-12", "snooze", "ben", "25 dec") == "2026-12-29"
