"""Why a lead is in the list, as a sentence: people, days, and which touch it would be."""

from typing import Any

import pytest

from coach.rules.cadence import ANSWER, CHECK_IN, CLOSE_LOOP, DECIDE, PROMISE
from coach.views.day import due_list
from coach.views.reasons import touches_of, why_now

from .records import TODAY, Records, on

OVERDUE = {"due": on("12-01")}
THEIR_PROMISE = {"kind": CHECK_IN, "promise_on": on("11-30"), "promise_by": "theirs", "promise_text": "the size"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": ANSWER, **OVERDUE, "last_reply_on": on("12-01")}, "Lin has waited two business days for your answer."),
        ({"kind": ANSWER, "due": on("12-02"), "last_reply_on": on("12-02")}, "Lin has waited one business day for your answer."),
        ({"kind": ANSWER, "last_reply_on": TODAY}, "Lin waits for your answer."),
        ({"kind": ANSWER}, "New, and nobody has answered yet."),
        ({"kind": ANSWER, **OVERDUE}, "New, and nobody has answered for two business days."),
        ({"kind": PROMISE, "due": on("11-30")}, "You promised it for Mon 30 Nov, three business days ago."),
        ({"kind": PROMISE}, "You promised it for today."),
        (THEIR_PROMISE, "Their promise passed on Mon 30 Nov."),
        ({**THEIR_PROMISE, **OVERDUE}, "Their promise passed on Mon 30 Nov; you meant to ask on Tue 1 Dec."),
        ({"position": 2, "unanswered": 2}, "Third touch of four, due today."),
        ({"position": 2, "unanswered": 2, **OVERDUE}, "Third touch of four, two business days late."),
        ({"position": 0, "unanswered": 2, **OVERDUE}, "Third touch of four, two business days late."),
        ({"position": 3, "unanswered": 1}, "Second touch of two, due today."),
        ({"step_source": "manual", "position": 1, "unanswered": 1}, "Your own step for today."),
        ({"step_source": "snooze", **OVERDUE}, "Not before Tue 1 Dec, two business days late."),
        ({"due_time": "15:00"}, "First touch of four, due today at 15:00."),
        ({"due_time": "15:00", "step_source": "manual"}, "Due today at 15:00."),
        ({"kind": CLOSE_LOOP, "position": 3, "unanswered": 3}, "Fourth touch of four, it closes the loop."),
        ({"kind": DECIDE, "unanswered": 4}, "Four touches went unanswered: decide, do not write again."),
        ({"kind": DECIDE, "unanswered": 1}, "One touch went unanswered: decide, do not write again."),
        ({"kind": DECIDE}, "The rhythm is at its end: decide how it goes on."),
        ({"due": on("12-05"), "step_source": "manual"}, "Your own step for Sat 5 Dec."),
    ],
)  # fmt: skip
def test_the_sentence_names_people_days_and_touches(local_records: Records, fields: dict[str, Any], said: str) -> None:
    local_records.lead("Lin", **fields)
    (line,) = due_list(local_records.desk, within=60)
    assert why_now(line.why, line.name, TODAY) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "won"}, "Check-in after the win."),
        ({"status": "won", "precedence": 1}, "They wait for your answer."),
        ({"return_agreed": True}, "You agreed to come back now."),
        ({"back": on("12-01")}, "Time to ask again, two business days late."),
    ],
)
def test_a_closed_lead_says_why_it_is_back(records: Records, fields: dict[str, Any], said: str) -> None:
    records.closed("Lin", **{"back": TODAY, **fields})
    (line,) = due_list(records.desk)
    assert why_now(line.why, line.name, TODAY) == said


def test_a_day_nobody_works_on_makes_nothing_late(local_records: Records) -> None:
    local_records.go_to(on("12-06"))
    local_records.lead("Lin", due=on("12-04"), step_source="manual")
    (line,) = due_list(local_records.desk)
    assert why_now(line.why, "Lin", on("12-06")) == "Your own step for Fri 4 Dec."


@pytest.mark.parametrize(
    ("position", "unanswered", "beats", "found"),
    [
        (0, 0, 4, (1, 4)),
        (3, 3, 4, (4, 4)),
        (1, 3, 4, (4, 4)),
        (0, 0, 7, (1, 4)),
        (2, 0, 3, (1, 1)),
        (4, 0, 4, (0, 0)),
        (0, 4, 4, (0, 0)),
        (9, 9, 4, (0, 0)),
    ],
)
def test_touches_are_counted_up_to_the_cap_whatever_the_stage_would_allow(
    position: int, unanswered: int, beats: int, found: tuple[int, int]
) -> None:
    assert touches_of(position, unanswered, beats) == found
