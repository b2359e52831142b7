"""The list: one cursor, two lines drawn per key, few rows asked for, and nothing lost by a reload."""

from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher

from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.line_list import LineList
from screens.widgets.source import PAGE, REACH

from ..screen_reader import screen_strips, screen_text
from .worlds import HOSTILE, MILLION, Crowd, Findable, OneWidget, People, Person, draw, lines_drawn, people

SIZES = [(80, 24), (120, 40)]
GROUPS = [
    "They wait",
    Person(1, "Ben"),
    Person(2, "Lin"),
    "Overdue",
    "Today",
    Person(3, "Sara"),
    Person(4, "Tom"),
    "Later",
]


def with_list(source: Any = None, **options: Any) -> OneWidget:
    return OneWidget(LineList(source, draw, **options))


def cursor_line(app: OneWidget) -> str:
    found = [line for line in screen_text(app) if line.startswith("▌")]
    assert len(found) <= 1
    return found[0][1:].split("  ")[0].strip() if found else ""


def rows_shown(app: OneWidget) -> list[str]:
    return [line[: app.widget.scrollable_content_region.width].rstrip() for line in screen_text(app)]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "index"),
    [
        (["down"], 1), (["j", "j", "k"], 1), (["up"], 0), (["end"], 199), (["G", "up"], 198), (["G", "down"], 199),
        (["end", "home"], 0), (["G", "g"], 0), (["pageup"], 0), (["end", "pagedown"], 199),
    ],
)  # fmt: skip
async def test_the_cursor_moves_and_never_wraps(size: tuple[int, int], keys: list[str], index: int) -> None:
    app = with_list(people(200))
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert app.widget.cursor == index
        assert cursor_line(app) == f"Person {index}"


async def test_a_page_is_the_height_less_one_line() -> None:
    app = with_list(people(200))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown", "pagedown")
        assert app.widget.cursor == 46
        await press(pilot, "pageup")
        assert app.widget.cursor == 23


async def test_columns_stand_in_a_grid_with_numbers_at_the_right() -> None:
    app = with_list(People([Person(1, "Ben", 5), Person(2, "漢字", 12_345), Person(3, "W" * 99, 100)]))
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        assert rows_shown(app)[:3] == [
            "▌Ben                                  5",
            " 漢字                            12,345",
            " WWWWWWWWWWWWWWWWWWWWWWWWWWW…       100",
        ]


@pytest.mark.parametrize("size", [*SIZES, (20, 6), (3, 3), (1, 1)])
@pytest.mark.parametrize("selectable", [True, False])
async def test_no_text_breaks_the_grid(size: tuple[int, int], selectable: bool) -> None:
    rows = [Person(index, name, index) for index, name in enumerate(HOSTILE)] + list(HOSTILE)
    app = with_list(People(rows), selectable=selectable)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "end", "space", "pageup", "down")
        width = app.widget.scrollable_content_region.width
        for y in range(size[1]):
            strip = app.widget.render_line(y)
            assert strip.cell_length == cell_len(strip.text) == width
        assert len(screen_text(app)) == size[1]
        assert "\x1b" not in "".join(screen_text(app))


async def test_markup_in_a_name_is_shown_as_it_is() -> None:
    app = with_list(People([Person(1, "[red]Acme[/x]")]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert cursor_line(app) == "[red]Acme[/x]"


# What it costs


@pytest.mark.parametrize("key", ["down", "j", "k", "up"])
async def test_a_cursor_key_draws_two_lines(key: str) -> None:
    app = with_list(people(200))
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "down")
        with lines_drawn(app.widget) as drawn:
            await press(pilot, key)
        assert 1 <= len(set(drawn)) <= 2


async def test_a_key_that_cannot_move_draws_nothing_and_tells_nothing() -> None:
    app = with_list(people(200))
    async with app.run_test() as pilot:
        await pilot.pause()
        told = len(app.told)
        with lines_drawn(app.widget) as drawn:
            await press(pilot, "up", "home", "pageup")
        assert drawn == []
        assert len(app.told) == told


async def test_the_rows_asked_for_do_not_depend_on_how_many_there_are() -> None:
    asked = []
    for number in (1_000, MILLION):
        crowd = Crowd(number)
        app = with_list(crowd)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, *["down"] * 45, "end", *["up"] * 3, "home")
            assert app.widget.virtual_size.height == number
        asked.append(crowd.asked)
    assert asked[1] <= 5 * PAGE
    assert abs(asked[1] - asked[0]) <= PAGE  # the last page of a thousand is a short one


