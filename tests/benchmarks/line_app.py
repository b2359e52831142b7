"""The floor under a key: a Textual app that draws one line anew for each key, by the line API."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.events import Key
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

READY = "READY line"


class Lines(Widget, can_focus=True):
    """Its first line tells how many keys have come."""

    DEFAULT_CSS: ClassVar[str] = "Lines { height: 1fr; }"
    presses = 0

    def render_line(self, y: int) -> Strip:
        """One line."""
        text = f"{READY} {self.presses}" if y == 0 else f"line {y}"
        return Strip([Segment(text.ljust(self.size.width))])

    def on_key(self, _event: Key) -> None:
        """Count, and draw the first line."""
        self.presses += 1
        self.refresh(Region(0, 0, self.size.width, 1))


class LineApp(App[None]):
    """Nothing else."""

    def compose(self) -> ComposeResult:
        """The lines."""
        yield Lines()

    def on_mount(self) -> None:
        """They have the keys."""
        self.query_one(Lines).focus()


if __name__ == "__main__":
    LineApp().run()
