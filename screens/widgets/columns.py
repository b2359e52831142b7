"""The columns of a board, where the cursor is among their cards, and which of them are in view; no widget, no colours."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from screens.widgets.board_layout import WIDE, Card, Head, Place, first_shown, places
from screens.widgets.source import Pages


class BoardSource(Protocol):
    """The columns and their cards, in the order in which they are shown."""

    def heads(self) -> Sequence[Head]:
        """The columns."""
        ...

    def count(self, column: int) -> int:
        """How many cards a column has."""
        ...

    def window(self, column: int, start: int, stop: int) -> Sequence[Card]:
        """The cards of a column from `start` up to and without `stop`; fewer while the source waits for an answer."""
        ...


@runtime_checkable
class KnowsCardPlaces(Protocol):
    """A source that can tell where a card is, so that the cursor follows it however far it went."""

    def place_of(self, card_id: Hashable) -> tuple[int, int] | None:
        """Column and row of the card, None when it is not on the board."""
        ...


class Column:
    """A column with its cards, the row the cursor was on in it, and the row its view begins at."""

    def __init__(self, head: Head, cards: Pages[Card], row: int, top: int) -> None:
        self.head, self.cards, self.top = head, cards, top
        self.row = self.nearest(row)

    def nearest(self, row: int) -> int:
        """The row that is there and nearest to `row`; 0 in an empty column."""
        return max(0, min(row, self.cards.count - 1))

    def show_cursor(self, rows: int) -> bool:
        """Scroll as little as shows the cursor among `rows` cards. Says whether it had to."""
        return self.scroll_to(max(0, min(max(self.top, self.row - rows + 1), self.row)))

    def fill(self, rows: int) -> None:
        """Leave no room below the last card while others are hidden above."""
        self.scroll_to(max(0, min(self.top, self.cards.count - rows)))

    def scroll_to(self, top: int) -> bool:
        """Begin the view at this row. Says whether it began at another."""
        before, self.top = self.top, top
        return top != before

    def shown(self, rows: int) -> str:
        """Which cards are in view, nothing when it is all of them."""
        last = min(self.top + rows, self.cards.count)
        return "" if last - self.top >= self.cards.count else f"{self.top + 1:,}-{last:,}"


class Columns:
    """The columns and the cursor; `current` is the card under it, None in an empty column. `rows` cards are in view at once."""

    def __init__(self) -> None:
        self.all: list[Column] = []
        self.at = 0
        self.current: Card | None = None
        self.rows = 1
        self.places: list[Place] = []
        self._width = 0
        self._first = 0
        self._line = 0  # the line of cards that sideways moves aim at, as an editor remembers its column
        self._finder: Callable[[Hashable], tuple[int, int] | None] = self._look_for

    @property
    def is_wide(self) -> bool:
        """Whether columns stand side by side."""
        return self._width >= WIDE

    @property
    def here(self) -> Column | None:
        """The column under the cursor."""
        return self.all[self.at] if self.all else None

    @property
    def row(self) -> int:
        """The row of the cursor in its column; 0 in an empty one."""
        return self.here.row if self.here else 0

    @property
    def heads(self) -> list[Head]:
        """The heads of all columns."""
        return [column.head for column in self.all]

    def clear(self) -> None:
        """Begin anew: no column, no scroll."""
        self.all, self.at, self.current, self._first, self._line = [], 0, None, 0, 0

    def read(self, source: BoardSource) -> None:
        """Ask for the columns and count their cards. Each column that is still there keeps its scroll and its row."""
        before = {column.head.id: column for column in self.all}
        here = self.here.head.id if self.here else None
        self.all = []
        for number, head in enumerate(source.heads()):
            cards = Pages(partial(source.count, number), partial(source.window, number))
            old = before.get(head.id)
            self.all.append(Column(head, cards, old.row if old else 0, old.top if old else 0))
        ids = [column.head.id for column in self.all]
        self.at = ids.index(here) if here in ids else max(0, min(self.at, len(ids) - 1))
        finder: object = source
        self._finder = finder.place_of if isinstance(finder, KnowsCardPlaces) else self._look_for

    def fit(self, width: int, rows: int) -> None:
        """Take the size of the screen, and bring the cursor into view."""
        self._width, self.rows = width, max(1, rows)
        for column in self.all:
            column.fill(self.rows)
        if self.here:
            self.here.show_cursor(self.rows)
            self._line = self.here.row - self.here.top
        self.current = self.here.cards.row(self.here.row) if self.here else None
        self.lay_out()

    def put(self, column: int, row: int) -> bool:
        """Put the cursor on a card, or the nearest there is, and into view. Says whether its column had to scroll."""
        self.at = max(0, min(column, len(self.all) - 1))
        here = self.all[self.at]
        scrolled = self._rest(here, row)
        self._line = here.row - here.top
        return scrolled

    def put_beside(self, step: int) -> bool:
        """Put the cursor on the column beside, on the same line of the screen if a card is there. Says whether it scrolled."""
        self.at += step
        here = self.all[self.at]
        return self._rest(here, here.top + self._line)

    def lay_out(self) -> bool:
        """Choose the columns that are in view. Says whether they are others than before."""
        before = self.places
        slims = [column.head.slim for column in self.all]
        if not self.all or not self._width:
            self.places = []
        elif self.is_wide:
            self._first = first_shown(slims, self._width, self._first, self.at)
            self.places = places(slims, self._width, self._first)
        else:
            self.places = [Place(self.at, 0, self._width)]
        return self.places != before

    def place_of(self, column: int) -> Place | None:
        """Where the column is on the screen, None when it is out of view."""
        return next((place for place in self.places if place.column == column), None)

    def find(self, card_id: Hashable) -> tuple[int, int] | None:
        """Column and row of the card, as far as can be told."""
        return None if card_id is None else self._finder(card_id)

    def still_there(self, ids: frozenset[Hashable]) -> frozenset[Hashable]:
        """The ids without those that are surely gone; on a long board whose source knows no places that cannot be told."""
        within_reach = all(column.cards.is_within_reach for column in self.all)
        if self._finder == self._look_for and not within_reach:
            return ids
        return frozenset(card_id for card_id in ids if self.find(card_id) is not None)

    def _rest(self, here: Column, row: int) -> bool:
        here.row = here.nearest(row)
        self.current = here.cards.row(here.row)
        return here.show_cursor(self.rows)

    def _look_for(self, card_id: Hashable) -> tuple[int, int] | None:
        """Look around the cursor of each column, the nearest columns first."""
        for number in sorted(range(len(self.all)), key=lambda each: abs(each - self.at)):
            column = self.all[number]
            row = column.cards.find(lambda card: card.id == card_id, column.row)
            if row is not None:
                return number, row
        return None
