"""The order of the day: who comes first when the owner has ten minutes, total and the same every time."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coach.rules.cadence import ANSWER, CHECK_IN, CLOSE_LOOP, DECIDE, END_OF_DAY, PROMISE

THEY_WAIT, PROMISED, TIMED, THEIR_PROMISE, OVERDUE, TODAY, LOOP, DECISION, REPAIR, COMING = range(1, 11)
"""The ranks. Value never outranks lateness, so it is not among them."""

_PRECEDENCE = {ANSWER: THEY_WAIT, PROMISE: PROMISED, CHECK_IN: THEIR_PROMISE, CLOSE_LOOP: LOOP, DECIDE: DECISION}
_ANY_DAY = (THEY_WAIT, PROMISED)


def precedence(kind: str) -> int:
    """The part of the rank that does not depend on the day, kept with the lead so that an index can serve the order."""
    return _PRECEDENCE.get(kind, OVERDUE)


def rank(precedence_: int, due_on: date | None, due_time: str, today: date) -> int:
    """The rank of a lead in today's list; `COMING` when its day has not come, `REPAIR` when it has no step at all."""
    if due_on is None:
        return REPAIR
    if due_on > today:
        return COMING
    if precedence_ in _ANY_DAY:
        return precedence_
    if due_on == today and due_time != END_OF_DAY:
        return TIMED
    if precedence_ == OVERDUE and due_on == today:
        return TODAY
    return precedence_


class Entry(NamedTuple):
    """What the order looks at. `stage_position` counts from the first stage, `value` is in minor units (0 when unknown)."""

    id: int
    contact_id: int
    name_key: str
    precedence: int
    due_on: date | None
    due_time: str = END_OF_DAY
    stage_position: int = 0
    value: int = 0
    last_touch_on: date | None = None


def day_key(entry: Entry, today: date) -> tuple[int, date, str, int, int, date, str, int]:
    """The sort key: rank, day, time, later stages first, larger value first, longest silence first, name, id."""
    return (
        rank(entry.precedence, entry.due_on, entry.due_time, today),
        entry.due_on or date.min,
        entry.due_time,
        -entry.stage_position,
        -entry.value,
        entry.last_touch_on or date.min,
        entry.name_key,
        entry.id,
    )


class Shared(NamedTuple):
    """One line of the day: the leading entry, and other leads of the same person that the one touch covers."""

    entry: Entry
    others: tuple[Entry, ...]


def one_touch_a_day(entries: Iterable[Entry], today: date) -> list[Shared]:
    """The day in order with several leads of one person merged into one touch (R10).

    What is due or overdue belongs to today; a lead that comes later is merged only with what comes on that same day.
    """
    lines: dict[tuple[int, date], list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: day_key(e, today)):
        day = max(entry.due_on or today, today)
        lines.setdefault((entry.contact_id, day), []).append(entry)
    return [Shared(first, tuple(rest)) for first, *rest in lines.values()]
