"""What a place is for, and what the keys do there: from the one table of keys."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from screens import keys
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
    keys.FORM: "In a form",
    keys.EVERYWHERE: "Everywhere",
}
IN_A_FORM = (
    "A day takes 2026-12-01, tomorrow, fri, next fri, +3d, +2w, +3bd (business days) or 12 dec, and a time: fri 15:00."
)
_KEYS = 12


class Help(ModalScreen[None]):
    """Any of its keys leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1,enter", "leave", "Back", show=False)]
    AUTO_FOCUS: ClassVar[str | None] = "Page"

    def __init__(self, purpose: str, places: Sequence[str], *, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._purpose, self._places, self._keymap = purpose, places, keymap

    def compose(self) -> ComposeResult:
        """The page, and how to leave it."""
        with Vertical(id="help"):
            yield Page(self._paragraphs(), id="help-page")
            yield HintBar([Hint("↑ ↓", "scroll"), Hint("Esc", "back")], id="help-keys")

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def _paragraphs(self) -> list[Paragraph]:
        shown = [paragraph(self._purpose), paragraph("")]
        for place in dict.fromkeys(self._places):
            shown.append(paragraph(("strong", HEADINGS[place])))
            for each in keys.actions_for(place):
                key = keys.shown(each.id, self._keymap)
                pad = " " * max(1, _KEYS - cell_width(key))
                shown.append(paragraph(("accent", f"  {key}{pad}"), each.help, hang=_KEYS + 2))
            if place == keys.FORM:
                shown += [
                    paragraph(("accent", f"  {'← →':<{_KEYS}}"), "Choose; a letter in bold does, too.", hang=_KEYS + 2)
                ]
                shown += [paragraph(""), paragraph(IN_A_FORM)]
            shown.append(paragraph(""))
        palette = paragraph(("accent", f"  {'Ctrl+P':<{_KEYS}}"), "Everything by its name.", hang=_KEYS + 2)
        return shown if keys.EVERYWHERE not in self._places else [*shown[:-1], palette]
