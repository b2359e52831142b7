"""Colour by meaning: six tones on three grounds, mixed from the variables of the theme and nothing else.

A tone is never the only sign of its meaning; whoever uses one writes a sign or a word beside it. They are mixed here, not by
rules of style for parts of a widget: those would be matched anew for every widget at every change of focus or size.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.style import Style as VisualStyle

from screens.widgets.cells import Span, Tone

Ground = Literal["plain", "cursor", "resting"]
"""What lies under a text: nothing, the cursor, or the cursor of a widget that has not the focus."""

_VARIABLES: dict[Tone, str] = {
    "dim": "text-muted",
    "accent": "text-accent",
    "warn": "text-warning",
    "good": "text-success",
}
_BOLD: frozenset[Tone] = frozenset({"accent", "strong"})
_GROUNDS: dict[Ground, tuple[str, float]] = {"cursor": ("accent", 0.22), "resting": ("foreground", 0.08)}
"""The variable of a ground, and how much of it is laid over the background."""

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
            style = self._inks[ground, tone] = self._mixed(tone, ground).rich_style
        return style

    def _mixed(self, tone: Tone, ground: Ground) -> VisualStyle:
        """The widget's own style, with the ground laid over its background and the tone in the place of its colour."""
        mixed: VisualStyle = self.visual_style
        variables, ansi = self.app.theme_variables, self.app.native_ansi_color
        background = self.background_colors[1]
        if ground in _GROUNDS and not ansi:
            name, share = _GROUNDS[ground]
            background += Color.parse(variables[name]).with_alpha(share)
            mixed += VisualStyle(background=background)
        elif ground == "cursor":
            mixed += VisualStyle(bold=True)  # such a terminal has its own colours, and none between two of them
        if tone == "dim" and ansi:
            mixed += VisualStyle(dim=True)
        elif tone in _VARIABLES:
            mixed += VisualStyle(foreground=_colour(variables[_VARIABLES[tone]], background))
        return mixed + VisualStyle(bold=True) if tone in _BOLD else mixed

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


def _colour(written: str, background: Color) -> Color:
    """The colour of a variable; `auto 60%` is as much of black or white as reads well on this background."""
    name, _, share = written.partition(" ")
    if name == "auto":
        return background + background.get_contrast_text(float(share.rstrip("%")) / 100)
    return Color.parse(written)
