"""What is typed into a day field: a day, a time beside it if one was agreed, and what both mean, said back."""

from datetime import date
from typing import NamedTuple

from coach.errors import Misused
from coach.rules.dates import WorkdayAdder, parse_day, parse_time, show_day
from coach.rules.workdays import Calendar


class DayTyped(NamedTuple):
    """A day, and a local time as `15:00`, empty for the whole day."""

    day: date
    time: str = ""


def read_day(text: str, today: date, calendar: WorkdayAdder) -> DayTyped:
    """The day and the time typed: all that `parse_day` takes, then a time: `fri 15:00`, `12 dec at 3 pm`. Raises Misused."""
    try:
        return DayTyped(parse_day(text, today, calendar))
    except Misused as whole:
        words = text.split()
        for at in (-1, -2):
            day, time = _without_at(words[:at]), " ".join(words[at:])
            if day and (found := _both(day, time, today, calendar)):
                return found
        raise whole from None


def day_meaning(typed: DayTyped, today: date, calendar: Calendar) -> str:
    """What was understood: `Fri 27 Nov at 15:00, in 3 days`, and that nobody works then, when that is so."""
    day, time = typed
    said = show_day(day, today) + (f" at {time}" if time else "")
    closed = "" if calendar.is_workday(day) else ", not a business day"
    return f"{said}, {_distance((day - today).days)}{closed}"


def kept_meaning(typed: DayTyped, kept: date, today: date, calendar: Calendar) -> str:
    """The same for a step the rhythm or the calendar plans for another day, `kept`: that day first, then why."""
    if kept == typed.day:
        return day_meaning(typed, today, calendar)
    if calendar.is_workday(typed.day):
        return f"too soon after the last: {show_day(kept, today)}"
    return f"{show_day(kept, today)}, as {show_day(typed.day, today)} is not worked"


def _distance(days: int) -> str:
    """How far away a day is, in calendar days."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or (f"in {days:,} days" if days > 0 else f"{-days:,} days ago")


def _without_at(words: list[str]) -> str:
    return " ".join(words[:-1] if words and words[-1].casefold() == "at" else words)


def _both(day: str, time: str, today: date, calendar: WorkdayAdder) -> DayTyped | None:
    try:
        return DayTyped(parse_day(day, today, calendar), parse_time(time))
    except Misused:
        return None
