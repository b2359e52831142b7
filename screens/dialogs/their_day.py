"""The day they named: when they decide, when you look at it together. The steps around it are planned to it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.steps import agree_day
from coach.errors import Misused
from coach.rules.dates import show_day
from coach.views.their_day import StepAround, steps_around, their_day
from screens.dialogs.fields import DayRow, Row
from screens.dialogs.lead_form import OPEN, LeadForm
from screens.gateway import Gateway
from screens.lead_words import shortened

_STEP = 60
"""Cells of a step in the help."""


class TheirDay(LeadForm):
    """Shows how the steps would fall as the day is typed. Raises Refused when a lead is closed or its stage turns on no day."""

    asks: ClassVar[str] = "Their day"
    meant_for: ClassVar[tuple[str, ...]] = (OPEN,)

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        self._days = [gateway.ask(their_day, lead_id) for lead_id in lead_ids]
        called = {each.called for each in self._days}
        self._called = called.pop() if len(called) == 1 else "agreed day"

    def title_line(self) -> str:
        """What the day is called, and whose it is."""
        called = f"{self._called[:1].upper()}{self._called[1:]}"
        return super().title_line().replace(self.asks, called, 1)

    def rows(self) -> Sequence[Row]:
        """The day; the one that is agreed stands there already."""
        agreed = self._days[0].agreed_on if self.only else None
        return (self.day_row("day", "They named", show_day(agreed, self.gateway.today) if agreed else ""),)

    def guidance(self) -> str:
        """How the steps fall around the day."""
        if self.only is None:
            return "The steps of each are planned around it."
        try:
            typed = self.query_one("#day", DayRow).day
        except Misused:
            return ""  # the line itself says so
        if typed is None:
            return f"{self._days[0].stage} turns on this day: the steps are planned around it."
        first, *others = self.gateway.ask(steps_around, self.lead_ids[0], typed.day)
        if first.stays:
            return f"Your own next step stays: {self._step(first)}. What comes after it is planned around the day."
        return "\n".join([f"Next: {self._step(first)}", *(f"then: {self._step(each)}" for each in others)])

    def save(self) -> Done:
        """Plan each lead to the day."""
        day = self.day_of("day")
        if day is None:
            raise Misused("This needs the day they named.", "Write it, such as fri, +2w or 12 dec.")
        if day.time:
            raise Misused("A day is enough here, without a time.", "For an hour that is agreed, set the next step.")
        return self.to_each(
            f"noted {show_day(day.day, self.gateway.today)} as the {self._called} of {{}}",
            partial(agree_day, day=day.day),
        )

    def _step(self, step: StepAround) -> str:
        return f"{shortened(step.text, _STEP)}, {show_day(step.due_on, self.gateway.today)}"
