"""Every meaning is also a word or a sign: the screens say the same in any theme, and in none."""

import pytest

from coach.actions.settings import change_setting
from coach.records.desk import Desk

from ..story import WIDE, Clock, told
from .people import ben, lin, newcomers


@pytest.mark.parametrize("theme", ["textual-light", "nord", "ansi-dark", "ansi-light"])
async def test_a_theme_of_the_settings_is_used_and_changes_no_word(desk: Desk, clock: Clock, theme: str) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk, WIDE) as story:
        plain = story.seen
        await story.press("t")
        plain_form = story.seen
    change_setting(desk, "theme", theme)
    async with told(desk, WIDE) as story:
        assert story.app.theme == theme
        assert story.seen == plain
        await story.press("t")
        assert story.seen == plain_form


async def test_without_colour_the_words_and_signs_are_the_same(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben(desk, clock)
    async with told(desk, WIDE) as story:
        plain = story.seen
    monkeypatch.setenv("NO_COLOR", "1")
    async with told(desk, WIDE) as story:
        assert story.app.no_color
        assert story.seen == plain
        assert "▌ !    2d Ben Adeyemi" in story.seen
        await story.press("z")
        assert "[1 day]" in story.seen


async def test_a_theme_there_is_not_is_told_with_those_there_are(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "theme", "mauve [/]")
    async with told(desk) as story:
        assert any("There is no theme called mauve [/]." in said and "nord" in said for said in story.toasts)
