"""Keys that come faster than they are answered, from quick fingers or a pasted script: each waits until the one before is done.

Textual gives a key to whatever has the focus when it is read. What the key before it leads to, another line of a form or a form
over the screen, comes a few messages later: without waiting, letters typed after Tab would stand in the line one has just left.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste

from screens.widgets.cursor import CURSOR_ACTIONS

_LAPS = 3
"""How often what a key sets off may be passed on: a row that was chosen to its pane, the pane to the screen, and once more."""


class KeysInTurn(App[None]):
    """An app whose keys are answered one after another, however fast they come.

    A field in which letters are typed says so by `takes_letters`. Neither such a letter nor a step of the cursor moves the
    focus, so that no key waits for one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._last_given: DOMNode | None = None
        self._in_line: deque[Event] = deque()
        self._turn = 0

    @property
    def keys_wait(self) -> bool:
        """Whether there are keys that were not given to anything yet."""
        return bool(self._in_line)

    async def on_event(self, event: Event) -> None:
        """A key that comes while another may still move the focus stands in line; everything else is Textual's."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._last_given is None and not self._in_line:
            await self._give(event)
        else:
            self._in_line.append(event)
            if len(self._in_line) == 1:
                self._follow()

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[Any, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for. A step of the cursor is done with when this returns."""
        is_done = await super().run_action(action, default_namespace, namespaces)
        if is_done and isinstance(action, str) and action.partition("(")[0] in CURSOR_ACTIONS:
            self._last_given = None
            self._turn += 1
            if self._in_line:
                self.call_next(self._give_next)
        return is_done

    async def _give(self, event: Event) -> None:
        given = self.focused or self.screen
        is_typed = getattr(given, "takes_letters", False) and (isinstance(event, Paste) or _is_letter(event))
        self._last_given = None if is_typed else given
        await super().on_event(event)

    async def _give_next(self) -> None:
        """The next in line, and all after it that need not wait."""
        while self._in_line and self._last_given is None:
            await self._give(self._in_line.popleft())
        if self._in_line:
            self._follow()

    def _follow(self) -> None:
        """Go the way of the last key, from widget to widget up to here, behind everything that it has set off."""
        self._turn += 1
        self._go(self._last_given.ancestors_with_self if self._last_given is not None else [], 0, 0, self._turn)

    def _go(self, way: Sequence[DOMNode], place: int, lap: int, turn: int) -> None:
        if turn != self._turn:
            return
        for at in range(place, len(way) - 1):  # the last is the app
            if way[at].call_later(self._go, way, at + 1, lap, turn):
                return  # one that is being closed takes nothing any more: then on to the next
        # The screen may be a form by now that is about to take the focus.
        if not self.screen.call_later(self.call_later, self._arrived, way, lap, turn):
            self.call_later(self._arrived, way, lap, turn)

    async def _arrived(self, way: Sequence[DOMNode], lap: int, turn: int) -> None:
        if turn == self._turn and lap + 1 < _LAPS:
            self._go(way, 0, lap + 1, turn)
        elif turn == self._turn:
            self._last_given = None
            await self._give_next()


def _is_letter(event: Event) -> bool:
    return isinstance(event, Key) and event.is_printable
