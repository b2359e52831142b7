"""What a person sees on the screen of an app under test."""

from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.strip import Strip


def screen_strips(app: App[Any]) -> list[Strip]:
    """The lines of the screen as they are sent to the terminal."""
    return app.screen._compositor.render_strips(app.size)


def screen_text(app: App[Any]) -> list[str]:
    """The lines of the screen as text, each as wide as the screen: a line whose cells do not add up is told at once."""
    lines = [strip.text for strip in screen_strips(app)]
    for line in lines:
        assert cell_len(line) == app.size.width, f"{cell_len(line)} cells in a screen of {app.size.width}: {line!r}"
    return lines


def words_on_screen(app: App[Any]) -> str:
    """The whole screen in one text, for `in`."""
    return "\n".join(line.rstrip() for line in screen_text(app))
