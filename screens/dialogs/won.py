"""They said yes."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.moves import win_lead
from coach.rules.money import show_amount
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.lead_form import OPEN, LeadForm


class Win(LeadForm):
    """Enter alone closes the lead as won, with the value that is known; a check-in comes by itself."""

    asks: ClassVar[str] = "Won"
    meant_for: ClassVar[tuple[str, ...]] = (OPEN,)

    def rows(self) -> Sequence[Row]:
        """What it came to, for one lead."""
        if self.only is None:
            return ()
        known = show_amount(self.only.value, self.only.currency) if self.only.value else ""
        return (TextRow("value", "Value", known, placeholder="not known", about="What it came to, such as 1,200 EUR."),)

    def guidance(self) -> str:
        """What happens now."""
        return "The lead is closed, and comes back by itself for a check-in."

    def save(self) -> Done:
        """Each lead won."""
        value = ""
        if self.only is not None and not (row := self.query_one("#value", TextRow)).is_untouched:
            value = row.text
        return self.to_each("won {}", partial(win_lead, value=value))
