"""The floor under the full screen: the smallest Textual app, one line of text."""

from textual.app import App, ComposeResult
from textual.widgets import Static

READY = "READY minimal"


class Minimal(App[None]):
    """Shows `READY`, and nothing else."""

    def compose(self) -> ComposeResult:
        """The one line."""
        yield Static(READY)


if __name__ == "__main__":
    Minimal().run()
