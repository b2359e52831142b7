"""Every lead by name."""

from coach.actions.moves import win_lead
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
