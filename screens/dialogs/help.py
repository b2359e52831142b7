"""What a place is for, and what the keys do there: from the one table of keys."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from coach import playbook
from screens import keys, lessons
from screens.safe import cell_width
from screens.widgets.bars import Hint, HintBar
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, paragraph

HEADINGS = {
    keys.LEAD: "On a lead, or on all that are selected",
    keys.TODAY: "On Today",
    keys.LEADS: "Among all leads",
    keys.PAGE: "On this page",
    keys.TALK: "In the conversation",
    keys.PIPELINE: "On the written pipeline",
    keys.BOARD: "On the board",
    keys.REVIEW: "In the review",
    keys.LIST: "In the list",
    keys.CARDS: "Among the columns",
    keys.MOVES: "To move about",
    keys.READ: "While reading",
    keys.FORM: "In a form",
    keys.ANSWER: "In an answer",
    keys.EVERYWHERE: "Everywhere",
}
IN_A_FORM = (
    "A day takes 2026-12-01, tomorrow, fri, next fri, +3d, +2w, +3bd (business days) or 12 dec, and a time: fri 15:00."
)
_KEYS = 12


class Help(ModalScreen[None]):
    """Any of its keys leads back, but for a digit, which opens a page to read.

    `form` is the class of the form it is opened from, for the pages that belong to that.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", "Back", show=False),
        *(Binding(str(number), f"read({number})", f"Read {number}", show=False) for number in range(1, 10)),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "Page"

    def __init__(self, purpose: str, places: Sequence[str], *, keymap: Mapping[str, str], form: str = "") -> None:
        super().__init__()
        self._purpose, self._places, self._keymap = purpose, places, keymap
        of_places = (key for place in places for key in lessons.OF_PLACES.get(place, ()))
        self._lessons = tuple(dict.fromkeys([*lessons.OF_FORMS.get(form, ()), *of_places]))

    def compose(self) -> ComposeResult:
        """The page, and how to leave it."""
        with Vertical(id="help"):
            yield Page(self._paragraphs(), id="help-page")
            digits = "1" if len(self._lessons) == 1 else f"1-{len(self._lessons)}"
            to_read = [Hint(digits, "read")] if self._lessons else []
            yield HintBar([Hint("↑ ↓", "scroll"), *to_read, Hint("Esc", "back")], id="help-keys")

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_read(self, number: int) -> None:
        """A page to read, by its number; Esc leads back to this one."""
        from screens.dialogs.lesson import ReadLesson  # noqa: PLC0415  # read when one is asked for

        if number <= len(self._lessons) and self.app.screen is self:
            self.app.push_screen(ReadLesson(self._lessons, self._lessons[number - 1]))

    def _to_read(self) -> list[Paragraph]:
        """The pages that belong here, each with the digit that opens it."""
        titles = [playbook.lesson(key).title for key in self._lessons]
        if not titles:
            return []
        lines = [
            paragraph(("accent", f"  {number:<{_KEYS}}"), title, hang=_KEYS + 2)
            for number, title in enumerate(titles, 1)
        ]
        return [paragraph(("strong", "To read")), *lines, paragraph("")]

    def _told(self, each: keys.KeyAction) -> Paragraph:
        """A key and what it does; what has no key is found in the palette by its name."""
        key = keys.shown(each.id, self._keymap)
        pad = " " * max(1, _KEYS - cell_width(key))
        name = "" if each.keys or each.id in self._keymap else f"{each.label}: "
        return paragraph(("accent", f"  {key}{pad}"), ("strong", name), each.help, hang=_KEYS + 2)

    def _paragraphs(self) -> list[Paragraph]:
        shown = [paragraph(self._purpose), paragraph(""), *self._to_read()]
        for place in dict.fromkeys(self._places):
            shown.append(paragraph(("strong", HEADINGS[place])))
            shown += map(self._told, keys.actions_for(place))
            if place == keys.FORM:
                shown += [
                    paragraph(("accent", f"  {'← →':<{_KEYS}}"), "Choose; a letter in bold does, too.", hang=_KEYS + 2)
                ]
                shown += [paragraph(""), paragraph(IN_A_FORM)]
            shown.append(paragraph(""))
        palette = paragraph(("accent", f"  {'Ctrl+P':<{_KEYS}}"), "Everything by its name.", hang=_KEYS + 2)
        return shown if keys.EVERYWHERE not in self._places else [*shown[:-1], palette]
