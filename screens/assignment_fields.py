"""Fields to write in, one line high until more is written: Enter goes on, whatever is pasted stays on its line."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from screens.safe import safe_line
from screens.widgets.board_layout import MORE_AFTER, MORE_BEFORE
from screens.widgets.cells import Span, Tone, flow
from screens.widgets.ink import Inked
from screens.widgets.told import Told


def typed(text: str) -> str:
    """A pasted or stored text as it may stand in a field: in one line, and with nothing that steers a terminal."""
    return "".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text)


class Line(Input):
    """One line. A text that was proposed is replaced by what is typed; one the owner wrote is gone on with."""

    DEFAULT_CSS: ClassVar[str] = """
    Line { background: $foreground 5%; }
    Line:focus { background: $foreground 12%; }
    """

    def __init__(self, value: str = "", *, proposed: str = "", hint: str = "", id: str | None = None) -> None:  # noqa: A002  # the name Textual gives it
        super().__init__(
            typed(value),
            placeholder=safe_line(hint),
            select_on_focus=bool(value) and value == proposed,
            compact=True,
            id=id,
        )

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = typed(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class Writing(TextArea):
    """A few lines to write in, wrapped by words: Enter goes on, so it is one paragraph."""

    DEFAULT_CSS: ClassVar[str] = """
    Writing { height: auto; min-height: 2; max-height: 4; background: $foreground 5%; padding: 0; scrollbar-size-vertical: 1; }
    Writing:focus { background: $foreground 12%; }
    """

    @dataclass(eq=False)
    class Submitted(Told):
        """Enter."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002  # the name Textual gives it
        super().__init__(typed(value), compact=True, highlight_cursor_line=False, id=id)
        self.move_cursor(self.document.end)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # asked before TextArea's own, not in its place
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(typed(event.text), *self.selection, maintain_selection_offset=False)


class Choice(Inked, Widget, can_focus=True):
    """One of several names, in one line: left and right choose."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Choice {
        height: 1;
        width: 1fr;
        background: $foreground 5%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,minus", "turn(-1)", "Before", show=False),
        Binding("right,l,space,plus", "turn(1)", "Next", show=False),
    ]

    @dataclass(eq=False)
    class Changed(Told):
        """Another one is chosen."""

    def __init__(self, names: Sequence[str], chosen: str, *, none: str, id: str | None = None) -> None:  # noqa: A002  # the name Textual gives it
        super().__init__(id=id)
        self._names = ["", *names]
        self._none = none
        self._at = self._names.index(chosen) if chosen in self._names else 0

    @property
    def value(self) -> str:
        """The name chosen, the empty text for none."""
        return self._names[self._at]

    def action_turn(self, step: int) -> None:
        """Choose the one beside."""
        self._at = (self._at + step) % len(self._names)
        self.refresh()
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """A click at the left end goes back, anywhere else on."""
        self.action_turn(-1 if event.x < 2 else 1)

    def on_focus(self) -> None:
        """Show that it has the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it has them no more."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The name between its two signs."""
        width = self.size.width
        if y:
            return self.blank(width)
        tone: Tone = "accent" if self.has_focus else "dim"
        name = Span("plain" if self.value else "dim", self.value or self._none)
        spans = [
            Span(tone, f"{MORE_BEFORE} "),
            name,
            Span(tone, f" {MORE_AFTER}"),
            Span("dim", f"   {self._at + 1} of {len(self._names)}"),
        ]
        return self.strip(flow(spans, width), width, "cursor" if self.has_focus else "plain")
