"""Business days up to today, each date counted once however many leads share it."""

from datetime import date, timedelta

from coach.records.desk import Desk
from coach.rules.cadence import MANUAL, PROMISE_OURS, PROMISE_THEIRS, SNOOZE
from coach.rules.workdays import NoWorkday

_AGREED = frozenset((SNOOZE, MANUAL, PROMISE_OURS, PROMISE_THEIRS))
_DAY = timedelta(days=1)


class BusinessDays:
    """The desk's working calendar seen from today. Quiet weekdays of a contact make no difference to what is late."""

    def __init__(self, desk: Desk) -> None:
        self.today = desk.today
        self._calendar = desk.calendar
        self._late: dict[date, int] = {}
        self._stay: dict[date, int] = {}

    def late(self, due_on: date) -> int:
        """Business days since the day it was due; 0 when it is not late, and until the first business day after it."""
        if due_on >= self.today:
            return 0
        found = self._late.get(due_on)
        if found is None:
            found = self._late[due_on] = self._calendar.count(due_on, self.today)
        return found

    def in_stage(self, entered_on: date) -> int:
        """Which business day of its stay today is; the first is 1."""
        found = self._stay.get(entered_on)
        if found is None:
            found = self._stay[entered_on] = max(1, self._calendar.count(entered_on - _DAY, self.today))
        return found

    def latest_past(self, normal_stay: int) -> date | None:
        """The latest day of entry whose stay is past `normal_stay` business days; None when no day is worked at all."""
        try:
            return self._calendar.add(self.today, -normal_stay)
        except NoWorkday:
            return None


def is_waiting(step_source: str, due_on: date, today: date) -> bool:
    """Whether a lead waits for a day that was agreed or set by hand, and so is not stuck however long it stays."""
    return due_on > today and step_source in _AGREED


WAITS = f"(due_on > ? AND step_source IN ({', '.join(sorted(map(repr, _AGREED)))}))"
"""`is_waiting` as a condition; its mark is today."""
