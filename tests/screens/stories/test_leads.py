"""Every lead by name."""

from coach.actions.moves import close_not_yet, stop_contact, win_lead
from coach.actions.tags import set_tags
from coach.records.desk import Desk
from coach.views.search import find

from ..story import Clock, told
from .people import ben, lin, newcomers


async def test_everyone_is_there_by_name_open_and_closed(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    ben(desk, clock)
    lin(desk, clock)
    win_lead(desk, newcomers(desk, 1)[0])
    async with told(desk, size, start="leads") as story:
        assert "3 leads, by name" in story.seen
        rows = [line for line in story.seen.splitlines() if any(name in line for name in ("Ben A", "Lin W", "Newc"))]
        assert [row.split()[0].strip("▌") or row.split()[1] for row in rows] == ["Ben", "Lin", "Newcomer"]
        assert "Won" in rows[2]
        assert "late Fri 20 Nov" in rows[0]


async def test_an_action_leaves_the_cursor_on_its_lead(desk: Desk) -> None:
    newcomers(desk, 5)
    async with told(desk, start="leads") as story:
        await story.press("j", "j", "z", "3", "enter")
        assert story.under_cursor == "Newcomer 03"


async def test_a_move_of_several_is_one_change(either_desk: Desk) -> None:
    newcomers(either_desk, 3)
    async with told(either_desk, start="leads") as story:
        await story.press("space", "j", "space", "m", "enter")
        await story.type("both want to talk")
        await story.press("enter")
        assert [lead.stage for lead in find(either_desk, "Newcomer")].count("Discovery conversation") == 2
        await story.press("u")
        assert [lead.stage for lead in find(either_desk, "Newcomer")].count("Discovery conversation") == 0


async def test_when_one_of_several_refuses_nothing_is_done_to_any(desk: Desk) -> None:
    first, *_ = newcomers(desk, 3)
    win_lead(desk, first)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "z", "enter")
        assert story.asking == "Snooze"
        assert "Newcomer 01 is won." in story.seen
    assert len({lead.due_on for lead in find(desk, "Newcomer") if lead.due_on}) == 1


async def test_no_leads_say_what_this_place_is_for(desk: Desk) -> None:
    async with told(desk, start="leads") as story:
        assert "Every lead stands here by name." in story.seen


async def test_f_steps_through_the_parts_that_have_somebody_and_back_to_all(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    lead = lin(either_desk, clock)
    won, resting, *_ = newcomers(either_desk, 3)
    win_lead(either_desk, won)
    close_not_yet(either_desk, resting, reason="went-quiet")
    set_tags(either_desk, lead, ["roof"])
    set_tags(either_desk, won, ["roof", "autumn"])
    async with told(either_desk, size, start="leads") as story:
        assert "5 leads, by name; f shows a part of them" in story.seen
        await story.press("f")
        assert "3 open leads, by name; f shows others, Esc all" in story.seen
        assert "Newcomer 01" not in story.seen
        await story.press("f")
        assert "1 won lead, by name" in story.seen
        assert story.under_cursor == "Newcomer 01"
        await story.press("f")
        assert "1 lead that is not yet, by name" in story.seen
        await story.press("f")
        assert "1 lead tagged autumn, by name" in story.seen
        await story.press("f")
        assert "2 leads tagged roof, by name" in story.seen
        await story.press("f")
        assert "5 leads, by name" in story.seen
        await story.press("f", "escape")
        assert "5 leads, by name" in story.seen


async def test_those_that_rest_are_a_part_of_their_own(desk: Desk) -> None:
    lead, _ = newcomers(desk, 2)
    stop_contact(desk, _, reason="asked for it")
    close_not_yet(desk, lead, reason="went-quiet")
    desk.database.execute_sql("UPDATE lead SET return_on = NULL WHERE id = ?", (lead,))
    async with told(desk, start="leads") as story:
        await story.press("f", "f")
        assert "1 resting lead, by name" in story.seen
        assert story.under_cursor == "Newcomer 01"


async def test_a_lead_that_leaves_its_part_leaves_the_cursor_in_its_place(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk, start="leads") as story:
        await story.press("f", "j", "w", "enter")
        assert "2 open leads, by name" in story.seen
        assert story.under_cursor == "Newcomer 03"
        await story.press("w", "enter", "w", "enter")
        assert "No lead is open now." in story.seen
        await story.press("escape")
        assert "3 leads, by name" in story.seen


async def test_another_part_begins_with_nothing_selected(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "f")
        assert len(story.pane.lead_ids()) == 1


async def test_the_name_of_a_tag_is_shown_harmless(desk: Desk) -> None:
    (lead,) = newcomers(desk, 1)
    set_tags(desk, lead, ["[/x][@click=app.quit]\u202e漢字"])
    async with told(desk, start="leads") as story:
        await story.press("f", "f")
        assert "1 lead tagged [/x][@click=app.quit]\ufffd漢字, by name" in story.seen
