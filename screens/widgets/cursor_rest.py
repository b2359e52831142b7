"""What belongs to the row under the cursor is shown beside it without making the cursor wait."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

REST = 0.06
"""Seconds without a move after which the cursor rests: longer than the time between two keys of one that is held down."""


class CursorRest:
    """After a single move `show` is called as soon as the cursor is drawn; after many quick ones, once it rests."""

    def __init__(self, widget: Widget, show: Callable[[], None]) -> None:
        self._widget, self._show = widget, show
        self._moving: Timer | None = None
        self._is_behind = False

    def moved(self) -> None:
        """The cursor is on another row."""
        if self._moving is None:
            self._moving = self._widget.set_timer(REST, self._rested)
            self._widget.call_after_refresh(self._show)
        else:
            self._is_behind = True
            self._moving.reset()

    def _rested(self) -> None:
        self._moving = None
        if self._is_behind:
            self._is_behind = False
            self._show()
