"""Today: who waits, what was promised, who is due; the lead under the cursor beside the list where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from coach.actions.done import Done
from coach.errors import CoachError
from coach.rules.dates import show_day
from coach.rules.day_order import OVERDUE, THEY_WAIT, TODAY
from coach.views.day import DueLine, DueSource, due_counts, in_words
from screens import keys
from screens.due_rows import DueRows, More, due_cells
from screens.gateway import Gateway
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.cells import RowLine
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

AHEAD = 400
"""Calendar days looked ahead for who comes next when nobody is due."""
NEXT = 3
"""Leads named then."""
LAST_TOUCHES = 6
COVERED = ("touch", "snooze")
"""Verbs that are about the person, and so about every lead of theirs that a line stands for."""
SAID_BY_THE_DAY = (OVERDUE, TODAY)
"""Ranks whose reason is the day itself, which stands beside the step already."""
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
        self._coach = ""

    def compose(self) -> ComposeResult:
        """The counts in words, the list, and the lead beside it."""
        yield Panel(id="due-counts")
        with Horizontal(id="due-and-lead"):
            yield LineList[DueLine | More](self._rows, self._draw, selectable=True, id="due")
            yield Panel(id="beside")

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

    def after(self, done: Done) -> None:  # noqa: ARG002  # where to go on is decided by the list, not by the lead
        """On to the next lead; what was selected is done with."""
        following = self.lines.following
        keep = following.id if isinstance(following, DueLine) and not self.lines.marked else None
        self.lines.clear_marks()
        self._show_list(keep)
        self._show_beside()

    def focus_here(self) -> None:
        """The list has the keys."""
        self.lines.focus()

    def action_more(self) -> None:
        """Show all that is due, or the first few."""
        self._rows.all_shown = not self._rows.all_shown
        self.reload()

    def on_resize(self) -> None:
        """The lead beside the list is asked for only where it is seen."""
        self._show_beside()

    @on(LineList.Moved)
    def another_lead(self) -> None:
        """Show the lead under the cursor."""
        self._show_beside()
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
            counts = in_words(self.gateway.ask(due_counts))
        except CoachError as error:
            self.trouble(error)
            return
        self.query_one("#due-counts", Panel).show([paragraph(("strong", counts))] if self._rows.total else [])
        if not self._rows.total:
            self.lines.set_empty(self._words_when_empty())
        self.lines.reload(keep)

    def _show_rest(self) -> None:
        """The lead beside the list and the coach's line: the pipeline is looked over for it once, not after every key."""
        self._show_beside()
        self._coach = self._find_coach_line()
        self.post_message(self.Moved())

    def _draw(self, row: DueLine | More) -> RowLine:
        return due_cells(row, self.lines.room)

    def _show_beside(self) -> None:
        beside = self.query_one("#beside", Panel)
        if self.is_mounted and not beside.display:
            return
        line = self.current
        beside.show(self._about(line) if line else [])

    def _about(self, line: DueLine) -> list[Paragraph]:
        from coach.views.lead_card import lead_card  # noqa: PLC0415  # not needed for the first frame
        from screens import lead_words  # noqa: PLC0415

        try:
            card = self.gateway.ask(lead_card, line.id, touches=LAST_TOUCHES)
        except CoachError:
            return [paragraph(("dim", "This lead is not here any more."))]
        today = self.gateway.today
        shown = lead_words.head(card, today)
        if line.rank not in SAID_BY_THE_DAY or line.status != lead_words.OPEN:
            shown.append(lead_words.labelled("Why now", line.reason))
        if line.others:
            also = ", ".join(f"{each.name} in {each.stage}" for each in card.others if each.id in line.others)
            shown.append(lead_words.labelled("Also", also))
        return [
            *shown,
            lead_words.BLANK,
            *lead_words.lenses_at_a_glance(card),
            lead_words.BLANK,
            *lead_words.happened(card.timeline, today),
        ]

    def _words_when_empty(self) -> str:
        from coach.views.search import AllLeads  # noqa: PLC0415  # seldom needed

        add = keys.shown("add", self.gateway.keymap)
        if not self.gateway.source(AllLeads).count():
            return (
                "Nobody is here yet.\n\nThis is where you see each morning who waits for you and what you promised. "
                f"Press {add} to add the first person who asked for you."
            )
        coming = self.gateway.source(lambda desk: DueSource(desk, None, AHEAD)).window(0, NEXT)
        if not coming:
            return f"A good morning: nobody is due, and nothing is planned.\n\nPress {add} when somebody asks for you."
        said = [f"{show_day(line.due_on, self.gateway.today)}  {line.name}: {line.next_step}" for line in coming]
        return "A good morning: nobody is due.\n\nNext:\n" + "\n".join(said)

    def _find_coach_line(self) -> str:
        from coach import playbook  # noqa: PLC0415  # not needed for the first frame
        from coach.views.board import columns  # noqa: PLC0415

        first = self.lines.row_at(0)
        if isinstance(first, DueLine) and first.rank == THEY_WAIT and first.overdue_business_days:
            late = first.overdue_business_days
            days = "a business day" if late == 1 else f"{late} business days"
            return f"Coach: {first.name} has waited {days} for your answer."
        stuck = max(self.gateway.ask(columns), key=lambda column: column.past_limit, default=None)
        if stuck is not None and stuck.past_limit:
            leads = "one lead sits" if stuck.past_limit == 1 else f"{stuck.past_limit:,} leads sit"
            return f"Coach: {leads} in {stuck.name} past the {stuck.normal_stay} business days you wrote down."
        lines = playbook.reframes()
        return f"Coach: {lines[self.gateway.today.toordinal() % len(lines)]}"
