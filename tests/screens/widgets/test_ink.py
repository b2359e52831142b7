"""Colour by meaning: every tone can be told on every ground, in every theme, and without colours by something else."""

import pytest
from textual.theme import BUILTIN_THEMES

from screens.widgets.line_list import LineList

from .worlds import OneWidget, draw, people

TONES = ("plain", "dim", "accent", "warn", "good", "strong")
THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "ansi-dark", "ansi-light")


@pytest.mark.parametrize("theme", THEMES)
async def test_tones_differ_from_plain_text_on_every_ground(theme: str) -> None:
    assert theme in BUILTIN_THEMES
    app = OneWidget(LineList(people(3), draw))
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        for ground in ("plain", "cursor", "resting"):
            inks = {tone: str(app.widget.ink(tone, ground)) for tone in TONES}
            # An ansi theme shows the cursor by bold text, in which a bold name is like the rest of its row.
            told = [tone for tone in TONES[1:] if not (tone == "strong" and ground == "cursor" and "ansi" in theme)]
            assert all(inks[tone] != inks["plain"] for tone in told)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if "ansi" not in theme])
async def test_every_tone_can_be_read_on_every_ground(theme: str) -> None:
    app = OneWidget(LineList(people(3), draw))
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        for ground in ("plain", "cursor", "resting"):
            for tone in TONES:
                style = app.widget.ink(tone, ground)
                assert contrast(style.color.triplet, style.bgcolor.triplet) >= 2.5, (tone, ground)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio as WCAG 2 counts it."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
