"""Text at its two borders: what may be stored, and what a stored text looks like when it is shown.

Stored text is what was typed, in one Unicode form (NFC). Whatever could steer a terminal or hide from a reader is not taken out
when it is stored; it is replaced by a visible mark each time it is shown, by `visible` and `visible_line`.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

from coach.errors import Misused

LINE_LIMIT = 500
"""Characters of a name or any other single line."""
NOTE_LIMIT = 100_000
"""Characters of a note or any other text of several lines."""
MARK = "\ufffd"
"""Shown in the place of a character that must not reach the terminal."""
ACCENTS_SHOWN = 4
"""Combining marks shown on one letter; more are a way to paint over other lines."""
SIGNS_SHOWN = 8
"""Combining marks and vowel signs shown on one letter: Burmese and Tibetan need more than accents do."""

_QUOTED = 40
_FIRST_MARK = "\u0300"
"""The first combining mark: below it a printable character is a letter or sign that stands by itself."""

# Steering (C0, DEL, C1, bidi, line separators), invisible (zero width, fillers, selectors, tags) and not text (surrogates).
_HIDDEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SKIN = r"\U0001f3fb-\U0001f3ff"
_FLAG = r"\U0001f1e6-\U0001f1ff"
_PICTURE = r"\xa9\xae\u203c\u2049\u20e3\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SELECTOR = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"

# A combining mark is no word character and stands above U+02FF, so a run of marks is found without a table of them.
_NO_LETTER = r"[^\w\x00-\u02ff\ufffd]"
_JAMO = r"[\u1161-\u11ff\ud7b0-\ud7fb]"

_ACCENT, _SIGN, _UNKNOWN = "accent", "sign", "unknown"

_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"[{_HIDDEN}{_SKIN}{_FLAG}]")


@cache
def _said_by_neighbours() -> re.Pattern[str]:
    """What leaves no mark: its neighbours say it all. Matched at the character, looking at both sides of it."""
    return re.compile(
        rf"(?<=[{_PICTURE}])[{_SKIN}]"
        rf"|(?<=[{_PICTURE}{_HAN}])[{_SELECTOR}]"
        rf"|(?:(?<=[{_PICTURE}])|(?<=[{_PICTURE}]\ufe0f))\u200d(?=[{_PICTURE}])"
        r"|(?<=[0-9#*])\ufe0f(?=\u20e3)"
        r"|\r(?=\n)"
    )


@cache
def _piled() -> re.Pattern[str]:
    """Where marks may be piled too high, or stand at the start of a line with no letter to sit on."""
    may_sit = rf"(?:{_NO_LETTER}|{_JAMO})"
    return re.compile(rf"{may_sit}{{{ACCENTS_SHOWN + 1},}}|^{may_sit}+", re.MULTILINE)


@cache
def _endless() -> re.Pattern[str]:
    """Runs of marks that no language has, kept apart because bringing them into order takes quadratic time."""
    return re.compile(rf"({_NO_LETTER}{{32,}})")


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("A"))
    return "" if _said_by_neighbours().match(match.string, match.start()) else MARK


def _sits(character: str) -> str:
    """How it sits on the letter before it: as an accent, as a sign, unknown to this Python, or not at all ("")."""
    category = unicodedata.category(character)
    if category in {"Mn", "Me"} or "\u1ab0" <= character <= "\u1aff":
        return _ACCENT
    if category == "Mc" or "\u1161" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb":
        return _SIGN
    return _UNKNOWN if category == "Cn" else ""


def _level(match: re.Match[str]) -> str:
    """The run with every pile cut to its limit and one MARK in the place of the rest."""
    shown = ["\u25cc"] if _line_starts(match) and _sits(match[0][0]) in {_ACCENT, _SIGN} else []
    accents = signs = 0
    for character in match[0]:
        sits = _sits(character)
        if not sits:
            accents = signs = 0
            shown.append(character)
            continue
        accents += sits == _ACCENT
        signs += 1
        if accents <= ACCENTS_SHOWN and signs <= SIGNS_SHOWN:
            shown.append(character)
        elif shown[-1] != MARK:
            shown.append(MARK)
    return "".join(shown)


def _line_starts(match: re.Match[str]) -> bool:
    return match.start() == 0 or match.string[match.start() - 1] == "\n"


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look for in it: the case of nearly every text, told without a pattern."""
    return text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK)


