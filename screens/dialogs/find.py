"""Find a lead as one types."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from coach.views.search import Found, find, is_hopeless
from screens.dialogs.fields import TextField
from screens.gateway import Gateway
from screens.lead_rows import lead_cells
from screens.widgets.bars import Hint, HintBar
from screens.widgets.cells import RowLine
from screens.widgets.line_list import LineList

MOST = 50
"""Leads shown at most: with more than that there is more to type."""
ASK = "Type a name, a company, an e-mail, a number, or a word of a note."


class Hits:
    """The leads that were found, for a list."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found

    def count(self) -> int:
        """How many there are."""
        return len(self._found)

    def window(self, start: int, stop: int) -> Sequence[Found]:
        """Some of them."""
        return self._found[start:stop]


class HitList(LineList[Found]):
    """The list below the field: the field keeps the keys."""

    can_focus = False


class FindLead(ModalScreen[int | None]):
    """The id of the lead to open; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "TextField"

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        self._over = False
        self._in_vain: str | None = None

    def compose(self) -> ComposeResult:
        """The field, what was found, the keys."""
        with Vertical(id="find"):
            yield TextField(placeholder=ASK, id="find-text")
            yield HitList(Hits([]), self._draw, id="found")
            yield HintBar([Hint("↑ ↓", "move"), Hint("Enter", "open"), Hint("Esc", "leave")], id="find-keys")

    @property
    def hits(self) -> HitList:
        """What was found."""
        return self.query_one(HitList)

    def action_leave(self) -> None:
        """Open nothing."""
        self._go(None)

    def action_move(self, step: int) -> None:
        """Up and down in what was found."""
        self.hits.action_move(step)

    def action_page(self, step: int) -> None:
        """A screenful up or down."""
        self.hits.action_page(step)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Find anew with each letter; when nothing was found, more letters find nothing either."""
        text = event.value
        self.hits.set_empty(f"No lead has “{text}” in it." if text.strip() else "")
        if self._in_vain is not None and text.startswith(self._in_vain):
            return
        found = self.gateway.ask(find, text, limit=MOST)
        self._in_vain = text if not found and is_hopeless(text) else None
        self.hits.set_source(Hits(found))

    @on(Input.Submitted)
    def open_current(self) -> None:
        """Enter opens the lead under the cursor."""
        if self.hits.current is not None:
            self._go(self.hits.current.id)

    @on(LineList.Chosen)
    def open_chosen(self, event: LineList.Chosen[Found]) -> None:
        """Two clicks do, too."""
        self._go(event.row.id)

    def _go(self, lead_id: int | None) -> None:
        if not self._over:
            self._over = True
            self.dismiss(lead_id)

    def _draw(self, found: Found) -> RowLine:
        return lead_cells(found, self.gateway.today, self.hits.room)
