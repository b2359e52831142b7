"""Settings, the assignment and the answers through the lenses: read as typed, checked, kept, undoable."""

import json
from typing import Any

import pytest

from coach.actions.assignment import answer_question, book_review, set_step
from coach.actions.lenses import LENSES, answer_lens
from coach.actions.settings import change_setting
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import Answer, AssignmentAnswer
from coach.records.settings import SETTINGS

from ..records.desks import dump
from .diary import Diary, on


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("capacity", " 12 ", "12"),
        ("capacity", "007", "7"),
        ("cutoff", "4pm", "16:00"),
        ("currency", "usd", "USD"),
        ("review-day", "Thu", "thursday"),
        ("review-time", "9:05", "09:05"),
        ("owner", "Maya", "Maya"),
        ("pipeline-owner", "Jo  Lee", "Jo  Lee"),
        ("theme", "", ""),
    ],
)
def test_a_setting_is_kept_as_it_is_meant(diary: Diary, key: str, typed: str, kept: str) -> None:
    before = dump(diary)
    done = change_setting(diary, key, typed)
    assert done.sentence == f"set {key} to {kept or 'nothing'}"
    assert diary.setting(key) == kept
    undo(diary)
    assert dump(diary) == before
    assert diary.setting(key) == SETTINGS[key].default


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("capacity", "0"),
        ("capacity", "501"),
        ("capacity", "eight"),
        ("capacity", "\u0663"),
        ("cutoff", "late"),
        ("currency", "euros and cents"),
        ("review-day", "someday"),
        ("review-time", "25:00"),
        ("colour", "red"),
        ("weekdays", "0"),
        ("days-off", "[]"),
        ("review-next", "2026-12-01"),
        ("", ""),
    ],
)
def test_a_setting_that_cannot_be_kept_is_refused(diary: Diary, key: str, typed: str) -> None:
    before = dump(diary)
    with pytest.raises(Misused):
        change_setting(diary, key, typed)
    assert dump(diary) == before


def test_the_pipeline_has_one_owner(diary: Diary) -> None:
    with pytest.raises(Refused, match="'everyone' is not one person"):
        change_setting(diary, "pipeline-owner", "everyone")
    with pytest.raises(Refused, match="'The team' is not one person"):
        answer_question(diary, "owner", "The team")
    assert not diary.rows("SELECT * FROM assignment_answer")


def test_a_setting_already_so_is_no_change(diary: Diary) -> None:
    change_setting(diary, "capacity", "12")
    assert change_setting(diary, "capacity", "12").change_id is None


def test_an_answer_of_the_assignment_is_kept_with_its_day_and_older_ones_stay(diary: Diary) -> None:
    answer_question(diary, "stuck", "In Proposal,\nI think ")
    diary.goes("2027-02-24")
    answer_question(diary, "stuck", "In Discovery")
    assert answer_question(diary, "stuck", "In Discovery").change_id is None
    kept: Any = list(AssignmentAnswer.select().order_by(AssignmentAnswer.id))
    assert [(each.text, each.answered_on) for each in kept] == [
        ("In Proposal,\nI think", on("11-24")),
        ("In Discovery", on("2027-02-24")),
    ]


def test_a_question_may_be_skipped_and_an_unknown_one_is_refused(diary: Diary) -> None:
    before = dump(diary)
    assert answer_question(diary, "stuck", "  \n ").change_id is None
    with pytest.raises(Misused, match="no question 'why'"):
        answer_question(diary, "why", "because")
    assert dump(diary) == before


def test_who_owns_the_pipeline_owns_new_leads_from_then_on(diary: Diary) -> None:
    before = dump(diary)
    answer_question(diary, "owner", " Maya Okafor ")
    assert diary.setting("pipeline-owner") == "Maya Okafor"
    assert diary.rows("SELECT name FROM owner") == [("Maya Okafor",)]
    undo(diary)
    assert dump(diary) == before


def test_the_weekly_review_is_booked_in_one_change(diary: Diary) -> None:
    before = dump(diary)
    done = book_review(diary, "thu", "3pm", "On THURSDAY at 15:00, after LUNCH, I open the review")
    assert done.sentence == "booked the weekly review: Thursday at 15:00"
    assert (diary.setting("review-day"), diary.setting("review-time")) == ("thursday", "15:00")
    undo(diary)
    assert dump(diary) == before
    for weekday, time in (("someday", "15:00"), ("thu", "x")):
        with pytest.raises(Misused):
            book_review(diary, weekday, time, "plan")
    assert dump(diary) == before


def test_how_far_the_assignment_has_come_is_no_change_to_undo(diary: Diary) -> None:
    ben = diary.add()
    set_step(diary, "owner")
    assert diary.setting("setup-step") == "owner"
    assert undo(diary).lead_id == ben
    assert diary.setting("setup-step") == "owner"


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize(
    ("given", "clarity"),
    [
        ({}, "clear"),
        ({"basis": "shown"}, "clear"),
        ({"basis": "guessed"}, "partly"),
        ({"clarity": "partly"}, "partly"),
        ({"basis": "guessed", "clarity": "unknown"}, "unknown"),
    ],
)
def test_an_answer_is_as_clear_as_its_basis(local: Diary, lens: str, given: dict[str, str], clarity: str) -> None:
    ben = local.add()
    done = answer_lens(local, ben, lens, " The gutters leak. ", said_by="Ben", **given)  # type: ignore[arg-type]
    assert done.sentence == f"kept what Ben Adeyemi said about {lens}"
    kept: Any = Answer.get()
    assert (kept.text, kept.basis, kept.clarity) == ("The gutters leak.", given.get("basis", "said"), clarity)
    assert (kept.said_by, kept.noted_on, kept.author) == ("Ben", on("11-24"), "Maya")


@pytest.mark.parametrize("text", ["We do not know yet", "we don\u2019t know yet.", "Unknown", "?"])
def test_not_knowing_is_an_answer_and_an_open_question(diary: Diary, text: str) -> None:
    answer_lens(diary, diary.add(), "urgency", text)
    assert Answer.get().clarity == "unknown"


def test_the_fields_of_a_lens_are_kept_and_empty_ones_left_out(diary: Diary) -> None:
    answer_lens(diary, diary.add(), "impact", "80 a month", fields={"amount": " 80 ", "per": "month", "unit": ""})
    assert json.loads(Answer.get().fields) == {"amount": "80", "per": "month"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"lens": "budget"},
        {"text": "  "},
        {"basis": "hoped"},
        {"clarity": "very"},
        {"basis": "guessed", "clarity": "clear"},
        {"fields": {"amount": "a\0b"}},
        {"said_by": "\udcff"},
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(diary: Diary, wrong: dict[str, Any]) -> None:
    ben = diary.add()
    before = dump(diary)
    with pytest.raises(Misused):
        answer_lens(diary, ben, **{"lens": "fit", "text": "They like us", **wrong})
    assert dump(diary) == before
