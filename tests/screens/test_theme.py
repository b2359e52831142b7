"""The colours of coach can be read, and told apart, on every ground they are written on."""

from itertools import combinations

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from screens.theme import DARK, LIGHT, use_themes

MEANINGS = ("text-accent", "text-warning", "text-success")
READABLE, APART = 4.5, 60
"""The contrast ordinary text needs by WCAG, and how far two meanings lie from each other in the space of red, green and blue."""


def luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """The contrast of WCAG, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grounds(theme: Theme) -> list[Color]:
    """The background, a form, a field, and the line under the cursor."""
    colours = theme.to_color_system().generate()
    background = Color.parse(colours["background"])
    cursor = background + Color.parse(colours["accent"]).with_alpha(0.22)
    return [background, cursor, *(Color.parse(colours[name]) for name in ("surface", "panel"))]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", ["foreground", "text-muted", "text-error", *MEANINGS])
def test_every_colour_is_readable_on_every_ground(theme: Theme, name: str) -> None:
    colour = Color.parse(theme.to_color_system().generate()[name])
    for ground in grounds(theme):
        assert contrast(colour, ground) >= READABLE, (name, ground.hex)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_meanings_are_told_apart(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    for one, other in combinations(MEANINGS, 2):
        apart = zip(Color.parse(colours[one]).rgb, Color.parse(colours[other]).rgb, strict=True)
        assert sum((a - b) ** 2 for a, b in apart) ** 0.5 >= APART, (one, other)


async def test_an_app_knows_both_and_begins_with_the_dark_one() -> None:
    app: App[None] = App()
    use_themes(app)
    async with app.run_test():
        assert app.theme == "coach-dark"
        app.theme = "coach-light"
        assert {"coach-dark", "coach-light"} <= set(app.available_themes)
