"""What the main screen asks of a pane, and what a pane tells the main screen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from coach.actions.done import Done
from coach.errors import CoachError
from screens import keys
from screens.gateway import Gateway
from screens.widgets.bars import Hint


class Pane(Widget):
    """One place of the app: Today, the board, a lead. It asks views, draws the answers, and holds no state of the business."""

    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; layout: vertical; }
    """
    place: ClassVar[str] = ""
    """Its id, as in the table of keys."""
    purpose: ClassVar[str] = ""
    """What it is for, in one or two sentences, for `?`."""
    key_places: ClassVar[tuple[str, ...]] = ()
    """Which parts of the table of keys hold here, beside everywhere."""

    class Moved(Message):
        """Another lead is under the cursor, or what is shown has changed: hints and keys may differ."""

    class OpenLead(Message):
        """Show this lead's page."""

        def __init__(self, lead_id: int) -> None:
            super().__init__()
            self.lead_id = lead_id

    class Left(Message):
        """The pane is done with: back to where one came from."""

    class Said(Message):
        """Something was done from inside the pane; the main screen says so, and `u` takes it back."""

        def __init__(self, done: Done) -> None:
            super().__init__()
            self.done = done

    class Trouble(Message):
        """Something could not be done; the main screen says why."""

        def __init__(self, what: str, do: str = "") -> None:
            super().__init__()
            self.what, self.do = what, do

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(id=self.place)
        self.gateway = gateway
        self.back_to = ""
        """The place that leaving it leads back to; empty for the pane that was shown before."""

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here and now, at most eight."""
        return ()

    def coach_line(self) -> str:
        """What the coach has to say here, in one sentence."""
        return ""

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002  # a pane may know leads that one verb covers
        """The leads a verb is for: those selected, else the one under the cursor; none when there is none."""
        return ()

    def reload(self, keep: int | None = None) -> None:
        """Ask the views anew; the cursor stays on its lead, or goes to `keep`, and the scroll stays."""
        raise NotImplementedError

    def after(self, done: Done) -> None:
        """Something was done to a lead here: show it, with the cursor where the owner goes on."""
        self.reload(done.lead_id)

    def focus_here(self) -> None:
        """Give the keys to what they are for."""
        self.query("*").first().focus()

    def hint(self, action_id: str, label: str = "") -> Hint:
        """The key of an action as the owner has it, for the hint bar."""
        return Hint(keys.shown(action_id, self.gateway.keymap), label or keys.action(action_id).label)

    def trouble(self, error: CoachError) -> None:
        """Tell the main screen why something could not be done."""
        self.post_message(self.Trouble(error.what, error.do))
