"""The colours of coach, dark and light: one for where one is, one for what waits too long, one for what went well.

Where one is stands in blue and what waits in amber, which also those tell apart who see no red or no green. The two ansi themes
leave the colours to the terminal, and keep to what reads on its ground: Textual's own give two meanings the same green, and show
a text cursor in the colour of the ground.
"""

from dataclasses import replace
from typing import Any, Final

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

DARK: Final = Theme(
    name="coach-dark",
    dark=True,
    primary="#7FB4E0",
    secondary="#7FB4E0",
    accent="#7FB4E0",
    warning="#E8B04B",
    error="#E8806A",
    success="#7FC56F",
    foreground="#DADCD6",
    background="#15181B",
    surface="#1B1F23",
    panel="#22272C",
    variables={
        "text-muted": "#A5ABAD",
        "text-disabled": "#899093",
        "text-accent": "#8FC1EA",
        "text-primary": "#8FC1EA",
        "text-warning": "#EDBB60",
        "text-error": "#F0978A",
        "text-success": "#8BD17C",
        "block-cursor-background": "#7FB4E0",
        "block-cursor-foreground": "#15181B",
        "input-selection-background": "#7FB4E0 35%",
    },
)
LIGHT: Final = Theme(
    name="coach-light",
    dark=False,
    primary="#1D5FA6",
    secondary="#1D5FA6",
    accent="#1D5FA6",
    warning="#8F5200",
    error="#A8321F",
    success="#2A6B33",
    foreground="#23272A",
    background="#FAF9F5",
    surface="#F2F0EA",
    panel="#E9E7E0",
    variables={
        "text-muted": "#50565A",
        "text-disabled": "#6A7175",
        "text-accent": "#17538F",
        "text-primary": "#17538F",
        "text-warning": "#804900",
        "text-error": "#982B1A",
        "text-success": "#235C2B",
        "block-cursor-background": "#1D5FA6",
        "block-cursor-foreground": "#FAF9F5",
        "input-selection-background": "#1D5FA6 25%",
    },
)


_CURSOR_OF_THE_TERMINAL: Final = {
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
}
ANSI_DARK: Final = replace(
    BUILTIN_THEMES["ansi-dark"],
    primary="ansi_bright_cyan",
    secondary="ansi_bright_cyan",
    accent="ansi_bright_cyan",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    variables={**BUILTIN_THEMES["ansi-dark"].variables, **_CURSOR_OF_THE_TERMINAL},
)
ANSI_LIGHT: Final = replace(
    BUILTIN_THEMES["ansi-light"],
    primary="ansi_blue",
    secondary="ansi_blue",
    accent="ansi_blue",
    warning="ansi_red",
    error="ansi_red",
    success="ansi_green",
    variables={**BUILTIN_THEMES["ansi-light"].variables, **_CURSOR_OF_THE_TERMINAL},
)


def use_themes(app: App[Any]) -> None:
    """Let the app know all four, and begin with the dark one; which one the owner wants is the owner's setting."""
    for theme in (DARK, LIGHT, ANSI_DARK, ANSI_LIGHT):
        app.register_theme(theme)
    app.theme = DARK.name
