"""Reading the files of `content` key by key, so that whatever is wrong in one is named by file and key."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypeGuard

import content

FOLDER = Path(content.__file__).parent
"""The folder of the texts that come with coach."""


class BadContent(ValueError):
    """A text of our own is at fault. The message names the file, the place in it, the key and what it must be."""


class Table:
    """One table of a file. `where` names it in errors; a key outside `known` is an error, so that no slip goes unread."""

    def __init__(self, where: str, values: Mapping[str, object], known: Collection[str]) -> None:
        self.where = where
        self._values = values
        for key in values:
            if key not in known:
                raise self.wrong(key, "is not a key of this table")

    def wrong(self, key: str, what: str) -> BadContent:
        """The error to raise about `key`."""
        return BadContent(f"{self.where}: '{key}' {what}")

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def refuse(self, keys: Collection[str], because: str) -> None:
        """Raises BadContent when one of these keys is written; `because` ends the sentence."""
        for key in keys:
            if key in self._values:
                raise self.wrong(key, because)

    def text(self, key: str, *, required: bool = True) -> str:
        """A text without control characters or spaces around it; "" when it is not required and not written."""
        if not required and key not in self._values:
            return ""
        value = self._written(key)
        if not _is_text(value):
            raise self.wrong(key, "must be a text, with no spaces around it and no control characters")
        return str(value)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of different texts, at least one; none when it is not required and not written."""
        if not required and key not in self._values:
            return ()
        value = self._written(key)
        if not isinstance(value, list) or not value or not all(_is_text(each) for each in value):
            raise self.wrong(key, "must be a list of texts")
        if len(set(value)) < len(value):
            raise self.wrong(key, "says the same thing twice")
        return tuple(value)

    def whole(self, key: str, above: int, *, required: bool = True) -> int:
        """A whole number greater than `above`; 0 when it is not required and not written."""
        if not required and key not in self._values:
            return 0
        value = self._written(key)
        if not _is_whole(value) or value <= above:
            must = f"above {above}" if above >= 0 else f"of {above + 1} or more"
            raise self.wrong(key, f"must be a whole number {must}")
        return value

    def wholes(self, key: str, *, required: bool = True) -> tuple[int, ...]:
        """A list of whole numbers, at least one; none when it is not required and not written."""
        if not required and key not in self._values:
            return ()
        value = self._written(key)
        if not isinstance(value, list) or not value or not all(_is_whole(each) for each in value):
            raise self.wrong(key, "must be a list of whole numbers")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._written(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        value = self._written(key)
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(key, f"must be one of {_listed(allowed)}")
        return value

    def table(self, key: str, known: Collection[str] | None = None) -> "Table":
        """The table written under `key`; without `known` it may have any keys."""
        value = self._written(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return Table(f"{self.where}: {key}", value, value if known is None else known)

    def names(self) -> tuple[str, ...]:
        """The keys that are written, in their order."""
        return tuple(self._values)

    def rows(
        self, key: str, known: Collection[str], *, noun: str = "", exactly: Collection[str] = (), required: bool = True
    ) -> "tuple[Table, ...]":
        """The tables of the list `key`. Those with a `key` of their own are named by it, and no two may share it.

        `noun` is what one of them is called in errors, when it is not `key`.
        `exactly` says which rows there must be, in any order: the code counts on them.
        """
        if not required and key not in self._values:
            return ()
        value = self._written(key)
        if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
            raise self.wrong(key, "must be a list of tables")
        rows = tuple(Table(self._row_name(noun or key, at, row), row, known) for at, row in enumerate(value))
        if "key" not in known:
            return rows
        seen: set[str] = set()
        for row in rows:
            name = row.text("key")
            if name in seen:
                raise row.wrong("key", "is used twice")
            if exactly and name not in exactly:
                raise row.wrong("key", f"must be one of {_listed(exactly)}")
            seen.add(name)
        for name in exactly:
            if name not in seen:
                raise self.wrong(key, f"must have one with the key '{name}'")
        return rows

    def _row_name(self, noun: str, at: int, row: Mapping[str, object]) -> str:
        name = row.get("key")
        return f"{self.where}: {noun} '{name}'" if isinstance(name, str) else f"{self.where}: {noun} {at + 1}"

    def _written(self, key: str) -> object:
        if key not in self._values:
            raise self.wrong(key, "is missing")
        return self._values[key]


def read_table(folder: Path, name: str, known: Collection[str]) -> Table:
    """The whole file `name` of the folder as a table. Raises BadContent when it is missing, not UTF-8 or not TOML."""
    where = f"{folder.name}/{name}"
    try:
        values = tomllib.loads(read_text(folder, name))
    except tomllib.TOMLDecodeError as error:
        raise BadContent(f"{where}: this is not TOML: {error}") from error
    return Table(where, values, known)


def read_text(folder: Path, name: str) -> str:
    """The text of the file `name` of the folder. Raises BadContent when it is missing or not UTF-8."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except OSError as error:
        raise BadContent(f"{folder.name}/{name}: the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadContent(f"{folder.name}/{name}: the file is not UTF-8") from error


def _is_text(value: object) -> bool:
    return (
        isinstance(value, str)
        and value != ""
        and value == value.strip()
        and all(c.isprintable() or c == "\n" for c in value)
    )


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _listed(words: Collection[str]) -> str:
    return ", ".join(words)
