"""Today: who waits, what was promised, who is due; the lead under the cursor beside the list where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from coach.actions.done import Done
from coach.errors import CoachError
from coach.views.day import DueCounts, DueLine, DueSource, due_counts, in_words
from screens import keys
from screens.due_rows import DueRows, More, due_cells
from screens.gateway import Gateway
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.cells import RowLine
from screens.widgets.cursor_rest import CursorRest
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

AHEAD = 400
"""Calendar days looked ahead for who comes next when nobody is due."""
NEXT = 3
"""Leads named then."""
LAST_TOUCHES = 6
ROOM_BELOW = 19
"""Lines of this pane from which there is room for the lead under the cursor below the list of a narrow screen."""
COVERED = ("touch", "snooze")
"""Verbs that are about the person, and so about every lead of theirs that a line stands for."""
_VERBS = ("touch", "reply", "next", "snooze", "move", "won", "not-yet")


class TodayPane(Pane):
    """The day's list. After an action the cursor goes to the lead that came next."""

    place = "today"
    purpose = (
        "Your follow-ups of today in their order: who waits for you, what you promised, who is due. Work from the top; "
        "when the list is empty you are done."
    )
    key_places = (keys.LEAD, keys.TODAY, keys.LIST)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.TODAY)]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._rows = DueRows(keys.shown("more", gateway.keymap))
        self._counts: DueCounts | None = None
        self._coach = ""
        self._cursor = CursorRest(self, self._show_lead)

    def compose(self) -> ComposeResult:
        """The counts in words, an offer when there is one, the list, and the lead under the cursor beside it or below."""
        yield Panel(id="due-counts")
        yield Panel(id="due-offer")
        with Horizontal(id="due-and-lead"):
            yield LineList[DueLine | More](self._rows, self._draw, selectable=True, id="due")
            yield Panel(id="beside")
        yield Panel(id="below")

    def on_mount(self) -> None:
        """Show the list of the day; the rest follows when it is seen."""
        self._show_list()
        self.call_after_refresh(self._show_rest)

    @property
    def lines(self) -> LineList[DueLine | More]:
        """The list of the day."""
        return self.query_one("#due", LineList)

    @property
    def current(self) -> DueLine | None:
        """The line under the cursor."""
        row = self.lines.current
        return row if isinstance(row, DueLine) else None

    def hints(self) -> Sequence[Hint]:
        """The verbs for the lead under the cursor; without one, nothing but what holds everywhere."""
        if self.current is None:
            return ()
        return (self.hint("cursor-choose"), *(self.hint(each) for each in _VERBS))

    def coach_line(self) -> str:
        """The most useful thing to know this morning."""
        return self._coach

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:
        """Those selected, else the lead under the cursor, with the person's other leads of today where one touch covers them."""
        if self.lines.marked:
            return tuple(sorted(key for key in self.lines.marked if isinstance(key, int)))
        line = self.current
        if line is None:
            return ()
        return (line.id, *line.others) if verb in COVERED else (line.id,)

    def reload(self, keep: int | None = None) -> None:
        """Ask for the day anew."""
        self._show_list(keep)
        self._show_rest()

    def after(self, done: Done) -> None:
        """On to the next lead; what was selected is done with. A lead that is new here gets the cursor."""
        done_with = set(self.lead_ids("touch"))
        keep = done.lead_id if done.lead_id not in {None, *done_with} else None
        if keep is None:
            keep = self._rows.next_lead(self.lines.cursor, done_with)
        self.lines.clear_marks()
        self._show_list(keep)
        self._show_lead()
        self.call_after_refresh(self._look_over)

    def focus_here(self) -> None:
        """The list has the keys."""
        self.lines.focus()

    def action_more(self) -> None:
        """Show all that is due, or the first few."""
        self._rows.all_shown = not self._rows.all_shown
        self.reload()

    @work
    async def action_spread(self) -> None:
        """Ask whether what piled up is to be spread over the days ahead, and do it."""
        from screens.dialogs.spread import Spread  # noqa: PLC0415  # seldom needed

        if self.app.screen is not self.screen:
            return
        try:
            dialog = Spread(self.gateway)
        except CoachError as error:
            self.trouble(error)
            return
        done = await self.app.push_screen_wait(dialog)
        if done is not None:
            self.reload()
            self.post_message(self.Said(done))

    def on_resize(self) -> None:
        """The lead under the cursor is asked for only where it is seen."""
        self.set_class(self.size.height < ROOM_BELOW, "-low")
        self._say_counts()
        self.call_after_refresh(self._show_lead)

    @on(LineList.Moved)
    def another_lead(self, event: LineList.Moved[DueLine | More]) -> None:
        """Show the lead under the cursor, and first of all the cursor."""
        event.stop()
        self._cursor.moved(event)
        self.post_message(self.Moved())

    @on(LineList.Marked)
    def another_selection(self) -> None:
        """Other leads are meant."""
        self.post_message(self.Moved())

    @on(LineList.Chosen)
    def open_it(self, event: LineList.Chosen[DueLine | More]) -> None:
        """Enter on a lead."""
        if isinstance(event.row, DueLine):
            self.post_message(self.OpenLead(event.row.id))

    def _show_list(self, keep: int | None = None) -> None:
        try:
            self._rows.renew(self.gateway.source(DueSource), self.gateway.capacity)
            self._counts = self.gateway.ask(due_counts)
        except CoachError as error:
            self.trouble(error)
            return
        self._say_counts()
        if not self._rows.total:
            self.lines.set_empty(self._words_when_empty())
        self.lines.reload(keep)

    def _say_counts(self) -> None:
        if self._counts is not None:
            counts = in_words(self._counts, self._room)
            self.query_one("#due-counts", Panel).show([paragraph(("strong", counts))] if self._rows.total else [])

    @property
    def _room(self) -> int:
        """Cells of a line above the list: of the screen, since this pane may not know its size yet."""
        return self.app.size.width - 2

    def _show_rest(self) -> None:
        """What can wait until the list is seen: the lead under the cursor, the offer, the coach's line."""
        self._show_lead()
        self._look_over()

    def _look_over(self) -> None:
        """Look over the pipeline for the offer and the coach's line: once for each change, not after every key."""
        from coach.views.away import away  # noqa: PLC0415  # not needed for the first frame
        from coach.views.coach_line import coach_line  # noqa: PLC0415
        from screens.today_words import offer  # noqa: PLC0415

        key = keys.shown("spread", self.gateway.keymap)
        try:
            piled_up, told = self.gateway.ask(away), self.gateway.ask(coach_line)
        except CoachError as error:
            self.trouble(error)
            return
        said = [paragraph(("accent", offer(piled_up, self.gateway.today, key, self._room)))] if piled_up else []
        self.query_one("#due-offer", Panel).show(said)
        self._coach = f"Coach: {told}"
        self.post_message(self.Moved())

    def _draw(self, row: DueLine | More) -> RowLine:
        return due_cells(row, self.lines.room)

    def _show_lead(self) -> None:
        """The lead under the cursor, in whichever of the two places there is room for it."""
        for place in ("beside", "below"):
            panel = self.query_one(f"#{place}", Panel)
            if panel.display:
                panel.show(self._about(place))

    def _about(self, place: str) -> list[Paragraph]:
        from coach.views.lead_card import lead_card  # noqa: PLC0415  # not needed for the first frame
        from screens import today_words  # noqa: PLC0415

        line, today = self.current, self.gateway.today
        if line is None:
            return []
        try:
            card = self.gateway.ask(lead_card, line.id, touches=LAST_TOUCHES)
        except CoachError:
            return [paragraph(("dim", today_words.GONE))]
        return today_words.beside(card, line, today) if place == "beside" else today_words.below(card, line, today)

    def _words_when_empty(self) -> str:
        from coach.views.search import AllLeads  # noqa: PLC0415  # seldom needed
        from screens.today_words import nobody_due, nobody_yet  # noqa: PLC0415

        add = keys.shown("add", self.gateway.keymap)
        if not self.gateway.source(AllLeads).count():
            return nobody_yet(add)
        coming = self.gateway.source(lambda desk: DueSource(desk, None, AHEAD)).window(0, NEXT)
        to_read = f"{keys.shown('help', self.gateway.keymap)} has a page to read on a day like this."
        return f"{nobody_due(coming, self.gateway.today, add)}\n\n{to_read}"
