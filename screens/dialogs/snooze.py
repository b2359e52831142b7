"""Not before a day: tomorrow, in three days, next week, or a day that was named."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.widgets import Input

from coach.actions.done import Done
from coach.actions.steps import STILL_REAL_AFTER, snooze_lead
from coach.errors import Misused, Refused
from coach.rules.dates import show_day
from coach.views.proposal import snoozed_to
from screens.dialogs.day_words import DayTyped, kept_meaning
from screens.dialogs.fields import Choice, ChoiceRow, DayRow, Option, Row
from screens.dialogs.lead_form import LeadForm

PICK, YES, NO = "pick", "yes", "no"
UNTIL = (Option("+1d", "1 day"), Option("+3d", "3 days"), Option("next mon", "next week"), Option(PICK, "pick a day"))
_DAYS = {each.key for each in UNTIL if each.key != PICK}
STILL_REAL = (Option(YES, "yes"), Option(NO, "no"))
_NOT_REAL = "Then Esc, and n for another step, or x for a Not yet with a day to come back."


class Snooze(LeadForm):
    """The third time one step is put off, the form asks whether it is still real."""

    asks: ClassVar[str] = "Not before"

    def rows(self) -> Sequence[Row]:
        """Until when; and, when one of the steps was put off twice already, whether it is still real."""
        rows: list[Row] = [
            ChoiceRow("until", "Until", UNTIL, UNTIL[0].key, about="Nothing is proposed before that day."),
            self.day_row("day", "Day", UNTIL[0].key),
        ]
        if self._asks_still_real:
            rows.append(ChoiceRow("still-real", "Still real?", STILL_REAL, about=f"If not: {_NOT_REAL}"))
        return rows

    def guidance(self) -> str:
        """That a step was put off again and again."""
        if not self._asks_still_real:
            return ""
        often = max(self.told, key=lambda each: each.snoozes)
        step = f"“{often.now.text}”" if often.now else "This step"
        return f"{step} for {often.name} was put off {often.snoozes} times. Is it still real?"

    def save(self) -> Done:
        """Each lead until that day."""
        typed = self.day_of("day")
        if typed is None:
            self.go_to("day")
            raise Misused("Until when? The day is empty.", "Write the day they named, such as fri, +2w or 12 dec.")
        if self._asks_still_real:
            self._insist()
        do = partial(snooze_lead, day=typed.day, still_real=True)
        day = self.calendar().forward(typed.day)
        return self.to_each(f"snoozed {{}} until {show_day(day, self.gateway.today)}", do)

    @on(Choice.Changed)
    def another_day(self, event: Choice.Changed) -> None:
        """The day of the choice, to be seen and changed; a day of the owner's own stays."""
        day = self.query_one("#day", DayRow).input
        if event.widget is self.query_one("#until", ChoiceRow).choice and (event.key != PICK or day.value in _DAYS):
            day.value = "" if event.key == PICK else event.key

    @on(Input.Changed)
    def own_day(self) -> None:
        """A day of the owner's own is no choice of ours."""
        until, typed = self.query_one("#until", ChoiceRow).choice, self.query_one("#day", DayRow).text.strip()
        until.choose(typed if typed in _DAYS else PICK)

    def day_meaning(self, typed: DayTyped) -> str:
        """The day, and the business day it is planned for when that is another."""
        if self.only is None:
            return super().day_meaning(typed)
        kept = self.gateway.ask(snoozed_to, self.only.lead_id, typed.day)
        return kept_meaning(typed, kept, self.gateway.today, self.calendar())

    @property
    def _asks_still_real(self) -> bool:
        return any(each.snoozes >= STILL_REAL_AFTER for each in self.told)

    def _insist(self) -> None:
        answer = self.query_one("#still-real", ChoiceRow).value
        if answer == YES:
            return
        self.go_to("still-real")
        raise Refused("Is it still real?" if not answer else "So it is not real any more.", _NOT_REAL if answer else "")
