"""Texts laid out in a line of an exact number of cells, before they have a colour.

Everything that goes in is somebody's text; everything that comes out has passed `screens.safe`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from screens.safe import cell_width, fit, safe_line

Tone = Literal["plain", "dim", "accent", "warn", "good", "strong"]
"""What a text means to the reader: colour is chosen by the theme."""
Align = Literal["left", "right", "centre"]


class Span(NamedTuple):
    """A piece of text in one tone."""

    tone: Tone
    text: str


class Share(NamedTuple):
    """A width that is a part of what the fixed cells leave over. Two cells with `parts` 2 and 1 get two thirds and one third."""

    parts: int = 1


class Cell(NamedTuple):
    """One cell of a row: its width in terminal cells, or its share of the rest."""

    text: str
    width: int | Share
    align: Align = "left"
    tone: Tone = "plain"


class RowLine(NamedTuple):
    """How a row is drawn. The cursor passes over a heading, and its text starts at the edge."""

    cells: Sequence[Cell]
    is_heading: bool = False


def aligned(text: str, width: int, align: Align = "left") -> str:
    """The text in exactly `width` cells, safe, cropped with `…` when it is longer."""
    free = width - cell_width(text)
    if align == "left" or free <= 0:
        return fit(text, width)
    before = free if align == "right" else free // 2
    return " " * before + fit(text, width - before)


def flow(spans: Iterable[Span], width: int) -> list[Span]:
    """The spans one after another in exactly `width` cells: filled up with spaces, or cropped with `…` wherever the end falls."""
    shown: list[Span] = []
    kept = [span for span in spans if span.text]
    fits = sum(cell_width(span.text) for span in kept) <= width
    used = 0
    for tone, text in kept:
        cells = cell_width(text)
        if not fits and used + cells > width - 1:
            shown.append(Span(tone, fit(text + "…", width - used)))
            return shown
        shown.append(Span(tone, safe_line(text)))
        used += cells
    shown.append(Span("plain", " " * (width - used)))
    return shown


def widths(cells: Sequence[Cell], room: int, gap: int = 1) -> list[int]:
    """The widths of the cells in `room`, with `gap` cells between two of them. What does not fit is taken from the right."""
    fixed = sum(cell.width for cell in cells if isinstance(cell.width, int))
    parts = sum(cell.width.parts for cell in cells if isinstance(cell.width, Share))
    rest = max(0, room - fixed - gap * (len(cells) - 1))
    found: list[int] = []
    given = shared = 0
    for cell in cells:
        if isinstance(cell.width, Share):
            before = rest * shared // parts
            shared += cell.width.parts
            width = rest * shared // parts - before
        else:
            width = cell.width
        width = max(0, min(width, room - given))
        given += width + gap
        found.append(width)
    return found


def laid_out(cells: Sequence[Cell], room: int, gap: int = 1) -> list[Span]:
    """The cells side by side in exactly `room` cells."""
    shown: list[Span] = []
    used = 0
    for cell, width in zip(cells, widths(cells, room, gap), strict=True):
        if not width:
            continue
        if used:
            shown.append(Span("plain", " " * gap))
            used += gap
        shown.append(Span(cell.tone, aligned(cell.text, width, cell.align)))
        used += width
    shown.append(Span("plain", " " * (room - used)))
    return shown
