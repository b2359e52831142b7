"""The person asked for no contact: every proposal stops at once. Or, when that is so already, why it is lifted."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.moves import allow_contact, stop_contact
from coach.errors import Misused
from coach.views.lead_card import lead_card
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway


class NoContact(LeadForm):
    """Stops all contact with the person, or allows it again: both only with a reason in words."""

    asks: ClassVar[str] = "No contact"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        self._is_stopped = gateway.ask(lead_card, lead_ids[0], touches=0).do_not_contact_on is not None

    def title_line(self) -> str:
        """Which of the two it is."""
        told = super().title_line()
        return told.replace(self.asks, "Contact again", 1) if self._is_stopped else told

    def rows(self) -> Sequence[Row]:
        """Why."""
        return (TextRow("reason", "Because", about="What they said, as they said it."),)

    def guidance(self) -> str:
        """What it means."""
        if self._is_stopped:
            return "They may be written to again. Their leads stay closed until you take them up."
        return "All leads of this person are closed, nothing is proposed any more, and no import changes that."

    def save(self) -> Done:
        """Stop, or allow again, for each lead's person."""
        reason = self.query_one("#reason", TextRow).text
        if not reason.strip():
            raise Misused("This needs its reason.", "Write down what they said.")
        if self._is_stopped:
            return self.to_each("allowed contact again with {}", partial(allow_contact, reason=reason))
        return self.to_each("stopped all contact with {}", partial(stop_contact, reason=reason))
