"""The page of the first leads: typed or pasted as lines, or a file; they are shown before they are brought in."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from coach.exchange.assignment_page import LeadsSeen, look_at_leads
from coach.views.assignment_pages import PageShown
from screens import assignment_words as words
from screens.assignment_fields import read
from screens.assignment_pages import FIELD, NEXT, AssignmentPage
from screens.gateway import Gateway
from screens.widgets.bars import Hint
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

LEADS, STEP = "leads", "next_step"


class LeadsPage(AssignmentPage):
    """Enter on an empty line reads what is written, once more brings it in. Only a lead alone is asked for a step of its own."""

    def __init__(self, gateway: Gateway, shown: PageShown) -> None:
        super().__init__(gateway, shown)
        self._looked_at = ""
        self._seen: LeadsSeen | None = None

    def compose(self) -> ComposeResult:
        """The question, the lines, what was read in them, the next step."""
        with VerticalScroll(can_focus=False):
            yield Panel(words.heading(self.shown), classes="heading")
            yield self._rows[LEADS]
            yield Panel(id="seen")
            yield self._rows[STEP]

    def hints(self) -> list[Hint]:
        """What Enter does depends on what is written."""
        is_in_lines = self.screen.focused is self.field(LEADS)
        if self._seen is not None and not self._is_alone:
            return [NEXT._replace(label="bring them in"), *self.ways_out()]
        if is_in_lines and self.text.strip():
            return [Hint("Enter", "another line; on an empty one, go on"), FIELD, *self.ways_out()]
        return [NEXT, FIELD, *self.ways_out()]

    @property
    def text(self) -> str:
        """The lines as they are written."""
        return read(self.field(LEADS))

    @property
    def work(self) -> str:
        """What the next Enter does that may take a while, in words; empty when it does not."""
        if self.text.strip() and self._looked_at != self.text:
            return "Reading what is written …"
        return "Bringing them in …" if self._seen is not None and self._seen.is_file else ""

    def go_on(self) -> bool:
        """Look at what is written before it is brought in. Raises WrongField."""
        if not self.text.strip():
            return super().go_on()
        if self._looked_at != self.text:
            self._look()
            return True
        return super().go_on() if self._is_alone else False

    @property
    def _is_alone(self) -> bool:
        return self._seen is not None and self._seen.leads == 1 and not self._seen.is_file

    def _look(self) -> None:
        seen = self.gateway.ask(look_at_leads, self.text)
        self._seen, self._looked_at = seen, self.text
        first, *more = seen.lines
        self.query_one("#seen", Panel).show([paragraph(("good", first)), *(paragraph(("dim", each)) for each in more)])
        self._ask_for_a_step(wanted=self._is_alone)
        self.go_to(STEP if self._is_alone else LEADS)
        self.post_message(self.Changed())

    def _ask_for_a_step(self, *, wanted: bool) -> None:
        self._rows[STEP].display = wanted

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self.text != self._looked_at and self._seen is not None:
            self._seen, self._looked_at = None, ""
            self.query_one("#seen", Panel).show([])
            self._ask_for_a_step(wanted=True)
