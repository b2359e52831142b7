"""Counts as they are said: small ones in words, large ones in figures with their thousands apart."""

from collections.abc import Sequence

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def number_word(count: int) -> str:
    """`three`, `13`, `1,234`; none at all is `no`."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """`one business day`, `two business days`, `13 leads`; `many` is the plural where an s does not make it."""
    return f"{number_word(count)} {one if count == 1 else many or f'{one}s'}"


def ordinal_word(place: int) -> str:
    """`third` for 3; `11th` and the like from eleven on. Places count from 1."""
    if 1 <= place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{ending}"


def listed(parts: Sequence[str]) -> str:
    """`problem`, `problem and fit`, `problem, impact and fit`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
