"""How the bytes of a file spell text: found out, or said by its owner and then proved, before a single row is read."""

import codecs
from pathlib import Path

from coach.errors import Misused
from coach.rules.text import quoted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\0", "a database"),
    (b"BEGIN:VCARD", "a file of contact cards (vCard)"),
    (b"BEGIN:VCALENDAR", "a calendar"),
)
_SHOWN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a mark", "cp1252": "Windows-1252", "utf-32": "UTF-32"}
_SHOWN |= dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16")
_PIECE = 1 << 20
_LOOKED_AT = 4096


def encoding_of(path: Path, given: str = "") -> str:
    """The encoding the whole file can be read in, as Python names it.

    A mark at its start decides; without one it is UTF-16 when every other byte is NUL, UTF-8 when it all reads as that, else
    Windows-1252. Raises Misused when `given` is no encoding or does not fit, naming the line, and for files that are no text.
    """
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    if not head:
        raise Misused(f"{path.name} is empty.", "Export it again, with a line of column names at the top.")
    for sign, kind in _OTHER_KINDS:
        if head.startswith(sign):
            raise Misused(f"{path.name} is {kind}, not a CSV file.", "Save it as CSV (UTF-8) and bring that in.")
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if given:
        return _proved(path, _known(given), marked)
    if marked:
        return _proved(path, marked, marked)
    if wide := _without_mark(head):
        return _proved(path, wide, "")
    if _unreadable_line(path, "utf-8") is None:
        return "utf-8"
    if _unreadable_line(path, "cp1252") is None:
        return "cp1252"
    raise Misused(
        f"{path.name} is neither UTF-8 nor Windows-1252 text.",
        "Say what it is with --encoding, such as --encoding mac-roman, or save it as UTF-8.",
    )


def shown_encoding(name: str) -> str:
    """The encoding as people know it: `Windows-1252` for cp1252."""
    return _SHOWN.get(name, name)


def _known(given: str) -> str:
    try:
        found = codecs.lookup(given)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise Misused(
            f"{quoted(given)} is not an encoding.", "Use utf-8, utf-16, cp1252, latin-1 or another of Python's."
        )
    return found.name


def _proved(path: Path, encoding: str, marked: str) -> str:
    if encoding == "utf-8" and marked == "utf-8-sig":
        encoding = marked  # the mark is no part of the first column's name
    line = _unreadable_line(path, encoding)
    if line is not None:
        raise Misused(
            f"{path.name} is not {shown_encoding(encoding)} text: line {line} cannot be read as that.",
            "Leave --encoding out to have it found, or save the file as UTF-8.",
        )
    return encoding


def _without_mark(head: bytes) -> str:
    """UTF-16 that does not say so: Latin text has a NUL in every second byte."""
    pairs = len(head) // 2
    even, odd = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if pairs and odd > pairs * 0.4 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if pairs and even > pairs * 0.4 and odd < pairs * 0.1 else ""


def _unreadable_line(path: Path, encoding: str) -> int | None:
    """The first line that is no text in this encoding, counted from 1; None when all of it is. Reads a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                line += decoder.decode(piece, final=not piece).count("\n")
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(encoding, "ignore")
                return line + before.count("\n")
            except UnicodeError:
                return line
            if not piece:
                return None
