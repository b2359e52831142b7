"""Days as other programs write them. In which order day and month stand is settled before one is read, never row by row."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateutil import parser

from coach.errors import Misused
from coach.rules.dates import FIRST_YEAR, LAST_YEAR, MONTHS
from coach.rules.text import quoted

ISO, YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "iso", "ymd", "dmy", "mdy"
ORDERS = (ISO, YEAR_FIRST, DAY_FIRST, MONTH_FIRST)

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,4}})\s*([./-])\s*(\d{{1,2}})\s*\2\s*(\d{{1,4}}){_TIME}")
_COMPACT = re.compile(r"\d{8}")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_BASE = date(1899, 12, 30)
"""Day 0 of Excel's count, which takes 1900 for a leap year and is right from March of it on."""
_LAST_SERIAL = 73_050
"""The last of 2099: a larger number is something else than a day."""
_TURN = 70
"""Years of two digits below this are 20xx."""
_REMEMBERED = 20_000
_FITS = {ISO: "like 2026-12-01", YEAR_FIRST: "year first", DAY_FIRST: "day first", MONTH_FIRST: "month first"}


class Seen(NamedTuple):
    """A day as written, and the line it stands on."""

    line: int
    text: str


class OrderEvidence:
    """What the days of one column say about their order."""

    def __init__(self) -> None:
        self.day_first: Seen | None = None
        self.month_first: Seen | None = None
        self.either: Seen | None = None
        self._known: set[str] = set()

    def look_at(self, line: int, text: str) -> None:
        """Take one cell into account."""
        if text in self._known or text[4:5] == "-":
            return
        if len(self._known) < _REMEMBERED:
            self._known.add(text)
        match = _NUMBERS.fullmatch(text.strip())
        if match is None or len(match[1]) > 2 or len(match[4]) == 3:
            return
        first, second = int(match[1]), int(match[3])
        if 12 < first <= 31 and 1 <= second <= 12:
            self.day_first = self.day_first or Seen(line, text)
        elif 12 < second <= 31 and 1 <= first <= 12:
            self.month_first = self.month_first or Seen(line, text)
        elif first != second and first <= 12 and second <= 12:
            self.either = self.either or Seen(line, text)


def settle_order(columns: dict[str, OrderEvidence]) -> dict[str, str]:
    """The order of each column. One that leaves it open takes it from the others: one program writes all its days alike.

    Raises Misused, with the question, when a column speaks for both orders, and when nothing in the file tells.
    """
    settled: dict[str, str] = {}
    for name, evidence in columns.items():
        if evidence.day_first and evidence.month_first:
            raise Misused(
                f"The days in the column {quoted(name)} are not all of one order: {evidence.day_first.text.strip()} on line "
                f"{evidence.day_first.line} has the day first, {evidence.month_first.text.strip()} on line "
                f"{evidence.month_first.line} the month.",
                'Say which is right in the map, dates = "dmy" or dates = "mdy"; the rows that do not fit are left out then.',
            )
        if evidence.day_first or evidence.month_first:
            settled[name] = DAY_FIRST if evidence.day_first else MONTH_FIRST
    others = set(settled.values())
    for name, evidence in columns.items():
        if name in settled:
            continue
        if evidence.either and len(others) != 1:
            raise Misused(_question(evidence.either, name), 'Answer in the map: dates = "dmy" or dates = "mdy".')
        settled[name] = next(iter(others)) if len(others) == 1 else DAY_FIRST
    return settled


class DayReader:
    """Reads the days of one column, whose order is settled."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._known: dict[str, date] = {}

    def read(self, text: str) -> date:
        """The day; a time of day after it is left out. Raises Misused for what is no day in this order."""
        found = self._known.get(text)
        if found is None:
            found = self._read(text.strip())
            if len(self._known) < _REMEMBERED:
                self._known[text] = found
        return found

    def _read(self, text: str) -> date:
        iso = _ISO.fullmatch(text)
        numbers: tuple[str, ...]
        if iso:
            numbers = (iso[1], iso[2], iso[3])
        elif self._order == ISO:
            raise self._misfit(text)
        elif _COMPACT.fullmatch(text):
            numbers = (text[:4], text[4:6], text[6:])
        elif (serial := _SERIAL.fullmatch(text)) and int(serial[1]) <= _LAST_SERIAL:
            return self._kept(_SERIAL_BASE + timedelta(days=int(serial[1])), text)
        elif found := _NUMBERS.fullmatch(text):
            numbers = self._in_order(found[1], found[3], found[4], text)
        else:
            return self._kept(self._spelt(text), text)
        try:
            year, month, day = map(int, numbers)
            return self._kept(date(year, month, day), text)
        except ValueError as error:
            raise self._misfit(text) from error

    def _in_order(self, first: str, second: str, third: str, text: str) -> tuple[str, str, str]:
        if len(first) == 4:
            return first, second, third
        if len(first) == 3 or len(third) == 3:
            raise self._misfit(text)
        if self._order == YEAR_FIRST:
            return _whole_year(first), second, third
        return (_whole_year(third), second, first) if self._order == DAY_FIRST else (_whole_year(third), first, second)

    def _spelt(self, text: str) -> date:
        """A day with its month as a word. It is read twice on different grounds, so that nothing missing is made up."""
        if len(text) > 60 or not any(month[:3].casefold() in text.casefold() for month in MONTHS):
            raise self._misfit(text)
        try:
            readings = {
                parser.parse(
                    text,
                    _Years(),
                    default=ground,
                    dayfirst=self._order != MONTH_FIRST,
                    yearfirst=self._order == YEAR_FIRST and text[:4].isdigit(),
                    ignoretz=True,
                ).date()
                for ground in (parser.parse("2000-01-01"), parser.parse("2011-12-28"))
            }
        except (ValueError, OverflowError) as error:
            raise self._misfit(text) from error
        if len(readings) != 1:
            raise self._misfit(text)
        return readings.pop()

    def _kept(self, day: date, text: str) -> date:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Misused(f"{quoted(text)} is too far away to be a day of a lead.")
        return day

    def _misfit(self, text: str) -> Misused:
        return Misused(f"{quoted(text)} is not a day ({_FITS[self._order]}).")


class _Years(parser.parserinfo):
    """Years of two digits mean the same whatever year it is now."""

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        """The whole year."""
        return year if century_specified or year >= 100 else _whole(year)


def _whole(year: int) -> int:
    return year + (2000 if year < _TURN else 1900)


def _whole_year(digits: str) -> str:
    return str(_whole(int(digits))) if len(digits) <= 2 else digits


def _question(seen: Seen, name: str) -> str:
    match = _NUMBERS.fullmatch(seen.text.strip())
    first, second = (int(match[1]), int(match[3])) if match else (1, 1)
    return (
        f"Is {seen.text.strip()} on line {seen.line} the {first} {MONTHS[second - 1]} or the {second} {MONTHS[first - 1]}? "
        f"No day in the column {quoted(name)} tells."
    )
