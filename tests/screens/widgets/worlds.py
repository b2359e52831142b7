"""Sources of any size that count what they are asked, and apps of one widget that keep what it tells."""

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from screens.widgets.board import Board
from screens.widgets.board_layout import Card, Head
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.line_list import LineList

MILLION = 1_000_000
HOSTILE = (
    "[/x]", "[red]Red[/red]", "\x1b[31mescape\x1b]0;title\x07", "漢字の名前", "👩\u200d👩\u200d👧 family 🇩🇪 ❤\ufe0f",
    "e\u0301" * 30, "a" + "\u0300" * 40,
    "W" * 500, "漢" * 250, "\u202eright to left", "two\nlines\tand a tab", "", "\u0301", "x\0y", "\uff46\uff55\uff4c\uff4c",
)  # fmt: skip
"""Names that have broken tables before."""


class Person(NamedTuple):
    id: int
    name: str
    value: int = 0


class People:
    """Rows of a list. `asked` is the number of rows handed out."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = list(rows)
        self.asked = 0
        self.windows = 0

    def count(self) -> int:
        return len(self.rows)

    def window(self, start: int, stop: int) -> Sequence[Any]:
        self.windows += 1
        self.asked += stop - start
        return self.rows[start:stop]


class Crowd(People):
    """Rows that are made when they are asked for, so that there can be a million of them."""

    def __init__(self, number: int) -> None:
        super().__init__([])
        self.number = number

    def count(self) -> int:
        return self.number

    def window(self, start: int, stop: int) -> Sequence[Person]:
        super().window(start, stop)
        return [Person(index, f"Person {index}", index) for index in range(start, stop)]


class Findable(People):
    """Rows whose source can tell where each is."""

    def place_of(self, row_id: Hashable) -> int | None:
        return next((at for at, row in enumerate(self.rows) if getattr(row, "id", None) == row_id), None)


def people(number: int) -> People:
    return People([Person(index, f"Person {index}", index) for index in range(number)])


def draw(row: Person | str) -> RowLine:
    if isinstance(row, str):
        return RowLine([Cell(row, Share(), tone="dim")], is_heading=True)
    return RowLine([Cell(row.name, Share(2), tone="strong"), Cell(f"{row.value:,}", 9, "right")])


class Columns:
    """A board of lists of cards."""

    def __init__(self, columns: dict[str, list[Card]], slim: Sequence[str] = ()) -> None:
        self.columns = columns
        self.slim = slim
        self.asked = 0

    def heads(self) -> Sequence[Head]:
        return [Head(name, name, len(cards), "", "", name in self.slim) for name, cards in self.columns.items()]

    def count(self, column: int) -> int:
        return len(list(self.columns.values())[column])

    def window(self, column: int, start: int, stop: int) -> Sequence[Card]:
        self.asked += stop - start
        return list(self.columns.values())[column][start:stop]

    def move(self, card_id: Hashable, name: str, row: int = 0) -> None:
        card = next(card for cards in self.columns.values() for card in cards if card.id == card_id)
        for cards in self.columns.values():
            if card in cards:
                cards.remove(card)
        self.columns[name].insert(row, card)


class CrowdedBoard:
    """Six columns of so many cards each, made when they are asked for."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0

    def heads(self) -> Sequence[Head]:
        return [Head(column, f"Stage {column}", self.number, "1,200 EUR", "5 days") for column in range(6)]

    def count(self, column: int) -> int:  # noqa: ARG002
        return self.number

    def window(self, column: int, start: int, stop: int) -> Sequence[Card]:
        self.asked += stop - start
        return [
            Card((column, row), f"Card {column}.{row}", "Company", "Call", "Fri 27 Nov") for row in range(start, stop)
        ]


def stages(*counts: int) -> Columns:
    """Columns `A`, `B`, … with so many cards; card ids like `A3`."""
    names = "ABCDEFGH"[: len(counts)]
    return Columns(
        {
            name: [Card(f"{name}{row}", f"Card {name}{row}", "Co", "Call", "Fri 27 Nov") for row in range(number)]
            for name, number in zip(names, counts, strict=True)
        }
    )


class OneWidget(App[None]):
    """The widget with the focus, alone on the screen."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget: Any = widget  # each test knows which kind it gave
        self.told: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()

    def on_line_list_moved(self, event: LineList.Moved[Any]) -> None:
        self.told.append(event)

    def on_line_list_chosen(self, event: LineList.Chosen[Any]) -> None:
        self.told.append(event)

    def on_line_list_marked(self, event: LineList.Marked) -> None:
        self.told.append(event)

    def on_board_moved(self, event: Board.Moved) -> None:
        self.told.append(event)

    def on_board_chosen(self, event: Board.Chosen) -> None:
        self.told.append(event)

    def on_board_dropped(self, event: Board.Dropped) -> None:
        self.told.append(event)

    def on_board_marked(self, event: Board.Marked) -> None:
        self.told.append(event)

    def last(self, kind: type[Any]) -> Any:
        """The last message of this kind."""
        return next(event for event in reversed(self.told) if isinstance(event, kind))

    def told_of(self, kind: type[Any]) -> int:
        """How many messages of this kind there were."""
        return sum(isinstance(event, kind) for event in self.told)


@contextmanager
def lines_drawn(widget: Widget) -> Iterator[list[int]]:
    """The lines of the widget that are drawn meanwhile."""
    drawn: list[int] = []
    kind = type(widget)
    plain = kind.render_line

    def render_line(self: Widget, y: int) -> Any:
        drawn.append(y)
        return plain(self, y)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "render_line", render_line)
        yield drawn