async def test_the_end_of_a_million_rows_is_one_key_away() -> None:
    app = with_list(Crowd(MILLION))
    async with app.run_test() as pilot:
        await press(pilot, "G")
        assert app.widget.current == Person(999_999, "Person 999999", 999_999)
        assert cursor_line(app) == "Person 999999"
        assert screen_text(app)[-1].startswith("▌")


# What it tells


async def test_it_tells_of_the_first_row_and_of_every_move() -> None:
    app = with_list(people(9))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert [(event.index, event.row.id) for event in app.told] == [(0, 0)]
        await press(pilot, "down")
        assert (app.last(LineList.Moved).index, app.last(LineList.Moved).row.name) == (1, "Person 1")
        assert app.last(LineList.Moved).control is app.widget


async def test_enter_and_a_double_click_choose() -> None:
    app = with_list(people(9))
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter")
        assert app.last(LineList.Chosen).row.id == 1
        await pilot.double_click(app.widget, offset=(5, 4))
        await pilot.pause()
        assert app.last(LineList.Chosen).row.id == 4
        assert app.told_of(LineList.Chosen) == 2


async def test_nothing_is_chosen_in_an_empty_list() -> None:
    app = with_list(people(0), selectable=True, empty="Nobody is due.\nA good morning.")
    async with app.run_test() as pilot:
        await press(pilot, "enter", "space", "down", "end", "pageup")
        assert app.told_of(LineList.Chosen) == app.told_of(LineList.Marked) == 0
        assert app.widget.current is None
        assert [line.rstrip() for line in screen_text(app)[:4]] == ["", "  Nobody is due.", "  A good morning.", ""]


async def test_a_list_without_a_source_says_nothing_yet() -> None:
    app = with_list(None, empty="Nobody is due.")
    async with app.run_test() as pilot:
        await press(pilot, "down")
        assert "".join(screen_text(app)).strip() == ""
        app.widget.set_source(people(3))
        await pilot.pause()
        assert cursor_line(app) == "Person 0"


async def test_another_empty_text_is_shown_at_once() -> None:
    app = with_list(people(0), empty="Nobody.")
    async with app.run_test() as pilot:
        app.widget.set_empty("Nothing found for “x”.")
        await pilot.pause()
        assert screen_text(app)[1].strip() == "Nothing found for “x”."


# Mouse


async def test_a_click_puts_the_cursor_also_in_a_scrolled_list() -> None:
    app = with_list(people(200))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["pagedown"] * 4)
        top = app.widget.scroll_offset.y
        await pilot.click(app.widget, offset=(3, 2))
        await pilot.pause()
        assert app.widget.cursor == top + 2
        assert app.told_of(LineList.Chosen) == 0


