"""A touch and what follows from it, in one form: how, what came of it, a note, the next step with its day."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on

from coach.actions.bulk import in_one_go
from coach.actions.done import Done
from coach.actions.steps import snooze_lead
from coach.actions.touches import MEETING, WAYS, log_touch, note_reply
from coach.rules.cadence import OURS, THEIRS
from coach.views.proposal import Proposed
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow
from screens.dialogs.step_form import LATER, StepForm

WAY_OPTIONS = tuple(Option(way, "e-mail" if way == "email" else way) for way in WAYS)
NO_ANSWER, REPLIED, MET = "no_answer", "replied", "met"
OUR_PROMISE = Option(OURS, "our promise", "You promised them something: say what, and the day. No rule ever moves it.")
THEIR_PROMISE = Option(
    THEIRS, "their promise", "They promised something: say what, and the day. You ask on the business day after."
)
OUTCOMES = (
    Option(NO_ANSWER, "no answer", "No answer yet: the rhythm runs on from today."),
    Option(REPLIED, "replied", "They answered: the rhythm stops, and the next word is yours."),
    Option(MET, "met", "You talked: nothing is unanswered any more, and the rhythm starts afresh."),
    OUR_PROMISE,
    THEIR_PROMISE,
    Option(LATER, "later", "Not now: say until when. Nothing is proposed before that day."),
)


class LogTouch(StepForm):
    """Enter alone logs a touch that was not answered yet. What is left as the rhythm proposes it stays the rhythm's."""

    asks: ClassVar[str] = "Log a touch"

    def rows(self) -> Sequence[Row]:
        """How, what came of it, a note, the next step, its day, and what it gave them."""
        via = self.told[0].via
        return (
            ChoiceRow("via", "How", WAY_OPTIONS, WAYS[0] if via == MEETING else via, about="How you were in touch."),
            ChoiceRow("outcome", "Outcome", OUTCOMES, NO_ANSWER),
            TextRow("note", "Note", about="What was said, in a line or two."),
            *self.step_rows(self._proposed(NO_ANSWER)),
            TextRow(
                "gave", "It gave them", about="What they had of it: an answer, an idea, a name. It may stay empty."
            ),
        )

    @property
    def outcome(self) -> str:
        """What came of it."""
        return self.query_one("#outcome", ChoiceRow).value

    def guidance(self) -> str:
        """What the outcome means for what comes next."""
        chosen = self.query_one("#outcome", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else ""

    def save(self) -> Done:
        """One touch to each lead, with what followed from it, as one change."""
        return self.to_each("logged a touch with {}", self._touch())

    @on(Choice.Changed)
    def outcome_changed(self, event: Choice.Changed) -> None:
        """A meeting is talking, and talking is a meeting; then the step that follows is proposed anew."""
        via, outcome = (self.query_one(f"#{each}", ChoiceRow).choice for each in ("via", "outcome"))
        if event.widget is outcome and event.key == MET:
            via.choose(MEETING)
        elif event.widget is via and event.key == MEETING and outcome.value == NO_ANSWER:
            outcome.choose(MET)
        elif event.widget is via and event.key != MEETING and outcome.value == MET:
            outcome.choose(NO_ANSWER)
        self.propose(self._proposed(outcome.value), outcome.value)

    def _touch(self) -> Callable[[Any, int], Done]:
        via, outcome = self.query_one("#via", ChoiceRow).value, self.outcome
        note, gave = self.query_one("#note", TextRow).text, self.query_one("#gave", TextRow).text
        step = self.typed_step(outcome)._asdict()
        if outcome == REPLIED:
            answered = partial(note_reply, via=via, note=note, **step)
            return _both(partial(log_touch, via=via, gave=gave), answered)
        touch = partial(log_touch, via=via, note=note, gave=gave)
        if outcome == LATER:
            return _both(touch, partial(snooze_lead, day=step["due"], still_real=True))
        return partial(touch, **step, promise=outcome if outcome in (OURS, THEIRS) else "")

    def _proposed(self, outcome: str) -> Proposed | None:
        """The step the rhythm would propose, for one lead."""
        if self.only is None:
            return None
        steps = {NO_ANSWER: self.only.after_touch, REPLIED: self.only.after_reply, MET: self.only.after_meeting}
        return steps.get(outcome)


def _both(touch: Callable[[Any, int], Done], then: Callable[[Any, int], Done]) -> Callable[[Any, int], Done]:
    """A touch and what followed from it, as one change."""

    def do(desk: Any, lead_id: int) -> Done:
        return in_one_go(desk, lead_id, (touch, then))

    return do
