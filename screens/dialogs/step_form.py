"""A form that ends with the next step: proposed by the rhythm, the owner's own as soon as anything of it is changed."""

from datetime import date
from typing import NamedTuple

from coach.errors import Misused
from coach.rules.cadence import OURS, THEIRS
from coach.views.proposal import Proposed
from screens.dialogs.fields import DayRow, Row, TextRow
from screens.dialogs.lead_form import LeadForm

BY_THE_RHYTHM, ITS_DAY = "as the rhythm has it", "by the rhythm"
LATER = "later"
_STEP_HELP = "Left as it is, the rhythm decides. Write your own if you agreed something else."
_ASKED = {OURS: "what you promised", THEIRS: "what they promised"}
_LABELS = {OURS: "You promised", THEIRS: "They promised"}
_DO = "Write the day, such as fri, +2w or 12 dec."
_DAYLESS = {
    OURS: "A promise needs its day.",
    THEIRS: "A promise needs its day.",
    LATER: "“Later” needs its day.",
}


class StepTyped(NamedTuple):
    """The next step as the owner wrote it, in the words of the actions; empty where the rhythm decides."""

    next_step: str = ""
    due: date | None = None
    time: str = ""


class StepForm(LeadForm):
    """Two of its rows are the step and its day. What was agreed is OURS or THEIRS for a promise, LATER, or something else."""

    def step_rows(self, step: Proposed | None) -> tuple[Row, Row]:
        """The step and its day, as the rhythm proposes them: for several leads it decides on each."""
        text, day = (step.text, self.shown_day(step)) if step else ("", "")
        return (
            TextRow("step", "Next step", text, placeholder=BY_THE_RHYTHM, about=_STEP_HELP),
            self.day_row("day", "Day", day, placeholder=ITS_DAY),
        )

    def propose(self, step: Proposed | None, agreed: str) -> None:
        """Something else was agreed: propose the step that follows. What the owner typed stays."""
        text, day = self._step_and_day
        text.propose(step.text if step else "", _ASKED.get(agreed, BY_THE_RHYTHM))
        day.propose(self.shown_day(step) if step else "", "its day" if agreed in _DAYLESS else ITS_DAY)
        text.relabel(_LABELS.get(agreed, "Next step"))
        day.relabel("Not before" if agreed == LATER else "Day")
        text.about = "" if agreed in (OURS, THEIRS) else _STEP_HELP
        text.display = agreed != LATER

    def typed_step(self, agreed: str) -> StepTyped:
        """The step in the owner's words; what is untouched is left to the rhythm. Raises Misused where a day is missing."""
        text, day = self._step_and_day
        typed, words = self.day_of("day"), "" if text.is_untouched else text.text.strip()
        if typed is None and (agreed in _DAYLESS or (words and agreed != LATER)):
            self.go_to("day")
            raise Misused(_DAYLESS.get(agreed, "The next step needs its day."), _DO)
        if typed is None or (day.is_untouched and not words):
            return StepTyped()
        return StepTyped(words, *typed)

    @property
    def _step_and_day(self) -> tuple[TextRow, DayRow]:
        return self.query_one("#step", TextRow), self.query_one("#day", DayRow)
