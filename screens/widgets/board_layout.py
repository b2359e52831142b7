"""Where the columns of a board stand, and what is written in a head and on a card. No widget, no colours: cells only."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from screens.safe import cell_width, fit
from screens.widgets.cells import Span, Tone, aligned, flow

WIDE = 110
"""Cells from which on columns stand side by side; below, one is shown at a time."""
LEAST, LEAST_SLIM = 20, 14
"""The least width of a column and of a slim one, the space to the next column included."""
NAME_IN_STRIP = 18
"""Cells of the name of a neighbour in the strip of a narrow board."""
GUTTER = 3
"""Cells before the text of a card: the cursor, a sign, a space."""
MORE_BEFORE, MORE_AFTER = "\u2039", "\u203a"
"""Single angle quotation marks: more columns stand at this side."""


_COMPANY_LEAST, _REST_LEAST = 6, 5


class Head(NamedTuple):
    """A column: its name, how many cards, and short texts below: a value, a normal stay, and what must not be missed."""

    id: Hashable
    name: str
    cards: int
    value: str = ""
    stay: str = ""
    slim: bool = False
    warns: str = ""


class Card(NamedTuple):
    """A card of two lines: sign, name and company, note; then the next step and its day. A tone for each that can warn."""

    id: Hashable
    name: str
    company: str = ""
    step: str = ""
    day: str = ""
    sign: str = ""
    note: str = ""
    sign_tone: Tone = "warn"
    note_tone: Tone = "warn"
    day_tone: Tone = "dim"


class Place(NamedTuple):
    """A column on the screen, or its name in the strip: its number, the cell it begins at, its width without a space after it."""

    column: int
    x: int
    width: int


def first_shown(slims: Sequence[bool], room: int, first: int, column: int) -> int:
    """The first column on the screen, moved from `first` as little as shows `column`."""
    first = max(0, min(first, column))
    while first < column and sum(map(_least, slims[first : column + 1])) > room:
        first += 1
    while first > 0 and sum(map(_least, slims[first - 1 :])) <= room:
        first -= 1
    return first


def places(slims: Sequence[bool], room: int, first: int) -> list[Place]:
    """The columns from `first` on that fit side by side in `room`, filling it; what is over goes to those that are not slim."""
    shown: list[int] = []
    used = 0
    for column in range(first, len(slims)):
        if shown and used + _least(slims[column]) > room:
            break
        shown.append(column)
        used += _least(slims[column])
    growing = [column for column in shown if not slims[column]] or shown
    over = max(0, room + 1 - used)  # the last column needs no space after it
    found: list[Place] = []
    x = 0
    for column in shown:
        width = _least(slims[column])
        if column in growing:
            rank = growing.index(column)
            width += over * (rank + 1) // len(growing) - over * rank // len(growing)
        found.append(Place(column, x, min(width - 1, room - x)))
        x += width
    return found


def head_lines(head: Head, width: int, tone: Tone, *, before: bool = False, after: bool = False) -> list[list[Span]]:
    """The name with its count, and the two texts below. `before` and `after` say that more columns stand there."""
    mark = Span("dim", f"{MORE_BEFORE} " if before else "")
    count = f"{head.cards:,}" + (f" {MORE_AFTER}" if after else "")
    name_room = width - len(mark.text) - cell_width(count) - 1
    first = [mark, Span(tone, fit(head.name, max(0, name_room))), Span("dim", f" {count}")]
    return [flow(first, width), facts_line(head, width)]


def facts_line(head: Head, width: int) -> list[Span]:
    """The value at the left, at the right what warns and the stay; without room for all, the stay goes, then the value."""
    both = ", ".join(filter(None, (head.warns, head.stay)))
    for right in (both, head.warns):
        if right and cell_width(head.value) + cell_width(right) + 1 <= width:
            return flow([Span("dim", fit(head.value, width - cell_width(right))), Span("dim", right)], width)
    return flow([Span("dim", head.warns or head.value or head.stay)], width)


def rule(width: int, line: str, tone: Tone, shown: str) -> list[Span]:
    """The line under a head; which cards are shown stands at its end when it is not all of them."""
    if not shown or cell_width(shown) + 2 > width:
        return [Span(tone, line * width)]
    return [Span(tone, line * (width - cell_width(shown) - 1)), Span("dim", f" {shown}")]


def card_lines(card: Card, width: int, cursor: str, mark: str) -> tuple[list[Span], list[Span]]:
    """The two lines. At the left stand the cursor's sign, and the card's sign above the mark of a selected card."""
    room = width - GUTTER
    if room < 1:
        return flow([Span("plain", card.name)], width), flow([], width)
    bar = Span("accent", cursor)
    above = [bar, Span(card.sign_tone, aligned(card.sign, GUTTER - 1))]
    below = [bar, Span("accent", aligned(mark, GUTTER - 1))]
    return (
        above + _with_end(_who(card, room - _taken_by(card.note, room)), Span(card.note_tone, card.note), room),
        below + _with_end([Span("plain", card.step)], Span(card.day_tone, card.day), room),
    )


def strip_stops(heads: Sequence[Head], column: int, room: int) -> tuple[list[Span], list[Place]]:
    """The strip of a narrow board: the column in brackets between the neighbours that fit, a sign at a side that has more."""
    labels = [f"{fit_short(head.name, NAME_IN_STRIP)} {head.cards:,}" for head in heads]
    labels[column] = f"[{heads[column].name} {heads[column].cards:,}]"
    first = last = column
    used = cell_width(labels[column]) + 4  # the arrows and their spaces
    while True:
        nearest = (last + 1, first - 1) if last - column <= column - first else (first - 1, last + 1)
        sides = [side for side in nearest if 0 <= side < len(heads)]
        fitting = [side for side in sides if used + 3 + cell_width(labels[side]) <= room]
        if not fitting:
            break
        used += 3 + cell_width(labels[fitting[0]])
        first, last = min(first, fitting[0]), max(last, fitting[0])
    spans = [Span("dim", f"{MORE_BEFORE} " if first > 0 else "  ")]
    stops: list[Place] = []
    x = 2
    for at in range(first, last + 1):
        if at > first:
            spans.append(Span("dim", " · "))
            x += 3
        width = cell_width(labels[at])
        spans.append(Span("accent" if at == column else "plain", labels[at]))
        stops.append(Place(at, x, width))
        x += width
    if last < len(heads) - 1:
        spans.append(Span("dim", f" {MORE_AFTER}"))
    return flow(spans, room), stops


def fit_short(text: str, width: int) -> str:
    """The text, cropped with `…` above `width` cells and not filled up below."""
    return fit(text, min(width, cell_width(text)))


def _least(slim: bool) -> int:
    return LEAST_SLIM if slim else LEAST


def _who(card: Card, room: int) -> list[Span]:
    """Name and company, without a company of which only a letter or two would be seen."""
    left = room - cell_width(card.name)
    readable = card.company and left >= min(_COMPANY_LEAST, cell_width(card.company)) + 3
    return [Span("strong", card.name), *([Span("dim", f" · {card.company}")] if readable else [])]


def _taken_by(end: str, width: int) -> int:
    """The cells of a short text at the right edge and of the space before it; none where it leaves too little for the rest."""
    taken = cell_width(end) + 1
    return taken if end and taken <= width - _REST_LEAST else 0


def _with_end(spans: list[Span], end: Span, width: int) -> list[Span]:
    taken = _taken_by(end.text, width)
    return [*flow(spans, width - taken), *flow([Span("plain", " "), end], taken)] if taken else flow(spans, width)
