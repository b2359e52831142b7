"""Days and times as people type them, and as coach shows them.

English names from tables of our own: no locale has a say. Nothing is imported that a plain command has not loaded already.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Protocol

from coach.errors import Misused
from coach.rules.text import quoted
from coach.rules.workdays import Calendar, NoWorkday

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Monday is 0, as in `date.weekday()`."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""January is 0."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years coach keeps days in; a day outside them is a slip of the keyboard."""

DAY_FORMS = (
    "Write a day as 2026-12-01, today, tomorrow, yesterday, fri, next fri, +3d, +2w, +1m, +3bd, 12 dec, 12 dec 2027"
    " or march."
)
MOMENT_FORMS = "Write it as 2026-12-01 or 2026-12-01T10:00."
TIME_FORMS = "Write a time as 9, 9:30, 15:00 or 3pm."

_SHORT = 3
_LONGEST = 40
_DIGITS = frozenset("0123456789")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


class WorkdayAdder(Protocol):
    """Whatever counts in business days; `coach.rules.workdays.Calendar` does."""

    def add(self, day: date, n: int) -> date:
        """The day `n` business days after the first one on or after `day`."""


def parse_day(text: str, today: date, calendar: WorkdayAdder | None = None) -> date:
    """The day a person means, seen from `today`; case and spaces do not matter.

    A bare weekday is the coming one, never today; `next fri` is the Friday of the next week, Monday to Sunday. `+1m` stays in
    its month (31 Jan and a month is the last of February). `+3bd` counts with `calendar.add`, by Monday to Friday when there is
    no calendar. A day without a year is the next such day from today on. A month alone, `march`, `in march` or `march 2027`, is
    its first day. What `show_day` shows is understood too. Raises Misused for anything else and for days before `FIRST_YEAR` or
    after `LAST_YEAR`.
    """
    words = _words(text) if len(text) <= _LONGEST else []
    day = _near(words, today) or _counted(words, today, calendar, text)
    day = day or _month_alone(words, today, text) or _written(words, today, text)
    if day is None:
        _refuse_number_for_month(words, text)
        raise Misused(f"{quoted(text)} is not a day I can read." if text.strip() else "No day was given.", DAY_FORMS)
    _check_year(day.year, text)
    return day


def parse_moment(text: str) -> datetime:
    """A local moment without a zone: `2026-12-01T10:00`, seconds allowed; a day alone means nine in the morning."""
    day, mark, clock = text.strip().partition("T")
    clock = clock if mark else "09:00"
    if _shaped(day, "dddd-dd-dd") and (_shaped(clock, "dd:dd") or _shaped(clock, "dd:dd:dd")):
        _check_year(int(day[:4]), text)
        with suppress(ValueError):
            return datetime.fromisoformat(f"{day}T{clock}")
    raise Misused(f"{quoted(text)} is not a day or a moment I can read.", MOMENT_FORMS)


def parse_time(text: str) -> str:
    """A time of day as 'HH:MM', 00:00 to 23:59. Raises Misused."""
    minute = 0
    match _words(text) if len(text) <= _LONGEST else []:
        case [hours]:
            half = ""
        case [hours, ("am" | "pm") as half]:
            pass
        case [hours, ":", minutes] if len(minutes) == 2:
            half, minute = "", _number(minutes)
        case [hours, ":", minutes, ("am" | "pm") as half] if len(minutes) == 2:
            minute = _number(minutes)
        case _:
            hours, half = "", ""
    hour = _number(hours) if len(hours) <= 2 else -1
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else -1
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise Misused(f"{quoted(text)} is not a time I can read.", TIME_FORMS)
    return f"{hour:02}:{minute:02}"


def parse_weekday(text: str) -> int:
    """A weekday by its name or the first letters of it, three at least; Monday is 0. Raises Misused."""
    number = _named(text.strip().casefold(), WEEKDAYS)
    if number is None:
        raise Misused(f"{quoted(text)} is not a weekday.", "Write it as mon, tue, wed, thu, fri, sat or sun.")
    return number


def show_day(day: date, today: date) -> str:
    """`Fri 27 Nov`, with the year when it is not today's."""
    shown = f"{WEEKDAYS[day.weekday()][:_SHORT]} {day.day} {MONTHS[day.month - 1][:_SHORT]}"
    return shown if day.year == today.year else f"{shown} {day.year}"


def show_days_late(days: int) -> str:
    """`late 2d`, in business days; nothing when it is not late."""
    return f"late {days}d" if days > 0 else ""


def _words(text: str) -> list[str]:
    """The text cut into runs of letters, runs of digits and single signs, small, without spaces."""
    words: list[str] = []
    kind = ""
    for character in text.casefold():
        previous = kind
        kind = "d" if character in _DIGITS else "a" if character.isalpha() else " " if character.isspace() else "s"
        if kind == previous and kind in "da":
            words[-1] += character
        elif kind != " ":
            words.append(character)
    return words


def _near(words: list[str], today: date) -> date | None:
    """A day told by its name: today and its neighbours, a weekday, a weekday of next week."""
    match words:
        case [name] if name in _NEAR:
            return today + timedelta(days=_NEAR[name])
        case [name] if (weekday := _named(name, WEEKDAYS)) is not None:
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        case ["next", name] if (weekday := _named(name, WEEKDAYS)) is not None:
            return today + timedelta(days=7 - today.weekday() + weekday)
    return None


