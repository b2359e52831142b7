"""The rows of a list and where the cursor is among them; no widget, no screen."""

from collections.abc import Callable, Hashable
from typing import Generic

from screens.widgets.cells import RowLine
from screens.widgets.source import KnowsPlaces, Pages, Row, RowSource, finder_of

_DRAWN_KEPT = 512


class Rows(Generic[Row]):
    """Rows of a source, told apart by `key`, each drawn once by `draw`. The cursor never rests on a heading."""

    def __init__(self, draw: Callable[[Row], RowLine], key: Callable[[Row], Hashable]) -> None:
        self.cursor = 0
        self.current: Row | None = None
        self._draw, self._key = draw, key
        self._pages: Pages[Row] = Pages(lambda: 0, lambda start, stop: ())  # noqa: ARG005
        self._finder: KnowsPlaces | None = None
        self._drawn: dict[int, RowLine] = {}

    @property
    def count(self) -> int:
        """How many rows there are, headings included."""
        return self._pages.count

    def read(self, source: RowSource[Row]) -> None:
        """Forget what is known of the rows and count them. The cursor keeps its number until `put`."""
        self._pages = Pages(source.count, source.window)
        self._finder = finder_of(source)
        self._drawn.clear()

    def row_at(self, index: int) -> Row | None:
        """The row at `index`, None where there is none (or none yet)."""
        return self._pages.row(index)

    def line_at(self, index: int) -> RowLine | None:
        """How the row at `index` is drawn."""
        row_line = self._drawn.get(index)
        if row_line is None:
            row = self.row_at(index)
            if row is None:
                return None
            if len(self._drawn) >= _DRAWN_KEPT:
                self._drawn.clear()
            row_line = self._drawn[index] = self._draw(row)
        return row_line

    def is_heading(self, index: int) -> bool:
        """Whether the cursor passes over the row."""
        row_line = self.line_at(index)
        return row_line is not None and row_line.is_heading

    def forget_lines(self) -> None:
        """Draw the rows again when they are needed: the width has changed."""
        self._drawn.clear()

    def resting_place(self, index: int, step: int) -> int | None:
        """The nearest place for the cursor from `index` on in the direction of `step`, or else the other way."""
        index = max(0, min(index, self.count - 1))
        for direction in (step, -step):
            place = index
            while 0 <= place < self.count:
                if not self.is_heading(place):
                    return place
                place += direction
        return None

    def put(self, index: int, step: int = 1) -> None:
        """Put the cursor at the resting place from `index` on. With no place for it, it is at 0 and on no row."""
        place = self.resting_place(index, step)
        self.cursor = 0 if place is None else place
        self.current = None if place is None else self.row_at(place)

    def key_of(self, row: Row | None) -> Hashable:
        """What tells the row from others, None for no row and for a heading."""
        return None if row is None else self._key(row)

    def find(self, key: Hashable, near: int) -> int | None:
        """Where the row with this key is, as far as can be told."""
        if key is None:
            return None
        if self._finder is not None:
            return self._finder.place_of(key)
        return self._pages.find(lambda row: self._key(row) == key, near)

    def first_known(self, top: int, height: int, unlike: Hashable) -> tuple[Hashable, int] | None:
        """The key and line of the first row in a window that can be found again and has another key. Nothing is asked."""
        keys = (self.key_of(self._pages.known(top + line)) for line in range(height))
        return next(((key, line) for line, key in enumerate(keys) if key not in {None, unlike}), None)

    def still_there(self, keys: frozenset[Hashable]) -> frozenset[Hashable]:
        """The keys without those that are surely gone; in a long list whose source knows no places that cannot be told."""
        if self._finder is None and not self._pages.is_within_reach:
            return keys
        return frozenset(key for key in keys if self.find(key, self.cursor) is not None)
