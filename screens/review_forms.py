"""What a decision of the review asks for. Each form makes the one decision for its lead, as one change."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on

from coach import playbook
from coach.actions.bulk import in_one_go
from coach.actions.done import Done
from coach.actions.reviews import (
    ADVANCE,
    DO_NOT_CONTACT,
    KEEP,
    KEEPS_BEFORE_QUESTION,
    LATER,
    NOT_YET,
    STEP_BACK,
    WON,
    Details,
    decide,
    settle_commitment,
)
from coach.actions.steps import set_next
from coach.errors import Misused, Refused
from coach.views.lead_card import LeadCard
from coach.views.review import CommitmentShown
from coach.views.stages import StageShown, stage_list
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow
from screens.dialogs.form import FormDialog
from screens.dialogs.lead_form import LeadForm
from screens.dialogs.next_step import SetNext
from screens.dialogs.no_contact import NoContact
from screens.dialogs.not_yet import NotYet
from screens.dialogs.snooze import Snooze
from screens.dialogs.won import Win
from screens.gateway import Gateway

OPEN = "open"


def asks_why_kept(card: LeadCard) -> bool:
    """Whether the lead was kept so often in its stage that the next time needs a word about it."""
    return card.keeps >= KEEPS_BEFORE_QUESTION


def what_would_have_to_be_true() -> str:
    """What is asked then."""
    return next(each.asks for each in playbook.decisions() if each.key == KEEP)


class Decided(LeadForm):
    """Mixed into a form about the lead of one item of the review. Raises Refused for a closed lead, unless it `may_be_closed`."""

    may_be_closed: ClassVar[bool] = False

    def __init__(self, gateway: Gateway, item_id: int, card: LeadCard) -> None:
        if card.status != OPEN and not self.may_be_closed:
            raise Refused(f"{card.name} is closed, and comes back by itself.", "When they write again, r takes it up.")
        super().__init__(gateway, (card.id,))
        self.item_id, self.card = item_id, card

    def decide(self, decision: str, details: Details) -> Done:
        """Make the decision, and carry it out."""
        return self.gateway.do(decide, self.item_id, decision, details)


class KeepAnyway(Decided):
    """Kept again and again: what would have to be true?"""

    asks: ClassVar[str] = "Keep"
    may_be_closed: ClassVar[bool] = True

    def rows(self) -> Sequence[Row]:
        """One line."""
        return (TextRow("note", "It moves if", about="One line, kept with the decision. Esc to decide otherwise."),)

    def guidance(self) -> str:
        """Why this is asked."""
        return f"Kept as it is {self.card.keeps} times in this stage. {what_would_have_to_be_true()}"

    def save(self) -> Done:
        """Keep it."""
        note = self.query_one("#note", TextRow).text
        if not note.strip():
            raise Refused("It was kept twice already: this time it takes a word.", what_would_have_to_be_true())
        return self.decide(KEEP, Details(note=note))


class NextAndKeep(Decided, SetNext):
    """Another next step, and with it the lead is fine as it is."""

    asks: ClassVar[str] = "Next step, then keep"

    def rows(self) -> Sequence[Row]:
        """The step; and what would have to be true, when that is to be asked."""
        asked = TextRow("note", "It moves if", about=what_would_have_to_be_true())
        return (*super().rows(), asked) if asks_why_kept(self.card) else super().rows()

    def save(self) -> Done:
        """Set the step and keep the lead."""
        typed = self.day_of("day")
        if typed is None:
            self.go_to("day")
            raise Misused("The next step needs its day.", "Write the day, such as fri, +2w or 12 dec.")
        text = self.query_one("#step", TextRow).text
        note = self.query_one("#note", TextRow).text if asks_why_kept(self.card) else ""

        def keep(desk: Any, _: int) -> Done:
            return decide(desk, self.item_id, KEEP, Details(note=note))

        step = partial(set_next, text=text, due=typed.day, time=typed.time)
        return self.gateway.do(in_one_go, self.card.id, (step, keep))


class Later(Decided, Snooze):
    """The lead stays open, and quiet until that day."""

    asks: ClassVar[str] = "Later"
    may_be_closed: ClassVar[bool] = True

    def save(self) -> Done:
        """Quiet until that day."""
        typed = self.day_of("day")
        if typed is None:
            self.go_to("day")
            raise Misused("Later needs its day.", "Write the day they named, such as fri, +2w or 12 dec.")
        if self._asks_still_real:
            self._insist()
        return self.decide(LATER, Details(day=typed.day))


class EndAsNotYet(Decided, NotYet):
    """Not yet, with its reason."""

    def save(self) -> Done:
        """Close it."""
        reason, words = self.query_one("#reason", ChoiceRow).value, self.query_one("#words", TextRow).text
        if not reason:
            self.go_to("reason")
            raise Misused("A Not yet has its reason.", "Pick one: left and right, or the letter in bold.")
        back = self.day_of("back")
        return self.decide(NOT_YET, Details(reason=reason, words=words, day=back.day if back else None))


class EndAsWon(Decided, Win):
    """They said yes."""

    def save(self) -> Done:
        """Close it."""
        row = self.query_one("#value", TextRow)
        return self.decide(WON, Details(value="" if row.is_untouched else row.text))


class StopContact(Decided, NoContact):
    """They asked for no contact."""

    may_be_closed: ClassVar[bool] = True

    def save(self) -> Done:
        """Stop it."""
        reason = self.query_one("#reason", TextRow).text
        if not reason.strip():
            raise Misused("This needs its reason.", "Write down what they said.")
        return self.decide(DO_NOT_CONTACT, Details(reason=reason))


class OneStage(Decided):
    """One stage on or one back. Raises Refused where there is only one."""

    asks: ClassVar[str] = "Move"

    def __init__(self, gateway: Gateway, item_id: int, card: LeadCard) -> None:
        super().__init__(gateway, item_id, card)
        stages = [stage for stage in gateway.ask(stage_list) if stage.kind == OPEN]
        place = next((place for place, stage in enumerate(stages) if stage.id == card.stage.id), 0)
        self._ways: dict[str, StageShown] = {}
        if place + 1 < len(stages):
            self._ways[ADVANCE] = stages[place + 1]
        if place > 0:
            self._ways[STEP_BACK] = stages[place - 1]
        if not self._ways:
            raise Refused(f"{card.stage.name} is the only open stage.", "Add one in the pipeline first.")

    def rows(self) -> Sequence[Row]:
        """Which way, and what each way asks."""
        words = {ADVANCE: "on to", STEP_BACK: "back to"}
        ways = [Option(key, f"{words[key]} {stage.name}", stage.meaning) for key, stage in self._ways.items()]
        return (
            ChoiceRow("way", "Move", ways, ways[0].key),
            TextRow("evidence", "They did", about="What they did or said that shows it, in a line."),
            TextRow("anyway", "Or why anyway", about="Why the lead moves although that has not happened yet."),
            TextRow("note", "Why back", about="What you know now that you did not know before."),
        )

    def on_mount(self) -> None:
        """Ask only what this move needs."""
        super().on_mount()
        self.way_changed()
        self.go_to("evidence" if self._asks_evidence else "note" if self._way == STEP_BACK else "way")

    def guidance(self) -> str:
        """What has to have happened for a move on."""
        if self._asks_evidence:
            return f"{self.card.stage.name} is left when this has happened: {self.card.stage.exit_evidence}"
        return self._ways[self._way].meaning

    def save(self) -> Done:
        """Move it."""
        evidence, anyway, note = (self.query_one(f"#{each}", TextRow).text for each in ("evidence", "anyway", "note"))
        if self._way == STEP_BACK:
            return self.decide(STEP_BACK, Details(note=note))
        if self._asks_evidence and not (evidence.strip() or anyway.strip()):
            self.go_to("evidence")
            raise Misused(
                f"{self.card.stage.name} is left when this has happened: {self.card.stage.exit_evidence}",
                "Write what they did, or in the line below why the lead moves all the same.",
            )
        return self.decide(ADVANCE, Details(evidence=evidence, anyway=anyway))

    @on(Choice.Changed)
    def way_changed(self) -> None:
        """On asks for evidence, back for a reason."""
        for row, shown in (
            ("evidence", self._asks_evidence),
            ("anyway", self._asks_evidence),
            ("note", self._way == STEP_BACK),
        ):
            self.query_one(f"#{row}", TextRow).display = shown

    @property
    def _way(self) -> str:
        return self.query_one("#way", ChoiceRow).value

    @property
    def _asks_evidence(self) -> bool:
        return self._way == ADVANCE and bool(self.card.stage.exit_evidence)


class WhyNotKept(FormDialog):
    """A commitment that was moved or dropped, and one line on why, which may stay empty."""

    def __init__(self, gateway: Gateway, commitment: CommitmentShown, result: str) -> None:
        super().__init__(gateway)
        self._commitment, self._result = commitment, result

    def title_line(self) -> str:
        """What was committed to."""
        return f"{self._result.capitalize()}: {self._commitment.text}"

    def rows(self) -> Sequence[Row]:
        """One line."""
        return (TextRow("why", "Why", about="One line for yourself. No score is kept."),)

    def save(self) -> Done:
        """Note it."""
        why = self.query_one("#why", TextRow).text
        return self.gateway.do(settle_commitment, self._commitment.id, self._result, why)
