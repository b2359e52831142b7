"""A page that is wrapped only as far as it is looked at shows what a page shows that is wrapped whole."""

from collections.abc import Iterable, Iterator

import pytest

from screens.widgets import long_page
from screens.widgets.cells import Span
from screens.widgets.long_page import LongPage
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, paragraph, wrapped

from ..screen_reader import screen_text
from .worlds import HOSTILE, OneWidget

LONG = [paragraph(("dim", f"{number:03} "), "word " * (number % 17), hang=4) for number in range(300)]
SIZE = (40, 10)


@pytest.fixture
def lines_wrapped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines were wrapped so far, as its one item."""
    count = [0]

    def counting(paragraphs: Iterable[Paragraph], width: int) -> Iterator[list[Span]]:
        for line in wrapped(paragraphs, width):
            count[0] += 1
            yield line

    monkeypatch.setattr(long_page, "wrapped", counting)
    return count


async def _seen(page: Page, *keys: str) -> list[list[str]]:
    """The screen at first and after each key."""
    app = OneWidget(page)
    async with app.run_test(size=SIZE) as pilot:
        page.focus()
        await pilot.pause()
        seen = [[line[:-1] for line in screen_text(app)]]
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            seen.append([line[:-1] for line in screen_text(app)])
    return seen


async def test_every_key_shows_what_it_shows_on_a_page_wrapped_whole() -> None:
    keys = ("down", "pagedown", "pagedown", "up", "pageup", "end", "up", "pagedown", "home", "down")
    assert await _seen(LongPage(LONG), *keys) == await _seen(Page(LONG), *keys)


async def test_only_what_is_looked_at_is_wrapped(lines_wrapped: list[int]) -> None:
    page = LongPage(LONG)
    async with OneWidget(page).run_test(size=SIZE) as pilot:
        assert 0 < lines_wrapped[0] <= 3 * SIZE[1]
        before = lines_wrapped[0]
        page.show(list(LONG))
        await pilot.pause()
        assert lines_wrapped[0] == before
        page.action_move(1 << 40)
        await pilot.pause()
        assert lines_wrapped[0] == page.virtual_size.height == len(list(wrapped(LONG, SIZE[0] - 1)))


async def test_the_mouse_may_go_where_nothing_was_wrapped_yet() -> None:
    page = LongPage(LONG)
    app = OneWidget(page)
    async with app.run_test(size=SIZE) as pilot:
        page.scroll_to(y=100, animate=False)
        await pilot.pause()
        whole = list(wrapped(LONG, SIZE[0] - 1))
        shown = "".join(span.text for span in whole[page.scroll_offset.y])
        assert screen_text(app)[0][:-1] == shown


async def test_another_text_begins_at_its_top_unless_it_is_the_same_with_something_new() -> None:
    page = LongPage(LONG)
    async with OneWidget(page).run_test(size=SIZE) as pilot:
        page.action_move(50)
        await pilot.pause()
        page.show([*LONG, paragraph("new")], keep_scroll=True)
        await pilot.pause()
        assert page.scroll_offset.y == 50
        page.show(LONG[:40])
        await pilot.pause()
        assert page.scroll_offset.y == 0


async def test_a_narrower_page_keeps_its_place_and_shows_all() -> None:
    page = LongPage(LONG)
    app = OneWidget(page)
    async with app.run_test(size=SIZE) as pilot:
        page.action_move(1 << 40)
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        page.action_move(1 << 40)
        await pilot.pause()
        last = "".join(span.text for span in list(wrapped(LONG, 19))[-1])
        assert screen_text(app)[-1][:-1] == last


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_are_harmless(text: str) -> None:
    for lines in await _seen(LongPage([paragraph(text * 3, hang=2)] * 30), "end"):
        assert all(character.isprintable() for line in lines for character in line)
