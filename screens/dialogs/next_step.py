"""The next step, set by hand."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.steps import set_next
from coach.errors import Misused
from coach.rules.dates import show_day
from coach.views.proposal import set_for
from screens.dialogs.day_words import DayTyped, kept_meaning
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.lead_form import OPEN, LeadForm


class SetNext(LeadForm):
    """What the owner will do, and when. The rhythm goes on after it."""

    asks: ClassVar[str] = "Next step"
    meant_for: ClassVar[tuple[str, ...]] = (OPEN,)

    def rows(self) -> Sequence[Row]:
        """The step and its day, as they are now."""
        now = self.only.now if self.only else None
        about = "What you will do next, in your words."
        return (
            TextRow("step", "Next step", now.text if now else "", about=about),
            self.day_row("day", "Day", self.shown_day(now) if now else ""),
        )

    def save(self) -> Done:
        """The step of each lead."""
        typed = self.day_of("day")
        if typed is None:
            self.go_to("day")
            raise Misused("The next step needs its day.", "Write the day, such as fri, +2w or 12 dec.")
        text = self.query_one("#step", TextRow).text
        do = partial(set_next, text=text, due=typed.day, time=typed.time)
        return self.to_each(f"set the next step of {{}} for {show_day(typed.day, self.gateway.today)}", do)

    def day_meaning(self, typed: DayTyped) -> str:
        """The day, and the later one it is planned for when it comes too soon after a touch they have not answered."""
        if self.only is None:
            return super().day_meaning(typed)
        kept = self.gateway.ask(set_for, self.only.lead_id, typed.day)
        return kept_meaning(typed, kept, self.gateway.today, self.calendar())
