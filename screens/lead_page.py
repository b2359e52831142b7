"""One lead: what is next, what is not known yet, and everything that has happened."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coach.actions.done import Done
from coach.errors import CoachError
from coach.views.lead_card import LeadCard, lead_card
from screens import keys, lead_words
from screens.gateway import Gateway
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import Paragraph, paragraph

_VERBS = ("touch", "reply", "next", "snooze", "move", "conversation")


class LeadPane(Pane):
    """The page of the lead that `show_lead` names."""

    place = "lead"
    purpose = "All of one lead: what is next, what is not known yet and what to ask, and everything that has happened."
    key_places = (keys.LEAD, keys.PAGE)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.PAGE)]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._lead_id: int | None = None
        self._card: LeadCard | None = None

    def compose(self) -> ComposeResult:
        """What is next stays in sight; the rest scrolls."""
        yield Panel(id="lead-head")
        yield Page(id="lead-story")

    def show_lead(self, lead_id: int) -> None:
        """Show this lead from the top."""
        self._lead_id = lead_id
        self._show(keep_scroll=False)

    def hints(self) -> Sequence[Hint]:
        """The verbs for this lead, and the way back."""
        return (self.hint("back"), *(self.hint(each) for each in _VERBS), self.hint("not-yet"))

    def coach_line(self) -> str:
        """What is not known yet."""
        if self._card is None or self._card.question is None:
            return ""
        return f"Coach: next time, ask: “{self._card.question.text}”"

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002
        """The lead of this page."""
        return () if self._card is None else (self._card.id,)

    def reload(self, keep: int | None = None) -> None:  # noqa: ARG002
        """Ask for the lead anew; the page stays where it was scrolled to."""
        self._show(keep_scroll=True)

    def after(self, done: Done) -> None:  # noqa: ARG002
        """Show what was done."""
        self.reload()

    def focus_here(self) -> None:
        """The page scrolls by the keys."""
        self.query_one(Page).focus()

    def action_back(self) -> None:
        """Back to where the lead was opened."""
        self.post_message(self.Left())

    def _show(self, *, keep_scroll: bool) -> None:
        if self._lead_id is None:
            return
        try:
            card = self._card = self.gateway.ask(lead_card, self._lead_id)
        except CoachError as error:
            self._card = None
            self.query_one("#lead-head", Panel).show([paragraph(("warn", error.what))])
            self.query_one(Page).show([])
            return
        self.query_one("#lead-head", Panel).show(lead_words.head(card, self.gateway.today))
        self.query_one(Page).show(self._story(card), keep_scroll=keep_scroll)

    def _story(self, card: LeadCard) -> list[Paragraph]:
        today = self.gateway.today
        parts = (
            ("", lead_words.lenses_in_full(card, today)),
            ("What has happened", lead_words.happened(card.timeline, today)),
            ("Contact", lead_words.contact(card, today)),
        )
        shown: list[Paragraph] = []
        for title, lines in parts:
            if lines:
                shown += [paragraph(("strong", title))] if title else []
                shown += [*lines, lead_words.BLANK]
        return shown[:-1]
