"""What they said through one of the five lenses: the question to ask, the answer in their words, how we know."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach import playbook
from coach.actions.done import Done
from coach.actions.lenses import GUESSED, SAID, SHOWN, answer_lens
from coach.errors import Refused
from coach.views.lead_card import LensKnown, lead_card
from screens.dialogs.fields import ChoiceRow, Option, Row, TextRow
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway

BASES = (
    Option(SAID, "said", "They said it."),
    Option(SHOWN, "shown", "You have seen it: a figure, a list, the thing itself."),
    Option(GUESSED, "guessed", "You think so. A guess is never clear: it stays a question."),
)


class AnswerLens(LeadForm):
    """It begins with the lens to ask about next. Raises Refused for several leads: an answer is one lead's."""

    asks: ClassVar[str] = "What they said"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        if len(lead_ids) > 1:
            raise Refused("An answer is one lead's own.", "Take the selection back with Space first.")
        super().__init__(gateway, lead_ids)
        card = gateway.ask(lead_card, lead_ids[0], touches=0)
        self._known: dict[str, LensKnown] = {known.lens: known for known in card.lenses}
        self._questions = {each.lens: each.text for each in playbook.questions_for(card.stage.key, ())}
        self._first = card.question.lens if card.question else playbook.LENSES[0]

    def rows(self) -> Sequence[Row]:
        """The lens, the answer, how we know, and who said it."""
        lenses = [Option(lens.key, lens.name.casefold(), lens.about) for lens in playbook.lenses()]
        return (
            ChoiceRow("lens", "About", lenses, self._first),
            TextRow("answer", "They said", about="In their words. “We do not know yet” is an answer too."),
            ChoiceRow("basis", "How we know", BASES, SAID),
            TextRow("said-by", "Who said it", placeholder=self.told[0].name),
        )

    def guidance(self) -> str:
        """The question to ask here, what is known already, and how sure it is."""
        lens, basis = (self.query_one(f"#{each}", ChoiceRow) for each in ("lens", "basis"))
        known = self._known.get(lens.value)
        lines = [f"Ask: {self._questions.get(lens.value, '')}"]
        if known and known.text:
            lines.append(f"Known, {known.basis}: {known.text}")
        elif basis.choice.chosen and basis.choice.has_focus:
            lines.append(basis.choice.chosen.meaning)
        return "\n".join(lines)

    def save(self) -> Done:
        """Keep the answer; older ones stay."""
        lens, basis = (self.query_one(f"#{each}", ChoiceRow).value for each in ("lens", "basis"))
        text, said_by = (self.query_one(f"#{each}", TextRow).text for each in ("answer", "said-by"))
        return self.to_each(
            "kept an answer of {}", partial(answer_lens, lens=lens, text=text, basis=basis, said_by=said_by)
        )
