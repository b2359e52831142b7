"""A text to be worked on and handed over: to the clipboard, to a file, to the mail program. coach sends nothing itself."""

from collections.abc import Callable, Sequence

from textual.screen import ModalScreen

from coach.actions.done import Done
from screens.gateway import Gateway
from screens.widgets.wrap import Paragraph


class WriteOut(ModalScreen[Done | None]):
    """`guide` stands beside the text, or above it: what it should say. `to` is an e-mail address, or empty.

    `file_name` is proposed for a file, with its ending. `about` tells texts apart that are kept as drafts until coach is left,
    such as `message 12`: the one text of this kind about this lead; empty keeps none. `done` makes the form by which the text
    is logged once it was sent, for Ctrl+S; without it nothing is logged from here. What that form did is the result, None when
    nothing was written down.
    """

    def __init__(
        self,
        gateway: Gateway,
        *,
        title: str,
        text: str,
        guide: Sequence[Paragraph],
        to: str = "",
        subject: str = "",
        file_name: str,
        about: str = "",
        done: Callable[[], ModalScreen[Done | None]] | None = None,
    ) -> None:
        super().__init__()
        self.gateway = gateway
        self._title, self._text, self._guide = title, text, guide
        self._to, self._subject, self._file_name, self._about, self._done = to, subject, file_name, about, done
