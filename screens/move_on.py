"""A move whose stage is known already: only what they did is left to say."""

from typing import ClassVar

from screens.dialogs.move import Move


class MoveOn(Move):
    """The form of a move, with the keys where the evidence is written."""

    AUTO_FOCUS: ClassVar[str | None] = "#evidence Input"
