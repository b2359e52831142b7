"""The last page of the assignment: the pipeline in writing, to be read, and its review for a calendar."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.errors import CoachError
from coach.exchange.calendar_file import review_calendar
from coach.exchange.local_zone import local_zone
from coach.rules.dates import WEEKDAYS
from coach.views.assignment_pages import PageShown
from coach.views.written_pipeline import review_plan, written_pipeline
from screens import assignment_words as words
from screens.assignment_fields import read
from screens.assignment_pages import NEXT, AssignmentPage
from screens.gateway import Gateway
from screens.hand_over import save
from screens.markdown_words import paragraphs_of
from screens.widgets.bars import Hint
from screens.widgets.panel import Page, Panel

if TYPE_CHECKING:
    from pathlib import Path

CALENDAR = "calendar"


class FinishPage(AssignmentPage):
    """`c` saves the calendar file at once, under its usual name; only where that cannot be done is it asked for another place."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "save_calendar", "Calendar file", show=False)]

    def __init__(self, gateway: Gateway, shown: PageShown) -> None:
        super().__init__(gateway, shown)
        self._plan = gateway.ask(review_plan)
        self._text = Page(paragraphs_of(gateway.ask(written_pipeline).text))
        self._is_asking = bool(self.draft())
        self._saved: Path | None = None

    def compose(self) -> ComposeResult:
        """What it is, the pipeline, and where the file goes when that is asked."""
        yield Panel(words.heading(self.shown._replace(example="")), classes="heading")
        yield self._text
        yield self._rows[CALENDAR]

    def arrive(self) -> None:
        """The pipeline has the keys, to be read."""
        self._ask(self._is_asking)

    def fields(self) -> dict[str, Widget]:
        """None as long as nothing has to be asked."""
        return super().fields() if self._is_asking else {}

    def hints(self) -> list[Hint]:
        """The file is offered where a review is agreed."""
        if self._is_asking:
            return [NEXT._replace(label="save"), Hint("Esc", "leave it")]
        offered = [Hint("c", "calendar file")] if self._plan and not self._saved else []
        return [NEXT._replace(label="to Today"), Hint("↑ ↓", "read"), *offered, *self.ways_out()]

    def go_on(self) -> bool:
        """Enter: save the file where it was asked for the place. Says whether it was. Raises CoachError."""
        if not self._is_asking:
            return False
        self._save()
        return True

    def step_out(self) -> bool:
        """Esc: without a file. Says whether it was asked for."""
        was_asking = self._is_asking
        self._ask(False)
        return was_asking

    def action_save_calendar(self) -> None:
        """Save the review for a calendar, once."""
        if self._plan is None or self._is_asking or self._saved:
            return
        try:
            self._save()
        except CoachError as error:
            self._ask(True)
            self.post_message(self.Failed(error))

    def _save(self) -> None:
        """Raises CoachError; then there is no file."""
        if self._plan is None:
            return
        zone = local_zone(self.gateway.now)
        where = read(self.field(CALENDAR))
        self._saved = save(review_calendar(self._plan, zone).decode(), where, name=self.shown.example)
        self._ask(False)
        when = f"every {WEEKDAYS[self._plan.weekday]} at {self._plan.time}"
        told = f"Saved as {self._saved}: {when}{f', {zone}' if zone else ''}. Open it, and your calendar takes it in."
        self.post_message(self.Said(told))

    def _ask(self, wanted: bool) -> None:
        self._is_asking = wanted
        self._rows[CALENDAR].display = wanted
        self.screen.set_focus(self.field(CALENDAR) if wanted else self._text)
