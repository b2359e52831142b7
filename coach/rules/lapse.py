"""The lapse: a span in which we owed the next move and were late with it. A measure of the rhythm, not of a person."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coach.rules.cadence import ANSWER, CLOSE_LOOP, DECIDE, PROMISE, TOUCH
from coach.rules.workdays import Calendar

LATE_AFTER = 3
"""Business days a move of ours may be late before it is a lapse."""
OWED = (ANSWER, PROMISE, TOUCH, CLOSE_LOOP)
"""Kinds of step that are our move. A check-in waits for them, a decision for nobody."""
SAID_NO, WENT_QUIET, WE_STOPPED, WE_ENDED = "said_no", "went_quiet", "we_stopped", "we_ended"
"""How a lead became a Not yet: they said no; they were silent through the whole rhythm; we stopped first; we ended it in time."""


class Owing(NamedTuple):
    """A step and its time: due on a day, over on another, or still the step (`ended_on` None)."""

    text: str
    kind: str
    due_on: date
    ended_on: date | None


class LapseSpan(NamedTuple):
    """One lapse: what was owed first, since when, and how long, in business days. `ended_on` is None while it goes on."""

    text: str
    due_on: date
    ended_on: date | None
    business_days_late: int


def is_lapse(kind: str, due_on: date, end: date, calendar: Calendar) -> bool:
    """Whether a step of this kind, due on a day and not done by another, was a lapse by then."""
    return kind in OWED and calendar.count(due_on, end) > LATE_AFTER


def lapse_spans(steps: Iterable[Owing], calendar: Calendar, today: date) -> tuple[LapseSpan, ...]:
    """The lapses of one lead, oldest first. Two that overlap, such as an answer and the promise behind it, are one."""
    late = [step for step in steps if is_lapse(step.kind, step.due_on, step.ended_on or today, calendar)]
    spans: list[LapseSpan] = []
    for step in sorted(late, key=lambda step: (step.due_on, step.ended_on or date.max)):
        text, since, end = step.text, step.due_on, step.ended_on
        if spans and (spans[-1].ended_on is None or since < spans[-1].ended_on):
            before = spans.pop()
            text, since = before.text, before.due_on
            end = max(end, before.ended_on) if end and before.ended_on else None
        spans.append(LapseSpan(text, since, end, calendar.count(since, end or today)))
    return tuple(spans)


def how_it_ended(*, asked_to_stop: bool, kind: str, lapsed: bool, they_spoke: bool) -> str:
    """How a lead became a Not yet, from what happened: the kind of the step that ended and whether it was a lapse.

    A lapse is before the cap: after the last touch of the rhythm there is a decision, and that is nobody's move. `they_spoke`
    says that they were the last to speak, or that only our answer to them came after it.
    """
    if asked_to_stop:
        return SAID_NO
    if lapsed:
        return WE_STOPPED
    if kind == DECIDE:
        return WENT_QUIET
    return SAID_NO if they_spoke else WE_ENDED
