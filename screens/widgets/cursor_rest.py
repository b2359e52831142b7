"""What belongs to the row under the cursor is shown beside it without making the cursor wait."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

REST = 0.06
"""Seconds without a move after which the cursor rests: longer than the time between two keys of one that is held down."""


class CursorRest:
    """After a single move `show` is called at once; after many quick ones, once the cursor rests."""

    def __init__(self, widget: Widget, show: Callable[[], None]) -> None:
        self._widget, self._show = widget, show
        self._moved_at = float("-inf")
        self._resting: Timer | None = None

    def moved(self, move: Message) -> None:
        """The cursor is on another row, as this message tells."""
        is_quick = move.time - self._moved_at < REST
        self._moved_at = move.time
        if self._resting is not None:
            self._resting.reset()
        elif is_quick:
            self._resting = self._widget.set_timer(REST, self._rested)
        else:
            self._show()

    def _rested(self) -> None:
        self._resting = None
        self._show()
