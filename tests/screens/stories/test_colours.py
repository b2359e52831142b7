"""Every meaning is also a word or a sign: the screens say the same in any theme, and in none; and each theme can be read."""

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from coach.actions.leads import add_lead
from coach.actions.settings import change_setting
from coach.records.desk import Desk
from screens.theme import ANSI_DARK, ANSI_LIGHT, DARK, LIGHT
from screens.widgets.line_list import LineList

from ..screen_reader import screen_strips
from ..story import NARROW, WIDE, Clock, Story, told
from .people import ben, lin, newcomers

OURS = (DARK.name, LIGHT.name, ANSI_DARK.name, ANSI_LIGHT.name)
READABLE = 3.0
"""The least contrast of any letter on its ground: that of WCAG for large and bold text, and for what is not to read at once."""
SCENES: dict[str, tuple[str, ...]] = {
    "today": ("1",),
    "selected": ("1", "space", "j", "space"),
    "touch": ("1", "t"),
    "step": ("1", "n"),
    "board": ("2",),
    "leads": ("3",),
    "lead": ("1", "enter"),
    "talk": ("1", "c"),
    "answer": ("1", "c", "enter"),
    "message": ("1", "e"),
    "find": ("1", "slash", "e"),
    "help": ("1", "question_mark"),
    "said": ("1", "z", "enter"),
}
each_scene = pytest.mark.parametrize("keys", SCENES.values(), ids=SCENES)


async def all_scenes(desk: Desk, size: tuple[int, int]) -> dict[str, str]:
    """What the scenes show, one after another, by their names."""
    shown = {}
    async with told(desk, size) as story:
        for name, keys in SCENES.items():
            await story.press(*keys)
            shown[name] = story.seen
            while story.asking or story.pane.place in {"lead", "talk"}:
                await story.press("escape")
            if name == "selected":
                await story.press("space", "k", "space")
        await story.press("u")
    return shown


def letters(story: Story) -> Iterator[Segment]:
    """The pieces of the pane, or of the form over it, that have a letter or a sign in them; not its frame and its scrollbar."""
    top = story.app.screen if story.app.screen is story.main else story.app.screen.children[-1]
    area = top.region
    for strip in screen_strips(story.app)[area.y : area.bottom]:
        for segment in strip.crop(area.x, area.right):
            if segment.text.strip(" │─╭╮╰╯▏▌▁▂▃▄▅▆▇█…"):
                yield segment


def contrast(segment: Segment) -> float:
    """The contrast of a piece of text with its ground, as WCAG counts it."""
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    pairs = (segment.style.color.get_truecolor(), segment.style.bgcolor.get_truecolor())
    darker, lighter = sorted(_luminance(Color(*pair)) for pair in pairs)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("theme", [*OURS[1:], "textual-light", "nord"])
async def test_a_theme_of_the_settings_is_used_and_changes_no_word(desk: Desk, clock: Clock, theme: str) -> None:
    ben(desk, clock)
    lin(desk, clock)
    plain = await all_scenes(desk, WIDE)
    change_setting(desk, "theme", theme)
    async with told(desk, WIDE) as story:
        assert story.app.theme == theme
    assert await all_scenes(desk, WIDE) == plain


async def test_without_colour_the_words_and_signs_are_the_same(
    desk: Desk, clock: Clock, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben(desk, clock)
    lin(desk, clock)
    plain = await all_scenes(desk, size)
    monkeypatch.setenv("NO_COLOR", "1")
    async with told(desk, size) as story:
        assert story.app.no_color
        assert "▌ !    2d Ben Adeyemi" in story.seen
        await story.press("z")
        assert "[1 day]" in story.seen
    assert await all_scenes(desk, size) == plain


@each_scene
@pytest.mark.parametrize("theme", OURS[:2])
async def test_every_letter_of_a_theme_of_ours_can_be_read(
    desk: Desk, clock: Clock, theme: str, keys: tuple[str, ...]
) -> None:
    ben(desk, clock)
    lin(desk, clock)
    change_setting(desk, "theme", theme)
    async with told(desk, NARROW) as story:
        await story.press(*keys)
        found = list(letters(story))
        assert len(found) > 10
        assert [segment.text for segment in found if contrast(segment) < READABLE] == []


@pytest.mark.parametrize("theme", OURS)
async def test_cursor_marks_and_warnings_are_signs_in_every_theme(desk: Desk, clock: Clock, theme: str) -> None:
    ben(desk, clock)
    lin(desk, clock)
    change_setting(desk, "theme", theme)
    async with told(desk, WIDE) as story:
        await story.press("j", "space")
        assert "▌*!    1d Lin Wei" in story.seen
        lines = story.pane.query_one(LineList)
        grounds = {str(lines.ink("plain", ground)) for ground in ("plain", "cursor")}
        assert len(grounds) == 2
        tones = {str(lines.ink(tone)) for tone in ("plain", "dim", "accent", "warn", "good", "strong")}
        assert len(tones) == 6, "each meaning has a colour or a weight of its own"


@pytest.mark.parametrize("theme", OURS)
async def test_what_is_late_or_stuck_is_said_in_words_in_every_theme(desk: Desk, clock: Clock, theme: str) -> None:
    clock.set("2026-10-05T10:00")
    add_lead(desk, "Tom Reyes")
    clock.set("2026-11-24T10:00")
    change_setting(desk, "theme", theme)
    async with told(desk, WIDE) as story:
        assert "36d Tom Reyes" in story.seen
        await story.press("2")
        assert "stuck" in story.seen
        assert "late 36d" in story.seen
        await story.press("3")
        assert "late Mon 5 Oct" in story.seen
        await story.press("enter")
        assert "late 36d" in story.seen
        assert "past its 5" in story.words


@pytest.mark.parametrize("theme", OURS[2:])
async def test_a_terminal_with_colours_of_its_own_shows_fields_and_the_text_cursor(desk: Desk, theme: str) -> None:
    newcomers(desk, 1)
    change_setting(desk, "theme", theme)
    async with told(desk, NARROW) as story:
        await story.press("n")
        assert any(style.underline and len(text) > 20 for text, style in _pieces(story))
        await story.press("end")
        assert [text for text, style in _pieces(story) if style.reverse] == [" "]


def _pieces(story: Story) -> list[tuple[str, Style]]:
    return [(text, style) for strip in screen_strips(story.app) for text, style, _ in strip if style is not None]


async def test_a_theme_there_is_not_is_told_with_those_there_are(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "theme", "mauve [/]")
    async with told(desk) as story:
        assert any("There is no theme called mauve [/]." in said and "nord" in said for said in story.toasts)
