"""The board: one cursor over all columns, a few lines drawn per key, and the cursor follows a card that moved."""

from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher, Static

from screens.widgets.board import Board
from screens.widgets.board_layout import Card, Head
from screens.widgets.source import PAGE

from ..screen_reader import screen_text
from .worlds import HOSTILE, MILLION, Columns, CrowdedBoard, OneWidget, lines_drawn, stages

WIDE, NARROW = (120, 40), (80, 24)


def with_board(source: Any = None, **options: Any) -> OneWidget:
    return OneWidget(Board(source, **options))


def under_cursor(app: OneWidget) -> str:
    """The name of the card at the cursor's sign, as it is on the screen."""
    found = [line.split("▌", 1)[1] for line in screen_text(app) if "▌" in line]
    assert len(found) in {0, 2}
    return found[0][2:].split(" · ")[0].split("  ")[0].strip() if found else ""


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def drag(pilot: Pilot[Any], start: tuple[int, int], *way: tuple[int, int], drop: bool = True) -> None:
    board = pilot.app.query_one(Board)
    await pilot.mouse_down(board, offset=start)
    for offset in way:
        await pilot._post_mouse_events([MouseMove], board, offset=offset, button=1)
    if drop:
        await pilot.mouse_up(board, offset=way[-1] if way else start)
    await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("keys", "card"),
    [
        (["down"], "A1"), (["j", "j", "k"], "A1"), (["up"], "A0"), (["left"], "A0"), (["h"], "A0"), (["right"], "B0"),
        (["l", "right"], "C0"), (["G"], "A39"), (["end", "down"], "A39"), (["end", "home"], "A0"), (["G", "g"], "A0"),
        (["right", "right", "right", "right"], "D0"), (["right", "down", "left"], "A1"), (["pageup"], "A0"),
        (["end", "pagedown"], "A39"),
    ],
)  # fmt: skip
async def test_the_cursor_moves_and_never_wraps(size: tuple[int, int], keys: list[str], card: str) -> None:
    app = with_board(stages(40, 30, 20, 10))
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert app.widget.current.id == card
        assert under_cursor(app) == f"Card {card}"


async def test_a_sideways_move_keeps_the_line_also_over_a_short_column() -> None:
    app = with_board(stages(40, 2, 40))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *["down"] * 6, "right")
        assert app.widget.current.id == "B1"
        await press(pilot, "right")
        assert app.widget.current.id == "C6"


async def test_a_sideways_move_goes_to_the_same_line_of_a_scrolled_column() -> None:
    app = with_board(stages(40, 40))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "end", "up", "right")
        assert (app.widget.current.id, app.widget.top_of(0), app.widget.top_of(1)) == ("B16", 22, 0)


async def test_an_empty_column_can_be_passed_and_says_that_nobody_is_there() -> None:
    app = with_board(stages(3, 0, 3))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "right", "enter")
        assert app.widget.current is None
        assert app.widget.head == Head("B", "B", 0)
        assert app.told_of(Board.Chosen) == 0
        assert app.last(Board.Moved).card is None
        assert "Nobody here" in screen_text(app)[3]
        await press(pilot, "right")
        assert under_cursor(app) == "Card C0"


async def test_a_board_without_columns_shows_its_empty_text() -> None:
    app = with_board(Columns({}), selectable=True, empty="No stages yet.")
    async with app.run_test() as pilot:
        await press(pilot, "down", "right", "enter", "space", "G")
        assert screen_text(app)[1].strip() == "No stages yet."
        assert app.widget.current is app.widget.head is None


# How it looks


async def test_wide_all_columns_stand_side_by_side() -> None:
    source = stages(3, 2, 1)
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.widget.is_wide
        head, facts, line, first, second = screen_text(app)[:5]
        assert head.split() == ["A", "3", "B", "2", "C", "1"]
        assert facts.strip() == ""
        assert set(line) == {"━", "─", " "}
        assert first.split() == ["▌", "Card", "A0", "·", "Co", "Card", "B0", "·", "Co", "Card", "C0", "·", "Co"]
        assert second.split()[-4:] == ["Call", "Fri", "27", "Nov"]


async def test_narrow_one_column_is_shown_below_the_strip() -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "right")
        assert not app.widget.is_wide
        assert screen_text(app)[0].rstrip() == "  A 3 · [B 2] · C 1"
        assert "Card A" not in "".join(screen_text(app))


