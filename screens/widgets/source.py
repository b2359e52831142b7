"""Where a widget gets its rows: it asks for what is visible, page by page, and never for all of them."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)

PAGE = 64
"""Rows asked for at a time: a tall screen needs two pages."""
KEPT = 16
"""Pages kept, so that going back and forth asks nothing."""
REACH = 4 * PAGE
"""Rows looked through on each side of a place to find a row again, when the source cannot tell where it is."""


class RowSource(Protocol[Row_co]):
    """Rows in the order in which they are shown. What is asked twice between two reloads has the same answer.

    A source that is still waiting for an answer may give fewer rows than asked for: their lines stay empty, and are asked for
    again when they are drawn again.
    """

    def count(self) -> int:
        """How many rows there are."""
        ...

    def window(self, start: int, stop: int) -> Sequence[Row_co]:
        """The rows from `start` up to and without `stop`."""
        ...


@runtime_checkable
class KnowsPlaces(Protocol):
    """A source that can tell where a row is, so that a reload finds it however far it went."""

    def place_of(self, row_id: Hashable) -> int | None:
        """The index of the row, None when it is not among the rows."""
        ...


def finder_of(source: object) -> KnowsPlaces | None:
    """The source, if it can tell where a row is."""
    return source if isinstance(source, KnowsPlaces) else None


class Pages(Generic[Row]):
    """Rows asked for by pages of `PAGE`, the last `KEPT` pages kept. `count` is asked once."""

    def __init__(self, count: Callable[[], int], window: Callable[[int, int], Sequence[Row]]) -> None:
        self.count = count()
        self._window = window
        self._pages: dict[int, Sequence[Row]] = {}

    def row(self, index: int) -> Row | None:
        """The row at `index`, None where there is none (or none yet)."""
        if not 0 <= index < self.count:
            return None
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page[place] if place < len(page) else None

    def known(self, index: int) -> Row | None:
        """The row at `index` if it is kept; nothing is asked."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number, ())
        return page[place] if place < len(page) else None

    def find(self, wanted: Callable[[Row], bool], near: int) -> int | None:
        """The index of the wanted row, looked for outwards from `near`, at most `REACH` rows each way."""
        near = max(0, min(near, self.count - 1))
        for distance in range(min(REACH, self.count)):
            for index in (near + distance, near - distance):
                row = self.row(index)
                if row is not None and wanted(row):
                    return index
        return None

    @property
    def is_within_reach(self) -> bool:
        """Whether `find` looks through every row, wherever it begins."""
        return self.count <= REACH

    def _fetch(self, number: int) -> Sequence[Row]:
        start = number * PAGE
        stop = min(start + PAGE, self.count)
        page = self._window(start, stop)
        if len(page) == stop - start:
            if len(self._pages) >= KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page
