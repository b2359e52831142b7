"""The bars: one line each, cropped by whole things, and clickable."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from screens.widgets.bars import Hint, HintBar, StatusLine, Tab, TabBar

from ..screen_reader import screen_text
from .worlds import HOSTILE

NAMES = ("Today", "Board", "Leads", "Review", "Insights", "Pipeline")
TABS = [Tab(name.lower(), f"{at} {name}") for at, name in enumerate(NAMES, 1)]
HERE = [
    ("enter", "open"),
    ("t", "touch"),
    ("r", "replied"),
    ("n", "next step"),
    ("z", "snooze"),
    ("m", "move"),
    ("w", "won"),
]
ALWAYS = [("a", "add"), ("/", "find"), ("u", "undo"), ("?", "help")]


class Bars(App[None]):
    def __init__(self, bar: Widget) -> None:
        super().__init__()
        self.bar = bar
        self.told: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.bar

    def on_tab_bar_chosen(self, event: TabBar.Chosen) -> None:
        self.told.append(event.tab)

    def on_hint_bar_chosen(self, event: HintBar.Chosen) -> None:
        self.told.append(event.key)


def tab_bar(**options: str) -> TabBar:
    return TabBar(TABS, active="today", right="Tue 24 Nov · Maya", **options)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (100, " coach  [1 Today] 2 Board  3 Leads  4 Review  5 Insights  6 Pipeline              Tue 24 Nov · Maya "),
        (80, "[1 Today] 2 Board  3 Leads  4 Review  5 Insights  6 Pipeline  Tue 24 Nov · Maya "),
        (79, "[1 Today] 2 Board  3 Leads  4 Review  5 Insights  6 Pipeline        Tue 24 Nov "),
        (64, "[1 Today] 2 Board  3 Leads  4 Review  5 Insights  6 Pipeline    "),
        (60, " coach  [1 Today] 2  3  4  5  6           Tue 24 Nov · Maya "),
        (24, "[1 Today] 2  3  4  5  6 "),
    ],
)
async def test_the_tabs_come_first_where_room_is_short(width: int, shown: str) -> None:
    app = Bars(tab_bar())
    async with app.run_test(size=(width, 2)):
        assert screen_text(app)[0] == shown


async def test_a_warning_is_never_left_out() -> None:
    for width in (120, 80, 70, 40):
        app = Bars(tab_bar(warning="demo"))
        async with app.run_test(size=(width, 2)):
            assert " demo " in screen_text(app)[0]


async def test_another_active_tab_moves_nothing() -> None:
    app = Bars(tab_bar())
    async with app.run_test(size=(120, 2)) as pilot:
        before = screen_text(app)[0]
        app.bar.set_active("board")  # type: ignore[attr-defined]
        await pilot.pause()
        after = screen_text(app)[0]
        assert "[2 Board]" in after
        assert before.replace("[", " ").replace("]", " ") == after.replace("[", " ").replace("]", " ")


async def test_a_click_on_a_tab_tells_it() -> None:
    app = Bars(tab_bar())
    async with app.run_test(size=(120, 2)) as pilot:
        for label in ("3 Leads", "6 Pipeline"):
            await pilot.click(app.bar, offset=(screen_text(app)[0].index(label), 0))
        await pilot.click(app.bar, offset=(2, 0))
        await pilot.click(app.bar, offset=(screen_text(app)[0].index("Maya"), 0))
        assert app.told == ["leads", "pipeline"]


async def test_the_right_end_and_the_warning_can_change() -> None:
    app = Bars(TabBar(TABS))
    async with app.run_test(size=(120, 2)) as pilot:
        app.bar.set_right("Wed 25 Nov · Ben")  # type: ignore[attr-defined]
        app.bar.set_warning("read only")  # type: ignore[attr-defined]
        await pilot.pause()
        assert screen_text(app)[0].endswith(" read only  Wed 25 Nov · Ben ")


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (
            120,
            " enter open  t touch  r replied  n next step  z snooze  m move  w won "
            + " " * 19
            + " a add  / find  u undo  ? help ",
        ),
        (80, " enter open  t touch  r replied  n next step      a add  / find  u undo  ? help "),
        (78, " enter open  t touch  r replied  n next step    a add  / find  u undo  ? help "),
        (75, " enter open  t touch  r replied              a add  / find  u undo  ? help "),
        (40, " enter open  t touch     u undo  ? help "),
        (20, " enter open  ? help "),
        (8, "        "),
    ],
)
async def test_hints_are_whole_pairs_or_not_there(width: int, shown: str) -> None:
    app = Bars(HintBar(HERE, ALWAYS))
    async with app.run_test(size=(width, 2)):
        assert screen_text(app)[0] == shown


async def test_a_place_shows_at_most_eight_keys() -> None:
    app = Bars(HintBar())
    async with app.run_test(size=(120, 2)) as pilot:
        app.bar.set_hints([Hint(str(key), "go") for key in range(10)])  # type: ignore[attr-defined]
        app.bar.set_always([Hint("?", "help")])  # type: ignore[attr-defined]
        await pilot.pause()
        assert screen_text(app)[0].strip().endswith("? help")
        assert [screen_text(app)[0].count(f" {key} go ") for key in range(10)] == [1] * 8 + [0] * 2


async def test_a_click_on_a_hint_tells_its_key() -> None:
    app = Bars(HintBar(HERE, ALWAYS))
    async with app.run_test(size=(120, 2)) as pilot:
        for label in ("t touch", "undo"):
            await pilot.click(app.bar, offset=(screen_text(app)[0].index(label), 0))
        await pilot.click(app.bar, offset=(75, 0))
        assert app.told == ["t", "u"]


async def test_what_is_said_stands_before_the_coach() -> None:
    line = StatusLine("Coach: Sara has waited longest.")
    app = Bars(line)
    async with app.run_test(size=(40, 2)) as pilot:
        assert screen_text(app)[0].rstrip() == " Coach: Sara has waited longest."
        line.say("Moved Ben Adeyemi to Proposal. u takes it back.")
        line.set_coach("Coach: nobody is due.")
        await pilot.pause()
        assert screen_text(app)[0] == " Moved Ben Adeyemi to Proposal. u takes…"
        assert line.text == "Moved Ben Adeyemi to Proposal. u takes it back."
        line.hush()
        await pilot.pause()
        assert screen_text(app)[0].rstrip() == " Coach: nobody is due."


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
async def test_no_text_breaks_a_bar(text: str) -> None:
    for bar in (
        TabBar([Tab("a", f"1 {text}"), Tab("b", text)], active="a", right=f"{text} · {text}", warning=text),
        HintBar([("x", text)] * 3, [(text, "y")]),
        StatusLine(text),
    ):
        app = Bars(bar)
        async with app.run_test(size=(60, 2)):
            assert bar.render_line(0).cell_length == 60
            assert len(screen_text(app)) == 2
            assert "\x1b" not in screen_text(app)[0]