async def test_more_columns_than_fit_scroll_sideways_and_say_so() -> None:
    app = with_board(stages(*[1] * 8))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert screen_text(app)[0].split() == [*"A1B1C1D1E1F1", "\u203a"]
        await press(pilot, *["right"] * 6)
        assert under_cursor(app) == "Card G0"
        assert screen_text(app)[0].split() == ["\u2039", *"B1C1D1E1F1G1", "\u203a"]
        await press(pilot, "right")
        assert screen_text(app)[0].split() == ["\u2039", *"C1D1E1F1G1H1"]


async def test_slim_columns_are_narrower() -> None:
    source = stages(3, 3, 3)
    source.slim = "C"
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        line = screen_text(app)[2]
        assert [len(part) for part in line.split(" ")] == [52, 53, 13]


async def test_which_cards_are_shown_stands_at_the_rule_when_it_is_not_all() -> None:
    app = with_board(stages(40, 3))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert screen_text(app)[2].count("1-18") == 1
        await press(pilot, "G")
        assert "23-40" in screen_text(app)[2]


@pytest.mark.parametrize("size", [WIDE, NARROW, (110, 8), (109, 5), (12, 4), (2, 2), (1, 1)])
async def test_no_text_breaks_the_grid(size: tuple[int, int]) -> None:
    cards = [Card(at, name, name, name, name, name, name) for at, name in enumerate(HOSTILE)]
    source = Columns({name: list(cards) for name in HOSTILE[:8]}, slim=HOSTILE[4:6])
    app = with_board(source, selectable=True)
    async with app.run_test(size=size) as pilot:
        for key in ("right", "space", "down", "right", "G", "left"):
            await press(pilot, key)
            for y in range(size[1]):
                assert app.widget.render_line(y).cell_length == size[0]
            text = "".join(screen_text(app))
            assert "\x1b" not in text
    assert size[0] < 20 or "[/x]" in text


# What it costs


async def test_a_move_in_a_column_draws_two_cards() -> None:
    app = with_board(stages(40, 30))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        with lines_drawn(app.widget) as drawn:
            await press(pilot, "down")
        assert sorted(set(drawn)) == [5, 6, 7, 8]


async def test_a_sideways_move_draws_two_cards_and_the_heads() -> None:
    app = with_board(stages(40, 30))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        with lines_drawn(app.widget) as drawn:
            await press(pilot, "right")
        assert sorted(set(drawn)) == [0, 1, 2, 5, 6]


async def test_a_key_that_cannot_move_draws_nothing_and_tells_nothing() -> None:
    app = with_board(stages(4, 3))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        told = len(app.told)
        with lines_drawn(app.widget) as drawn:
            await press(pilot, "up", "left", "home", "pageup", "h")
        assert drawn == []
        assert len(app.told) == told


async def test_the_cards_asked_for_do_not_depend_on_how_many_there_are() -> None:
    asked = []
    for number in (1_000, MILLION):
        source = CrowdedBoard(number)
        app = with_board(source)
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *["down"] * 30, "right", "end", "up", "right", "left", "home")
        asked.append(source.asked)
    assert asked[1] <= 10 * PAGE
    assert abs(asked[1] - asked[0]) <= PAGE


# What it tells


async def test_it_tells_of_the_first_card_and_of_every_move() -> None:
    app = with_board(stages(3, 2))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down", "right")
        assert [(event.column, event.row, event.card.id) for event in app.told] == [
            (0, 0, "A0"),
            (0, 1, "A1"),
            (1, 1, "B1"),
        ]
        assert app.last(Board.Moved).control is app.widget


async def test_enter_and_a_double_click_choose() -> None:
    app = with_board(stages(3, 2))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down", "enter")
        assert app.last(Board.Chosen).card.id == "A1"
        await pilot.double_click(app.widget, offset=(70, 6))
        await pilot.pause()
        assert app.last(Board.Chosen).card.id == "B1"
        assert app.told_of(Board.Chosen) == 2


async def test_space_selects_and_takes_back() -> None:
    app = with_board(stages(3, 2), selectable=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "space", "right", "space")
        assert app.widget.marked == app.last(Board.Marked).marked == {"A0", "B0"}
        assert screen_text(app)[4].count("*") == 2
        await press(pilot, "space")
        assert app.widget.marked == {"A0"}
        app.widget.clear_marks()
        await pilot.pause()
        assert "*" not in "".join(screen_text(app))


# Mouse


