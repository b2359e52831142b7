"""The file of `coach setup --answers`: TOML, read into what stands in the fields of the pages."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from coach.errors import CoachError, Misused
from coach.rules.assignment_pages import ASK, COMMIT, FIRST_LEADS, FOLLOW_UP, OWNER, REVIEWED, STAGES, STUCK
from coach.rules.text import quoted

TABLES = (STUCK, FOLLOW_UP, OWNER, REVIEWED, STAGES, COMMIT, FIRST_LEADS)
FILE, LEADS = "file", "leads"
"""The two ways to name the first leads."""

_MAY_BE_NUMBERS = ("touches", "we_stopped", "normal_stay")
_MAY_BE_LISTS = {"ticks": ", ", "gaps": ", ", LEADS: "\n"}
"""Each with what stands between its items in the field."""


class Said(NamedTuple):
    """What is to stand in a field, and the key of the file it comes from: `owner.stand_in`."""

    key: str
    text: str


class Wrong(NamedTuple):
    """A key of the file, and what is wrong with it."""

    key: str
    error: CoachError


class Answers(NamedTuple):
    """What a file says: by page and field; of stages by whatever words name one. `has_file` when leads come from a file."""

    pages: Mapping[str, Mapping[str, Said]]
    stages: Mapping[str, Mapping[str, Said]]
    has_file: bool


def read_answers(path: Path) -> tuple[Answers, list[Wrong]]:
    """What a file says, and the keys whose values have no form an answer could have. Raises Misused for what is no TOML file."""
    reader = _Reader(path)
    found = _load(path)
    for name, table in found.items():
        if name not in TABLES:
            reader.unknown(name, name, TABLES)
        elif not isinstance(table, dict):
            reader.note(name, f"This is a table: write [{name}] on a line of its own and its lines below.")
        elif name == STAGES:
            reader.read_stages(table)
        else:
            reader.pages[name] = dict(reader.fields(name, table))
    has_file = reader.take_file()
    return Answers(reader.pages, reader.stages, has_file), reader.wrong


class _Reader:
    """Reads table after table, and goes on after whatever is wrong."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self.pages: dict[str, dict[str, Said]] = {}
        self.stages: dict[str, dict[str, Said]] = {}
        self.wrong: list[Wrong] = []

    def note(self, key: str, what: str, do: str = "") -> None:
        """Something is wrong with a key."""
        self.wrong.append(Wrong(key, Misused(what, do)))

    def unknown(self, key: str, name: str, known: tuple[str, ...]) -> None:
        """There is no such key."""
        near = get_close_matches(name, known, 1)
        self.note(
            key,
            "coach does not know this key.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}.",
        )

    def read_stages(self, table: Mapping[str, Any]) -> None:
        """The tables of the stages, with their questions."""
        for name, values in table.items():
            key = f"{STAGES}.{name}"
            if not isinstance(values, dict):
                self.note(key, f'This is a table: write [stages."{name}"] on a line of its own and its lines below.')
                continue
            asked = values.get("ask", {})
            if not isinstance(asked, dict):
                self.note(f"{key}.ask", "This is a table of questions, one for each lens.")
                asked = {}
            rest = {field: value for field, value in values.items() if field != "ask"}
            self.stages[name] = dict(self.fields(key, rest))
            self.stages[name] |= {f"{ASK}{lens}": said for lens, said in self.fields(f"{key}.ask", asked)}

    def fields(self, where: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
        """The texts of the fields of a table."""
        for field, value in table.items():
            key = f"{where}.{field}"
            text = _text(field, value)
            if text is None:
                self.note(key, f"{_form(field)} is needed here.")
            else:
                yield field, Said(key, text)

    def take_file(self) -> bool:
        """Put the path of a file of leads where leads stand; whether there was one. It is named as seen from this file."""
        page = self.pages.get(FIRST_LEADS, {})
        file = page.pop(FILE, None)
        if file is None:
            return False
        if LEADS in page:
            self.note(file.key, "The first leads are named twice, in leads and in file.", "Keep one of them.")
        path = self._folder / Path(file.text).expanduser()
        if not path.is_file():
            self.note(file.key, f"There is no file {quoted(str(path))}.", "Check its name.")
        page[LEADS] = Said(file.key, str(path.resolve()))
        return True


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Misused(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise Misused(f"{path} cannot be read: {error.strerror}.", "Check its name.") from error
    except tomllib.TOMLDecodeError as error:
        raise Misused(
            f"{path.name} cannot be read as TOML: {error}.", "See what it looks like: coach setup --help"
        ) from error


def _text(field: str, value: object) -> str | None:
    """The value as a field has it; None for one that has no form of an answer."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and field in _MAY_BE_LISTS:
        number_too = field == "gaps"
        if all(isinstance(each, str) or (number_too and _is_number(each)) for each in value):
            return _MAY_BE_LISTS[field].join(map(str, value)) or ("none" if field == "ticks" else "")
    return str(value) if field in _MAY_BE_NUMBERS and _is_number(value) else None


def _form(field: str) -> str:
    if field in _MAY_BE_LISTS:
        return "A list, such as [0, 2, 4]," if field == "gaps" else "A list of texts"
    return "A number" if field in _MAY_BE_NUMBERS else "A text in quotes"


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
