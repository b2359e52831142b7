"""What a widget tells its screen."""

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget


@dataclass(eq=False)
class Told(Message):
    """A message of a widget about itself."""

    widget: Widget

    @property
    def control(self) -> Widget:
        """The widget, for `on` with a selector."""
        return self.widget
