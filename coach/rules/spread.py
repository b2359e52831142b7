"""Spreading what piled up: the lines of the day, in their order, over the business days ahead, so many a day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coach.rules.workdays import Calendar

_DAY = timedelta(days=1)


class Waiting(NamedTuple):
    """One line of the day: one touch of one person.

    One that `stays` is not moved, since it is not late or is on a day they named; nor is one that is `promised`, which takes
    its place before all others. `calendar` is the owner's less the weekdays the person wants quiet. Nothing is put before
    `not_before`, nor after `until`: what would come later than that stays where it is.
    """

    stays: bool
    calendar: Calendar
    promised: bool = False
    not_before: date = date.min
    until: date | None = None


def spread(
    lines: Sequence[Waiting], calendar: Calendar, today: date, capacity: int, planned: Mapping[date, int]
) -> list[date | None]:
    """For each line, in the order of the day, the later day it moves to; None for one that stays.

    `capacity` lines a business day, from today on. Promises take their places first, everything else in its turn. What is
    `planned` on a day ahead takes its place there too, but half of a day at least is kept for what piled up, or it would not
    be worked off in good time. Raises NoWorkday.
    """
    first = calendar.forward(today)
    days = _Days(calendar, first, capacity, planned)
    for line in lines:
        if line.promised:
            days.take(first)
    return [_place(line, days, today) for line in lines]


def _place(line: Waiting, days: "_Days", today: date) -> date | None:
    if line.promised:
        return None
    if line.stays:
        days.take(days.first)
        return None
    day = days.first_free(line)
    if line.until is not None and day > line.until:
        return None
    days.take(day)
    return day if day > today else None


class _Days:
    """The business days ahead and the room that is left on each."""

    def __init__(self, calendar: Calendar, first: date, capacity: int, planned: Mapping[date, int]) -> None:
        self.first = first
        self._calendar = calendar
        self._capacity = max(capacity, 1)
        self._planned = planned
        self._room: dict[date, int] = {first: self._capacity}
        self._free = first

    def take(self, day: date) -> None:
        self._room[day] = self._left(day) - 1

    def first_free(self, line: Waiting) -> date:
        """The first business day with room that suits this person."""
        while self._left(self._free) <= 0:
            self._free = self._calendar.forward(self._free + _DAY)
        day = line.calendar.forward(max(self._free, line.not_before))
        while self._left(day) <= 0:
            day = line.calendar.forward(day + _DAY)
        return day

    def _left(self, day: date) -> int:
        room = self._room.get(day)
        if room is None:
            least = (self._capacity + 1) // 2
            room = self._room[day] = max(self._capacity - self._planned.get(day, 0), least)
        return room
