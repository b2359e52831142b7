"""The words somebody looks for, and the questions to the two kinds of index that ask for them."""

import re
from functools import cache
from typing import NamedTuple

from coach.rules.text import fold

LONGEST = 1_000
"""Folded characters of what is looked for, beyond which nothing can match."""
_LONGEST_PIECE = 100
"""Letters of a word that are looked at: the index of a server keeps no more."""
_BETWEEN = (
    r"\u0000-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7"
    r"\u02C2-\u02C5\u02D2-\u02DF\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4"
    r"\u0964\u0965\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30FB"
    r"\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFFFC\uFFFD\U0001F000-\U0001FAFF"
)
"""What stands between words: spaces, signs and pictures. The same as in the migration that made the indexes."""


_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)


class Word(NamedTuple):
    """One word that is looked for: the ways it may be written, each as the pieces that signs cut it into."""

    ways: tuple[tuple[str, ...], ...]

    def begins_in(self, text: str) -> bool:
        """Whether a word of this text begins with it."""
        return any(all(_place(_small(text), piece) >= 0 for piece in way) for way in self.ways) or (
            not text.isascii() and any(all(_place(fold(text), piece) >= 0 for piece in way) for way in self.ways)
        )

    def place_in(self, text: str) -> int:
        """Where in the text it begins, as far as that can be told without folding it; -1 where it cannot."""
        places = (_place(_small(text), piece) for way in self.ways for piece in way)
        return min((place for place in places if place >= 0), default=-1)


def wanted_words(text: str) -> list[Word]:
    """The words of what is looked for, each once; none when there are only signs, or more than can match."""
    if len(fold(text)) > LONGEST:
        return []
    found: dict[Word, None] = {}
    for written in text.split():
        # An index folds less than we do: a word with a mark that spells is found by itself, too.
        plain = "".join(character for character in written.casefold().translate(_STROKES) if character.isprintable())
        ways = dict.fromkeys(tuple(_cut(way)) for way in (fold(written), plain))
        ways.pop((), None)
        if ways:
            found[Word(tuple(ways))] = None
    return list(found)


def digits_word(digits: str) -> Word:
    """A phone number as a word."""
    return Word(((digits,),))


def for_fts(words: list[Word], *, whole: bool = False) -> str:
    """The question to FTS5, for beginnings or for whole words. Every piece stands in quotes, so nothing in it is an operator."""
    return _asked(words, '"{}"' if whole else '"{}"*', "AND", "OR")


def for_tsquery(words: list[Word], *, whole: bool = False) -> str:
    """The question to PostgreSQL, each piece quoted."""
    return _asked(words, "'{}'" if whole else "'{}':*", "&", "|")


def _asked(words: list[Word], begins: str, both: str, either: str) -> str:
    """All of the words, each in any of its ways, each way with all of its pieces."""
    asked = []
    for word in words:
        ways = (f" {both} ".join(begins.format(piece) for piece in way) for way in word.ways)
        asked.append("(" + f" {either} ".join(f"({way})" for way in ways) + ")")
    return f" {both} ".join(asked)


def _small(text: str) -> str:
    """The text in small letters, as long as it was."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _place(text: str, piece: str) -> int:
    """Where a word of the text begins with the piece; -1 where none does."""
    place = text.find(piece)
    while place > 0 and not _between().match(text, place - 1):
        place = text.find(piece, place + 1)
    return place


def _cut(text: str) -> list[str]:
    return [piece[:_LONGEST_PIECE] for piece in _between().split(text) if piece]


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"[{_BETWEEN}]")
