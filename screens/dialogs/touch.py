"""A touch and what follows from it, in one form: how, what came of it, the next step with its day, a note, what it gave them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.widget import Widget

from coach.actions.bulk import in_one_go
from coach.actions.done import Done
from coach.actions.steps import snooze_lead
from coach.actions.touches import MEETING, WAYS, log_touch, note_reply
from coach.errors import Misused
from coach.rules.cadence import OURS, SPACING, THEIRS
from coach.views.proposal import Proposed
from screens.dialogs.day_words import DayTyped, kept_meaning
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow, letters_of
from screens.dialogs.lead_form import NOT_YET, OPEN
from screens.dialogs.step_form import LATER, StepForm

WAY_OPTIONS = tuple(Option(way, "e-mail" if way == "email" else way) for way in WAYS)
NO_ANSWER, REPLIED, TALKED = "no_answer", "replied", "talked"
OUR_PROMISE = Option(OURS, "promised", "You promised them something: say what, and the day. No rule ever moves it.")
THEIR_PROMISE = Option(
    THEIRS, "they promised", "They promised something: say what, and the day. You ask on the business day after."
)
OUTCOMES = (
    Option(NO_ANSWER, "no answer", "No answer yet: the rhythm runs on from today."),
    Option(REPLIED, "replied", "They answered: the rhythm stops, and the next word is yours."),
    Option(TALKED, "talked", "You talked: nothing is owed or unanswered, and the rhythm starts afresh."),
    OUR_PROMISE,
    THEIR_PROMISE,
    Option(LATER, "later", "Not now: say until when. Nothing is proposed before that day."),
)
_AFTER_THE_END = {
    NO_ANSWER: "It is kept with the lead, which is closed and comes back by itself.",
    REPLIED: "They answered: the next word is yours.",
    LATER: "Not now: say until when. The lead comes back on that day.",
}
_GAVE = "What they had of it: an answer, an idea, a name. It may stay empty."


class LogTouch(StepForm):
    """Enter alone logs a touch that was not answered yet. What is left as the rhythm proposes it stays the rhythm's.

    The letters of how and of what came of it are different ones, so that each is one key from either line.
    """

    asks: ClassVar[str] = "Log a touch"
    reaches_out: ClassVar[bool] = True
    shares_letters: ClassVar[bool] = True

    def rows(self) -> Sequence[Row]:
        """How, what came of it, the next step, its day, a note, and what it gave them."""
        via = self.told[0].via
        step, day = self.step_rows(self._proposed(NO_ANSWER))
        step.display = day.display = self._is_open
        return (
            ChoiceRow("via", "How", WAY_OPTIONS, WAYS[0] if via == MEETING else via, about="How you were in touch."),
            ChoiceRow("outcome", "Outcome", self._outcomes(), NO_ANSWER, taken=letters_of(WAY_OPTIONS)),
            step,
            day,
            TextRow("note", "Note", placeholder="what was said, in a line or two"),
            TextRow("gave", "It gave them", placeholder="what did they have of it?", about=_GAVE),
        )

    @property
    def outcome(self) -> str:
        """What came of it."""
        return self.query_one("#outcome", ChoiceRow).value

    def guidance(self) -> str:
        """What the outcome means for what comes next."""
        chosen = self.query_one("#outcome", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else ""

    def after_pick(self, choice: Widget) -> None:
        """From what came of it to what it asks for: a promise for its words, a later day for itself, the rest for a note."""
        if choice is self.query_one("#outcome", ChoiceRow).choice:
            self.go_to({OURS: "step", THEIRS: "step", LATER: "day"}.get(self.outcome, "note"))
        else:
            super().after_pick(choice)

    def save(self) -> Done:
        """One touch to each lead, with what followed from it, as one change."""
        return self.to_each("logged a touch with {}", self._touch())

    def day_meaning(self, typed: DayTyped) -> str:
        """The day, and the other one it will be where the rhythm or the calendar asks for that."""
        kept, calendar = typed.day, self.calendar()
        if self.outcome == LATER:
            kept = calendar.forward(kept)
        elif self.outcome == NO_ANSWER:
            kept = max(kept, calendar.add(self.gateway.today, SPACING))
        return kept_meaning(typed, kept, self.gateway.today, calendar)

    @on(Choice.Changed)
    def outcome_changed(self, event: Choice.Changed) -> None:
        """A meeting is talking; then the step that follows is proposed anew."""
        via, outcome = (self.query_one(f"#{each}", ChoiceRow).choice for each in ("via", "outcome"))
        if event.widget is via and event.key == MEETING and outcome.value == NO_ANSWER and self._is_open:
            outcome.choose(TALKED)
        self.propose(self._proposed(outcome.value), outcome.value)

    def propose(self, step: Proposed | None, agreed: str) -> None:
        """A closed lead has no step, only a day to come back on."""
        super().propose(step, agreed)
        if not self._is_open:
            self.query_one("#step").display = False
            self.query_one("#day").display = agreed == LATER

    def _touch(self) -> Callable[[Any, int], Done]:
        via, outcome = self.query_one("#via", ChoiceRow).value, self.outcome
        if via == MEETING and outcome == NO_ANSWER and self._is_open:
            self.go_to("via")
            raise Misused("A meeting is a conversation.", "If they did not come, it is a visit or something else.")
        note, gave = self.query_one("#note", TextRow).text, self.query_one("#gave", TextRow).text
        step = self.typed_step(outcome)._asdict()
        touch = partial(log_touch, via=via, note=note, gave=gave)
        if outcome == REPLIED:
            answered = partial(note_reply, via=via, note=note, **step)
            return _both(partial(log_touch, via=via, gave=gave), answered)
        if outcome == LATER:
            return _both(touch, partial(snooze_lead, day=step["due"], still_real=True))
        return partial(touch, **step, promise=outcome if outcome in (OURS, THEIRS) else "", talked=outcome == TALKED)

    def _proposed(self, outcome: str) -> Proposed | None:
        """The step the rhythm would propose, for one lead."""
        if self.only is None:
            return None
        steps = {NO_ANSWER: self.only.after_touch, REPLIED: self.only.after_reply, TALKED: self.only.after_meeting}
        return steps.get(outcome)

    def _outcomes(self) -> Sequence[Option]:
        """What may have come of it; of a touch after the end there is less."""
        if self._is_open:
            return OUTCOMES
        left = [each for each in OUTCOMES if each.key in _AFTER_THE_END]
        if any(each.status != NOT_YET for each in self.told):
            left = [each for each in left if each.key != LATER]
        return [each._replace(meaning=_AFTER_THE_END[each.key]) for each in left]

    @property
    def _is_open(self) -> bool:
        """Whether any of the leads is open; the others refuse what only an open lead can have."""
        return any(each.status == OPEN for each in self.told)


def _both(touch: Callable[[Any, int], Done], then: Callable[[Any, int], Done]) -> Callable[[Any, int], Done]:
    """A touch and what followed from it, as one change."""

    def do(desk: Any, lead_id: int) -> Done:
        return in_one_go(desk, lead_id, (touch, then))

    return do
