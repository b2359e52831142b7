"""Leads: everyone by name, open and closed."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from coach.actions.done import Done
from coach.views.search import AllLeads, Found
from screens import keys
from screens.lead_rows import lead_cells
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.cells import RowLine
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

_VERBS = ("touch", "next", "snooze", "move", "won", "not-yet")


class LeadsPane(Pane):
    """The whole list; an action leaves the cursor on its lead."""

    place = "leads"
    purpose = "Every lead by name, with its stage and its next step; those that are won or not yet stay here, too."
    key_places = (keys.LEAD, keys.LIST)

    def compose(self) -> ComposeResult:
        """How many there are, and the list."""
        yield Panel(id="leads-count")
        yield LineList[Found](self.gateway.source(AllLeads), self._draw, selectable=True, id="all-leads")

    def on_mount(self) -> None:
        """Show them."""
        add = keys.shown("add", self.gateway.keymap)
        self.lines.set_empty(
            f"Nobody is here yet.\n\nEvery lead stands here by name. Press {add} to add the first one."
        )
        self.reload()

    @property
    def lines(self) -> LineList[Found]:
        """The list."""
        return self.query_one("#all-leads", LineList)

    def hints(self) -> Sequence[Hint]:
        """The verbs for the lead under the cursor."""
        if self.lines.current is None:
            return ()
        return (self.hint("cursor-choose"), self.hint("cursor-mark"), *(self.hint(each) for each in _VERBS))

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002
        """Those selected, else the one under the cursor."""
        if self.lines.marked:
            return tuple(sorted(key for key in self.lines.marked if isinstance(key, int)))
        return (self.lines.current.id,) if self.lines.current is not None else ()

    def reload(self, keep: int | None = None) -> None:
        """Ask for the leads anew."""
        self.lines.reload(keep)
        count = self.lines.count
        words = "1 lead" if count == 1 else f"{count:,} leads"
        self.query_one("#leads-count", Panel).show([paragraph(("strong", f"{words}, by name"))] if count else [])

    def after(self, done: Done) -> None:
        """The cursor stays; what was selected is done with."""
        self.lines.clear_marks()
        self.reload(done.lead_id)

    def focus_here(self) -> None:
        """The list has the keys."""
        self.lines.focus()

    @on(LineList.Moved)
    @on(LineList.Marked)
    def another_lead(self) -> None:
        """Other leads are meant."""
        self.post_message(self.Moved())

    @on(LineList.Chosen)
    def open_it(self, event: LineList.Chosen[Found]) -> None:
        """Enter on a lead."""
        self.post_message(self.OpenLead(event.row.id))

    def _draw(self, row: Found) -> RowLine:
        return lead_cells(row, self.gateway.today, self.lines.room)