async def test_a_click_below_the_last_row_or_on_a_heading_does_nothing() -> None:
    app = with_list(People(GROUPS))
    async with app.run_test() as pilot:
        for line in (0, 3, 20):
            await pilot.click(app.widget, offset=(3, line))
        assert app.widget.cursor == 1


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = with_list(people(200))
    async with app.run_test() as pilot:
        for _ in range(20):
            app.widget.post_message(MouseScrollDown(app.widget, 1, 1, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert app.widget.scroll_offset.y > 24
        assert app.widget.cursor == 0
        await press(pilot, "down")
        assert cursor_line(app) == "Person 1"


async def test_a_click_after_the_wheel_moves_a_cursor_out_of_sight() -> None:
    app = with_list(people(200))
    async with app.run_test() as pilot:
        app.widget.scroll_to(y=50, animate=False, immediate=True)
        await pilot.pause()
        await pilot.click(app.widget, offset=(3, 5))
        await pilot.pause()
        assert app.widget.scroll_offset.y == 50
        assert cursor_line(app) == "Person 55"


# Headings


async def test_the_cursor_passes_over_headings() -> None:
    app = with_list(People(GROUPS))
    async with app.run_test() as pilot:
        names = []
        for key in ("", "down", "down", "down", "down", "up", "up", "up", "up"):
            await press(pilot, *([key] if key else []))
            names.append(cursor_line(app))
        assert names == ["Ben", "Lin", "Sara", "Tom", "Tom", "Sara", "Lin", "Ben", "Ben"]


async def test_first_and_last_are_rows_and_no_headings() -> None:
    app = with_list(People(GROUPS))
    async with app.run_test() as pilot:
        await press(pilot, "end")
        assert app.widget.current == Person(4, "Tom")
        await press(pilot, "home")
        assert app.widget.current == Person(1, "Ben")


async def test_the_heading_above_the_first_row_comes_back_into_sight() -> None:
    app = with_list(People(["They wait", *(Person(at, f"P{at}") for at in range(80))]))
    async with app.run_test() as pilot:
        await press(pilot, "end", "home")
        assert screen_text(app)[0].strip() == "They wait"


async def test_a_list_of_headings_has_no_cursor() -> None:
    app = with_list(People(["One", "Two"]))
    async with app.run_test() as pilot:
        await press(pilot, "down", "end", "enter")
        assert app.widget.current is None
        assert cursor_line(app) == ""
        assert app.told_of(LineList.Chosen) == 0


async def test_the_following_row_is_no_heading() -> None:
    app = with_list(People(GROUPS))
    async with app.run_test() as pilot:
        await press(pilot, "down")
        assert app.widget.following == Person(3, "Sara")
        await press(pilot, "end")
        assert app.widget.following is None


# Selection


async def test_space_selects_and_takes_back() -> None:
    app = with_list(people(9), selectable=True)
    async with app.run_test() as pilot:
        await press(pilot, "space", "down", "down", "space")
        assert app.widget.marked == app.last(LineList.Marked).marked == {0, 2}
        assert [line[:2] for line in screen_text(app)[:4]] == [" *", "  ", "▌*", "  "]
        await press(pilot, "space")
        assert app.widget.marked == {0}
        app.widget.clear_marks()
        await pilot.pause()
        assert not app.widget.marked
        assert "*" not in "".join(screen_text(app))


async def test_space_draws_one_line() -> None:
    app = with_list(people(9), selectable=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        with lines_drawn(app.widget) as drawn:
            await press(pilot, "space")
        assert set(drawn) == {0}


async def test_space_is_left_to_the_screen_where_nothing_can_be_selected() -> None:
    class Screenful(OneWidget):
        BINDINGS = [("space", "space", "Space")]  # noqa: RUF012
        pressed = 0

        def action_space(self) -> None:
            self.pressed += 1

    app = Screenful(LineList(people(3), draw))
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert app.pressed == 1
        assert not app.widget.marked


# Reload


async def test_a_reload_keeps_the_cursor_on_its_row() -> None:
    source = people(50)
    app = with_list(source)
    async with app.run_test() as pilot:
        await press(pilot, *["down"] * 10)
        source.rows.insert(0, Person(100, "New"))
        told = len(app.told)
        app.widget.reload()
        await pilot.pause()
        assert (app.widget.cursor, cursor_line(app)) == (11, "Person 10")
        assert len(app.told) == told + 1


async def test_a_row_that_is_gone_gives_its_place_to_the_next() -> None:
    source = people(50)
    app = with_list(source)
    async with app.run_test() as pilot:
        await press(pilot, *["down"] * 10)
        del source.rows[10]
        app.widget.reload()
        await pilot.pause()
        assert (app.widget.cursor, cursor_line(app)) == (10, "Person 11")
        assert app.last(LineList.Moved).row == Person(11, "Person 11", 11)


async def test_the_last_row_gone_puts_the_cursor_on_the_one_before() -> None:
    source = people(3)
    app = with_list(source)
    async with app.run_test() as pilot:
        await press(pilot, "end")
        del source.rows[2]
        app.widget.reload()
        await pilot.pause()
        assert cursor_line(app) == "Person 1"


async def test_the_last_of_all_rows_gone_shows_the_empty_text() -> None:
    source = people(1)
    app = with_list(source, empty="Nobody is due.")
    async with app.run_test() as pilot:
        await pilot.pause()
        source.rows.clear()
        app.widget.reload()
        await pilot.pause()
        assert app.last(LineList.Moved).row is None
        assert screen_text(app)[1].strip() == "Nobody is due."


async def test_a_reload_can_put_the_cursor_on_another_row() -> None:
    app = with_list(people(50))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.widget.reload(keep=30)
        await pilot.pause()
        assert cursor_line(app) == "Person 30"


async def test_a_list_that_outgrows_the_screen_shows_its_cursor() -> None:
    source = people(3)
    app = with_list(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        source.rows += [Person(at, f"Person {at}") for at in range(3, 100)]
        app.widget.reload(keep=60)
        await pilot.pause()
        assert cursor_line(app) == "Person 60"


async def test_a_reload_of_unchanged_rows_tells_nothing_and_of_a_changed_row_does() -> None:
    source = people(5)
    app = with_list(source)
    async with app.run_test() as pilot:
        await pilot.pause()
        told = len(app.told)
        app.widget.reload()
        await pilot.pause()
        assert len(app.told) == told
        source.rows[0] = Person(0, "Renamed")
        app.widget.reload()
        await pilot.pause()
        assert app.last(LineList.Moved).row.name == "Renamed"
        assert cursor_line(app) == "Renamed"


async def test_rows_added_above_move_nothing_on_the_screen() -> None:
    source = people(500)
    app = with_list(source)
    async with app.run_test() as pilot:
        await press(pilot, *["pagedown"] * 5, *["up"] * 9)
        before = rows_shown(app)
        source.rows[:0] = [Person(1000 + at, "New") for at in range(7)]
        app.widget.reload()
        await pilot.pause()
        assert rows_shown(app) == before


async def test_a_row_put_off_far_below_takes_the_cursor_and_not_the_lines_in_between() -> None:
    source = people(100)
    app = with_list(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["down"] * 40)
        top = app.widget.scroll_offset.y
        source.rows.insert(45, source.rows.pop(40))
        app.widget.reload()
        await pilot.pause()
        assert cursor_line(app) == "Person 40"
        assert app.widget.cursor == 45
        assert app.widget.scroll_offset.y == top + 5


async def test_a_row_is_followed_any_distance_when_the_source_knows_its_place() -> None:
    rows = [Person(at, f"Person {at}") for at in range(5 * REACH)]
    for kind, found in ((Findable, 3 * REACH), (People, 0)):
        source = kind(rows)
        app = with_list(source)
        async with app.run_test() as pilot:
            await pilot.pause()
            source.rows.insert(3 * REACH, source.rows.pop(0))
            app.widget.reload()
            await pilot.pause()
            assert app.widget.cursor == found


async def test_a_reload_asks_for_few_rows_of_a_million() -> None:
    crowd = Crowd(MILLION)
    app = with_list(crowd)
    async with app.run_test() as pilot:
        await press(pilot, "end", *["up"] * 50)
        crowd.asked = 0
        app.widget.reload()
        await pilot.pause()
        assert crowd.asked <= 4 * PAGE
        crowd.asked = 0
        app.widget.reload(keep="nobody")
        await pilot.pause()
        assert crowd.asked <= 2 * REACH + 5 * PAGE


async def test_what_is_gone_is_no_longer_selected() -> None:
    source = people(9)
    app = with_list(source, selectable=True)
    async with app.run_test() as pilot:
        await press(pilot, "space", "down", "space")
        del source.rows[0]
        app.widget.reload()
        await pilot.pause()
        assert app.widget.marked == app.last(LineList.Marked).marked == {1}


async def test_a_short_answer_leaves_lines_empty_until_the_reload() -> None:
    source = people(30)
    answer, source.window = source.window, lambda *_: []  # type: ignore[method-assign]
    app = with_list(source)
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter")
        assert "".join(rows_shown(app)) == ""
        source.window = answer  # type: ignore[method-assign]
        app.widget.reload()
        await pilot.pause()
        assert cursor_line(app) == "Person 1"
        assert app.last(LineList.Moved).row == Person(1, "Person 1", 1)


# Size, focus, colours


async def test_rows_are_drawn_for_the_new_width() -> None:
    app = with_list(people(200))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "end")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert cursor_line(app) == "Person 199"
        assert app.widget.room == 78
        assert len(screen_text(app)) == 24


async def test_the_row_may_look_at_its_room() -> None:
    app = OneWidget(LineList(people(3), lambda _: RowLine([Cell(str(app.widget.room), Share())])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen_text(app)[0].strip("▌ ") == "78"
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert screen_text(app)[0].strip("▌ ") == "58"


async def test_a_subclass_may_say_how_a_row_looks() -> None:
    class Names(LineList[Person]):
        def draw_row(self, row: Person) -> RowLine:
            return RowLine([Cell(row.name.upper(), Share())])

    app = OneWidget(Names(people(3)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert cursor_line(app) == "PERSON 0"
        assert len(app.told) == 1  # its messages are those of a LineList


async def test_a_list_that_cannot_draw_says_so() -> None:
    with pytest.raises(NotImplementedError, match="needs `draw`"):
        LineList(people(3)).draw_row(Person(1, "Ben"))


async def test_the_cursor_keeps_its_sign_without_focus_and_loses_its_accent() -> None:
    app = with_list(people(3))
    async with app.run_test() as pilot:
        await pilot.pause()
        focused = screen_strips(app)[0]._segments[0].style
        app.screen.set_focus(None)
        await pilot.pause()
        resting = screen_strips(app)[0]._segments[0].style
        assert cursor_line(app) == "Person 0"
        assert focused != resting


async def test_another_theme_changes_the_colours_of_kept_lines() -> None:
    app = with_list(people(3))
    async with app.run_test() as pilot:
        await pilot.pause()
        styles = []
        for theme in ("textual-dark", "textual-light", "ansi-dark"):
            app.theme = theme
            await pilot.pause()
            styles.append(screen_strips(app)[1]._segments[1].style)
        assert len({str(style) for style in styles}) == 3
        assert str(styles[2]) == "bold default on default"


async def test_a_hidden_list_keeps_its_place_through_a_reload() -> None:
    class Switching(OneWidget):
        def compose(self) -> ComposeResult:
            with ContentSwitcher(initial="list"):
                yield self.widget
                yield LineList(people(2), draw, id="other")

    app = Switching(LineList(people(200), draw, id="list"))
    async with app.run_test() as pilot:
        await press(pilot, *["pagedown"] * 3, "up", "up")
        before = screen_text(app)
        app.query_one(ContentSwitcher).current = "other"
        await pilot.pause()
        app.widget.reload()
        await pilot.pause()
        app.query_one(ContentSwitcher).current = "list"
        app.widget.focus()
        await pilot.pause()
        assert screen_text(app) == before
