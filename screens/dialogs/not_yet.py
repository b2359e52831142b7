"""Not yet: why, in one word and in theirs, and the day they named to come back, if they did."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach import playbook
from coach.actions.done import Done
from coach.actions.moves import close_not_yet
from coach.errors import Misused
from coach.rules.cadence import DECIDE
from screens.dialogs.day_words import DayTyped, kept_meaning
from screens.dialogs.fields import ChoiceRow, Option, Row, TextRow
from screens.dialogs.lead_form import OPEN, LeadForm

WENT_QUIET = "went-quiet"


class NotYet(LeadForm):
    """Without a day of theirs the lead comes back by the rhythm of Not yet."""

    asks: ClassVar[str] = "Not yet"
    meant_for: ClassVar[tuple[str, ...]] = (OPEN,)

    def rows(self) -> Sequence[Row]:
        """The reason, their words, the day."""
        reasons = [Option(each.key, each.label, each.meaning) for each in playbook.reasons()]
        is_decided = self.only is not None and self.only.now is not None and self.only.now.kind == DECIDE
        return (
            ChoiceRow("reason", "Reason", reasons, WENT_QUIET if is_decided else ""),
            TextRow("words", "Their words", about="What they said, as they said it."),
            self.day_row("back", "Back on", placeholder="the usual day"),
        )

    def guidance(self) -> str:
        """What the reason means."""
        chosen = self.query_one("#reason", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else "Each reason calls for something else. Which one is it?"

    def save(self) -> Done:
        """Each lead closed as Not yet."""
        reason, words = self.query_one("#reason", ChoiceRow).value, self.query_one("#words", TextRow).text
        if not reason:
            self.go_to("reason")
            raise Misused("A Not yet has its reason.", "Pick one: left and right, or the letter in bold.")
        back = self.day_of("back")
        do = partial(close_not_yet, reason=reason, words=words, return_on=back.day if back else None)
        return self.to_each("set {} to Not yet", do)

    def day_meaning(self, typed: DayTyped) -> str:
        """The day, and the business day on which the lead comes back when that is another."""
        calendar = self.calendar()
        return kept_meaning(typed, calendar.forward(typed.day), self.gateway.today, calendar)
