"""A CSV file as others write it, read row by row: its encoding, its delimiter, its header, and the line of whatever is wrong."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from coach.errors import Misused
from coach.exchange.text_encoding import encoding_of
from coach.rules.text import quoted

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""Those that are found out, each with its name."""
LARGEST_CELL = 16 * 1024 * 1024
"""Characters of one cell. More is a quote that was never closed."""

_TASTED = 64 * 1024
_COUNTED = 20
_SPOKEN = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|"}


class Row(NamedTuple):
    """One row below the header. `line` is the line of the file it begins on, counted from 1."""

    line: int
    cells: list[str]


class CsvFile(NamedTuple):
    """A file that was looked at: how it is written, its header, and the line the header begins on."""

    path: Path
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[Row]:
        """The rows below the header, those without any text left out. The file is read as they are asked for.

        Raises Misused, with the line, for quotes that do not close where their cell ends.
        """
        return (row for row in _rows(self) if any(row.cells) and any(map(str.strip, row.cells)))


def open_csv(path: Path, *, encoding: str = "", delimiter: str = "") -> CsvFile:
    """Look at a file: `encoding` and `delimiter` as given, else found out. Raises Misused for what is no CSV file.

    `delimiter` is one character, or the word tab. A first line `sep=;`, as Excel writes it, is understood.
    """
    if not path.exists():
        raise Misused(f"There is no file {path}.", "Check its name; tab completes it in most shells.")
    if not path.is_file():
        raise Misused(f"{path} is not a file that can be read twice.", "Name a CSV file on your disk.")
    found = encoding_of(path, encoding)
    with path.open(encoding=found, newline="") as file:
        taste = file.read(_TASTED)
    said, skipped = _said_delimiter(taste)
    body = taste.split("\n", 1)[-1] if skipped else taste
    delimiter = _one_character(delimiter) or said or _likely_delimiter(body, whole=len(taste) < _TASTED)
    headless = CsvFile(path, found, delimiter, (), skipped)
    header = next((row for row in _rows(headless) if any(map(str.strip, row.cells))), None)
    if header is None:
        raise Misused(f"{path.name} is empty.", "Export it again, with a line of column names at the top.")
    return headless._replace(headers=tuple(header.cells), header_line=_last_line_of_header(headless))


def _rows(file: CsvFile) -> Iterator[Row]:
    with _reading(file, skip=file.header_line) as text:
        reader = csv.reader(text, delimiter=file.delimiter, strict=True)
        csv.field_size_limit(LARGEST_CELL)
        start = 1
        try:
            for cells in reader:
                yield Row(file.header_line + start, cells)
                start = reader.line_num + 1
        except csv.Error as error:
            raise _explained(file, file.header_line + start) from error


def _reading(file: CsvFile, skip: int) -> TextIO:
    """The file's text from the line after `skip`; line ends are left as they are, as the csv module wants it."""
    text = file.path.open(encoding=file.encoding, newline="")
    for _ in itertools.islice(text, skip):
        pass
    return text


def _last_line_of_header(file: CsvFile) -> int:
    with _reading(file, skip=file.header_line) as text:
        reader = csv.reader(text, delimiter=file.delimiter, strict=True)
        for cells in reader:
            if any(map(str.strip, cells)):
                break
        return file.header_line + reader.line_num


def _explained(file: CsvFile, start: int) -> Misused:
    """What is wrong with the quotes of the row that begins on line `start`, with the line where the culprit opened."""
    opened, quoting, closing, fresh = start, False, False, True
    with _reading(file, skip=start - 1) as text:
        for line, character in ((line, each) for line, content in enumerate(text, start) for each in content):
            if closing:
                closing = False
                if character == '"':
                    continue  # a doubled quote is a quote in the cell
                quoting = False
                if character not in (file.delimiter, "\r", "\n"):
                    where = f"line {opened} of {file.path.name}"
                    return Misused(
                        f"The quote that opens on {where} closes on line {line}, in the middle of a cell.",
                        "Close it where its cell ends; a quote inside a quoted cell is written twice.",
                    )
            if quoting:
                closing = character == '"'
            elif character == '"' and fresh:
                quoting, opened = True, line
            fresh = character in (file.delimiter, "\r", "\n")
    return Misused(
        f"A quote opens on line {opened} of {file.path.name} and is never closed.",
        "Close it where its cell ends, or take it out, and bring the file in again.",
    )


def _said_delimiter(taste: str) -> tuple[str, int]:
    first = taste[:8].splitlines()[0] if taste else ""
    return (first[4], 1) if len(first) == 5 and first.casefold().startswith("sep=") else ("", 0)


def _one_character(given: str) -> str:
    character = _SPOKEN.get(given.casefold(), given)
    if len(character) > 1 or character in ('"', "\r", "\n"):
        raise Misused(f"{quoted(given)} is not a delimiter.", "Give one character, such as ; or the word tab.")
    return character


def _likely_delimiter(taste: str, *, whole: bool) -> str:
    """The one that cuts the first rows into the most equal number of cells; a comma when none cuts at all."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = _cells_of_rows(taste, delimiter, whole=whole)
        if not counts or counts[0] < 2:
            continue
        usual, times = Counter(counts).most_common(1)[0]
        score = (times / len(counts) if usual > 1 else 0.0, counts[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _cells_of_rows(taste: str, delimiter: str, *, whole: bool) -> list[int]:
    lines = taste.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter)
    counts: list[int] = []
    try:
        counts.extend(map(len, itertools.islice(filter(None, reader), _COUNTED + 1)))
    except csv.Error:
        return counts
    cut_off = not whole and reader.line_num >= len(lines)
    return counts[:-1] if cut_off or len(counts) > _COUNTED else counts
