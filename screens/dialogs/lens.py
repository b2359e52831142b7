"""What they said through one of the five lenses: the questions stay in sight, the answer is theirs, in their words."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import TextArea

from coach import playbook
from coach.actions.done import Done
from coach.actions.lens_fields import FieldAmiss
from coach.actions.lenses import CLEAR, GUESSED, NOT_KNOWN_YET, PARTLY, SAID, SHOWN, UNKNOWN, answer_lens, clarity_of
from coach.errors import CoachError, Misused, Refused
from coach.playbook import LensField
from coach.rules.dates import DAY_FORMS, parse_day
from coach.views.answers import answers_of, fields_in_words, fields_so_far
from coach.views.lead_card import lead_card
from screens import conversation_words as words
from screens import keys
from screens.dialogs.answer_field import AnswerField, AnswerRow
from screens.dialogs.day_words import DayTyped
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow
from screens.dialogs.form import hide
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.widgets.bars import Hint, HintBar
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

BASES = (
    Option(SAID, "said", "They said it."),
    Option(SHOWN, "shown", "You have seen it: a figure, a list, the thing itself."),
    Option(GUESSED, "guessed", "You think so. A guess is never clear: it stays a question."),
)
CLARITIES = (
    Option(CLEAR, "clear", "There is nothing more to ask here for now."),
    Option(PARTLY, "partly", "Some of it; it is asked again."),
    Option(UNKNOWN, "not known", "Not known yet: it is asked the next time."),
)
NOT_SAID = Option("", "not said")
_TYPED: dict[str, str] = {
    "amount": "A figure: 450 EUR, 6 h, 2.5.",
    "list": "Names, with commas between them.",
}
_HINTS = (
    Hint("Enter", "save"),
    Hint("F2", "not known yet"),
    Hint("Tab", "next"),
    Hint("← →", "choose"),
    Hint("Esc", "cancel"),
    Hint("F1", "help"),
)


class AnswerLens(LeadForm):
    """An answer through `lens`; without one the form asks which, and begins with the one to ask about next.

    Raises Refused for several leads: an answer is one lead's.
    """

    asks: ClassVar[str] = "What they said"
    AUTO_FOCUS: ClassVar[str | None] = "AnswerField"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.ANSWER)]
    key_places: ClassVar[tuple[str, ...]] = (keys.ANSWER, keys.FORM)

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...], lens: str = "") -> None:
        if len(lead_ids) > 1:
            raise Refused("An answer is one lead's own.", "Take the selection back with Space first.")
        super().__init__(gateway, lead_ids)
        card = gateway.ask(lead_card, lead_ids[0], touches=0)
        self._sheets = words.sheets(card.questions, gateway.ask(answers_of, lead_ids[0]))
        self._contact = card.contact_name or card.name
        self._fixed = lens
        self._first = lens or (card.question.lens if card.question else playbook.LENSES[0])
        self._proposed = CLEAR

    @property
    def lens(self) -> str:
        """The lens the answer is about."""
        return self._fixed or self.query_one("#lens", ChoiceRow).value

    def title_line(self) -> str:
        """The lens, if it is a given one, and whom it is about."""
        about = self._sheets[self._fixed].lens.name if self._fixed else self.asks
        return f"{about}: {shortened(self.told[0].name, words.WHO)}"

    def rows(self) -> Sequence[Row]:
        """The answer, how we know, how clear it is, who said it, and the fields of the lens."""
        return (
            *self._which(),
            AnswerRow("answer", "They said", about="In their words. “None” is an answer; F2 is “we do not know yet”."),
            ChoiceRow("basis", "How we know", BASES, SAID),
            ChoiceRow("clarity", "How clear", CLARITIES, self._proposed),
            TextRow("said-by", "Who said it", placeholder=self._contact),
            *(self._field_row(lens, field) for lens, field in self._fields()),
        )

    def hints(self) -> list[Hint]:
        """The keys that are shown."""
        return list(_HINTS)

    def compose(self) -> ComposeResult:
        """The form, with the questions above what is typed."""
        with Vertical(id="form"):
            yield Panel([paragraph(("strong", self.title_line()))], id="form-title")
            yield Panel(id="form-ask")
            yield from self.rows()
            yield Panel(id="form-help")
            yield HintBar(id="form-keys")

    def on_mount(self) -> None:
        """Show the questions and the fields of the lens."""
        self.lens_changed()

    def guidance(self) -> str:
        """What the line that has the keys means as it stands."""
        row = next((each for each in self.query(ChoiceRow) if each.has_focus_within), None)
        chosen = row.choice.chosen if row is not None else None
        return chosen.meaning if chosen else ""

    def read_day(self, text: str) -> DayTyped:
        """The day a person means; it has no time. Raises Misused."""
        return DayTyped(parse_day(text, self.gateway.today, self.calendar()))

    def save(self) -> Done:
        """Keep the answer; older ones stay."""
        return self._keep(self.query_one("#answer", AnswerRow).text, self.query_one("#clarity", ChoiceRow).value)

    def action_not_known(self) -> None:
        """Save that it is not known yet, with what is typed, if anything is."""
        if self._over:
            return
        try:
            done = self._keep(self.query_one("#answer", AnswerRow).text.strip() or NOT_KNOWN_YET, UNKNOWN)
        except CoachError as error:
            self.complain(error)
            return
        self._over = True
        self.dismiss(done)

    @on(AnswerField.Submitted)
    def enter_in_the_answer(self) -> None:
        """Enter saves from here, too."""
        self.action_save()

    @on(TextArea.Changed)
    def answer_changed(self) -> None:
        """What was wrong may be right now; and another answer may be clearer."""
        self.something_changed()
        self.propose_clarity()

    @on(Choice.Changed)
    def propose_clarity(self) -> None:
        """How clear it is follows from the answer and from how we know, until the owner says otherwise."""
        clarity = self.query_one("#clarity", ChoiceRow).choice
        follows = clarity_of(self.query_one("#answer", AnswerRow).text, self.query_one("#basis", ChoiceRow).value)
        is_ours = clarity.value == self._proposed
        self._proposed = follows
        if is_ours:
            clarity.choose(follows)

    @on(Choice.Changed)
    def lens_changed(self) -> None:
        """The questions and the fields of the lens; what is typed stays."""
        lens = self.lens
        for each, field in self._fields():
            hide(self.query_one(f"#{_row_id(each, field.key)}", Row), hidden=each != lens)
        self.query_one("#form-ask", Panel).show(words.while_answering(self._sheets[lens], self.gateway.today))

    def _keep(self, text: str, clarity: str) -> Done:
        """Raises CoachError; the line that is at fault has the keys then."""
        basis, said_by = self.query_one("#basis", ChoiceRow).value, self.query_one("#said-by", TextRow).text
        fields = {field.key: self._typed(lens, field) for lens, field in self._fields() if lens == self.lens}
        do = partial(
            answer_lens, lens=self.lens, text=text, basis=basis, clarity=clarity, said_by=said_by, fields=fields
        )
        try:
            return self.to_each("kept an answer of {}", do)
        except FieldAmiss as error:
            self.go_to(_row_id(self.lens, error.key))
            raise
        except Misused:
            self.query_one(AnswerField).focus()
            raise

    def _typed(self, lens: str, field: LensField) -> str:
        """What is typed into a field of a lens; a day as it was understood. Raises Misused for one that cannot be."""
        row_id = _row_id(lens, field.key)
        if field.form == "day":
            typed = self.day_of(row_id)
            return typed.day.isoformat() if typed else ""
        row = self.query_one(f"#{row_id}", Row)
        return row.value if isinstance(row, ChoiceRow) else row.text if isinstance(row, TextRow) else ""

    def _which(self) -> Sequence[Row]:
        if self._fixed:
            return ()
        lenses = [Option(lens.key, lens.name.casefold(), lens.about) for lens in playbook.lenses()]
        return (ChoiceRow("lens", "About", lenses, self._first),)

    def _fields(self) -> Iterable[tuple[str, LensField]]:
        """The fields there are lines for: those of the given lens, or of every one."""
        lenses = (lens for lens in playbook.lenses() if self._fixed in ("", lens.key))
        return ((lens.key, field) for lens in lenses for field in lens.fields)

    def _field_row(self, lens: str, field: LensField) -> Row:
        """A line for a field, in which what is known already stands as an example."""
        row_id = _row_id(lens, field.key)
        known = fields_so_far(self._sheets[lens].answers)
        shown = fields_in_words(lens, {field.key: known[field.key]}, self.gateway.today) if field.key in known else ()
        so_far = shown[0].text if shown else ""
        if field.form == "choice":
            options = [*(Option(each, each, field.told.get(each, "")) for each in field.choices), NOT_SAID]
            return ChoiceRow(row_id, field.label, options, "", about=f"So far: {so_far}" if so_far else "")
        if field.form == "day":
            return self.day_row(row_id, field.label, placeholder=so_far, about=DAY_FORMS)
        return TextRow(row_id, field.label, placeholder=so_far, about=_TYPED.get(field.form, ""))


def _row_id(lens: str, key: str) -> str:
    return f"{lens}-{key}".replace("_", "-")
