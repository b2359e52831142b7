"""Leads: everyone by name, open and closed, or a part of them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from coach.actions.done import Done
from coach.views.leads_by_name import LeadsByName
from coach.views.search import Found
from coach.views.tags import all_tags
from coach.views.which_leads import ALL, EVERY, NOT_YET, OPEN, RESTING, WON, Which
from screens import keys
from screens.lead_rows import lead_cells
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.cells import RowLine
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

_VERBS = ("touch", "next", "snooze", "move", "won", "not-yet")
_STEPS = (OPEN, WON, NOT_YET, RESTING)
_COUNTED = {
    ALL: ("lead", "leads"),
    OPEN: ("open lead", "open leads"),
    WON: ("won lead", "won leads"),
    NOT_YET: ("lead that is not yet", "leads that are not yet"),
    RESTING: ("resting lead", "resting leads"),
}
_NOBODY = {OPEN: "No lead is open", WON: "No lead is won", NOT_YET: "No lead is not yet", RESTING: "No lead is resting"}


class LeadsPane(Pane):
    """The whole list, or the open, the won, the not yet, the resting, or those with one tag; the cursor stays on its lead."""

    place = "leads"
    purpose = (
        "Every lead by name, with its stage and its next step; those that are won or not yet stay here, too."
        " Step through parts of them: the open, the won, the not yet, the resting, and those of each tag."
    )
    key_places = (keys.LEAD, keys.LIST, keys.LEADS)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.LEADS)]

    def compose(self) -> ComposeResult:
        """How many there are, and the list."""
        self._shown = self.gateway.source(LeadsByName)
        yield Panel(id="leads-count")
        yield LineList[Found](self._shown, self._draw, selectable=True, id="all-leads")

    def on_mount(self) -> None:
        """Show them."""
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
        self.lines.set_empty(self._nobody())
        self.lines.reload(keep)
        self._say_how_many()

    def after(self, done: Done) -> None:
        """The cursor stays; what was selected is done with."""
        self.lines.clear_marks()
        self.reload(done.lead_id)

    def focus_here(self) -> None:
        """The list has the keys."""
        self.lines.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc means nothing here while all are shown."""
        return self._shown.which != EVERY if action == "show_all" else super().check_action(action, parameters)

    def action_filter(self) -> None:
        """The next part that has anybody in it, and after the last all again."""
        for which in self._following():
            source = self.gateway.source(partial(LeadsByName, which=which))
            if which == EVERY or source.count():
                self._show(source)
                return

    def action_show_all(self) -> None:
        """Everyone again."""
        self._show(self.gateway.source(LeadsByName))

    @on(LineList.Moved)
    @on(LineList.Marked)
    def another_lead(self) -> None:
        """Other leads are meant."""
        self.post_message(self.Moved())

    @on(LineList.Chosen)
    def open_it(self, event: LineList.Chosen[Found]) -> None:
        """Enter on a lead."""
        self.post_message(self.OpenLead(event.row.id))

    def _following(self) -> Iterator[Which]:
        """The parts that come after the one that is shown, all leads at the end."""
        tags = (Which(tag=tag.name) for tag in self.gateway.ask(all_tags))
        parts = [*(Which(kind) for kind in _STEPS), *tags]
        here = self._shown.which
        yield from parts[parts.index(here) + 1 if here in parts else 0 :]
        yield EVERY

    def _show(self, source: LeadsByName) -> None:
        self._shown = source
        self.lines.set_empty(self._nobody())
        self.lines.set_source(source)
        self._say_how_many()

    def _say_how_many(self) -> None:
        count, which = self.lines.count, self._shown.which
        words = f"{count:,} {_COUNTED[which.kind][count != 1]}" + (f" tagged {which.tag}" if which.tag else "")
        key = keys.shown("filter", self.gateway.keymap)
        others = f"; {key} shows a part of them" if which == EVERY else f"; {key} shows others, Esc all"
        line = paragraph(("strong", f"{words}, by name"), ("dim", others))
        self.query_one("#leads-count", Panel).show([line] if count else [])

    def _nobody(self) -> str:
        which = self._shown.which
        if which == EVERY:
            add = keys.shown("add", self.gateway.keymap)
            return f"Nobody is here yet.\n\nEvery lead stands here by name. Press {add} to add the first one."
        none = f"No lead is tagged {which.tag}" if which.tag else _NOBODY[which.kind]
        return f"{none} now.\n\n{keys.shown('filter', self.gateway.keymap)} shows others, Esc shows all."

    def _draw(self, row: Found) -> RowLine:
        return lead_cells(row, self.gateway.today, self.lines.room)
