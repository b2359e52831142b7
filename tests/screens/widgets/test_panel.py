"""Texts to read: the panel that crops, and the page that scrolls."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import Static

from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import paragraph

from ..screen_reader import screen_text
from .worlds import HOSTILE, OneWidget

LONG = [paragraph(f"line {number}") for number in range(100)]


async def test_a_panel_wraps_and_does_not_take_the_focus() -> None:
    app = OneWidget(Panel([paragraph(("strong", "Ben Adeyemi"), " · Roofing"), paragraph("Answer his question today")]))
    async with app.run_test(size=(20, 6)):
        assert [line.rstrip() for line in screen_text(app)] == [
            "Ben Adeyemi ·",
            "Roofing",
            "Answer his question",
            "today",
            "",
            "",
        ]
        assert app.focused is None


async def test_a_panel_that_is_too_low_ends_in_an_ellipsis() -> None:
    panel = Panel(LONG)
    app = OneWidget(panel)
    async with app.run_test(size=(20, 4)) as pilot:
        assert [line.rstrip() for line in screen_text(app)] == ["line 0", "line 1", "line 2", "…"]
        panel.show(LONG[:4])
        await pilot.pause()
        assert [line.rstrip() for line in screen_text(app)] == ["line 0", "line 1", "line 2", "line 3"]


async def test_a_panel_of_automatic_height_is_as_high_as_its_text() -> None:
    class Above(App[None]):
        CSS = "Panel { height: auto; }"

        def compose(self) -> ComposeResult:
            with Vertical():
                yield Panel([paragraph("one two")])
                yield Static("below")

    app = Above()
    async with app.run_test(size=(20, 6)) as pilot:
        assert [line.rstrip() for line in screen_text(app)[:2]] == ["one two", "below"]
        app.query_one(Panel).show([paragraph("one two three four five six")])
        await pilot.pause()
        assert [line.rstrip() for line in screen_text(app)[:3]] == ["one two three four", "five six", "below"]
        await pilot.resize_terminal(10, 8)
        await pilot.pause()
        assert [line.rstrip() for line in screen_text(app)[:4]] == ["one two", "three four", "five six", "below"]


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        (["down"], 1), (["j", "j", "k"], 1), (["up"], 0), (["pagedown"], 23), (["space", "pageup"], 0), (["end"], 76),
        (["G", "down"], 76), (["G", "g"], 0), (["end", "home"], 0),
    ],
)  # fmt: skip
async def test_a_page_scrolls(keys: list[str], top: int) -> None:
    app = OneWidget(Page(LONG))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert screen_text(app)[0].split("  ")[0] == f"line {top}"


async def test_a_page_with_another_text_begins_at_the_top_unless_told_to_stay() -> None:
    page = Page(LONG)
    app = OneWidget(page)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        page.show([*LONG, paragraph("new")], keep_scroll=True)
        await pilot.pause()
        assert screen_text(app)[0].startswith("line 23 ")
        page.show(LONG)
        await pilot.pause()
        assert screen_text(app)[0].startswith("line 0 ")
        page.show([paragraph("short")], keep_scroll=True)
        await pilot.pause()
        assert [line.strip() for line in screen_text(app)[:2]] == ["short", ""]


async def test_a_page_wraps_anew_in_another_width() -> None:
    app = OneWidget(Page([paragraph("one two three four five six")]))
    async with app.run_test(size=(80, 24)) as pilot:
        assert screen_text(app)[0].startswith("one two three four five six")
        await pilot.resize_terminal(15, 24)
        await pilot.pause()
        assert [line.rstrip() for line in screen_text(app)[:3]] == ["one two three", "four five six", ""]


@pytest.mark.parametrize("kind", [Panel, Page])
@pytest.mark.parametrize("size", [(80, 24), (7, 5), (1, 1)])
async def test_no_text_breaks_it(kind: type[Panel | Page], size: tuple[int, int]) -> None:
    app = OneWidget(kind([paragraph("Note  ", ("dim", text), hang=6) for text in HOSTILE]))
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        assert len(screen_text(app)) == size[1]
        width = app.widget.scrollable_content_region.width
        assert {app.widget.render_line(y).cell_length for y in range(size[1])} == {width}
        assert "\x1b" not in "".join(screen_text(app))


async def test_a_panel_drawn_before_it_is_told_of_its_new_size_shows_no_line_of_the_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = Panel([paragraph("one two three four five six")])
    app = OneWidget(panel)
    async with app.run_test(size=(80, 24)):
        assert panel.render_line(0).text.rstrip() == "one two three four five six"
        monkeypatch.setattr(Panel, "size", Size(15, 24))
        assert [panel.render_line(y).text.rstrip() for y in range(2)] == ["one two three", "four five six"]
