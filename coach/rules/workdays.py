"""Business days: which days are worked, and counting in them."""

from collections.abc import Iterable
from datetime import date, timedelta

MONDAY_TO_FRIDAY = frozenset(range(5))
HORIZON = 400
"""Calendar days searched for a business day before giving up: more than a year without one is a mistake."""

_DAY = timedelta(days=1)


class NoWorkday(ValueError):
    """No business day within `HORIZON` days: the calendar is closed for good."""


class Calendar:
    """The days an owner works: weekdays (Monday is 0), less every closed date (public holidays and own quiet days)."""

    __slots__ = ("closed", "weekdays")

    def __init__(self, weekdays: Iterable[int] = MONDAY_TO_FRIDAY, closed: Iterable[date] = ()) -> None:
        self.weekdays = frozenset(weekdays)
        self.closed = frozenset(closed)

    def without(self, quiet_weekdays: Iterable[int]) -> "Calendar":
        """The same calendar for a contact who does not want to hear from us on these weekdays."""
        quiet = frozenset(quiet_weekdays)
        return Calendar(self.weekdays - quiet, self.closed) if quiet else self

    def is_workday(self, day: date) -> bool:
        """Whether the owner works on this day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def forward(self, day: date) -> date:
        """The first business day on or after `day`. Raises NoWorkday."""
        return self._seek(day, _DAY)

    def back(self, day: date) -> date:
        """The first business day on or before `day`. Raises NoWorkday."""
        return self._seek(day, -_DAY)

    def add(self, day: date, n: int) -> date:
        """`n` business days after `day` (before, when negative), as numpy.busday_offset counts them.

        A closed `day` is first rolled in the direction of travel: forward for n >= 0, back for n < 0. Raises NoWorkday.
        """
        step = _DAY if n >= 0 else -_DAY
        found = self._seek(day, step)
        for _ in range(abs(n)):
            found = self._seek(found + step, step)
        return found

    def count(self, after: date, until: date) -> int:
        """Business days in the span (after, until]: 0 when `until` is not later than `after`."""
        days = (until - after).days
        if days <= 0:
            return 0
        weeks, rest = divmod(days, 7)
        found = weeks * len(self.weekdays)
        found += sum((after.weekday() + i) % 7 in self.weekdays for i in range(1, rest + 1))
        return found - sum(after < day <= until and day.weekday() in self.weekdays for day in self.closed)

    def _seek(self, day: date, step: timedelta) -> date:
        found = day
        for _ in range(HORIZON):
            if self.is_workday(found):
                return found
            found += step
        raise NoWorkday(f"no business day within {HORIZON} days of {day.isoformat()}")
