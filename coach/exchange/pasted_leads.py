"""Leads typed or pasted as lines: a name, a company, an e-mail address or a phone number, one lead a line."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.errors import CoachError, Misused
from coach.exchange.columns import OWN_NAMES, header_key
from coach.rules.text import clean_line, fold, quoted

_SIGNS = r"\-\u2022\u25e6\u2023\u00b7\u2013\u2014"  # hyphen, bullets, the middle dot, dashes
_BULLET = re.compile(rf"^\s*(?:(?:[*+{_SIGNS}]|\d{{1,3}}[.)]|\[[ xX]?\])(?:\s+|$)|[{_SIGNS}](?=\w))")
_IN_ANGLES = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>\s]+@[^<>\s]+)>\s*(?P<rest>.*)$")
_PHONE = re.compile(r"[+(]?\d[\d\s()./-]{4,}\d")
_ENOUGH_DIGITS = 6
_NAMED = 5
"""Lines that are named in one error."""


class PastedLead(NamedTuple):
    """One lead, and the line it was on, counted from 1; what was not written is empty."""

    line: int
    name: str
    company: str = ""
    email: str = ""
    phone: str = ""


class _Unclear(Exception):
    """Why a line cannot be read, in a sentence."""


def read_lines(text: str) -> list[PastedLead]:
    """The leads of these lines. Empty lines and a line of column names are passed over, and so is what a list puts before each.

    Cells are set apart by a tab, a semicolon or a comma, by the first of these that is on the line; a name with a comma of its
    own goes in quotes. Addresses are known by their look, wherever they stand. Raises Misused, with their numbers, for lines
    that cannot be read.
    """
    leads: list[PastedLead] = []
    wrong: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in _lines(text):
        try:
            lead = _read(number, cells)
            _check_is_new(lead, seen)
            leads.append(lead)
        except _Unclear as unclear:
            wrong.append(f"Line {number}: {unclear}.")
        except CoachError as error:
            wrong.append(f"Line {number}: {error.what}")
    if wrong:
        more = f" And {len(wrong) - _NAMED} more." if len(wrong) > _NAMED else ""
        raise Misused(
            f"{' '.join(wrong[:_NAMED])}{more}", "Write each as: Name, company, e-mail or phone. None was added."
        )
    return leads


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with its number, without what is no lead."""
    first = True
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        cells = _cells(bare)
        if not (first and _are_column_names(cells)):
            yield number, cells
        first = False


def _cells(line: str) -> list[str]:
    in_angles = _IN_ANGLES.match(line)
    if in_angles:  # Ben Adeyemi <ben@adeyemi.example>, as a mail program writes it
        return [*_cut(in_angles["name"]), in_angles["address"], *_cut(in_angles["rest"].lstrip(",; \t"))]
    return _cut(line)


def _cut(line: str) -> list[str]:
    delimiter = next((each for each in "\t;," if each in line), ",")
    cells = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _are_column_names(cells: Sequence[str]) -> bool:
    """Whether this is the head of a table, copied with it."""
    known = {header_key(name) for names in OWN_NAMES.values() for name in names}
    return len(cells) > 1 and all(header_key(cell) in known for cell in cells if cell)


def _read(number: int, cells: Sequence[str]) -> PastedLead:
    name, *rest = cells or ("",)
    if not name:
        raise _Unclear("it begins with no name")
    if "@" in name or _is_phone(name):
        raise _Unclear(f"{quoted(name)} is no name; the name comes first")
    emails = [cell for cell in rest if "@" in cell]
    phones = [cell for cell in rest if cell not in emails and _is_phone(cell)]
    others = [cell for cell in rest if cell and cell not in emails and cell not in phones]
    for found, what in ((emails, "e-mail address"), (phones, "phone number"), (others, "company")):
        if len(found) > 1:
            raise _Unclear(f"{quoted(found[0])} and {quoted(found[1])} cannot both be the {what}")
    email = _one(emails)
    if email and ("@" not in email[1:-1] or " " in email):
        raise _Unclear(f"{quoted(email)} is not an e-mail address")
    return PastedLead(
        number, clean_line(name, "name"), clean_line(_one(others), "company"), clean_line(email, "e-mail"), _one(phones)
    )


def _check_is_new(lead: PastedLead, seen: dict[tuple[str, ...], int]) -> None:
    """Raises _Unclear for a lead that was on an earlier line, letter for letter or nearly so; else notes that it was seen."""
    key = (fold(lead.name), fold(lead.company), lead.email.casefold(), lead.phone)
    if seen.setdefault(key, lead.line) != lead.line:
        raise _Unclear(f"it says the same as line {seen[key]}")


def _one(found: Sequence[str]) -> str:
    return found[0] if found else ""


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(each.isdigit() for each in text) >= _ENOUGH_DIGITS
