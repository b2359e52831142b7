"""A lead that was won or not yet is taken up again."""

from typing import ClassVar

from coach.actions.done import Done
from coach.actions.moves import reopen_lead
from screens.dialogs.lead_form import LeadForm


class Reopen(LeadForm):
    """Enter takes it up again, in the stage it left, with the first step of that stage."""

    asks: ClassVar[str] = "Take up again"

    def guidance(self) -> str:
        """What happens."""
        return "The lead is open again, in the stage it left, and its rhythm begins today."

    def save(self) -> Done:
        """Each lead taken up again."""
        return self.to_each("took up {} again", reopen_lead)
