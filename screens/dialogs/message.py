"""A message for what comes next with a lead: the framework beside it, the draft filled with what is known, to be handed over."""

from collections.abc import Sequence
from typing import ClassVar

from textual.screen import ModalScreen

from coach.actions.done import Done
from coach.errors import Refused
from coach.views.message import MessageShown, message_to_write
from screens.dialogs.fields import ChoiceRow, TextRow
from screens.dialogs.touch import LogTouch
from screens.dialogs.write_out import WriteOut
from screens.gateway import Gateway
from screens.hand_over import file_name
from screens.lead_words import labelled
from screens.widgets.wrap import Paragraph, paragraph

_HANG = 3
_EMAIL, _MESSAGE = "email", "message"
_NOT_IN_WRITING = ("call", "meeting", "visit")


class LogSent(LogTouch):
    """The form of a touch, for a message that was sent: by e-mail, unless they asked for another way of writing."""

    asks: ClassVar[str] = "Log the message you sent"

    def __init__(self, gateway: Gateway, sent: MessageShown) -> None:
        super().__init__(gateway, (sent.lead_id,))
        self._sent = sent

    def on_mount(self) -> None:
        """What is known of it already."""
        by_message = self._sent.via == _MESSAGE or not self._sent.email
        self.query_one("#via", ChoiceRow).choice.choose(_MESSAGE if by_message else _EMAIL)
        self.query_one("#note", TextRow).propose(self._sent.name)


class DraftMessage(WriteOut):
    """For one lead. Raises Refused for several, and when there is nothing to write to it."""

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        if len(lead_ids) > 1:
            raise Refused("A message is written to one person.", "Take the selection back with Space first.")
        told = gateway.ask(message_to_write, lead_ids[0])

        def log() -> ModalScreen[Done | None]:
            return LogSent(gateway, told)

        super().__init__(
            gateway,
            title=f"To {told.to}: {told.name[:1].lower()}{told.name[1:]}",
            text=told.draft,
            guide=_guide(told),
            to=told.email,
            subject=told.subject,
            file_name=file_name(told.to, gateway.today),
            about=f"message {told.lead_id} {told.key}",
            done=log,
        )


def _guide(told: MessageShown) -> Sequence[Paragraph]:
    """What it is for, its thoughts in order, what it gives, what has no place in it, and what they said."""
    beats = [paragraph(("accent", f"{number}. "), beat, hang=_HANG) for number, beat in enumerate(told.beats, start=1)]
    other_way = " A message is not the way they named." if told.via in _NOT_IN_WRITING else ""
    words = [labelled("They said", told.their_words)] if told.their_words else []
    return [
        paragraph(("dim", told.step)),
        *beats,
        labelled("Give them", told.carries),
        labelled("Leave out", told.never),
        *words,
        labelled("Contact", f"{told.permission}{other_way}", "warn" if other_way else "plain"),
        paragraph(("dim", "In your own words, 40 to 120 of them.")),
    ]
