"""What to write, and what to leave out: the framework of a message, to be read while it is written elsewhere."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from coach.actions.done import Done
from coach.views.message import message_to_write
from screens.gateway import Gateway
from screens.lead_words import labelled
from screens.widgets.bars import Hint, HintBar
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, paragraph

_HANG = 3


class ReadMessage(ModalScreen[Done | None]):
    """For the first of the leads. It writes nothing down: what was sent is logged as a touch."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,e", "leave", "Back", show=False)]
    AUTO_FOCUS: ClassVar[str | None] = "Page"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__()
        self._message = gateway.ask(message_to_write, lead_ids[0])

    def compose(self) -> ComposeResult:
        """The framework, and how to leave it."""
        with Vertical(id="help"):
            yield Page(self._paragraphs(), id="help-page")
            yield HintBar([Hint("↑ ↓", "scroll"), Hint("Esc", "back")], id="help-keys")

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def _paragraphs(self) -> list[Paragraph]:
        told = self._message
        beats = [
            paragraph(("accent", f"{number}. "), beat, hang=_HANG) for number, beat in enumerate(told.beats, start=1)
        ]
        words = [paragraph(""), labelled("They said", told.their_words)] if told.their_words else []
        return [
            paragraph(("strong", f"To {told.to}: {told.name[:1].lower()}{told.name[1:]}")),
            paragraph(("dim", told.step)),
            paragraph(""),
            *beats,
            paragraph(""),
            labelled("Give them", told.carries),
            labelled("Leave out", told.never),
            *words,
            paragraph(""),
            paragraph(("dim", "Write it in your own words, 40 to 120 of them. When it is sent, t logs it.")),
        ]
