"""They wrote or called: what they said, and the next step if one was agreed with it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on

from coach.actions.done import Done
from coach.actions.touches import note_reply
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow, letters_of
from screens.dialogs.step_form import StepForm
from screens.dialogs.touch import OUR_PROMISE, THEIR_PROMISE, WAY_OPTIONS

NOTHING = ""
AGREED = (
    Option(NOTHING, "nothing yet", "You owe them an answer, on the next business day unless you write another."),
    OUR_PROMISE,
    THEIR_PROMISE,
)


class NoteReply(StepForm):
    """Enter alone notes that they were in touch, and that an answer is owed."""

    asks: ClassVar[str] = "They replied"
    shares_letters: ClassVar[bool] = True

    def rows(self) -> Sequence[Row]:
        """How, what they said, what was agreed, the next step and its day."""
        return (
            ChoiceRow("via", "How", WAY_OPTIONS, self.told[0].via, about="How they were in touch."),
            TextRow("note", "They said", about="In their words: you will want to read them again."),
            ChoiceRow("agreed", "Agreed", AGREED, NOTHING, taken=letters_of(WAY_OPTIONS)),
            *self.step_rows(self.only.after_reply if self.only else None),
        )

    def guidance(self) -> str:
        """What the agreement means."""
        chosen = self.query_one("#agreed", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else ""

    def save(self) -> Done:
        """One reply of each lead, as one change."""
        via, agreed = (self.query_one(f"#{each}", ChoiceRow).value for each in ("via", "agreed"))
        note, step = self.query_one("#note", TextRow).text, self.typed_step(agreed)._asdict()
        return self.to_each("noted a reply of {}", partial(note_reply, via=via, note=note, promise=agreed, **step))

    @on(Choice.Changed)
    def agreement_changed(self) -> None:
        """Another agreement, another step."""
        agreed = self.query_one("#agreed", ChoiceRow).value
        self.propose(self.only.after_reply if self.only and not agreed else None, agreed)