async def test_a_click_puts_the_cursor_on_a_card_or_in_a_column() -> None:
    app = with_board(stages(3, 2))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click(app.widget, offset=(5, 8))
        assert app.widget.current.id == "A2"
        await pilot.click(app.widget, offset=(70, 1))
        assert app.widget.column == 1
        await pilot.click(app.widget, offset=(5, 30))
        assert (app.widget.column, app.widget.current.id) == (0, "A2")
        assert app.told_of(Board.Chosen) == 0


async def test_a_click_on_a_stage_of_the_strip_goes_there() -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.click(app.widget, offset=(screen_text(app)[0].index("C 1"), 0))
        await pilot.pause()
        assert under_cursor(app) == "Card C0"


async def test_the_wheel_scrolls_the_column_under_the_pointer_only() -> None:
    app = with_board(stages(40, 40))
    async with app.run_test(size=WIDE) as pilot:
        for kind, times in ((MouseScrollDown, 20), (MouseScrollUp, 1)):
            for _ in range(times):
                app.widget.post_message(kind(app.widget, 70, 10, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert (app.widget.top_of(0), app.widget.top_of(1)) == (0, 20)
        assert app.widget.current.id == "A0"
        assert "Card B20" in screen_text(app)[3]


async def test_a_card_is_carried_to_another_column_and_stays_until_somebody_moves_it() -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 6), (40, 7), (90, 9), drop=False)
        assert "»" in screen_text(app)[5]
        assert "═" in screen_text(app)[2]
        await pilot.mouse_up(app.widget, offset=(90, 9))
        await pilot.pause()
        dropped = app.last(Board.Dropped)
        assert (dropped.card.id, dropped.column) == ("A1", 2)
        assert app.widget.current.id == "A1"
        assert not {"»", "═"} & set("".join(screen_text(app)))
        assert app.told_of(Board.Chosen) == 0


@pytest.mark.parametrize("way", [[(6, 6)], [(50, 8), (5, 20)], [(20, 6)]])
async def test_a_card_put_down_in_its_own_column_is_not_dropped(way: list[tuple[int, int]]) -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 6), *way)
        assert app.told_of(Board.Dropped) == 0


async def test_a_card_carried_there_and_back_twice_is_not_double_clicked() -> None:
    class Patient(OneWidget):
        CLICK_CHAIN_TIME_THRESHOLD = 60.0

    there_and_back = [(MouseDown, 5, 6), (MouseMove, 90, 9), (MouseMove, 5, 6), (MouseUp, 5, 6)]
    twice_clicked = [(MouseDown, 5, 6), (MouseUp, 5, 6)] * 2
    app = Patient(Board(stages(3, 2, 1)))
    async with app.run_test(size=WIDE) as pilot:
        for way, chosen in ((there_and_back * 2, 0), (twice_clicked, 1)):
            for kind, x, y in way:  # not by the pilot, which makes its clicks itself
                app.post_message(kind(None, x, y, 0, 0, 1, False, False, False))
                await pilot.pause()
            assert app.told_of(Board.Chosen) == chosen
        assert app.told_of(Board.Dropped) == 0


async def test_escape_lets_a_carried_card_go_and_is_otherwise_left_to_the_screen() -> None:
    class Leaving(OneWidget):
        BINDINGS = [("escape", "leave", "Back")]  # noqa: RUF012
        left = 0

        def action_leave(self) -> None:
            self.left += 1

    app = Leaving(Board(stages(3, 2, 1)))
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 6), (90, 9), drop=False)
        await press(pilot, "escape")
        assert app.left == 0
        await pilot.mouse_up(app.widget, offset=(90, 9))
        await pilot.pause()
        assert app.told_of(Board.Dropped) == 0
        await press(pilot, "escape")
        assert app.left == 1


async def test_a_button_let_go_out_of_sight_ends_the_drag() -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 6), (90, 9), drop=False)
        await pilot.hover(app.widget, offset=(60, 9))
        await pilot.pause()
        assert "»" not in "".join(screen_text(app))
        await pilot.mouse_up(app.widget, offset=(60, 9))
        await pilot.pause()
        assert app.told_of(Board.Dropped) == 0


async def test_a_card_may_be_dropped_on_a_stage_of_the_strip() -> None:
    app = with_board(stages(3, 2, 1))
    async with app.run_test(size=NARROW) as pilot:
        await drag(pilot, (5, 4), (screen_text(app)[0].index("C 1"), 0))
        assert app.last(Board.Dropped).column == 2


# Reload


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_reload_follows_the_card_to_its_new_column(size: tuple[int, int]) -> None:
    source = stages(40, 30, 20)
    app = with_board(source)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down")
        source.move("A1", "C", 19)
        app.widget.reload()
        await pilot.pause()
        assert (app.widget.column, app.widget.row) == (2, 19)
        assert under_cursor(app) == "Card A1"
        assert (app.last(Board.Moved).column, app.last(Board.Moved).card.id) == (2, "A1")


