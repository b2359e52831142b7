"""What is shown beside the cursor: at once after one move, once after many."""

from typing import Any

from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from screens.widgets.cursor_rest import REST, CursorRest

from .worlds import OneWidget


class Counting:
    """A cursor on a widget, and how often what belongs to it was shown."""

    def __init__(self, widget: Widget) -> None:
        self.shown = 0
        self.cursor = CursorRest(widget, self._show)
        self._now = 0.0

    def move(self, after: float) -> None:
        """Move the cursor so many seconds after the last move."""
        self._now += after
        message = Message()
        message.time = self._now
        self.cursor.moved(message)

    def _show(self) -> None:
        self.shown += 1


async def until_rested(pilot: Pilot[Any], counting: Counting) -> None:
    """Wait until the timer of the cursor has run out."""
    for _ in range(200):
        if counting.cursor._resting is None:
            return
        await pilot.pause(REST / 4)
    raise AssertionError("the cursor never rested")


async def test_a_single_move_shows_at_once() -> None:
    widget = Widget()
    app = OneWidget(widget)
    async with app.run_test() as pilot:
        counting = Counting(widget)
        counting.move(after=1.0)
        assert counting.shown == 1
        counting.move(after=REST)
        assert counting.shown == 2
        await pilot.pause()
        assert counting.shown == 2


async def test_a_key_that_is_held_down_shows_the_first_and_the_last_row_only() -> None:
    widget = Widget()
    app = OneWidget(widget)
    async with app.run_test() as pilot:
        counting = Counting(widget)
        for _ in range(20):
            counting.move(after=REST / 2)
        await pilot.pause()
        assert counting.shown == 1
        await until_rested(pilot, counting)
        assert counting.shown == 2
        counting.move(after=1.0)
        await pilot.pause()
        assert counting.shown == 3
