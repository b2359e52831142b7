"""Short lessons, one Markdown file each, and one-liners for a reluctant moment."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.playbook.tables import FOLDER, BadContent, read_table, read_text

_LESSON_NAME = re.compile(r"\d\d-([a-z]+(?:-[a-z]+)*)\.md")


class Lesson(NamedTuple):
    """One lesson: its key as in the file's name, its title, and its text in Markdown without the title."""

    key: str
    title: str
    text: str


@cache
def lessons(folder: Path = FOLDER) -> tuple[Lesson, ...]:
    """Every lesson, in the order of the numbers in the names of the files (01-pipeline.md). Raises BadContent."""
    place = folder / "lessons"
    read: dict[str, Lesson] = {}
    for path in sorted(place.glob("*.md")):
        where = f"{folder.name}/lessons/{path.name}"
        named = _LESSON_NAME.fullmatch(path.name)
        if not named:
            raise BadContent(f"{where}: the name must be a number of two digits and a key, as in 01-pipeline.md")
        if named[1] in read:
            raise BadContent(f"{where}: the key '{named[1]}' is used twice")
        read[named[1]] = _lesson(named[1], where, read_text(folder, f"lessons/{path.name}"))
    if not read:
        raise BadContent(f"{folder.name}/lessons: there is no lesson in this folder")
    return tuple(read.values())


def lesson(key: str, folder: Path = FOLDER) -> Lesson:
    """The lesson with this key. Raises KeyError when there is none, and BadContent."""
    for each in lessons(folder):
        if each.key == key:
            return each
    raise KeyError(key)


@cache
def reframes(folder: Path = FOLDER) -> tuple[str, ...]:
    """One-liners that put a reluctant thought differently. Raises BadContent."""
    return read_table(folder, "reframes.toml", ("lines",)).texts("lines")


def _lesson(key: str, where: str, written: str) -> Lesson:
    first, _, text = written.partition("\n")
    title = first.removeprefix("# ").strip()
    if not first.startswith("# ") or not title:
        raise BadContent(f"{where}: the first line must be the title, as in '# The pipeline'")
    if not text.strip():
        raise BadContent(f"{where}: there is no text after the title")
    if not all(c.isprintable() or c == "\n" for c in written):
        raise BadContent(f"{where}: the text has control characters")
    return Lesson(key, title, text.strip())
