"""The one door through which a stored text reaches a widget: no control, no markup, and a width that every terminal agrees on.

What is replaced, and how emoji are reduced to a stable width, is told and done in `coach.rules.text.visible`; here it is measured
in cells, with the same tables as Textual.
"""

from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size
from textual.content import Content

from coach.rules.text import visible, visible_line

_TAB = " " * 4
_CROPPED = "…"


def safe(text: str) -> str:
    """The text for a widget of several lines: line breaks stay, a tab is four spaces."""
    return visible(text).replace("\t", _TAB)


def safe_line(text: str) -> str:
    """The text for one line: each line break and tab is a space."""
    return visible_line(text)


def content(text: str) -> Content:
    """The text for a widget that takes Content: brackets are brackets, never markup."""
    return Content(safe(text))


def cell_width(text: str) -> int:
    """The cells the text takes in one line, once it is safe."""
    return cell_len(safe_line(text))


def fit(text: str, width: int) -> str:
    """The text in one line of exactly `width` cells: filled up with spaces, or cropped with `…`, never in the middle of a
    character or between a letter and its accents.
    """
    line = safe_line(text)
    free = width - cell_len(line)
    if free >= 0:
        return line + " " * free
    if width <= 0:
        return ""
    ends = accumulate(get_character_cell_size(character) for character in line)
    kept = next(place for place, end in enumerate(ends) if end > width - 1)
    cropped = line[:kept]
    return cropped + _CROPPED + " " * (width - 1 - cell_len(cropped))