async def test_a_reload_can_follow_another_card() -> None:
    app = with_board(stages(40, 30, 20))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.widget.reload(keep="B29")
        await pilot.pause()
        assert under_cursor(app) == "Card B29"


async def test_a_card_that_is_gone_leaves_the_cursor_at_its_place() -> None:
    source = stages(3, 2)
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "G")
        for left in (["A0", "A1"], ["A0"], []):
            del source.columns["A"][len(left) :]
            app.widget.reload()
            await pilot.pause()
            assert app.widget.column == 0
            assert under_cursor(app) == (f"Card {left[-1]}" if left else "")


async def test_every_column_keeps_its_scroll() -> None:
    source = stages(40, 40)
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "G", "right")
        source.move("A0", "B", 39)
        app.widget.reload()
        await pilot.pause()
        assert (app.widget.top_of(0), app.widget.top_of(1)) == (21, 0)


async def test_a_column_that_is_gone_and_one_that_is_new_leave_the_cursor_in_its_column() -> None:
    source = stages(3, 2, 4)
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "right", "right", "down")
        source.columns = {"New": [], "C": source.columns["C"]}
        app.widget.reload()
        await pilot.pause()
        assert under_cursor(app) == "Card C1"
        source.columns = {"New": []}
        app.widget.reload()
        await pilot.pause()
        assert (app.widget.column, app.widget.current) == (0, None)


async def test_a_card_is_followed_any_distance_when_the_source_knows_its_place() -> None:
    class Findable(Columns):
        def place_of(self, card_id: object) -> tuple[int, int] | None:
            for column, cards in enumerate(self.columns.values()):
                for row, card in enumerate(cards):
                    if card.id == card_id:
                        return column, row
            return None

    for kind, found in ((Findable, (1, 2000)), (Columns, (0, 0))):
        source = kind(stages(5, 3000).columns)
        app = with_board(source)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            source.move("A0", "B", 2000)
            app.widget.reload()
            await pilot.pause()
            assert (app.widget.column, app.widget.row) == found


async def test_a_reload_of_unchanged_cards_tells_nothing_and_of_a_changed_card_does() -> None:
    source = stages(3, 2)
    app = with_board(source)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.widget.reload()
        await pilot.pause()
        assert app.told_of(Board.Moved) == 1
        source.columns["A"][0] = Card("A0", "Renamed")
        app.widget.reload()
        await pilot.pause()
        assert app.last(Board.Moved).card.name == "Renamed"
        assert under_cursor(app) == "Renamed"


async def test_what_is_gone_is_no_longer_selected() -> None:
    source = stages(3, 2)
    app = with_board(source, selectable=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "space", "right", "space")
        del source.columns["A"][0]
        app.widget.reload()
        await pilot.pause()
        assert app.widget.marked == {"B0"}


async def test_another_source_starts_anew() -> None:
    app = with_board(stages(40, 2), selectable=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "right", "space")
        app.widget.set_source(stages(2, 3, 4))
        await pilot.pause()
        assert under_cursor(app) == "Card A0"
        assert not app.widget.marked


# Size


async def test_from_wide_to_narrow_the_cursor_stays_on_its_card() -> None:
    app = with_board(stages(40, 30, 20))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "right", *["down"] * 15)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert under_cursor(app) == "Card B15"
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert under_cursor(app) == "Card B15"
        assert len(screen_text(app)) == WIDE[1]


async def test_no_column_ends_in_the_middle_of_a_screen_that_grew() -> None:
    app = with_board(stages(20))
    async with app.run_test(size=(120, 13)) as pilot:
        await press(pilot, "G")
        assert app.widget.top_of(0) == 15
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert app.widget.top_of(0) == 2


async def test_a_hidden_board_keeps_its_place_through_a_reload() -> None:
    class Switching(OneWidget):
        def compose(self) -> ComposeResult:
            with ContentSwitcher(initial="board"):
                yield self.widget
                yield Static("elsewhere", id="other")

    app = Switching(Board(stages(40, 40), id="board"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "G", "up", "up", "up")
        before = screen_text(app)
        app.query_one(ContentSwitcher).current = "other"
        await pilot.pause()
        app.widget.reload()
        await pilot.pause()
        app.query_one(ContentSwitcher).current = "board"
        app.widget.focus()
        await pilot.pause()
        assert screen_text(app) == before
