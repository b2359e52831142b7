"""Colour by meaning: six tones on three grounds, each a component class made of theme variables and nothing else.

A tone is never the only sign of its meaning; whoever uses one writes a sign or a word beside it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.widgets.cells import Span, Tone

Ground = Literal["plain", "cursor", "resting"]
"""What lies under a text: nothing, the cursor, or the cursor of a widget that has not the focus."""

INKS = {
    *(f"tone--{tone}" for tone in ("plain", "dim", "accent", "warn", "good", "strong")),
    *(f"ground--{ground}" for ground in ("plain", "cursor", "resting")),
}
"""The component classes of every widget that writes in tones."""

INK_CSS = """
    & > .tone--dim { color: $text-muted; }
    & > .tone--accent { color: $text-accent; text-style: bold; }
    & > .tone--warn { color: $text-warning; }
    & > .tone--good { color: $text-success; }
    & > .tone--strong { text-style: bold; }
    & > .ground--cursor { background: $accent 22%; }
    & > .ground--resting { background: $foreground 8%; }
    &:ansi > .tone--dim { text-style: dim; }
    &:ansi > .ground--cursor { background: ansi_default; text-style: bold; }
    &:ansi > .ground--resting { background: ansi_default; }
"""
"""The rules of the tones and grounds, to be put inside the rule of a widget."""

SCROLLBAR_CSS = """
    scrollbar-size-vertical: 1;
    scrollbar-gutter: stable;
    scrollbar-color: $foreground 25%;
    scrollbar-color-hover: $foreground 40%;
    scrollbar-color-active: $accent;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
    &:ansi { scrollbar-color: ansi_bright_black; scrollbar-color-hover: ansi_white; }
"""
"""A quiet scrollbar, whose cell is kept free when there is none, so that nothing moves when it comes."""

if TYPE_CHECKING:
    from textual.widget import Widget

    _Base = Widget
else:
    _Base = object  # a second widget among the bases would change whose styles a widget inherits


class Inked(_Base):
    """Mixed into a widget that draws its own lines: from spans to strips in the colours of the theme."""

    _inks: dict[tuple[Ground, Tone], Style] | None = None

    def ink(self, tone: Tone, ground: Ground = "plain") -> Style:
        """The style of a tone on a ground, background included."""
        if self._inks is None:
            self._inks = {}
        style = self._inks.get((ground, tone))
        if style is None:
            style = self.get_visual_style(f"ground--{ground}", f"tone--{tone}").rich_style
            self._inks[ground, tone] = style
        return style

    def strip(self, spans: Iterable[Span], width: int, ground: Ground = "plain") -> Strip:
        """One line in these colours. The spans have been made safe and fill `width` cells exactly."""
        return Strip([Segment(text, self.ink(tone, ground)) for tone, text in spans if text], width)

    def blank(self, width: int, ground: Ground = "plain") -> Strip:
        """A line of spaces."""
        return Strip.blank(width, self.ink("plain", ground))

    def notify_style_update(self) -> None:
        """Called by Textual when the theme or the styles changed: the inks are mixed anew."""
        super().notify_style_update()
        self._inks = None
        self.forget_strips()

    def forget_strips(self) -> None:
        """Drop every kept strip: the width or the colours have changed. For widgets that keep some."""
