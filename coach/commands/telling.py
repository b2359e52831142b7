"""What a command prints: sentences and columns for people, JSON for programs. User text never reaches a terminal raw."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from coach.commands.said import said
from coach.rules.money import decimals_of
from coach.rules.text import visible, visible_line

_WIDEST = 60
"""Cells a column is made wide for; a longer text only moves what follows it on its own line."""


def say(text: str = "") -> None:
    """Print a text of one or several lines."""
    sys.stdout.write(f"{visible(text)}\n")


def complain(what: str, do: str = "") -> None:
    """Print to the place of errors: `coach: what happened`, and on the next line what to do."""
    sys.stderr.write(f"coach: {visible_line(what)}\n")
    if do:
        sys.stderr.write(f"{visible_line(do)}\n")


def as_json() -> bool:
    """Whether the answer is for a program."""
    return said().as_json


def say_json(value: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Print an object, or a list with one object on a line. Days become ISO text; what could steer a terminal is escaped."""
    if isinstance(value, Mapping):
        sys.stdout.write(f"{_dumped(value)}\n")
        return
    lines = ",\n".join(f" {_dumped(each)}" for each in value)
    sys.stdout.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def as_object(value: Any) -> Any:
    """Named values as objects, all the way down, for `say_json`."""
    if hasattr(value, "_asdict"):
        return {name: as_object(each) for name, each in value._asdict().items()}
    return [as_object(each) for each in value] if isinstance(value, tuple) else value


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "?", "…")) else f"{text}."


def major(minor: int, currency: str) -> int | float:
    """An amount in major units as a number, for JSON: 4200 for 4,200 EUR, 4200.5 with cents."""
    unit: int = 10 ** decimals_of(currency)
    return minor / unit if minor % unit else minor // unit


def say_columns(rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> None:
    """Print rows of cells under each other, two spaces apart. Nothing is cut: a cell wider than `_WIDEST` pushes its line out.

    `right` are the columns whose cells stand at the right. The last column is not padded; columns that are empty are left out.
    """
    table = [[visible_line(cell) for cell in row] for row in rows]
    if not table:
        return
    filled = [column for column in range(len(table[0])) if any(row[column] for row in table)]
    widths = {column: min(max(cells(row[column]) for row in table), _WIDEST) for column in filled}
    for row in table:
        padded = (_padded(row[column], widths[column], column in right) for column in filled)
        sys.stdout.write(f"{indent}{'  '.join(padded)}".rstrip() + "\n")


def cells(text: str) -> int:
    """How many cells of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(character) in {"Mn", "Me"} else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def prepare(stream: TextIO) -> None:
    """Let a stream in an old encoding take any text: what it has no letter for is written as an escape, not an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - cells(cell))
    return space + cell if right else cell + space


def _dumped(value: Mapping[str, Any]) -> str:
    plain = json.dumps(value, default=_iso)
    if "\\u" not in plain or not (sys.stdout.encoding or "").casefold().startswith("utf"):
        return plain
    readable = json.dumps(value, default=_iso, ensure_ascii=False)
    return readable if visible(readable) == readable else plain


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
