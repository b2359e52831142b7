"""The first leads of the assignment: several as one change, each with its step, none twice."""

from typing import NamedTuple

import pytest

from coach.actions.assignment_pages import keep_page, read_stop
from coach.actions.first_leads import add_first_leads
from coach.actions.moves import stop_contact
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.views.assignment import where_stopped

from .diary import Diary


class Read(NamedTuple):
    """A lead as it was read."""

    line: int
    name: str
    company: str = ""
    email: str = ""
    phone: str = ""


def names(diary: Diary) -> list[str]:
    return [name for (name,) in diary.rows("SELECT name FROM lead ORDER BY id")]


def test_several_are_one_change_and_each_has_the_first_step_of_the_rhythm(diary: Diary) -> None:
    keep_page(diary, "first_leads", {"first_leads": {"leads": "Ben\nLin"}})
    before = diary.changes()
    added = add_first_leads(
        diary, [Read(1, "Ben", "Adeyemi Roofing", "ben@a.example"), Read(2, "Lin", phone="030 123456")]
    )
    assert added.sentence == "added 2 leads"
    assert diary.changes() == before + 1
    assert diary.rows("SELECT next_step FROM lead") == [("Answer them",), ("Answer them",)]
    assert read_stop(where_stopped(diary)) == ("finish", {})
    undo(diary)
    assert names(diary) == []


def test_a_single_one_may_have_what_comes_next(diary: Diary) -> None:
    assert add_first_leads(diary, [Read(1, "Ben")], " Call him ").sentence == "added Ben"
    assert diary.rows("SELECT next_step FROM lead") == [("Call him",)]
    with pytest.raises(Misused):
        add_first_leads(diary, [Read(1, "Lin"), Read(2, "Sara")], "Call them")
    assert names(diary) == ["Ben"]


def test_one_that_cannot_be_added_is_named_by_its_line_and_none_is(diary: Diary) -> None:
    lead = diary.add("Ben", email="ben@a.example")
    stop_contact(diary, lead, reason="asked")
    keep_page(diary, "first_leads", {})
    with pytest.raises(Refused, match="Line 3: Ben asked for no contact"):
        add_first_leads(diary, [Read(1, "Lin"), Read(3, "Benjamin", email="Ben@a.example")])
    with pytest.raises(Refused, match=r"^Ben asked for no contact"):
        add_first_leads(diary, [Read(1, "Benjamin", email="ben@a.example")])
    assert names(diary) == ["Ben"]
    assert read_stop(where_stopped(diary)).page == "first_leads"


def test_an_open_lead_that_reads_the_same_is_not_added_once_more(diary: Diary) -> None:
    lines = [Read(1, "Ben", "Adeyemi Roofing", "ben@a.example"), Read(2, "Lin")]
    add_first_leads(diary, lines)
    again = add_first_leads(diary, [*lines, Read(3, "BEN"), Read(4, "Ben", "Another company")])
    assert again.sentence == "added Ben"
    assert again.warning.endswith("There already, and not added once more: Ben, Lin, BEN.")
    assert names(diary) == ["Ben", "Lin", "Ben"]
    assert add_first_leads(diary, lines).change_id is None