def _counted(words: list[str], today: date, calendar: WorkdayAdder | None, text: str) -> date | None:
    """A day told by its distance: `+3d`, `+2w`, `+1m`, `+3bd`."""
    match words:
        case ["+", digits, ("d" | "w" | "m" | "bd") as unit] if (count := _number(digits)) >= 0:
            days_at_least = {"d": 1, "w": 7, "m": 28, "bd": 1}[unit]
            _check_year(today.year + count * days_at_least // 366, text)
        case _:
            return None
    if unit == "m":
        months = today.year * 12 + today.month - 1 + count
        return _last_from(months // 12, months % 12 + 1, today.day)
    if unit != "bd":
        return today + timedelta(days=count * days_at_least)
    try:
        return (calendar or Calendar()).add(today, count)
    except NoWorkday as error:
        raise Misused(
            f"{quoted(text)} cannot be counted: the working calendar has no open day for more than a year.",
            "Open a weekday with coach days-off, or write the date.",
        ) from error


def _month_alone(words: list[str], today: date, text: str) -> date | None:
    """The first day of a month told by its name: `march`, `in march`, `march 2027`."""
    match words[1:] if words[:1] == ["in"] else words:
        case [name]:
            years = range(today.year, today.year + 2)
        case [name, year] if len(year) == 4 and (only := _number(year)) >= 0:
            years = range(only, only + 1)
        case _:
            return None
    month_at = _named(name, MONTHS)
    return None if month_at is None else _next_such_day(years, month_at + 1, 1, today, text)


def _written(words: list[str], today: date, text: str) -> date | None:
    """A day told by its date: `2026-12-01`, `12 dec`, `dec 12`, `12 dec 2027`, with or without its weekday before it."""
    match words:
        case [year, "-", month, "-", number] if [len(year), len(month), len(number)] == [4, 2, 2]:
            return _that_day(_number(year), _number(month), _number(number), text)
    weekday = _named(words[0], WEEKDAYS) if words else None
    match words if weekday is None else words[1:]:
        case [first, second]:
            years = range(today.year, today.year + 9)
        case [first, second, year] if len(year) == 4 and (only := _number(year)) >= 0:
            years = range(only, only + 1)
        case _:
            return None
    month_at, of_month = _named(second, MONTHS), _number(first)
    if month_at is None:
        month_at, of_month = _named(first, MONTHS), _number(second)
    if month_at is None or of_month < 0:
        return None
    day = _next_such_day(years, month_at + 1, of_month, today, text)
    if weekday is not None and day.weekday() != weekday:
        shown = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise Misused(f"{shown} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.", "Write the day you mean.")
    return day


def _next_such_day(years: range, month: int, number: int, today: date, text: str) -> date:
    """The first such day in these years; when there are several years to choose from, from today on."""
    for year in years:
        _check_year(year, text)
        day = _last_from(year, month, max(number, 1))
        if day.day == number and (len(years) == 1 or day >= today):
            return day
    when = f" {years[0]}" if len(years) == 1 else ""
    raise Misused(f"There is no {number} {MONTHS[month - 1]}{when}.", DAY_FORMS)


def _that_day(year: int, month: int, day: int, text: str) -> date:
    """The day of these numbers. Raises Misused when the calendar has none."""
    _check_year(year, text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Misused(f"There is no day {quoted(text)}.", DAY_FORMS) from error


def _last_from(year: int, month: int, day: int) -> date:
    """That day of the month, or the last of the month when it is shorter."""
    if month == 12:
        return date(year, 12, min(day, 31))
    return date(year, month, min(day, (date(year, month + 1, 1) - timedelta(days=1)).day))


def _check_year(year: int, text: str) -> None:
    """Raises Misused for a year outside those coach keeps."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misused(f"{quoted(text)} is too far away.", f"Write a day from {FIRST_YEAR} to {LAST_YEAR}.")


def _refuse_number_for_month(words: list[str], text: str) -> None:
    """Raises Misused for `3/4` and its like, which some read as 3 April and others as 4 March."""
    match words:
        case [first, "/" | "." | "-", second, *_] if 1 <= _number(first) <= 31 and 1 <= _number(second) <= 31:
            readings = [
                f"{day} {MONTHS[month - 1]}"
                for day, month in ((_number(first), _number(second)), (_number(second), _number(first)))
                if month <= 12
            ]
            if readings:
                raise Misused(
                    f"{quoted(text)} names the month by a number: {' or '.join(dict.fromkeys(readings))}?",
                    f"Write the month as a word: {readings[0][: readings[0].index(' ') + 4].lower()}.",
                )


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of the name that the word is, or begins with three letters or more."""
    if len(word) >= _SHORT:
        for place, name in enumerate(names):
            if name.casefold().startswith(word):
                return place
    return None


def _number(word: str) -> int:
    """The number the digits stand for; -1 for anything else and for more than six digits."""
    return int(word) if 0 < len(word) <= 6 and _DIGITS.issuperset(word) else -1


def _shaped(text: str, shape: str) -> bool:
    """Whether the text has this shape, where d stands for a digit."""
    return len(text) == len(shape) and all(
        c in _DIGITS if s == "d" else c == s for c, s in zip(text, shape, strict=True)
    )
