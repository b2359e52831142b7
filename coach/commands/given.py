"""What is typed for DATE and its like, read with the calendar of the desk."""

import re
from datetime import date

from coach.records.desk import Desk
from coach.rules.dates import parse_day, parse_time

_WITH_TIME = (
    r"(?i)(?P<day>.+?)(?:\s+at\s+(?P<at>\d.*)|(?:\s+|(?<=\d)t)(?P<time>\d{1,2}:\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m))"
)
"""A day and a time. An hour alone needs its `at`, since `12 dec 9` may be a day that is half written."""


def day_given(desk: Desk, text: str) -> date:
    """The day of a DATE, seen from the desk's today. Raises Misused."""
    return parse_day(text, desk.today, desk.calendar)


def day_and_time_given(desk: Desk, text: str) -> tuple[date, str]:
    """The day of a DATE that may be followed by a time, and that time as HH:MM or "": `fri`, `fri 15:00`, `12 dec at 3pm`.

    Raises Misused.
    """
    timed = re.fullmatch(_WITH_TIME, text.strip()) if len(text) <= 60 else None
    if timed is None:
        return day_given(desk, text), ""
    return day_given(desk, timed["day"]), parse_time(timed["at"] or timed["time"])


def due_given(desk: Desk, text: str | None) -> tuple[date | None, str]:
    """As `day_and_time_given`, where nothing may be given."""
    return (None, "") if text is None else day_and_time_given(desk, text)