def visible(text: str) -> str:
    r"""The text as it may be written to a terminal, several lines: newline and tab stay, nothing else can steer or hide.

    Control characters, bidi controls, zero-width and other invisible characters, line separators, tags and surrogates become
    U+FFFD, one for one. Emoji are reduced until every terminal gives them the same width: a joiner between two pictures, a
    variation selector and a skin tone on a picture are left out, so a family is shown as its members side by side, and a flag
    is shown as its two letters. Combining marks are cut at `ACCENTS_SHOWN` on a letter, the rest of a pile is one U+FFFD; a mark
    that opens a line gets a dotted circle to sit on. Doing it twice changes nothing.
    """
    if _is_plain(text):
        return text
    shown = _hidden().sub(_stand_in, text)
    return _piled().sub(_level, shown) if max(shown) >= _FIRST_MARK else shown


def visible_line(text: str) -> str:
    """The text as it may be written in one line: as `visible`, with a space for each line break and tab."""
    if _is_plain(text):
        return text
    return visible(text.replace("\r\n", "\n").translate({9: " ", 10: " "}))


def quoted(text: str) -> str:
    """What somebody typed, for a sentence of an error: in quotes, on one line, cropped, harmless."""
    shown = visible_line(text[: _QUOTED + 1])
    return f"'{shown[:_QUOTED]}…'" if len(shown) > _QUOTED else f"'{shown}'"


def _normalised(form: Literal["NFC", "NFKD"], text: str) -> str:
    """The text in a Unicode form, in linear time whatever its marks: an endless run of them is left as it is."""
    if text.isascii():
        return text
    parts = _endless().split(text)
    for at in range(0, len(parts), 2):
        parts[at] = unicodedata.normalize(form, parts[at])
    return "".join(parts)


def _storable(text: str, field: str, limit: int) -> str:
    """The text in NFC. Raises Misused for what not every database can keep, and for more than `limit` characters."""
    if "\0" in text:
        raise Misused(f"The {field} holds a NUL character, which cannot be stored.", "Take it out and try again.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Misused(
            f"The {field} is not valid text: some of it could not be decoded.",
            "Type it again, or save the file it comes from as UTF-8.",
        ) from error
    # NFC makes at most four characters one: a text above that is refused before any work is done on it.
    stored = text if len(text) > 4 * limit else _normalised("NFC", text)
    if len(stored) > limit:
        raise Misused(f"The {field} has {len(stored):,} characters; at most {limit:,} are kept.", "Make it shorter.")
    return stored


def clean_line(text: str, field: str, limit: int = LINE_LIMIT) -> str:
    """One line to be stored: outer space taken off, line breaks and tabs made one space, NFC, else as typed.

    `field` names it in the error. Raises Misused for NUL, for lone surrogates and above `limit` characters.
    """
    pieces = text.translate({9: "\n", 13: "\n"}).split("\n")
    if len(pieces) > 1:
        text = " ".join(piece for each in pieces if (piece := each.strip(" ")))
    return _storable(text.strip(), field, limit)


def clean_text(text: str, field: str, limit: int = NOTE_LIMIT) -> str:
    r"""A text of several lines to be stored: line ends made "\n", NFC, else as typed. Raises Misused as `clean_line` does."""
    return _storable(text.replace("\r\n", "\n").replace("\r", "\n"), field, limit)


def casefold_key(name: str) -> str:
    """What names are sorted by."""
    return name.casefold()


def fold(text: str) -> str:
    """What texts are searched and compared by: two that look alike to a hurried reader fold to the same.

    Compatibility forms, case, accents, stroked letters, runs of space, controls and invisible characters make no difference.
    Marks that spell a sound (Indic vowel signs, kana voicing) do.
    """
    if text.isascii():
        folded = text.casefold()
    else:
        folded = _normalised("NFKD", _normalised("NFKD", text).casefold().translate(_STROKES))
        folded = "".join(character for character in folded if not _is_ornament(character))
        folded = _normalised("NFC", folded)
    return " ".join(_invisible().sub("", folded).split())


def _is_ornament(character: str) -> bool:
    """Whether it is a mark without a sound of its own: combining classes 0, 7, 8 and 9 hold those that spell."""
    return unicodedata.combining(character) > 9 or unicodedata.category(character) == "Me"


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(rf"(?![\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029])[{_HIDDEN}]")
