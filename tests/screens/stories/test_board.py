"""The board: leads moved by keys and by the mouse; a move forward asks first, Esc changes nothing, u takes back."""

from datetime import date
from typing import Any

from textual.events import MouseMove

from coach.actions.leads import add_lead, edit_lead
from coach.actions.pipeline import edit_stage
from coach.actions.steps import set_next
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.views.stages import stage_list
from screens.widgets.board import Board

from ..story import WIDE, Clock, Story, in_another_terminal, told
from .people import newcomers

Size = tuple[int, int]


def ben(desk: Desk) -> int:
    """One lead, new today."""
    lead = add_lead(desk, "Ben Adeyemi", company="Adeyemi Roofing", value="4200").lead_id
    assert lead is not None
    return lead


def board(story: Story) -> Board:
    return story.main.query_one(Board)


def stage_of(desk: Desk, lead_id: int) -> str:
    found: str = desk.rows(
        "SELECT stage.name FROM lead JOIN stage ON stage.id = lead.stage_id WHERE lead.id = ?", (lead_id,)
    )[0][0]
    return found


def changes(desk: Desk) -> Any:
    return desk.rows("SELECT count(*) FROM change")[0][0]


async def drag(story: Story, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Carry the card at `start` to `end`, in cells of the board."""
    await story.pilot.mouse_down(Board, offset=start)
    await story.pilot._post_mouse_events([MouseMove], Board, offset=end, button=1)
    await story.pilot.mouse_up(Board, offset=end)
    await story.pilot.pause()


async def test_a_move_forward_asks_what_they_did_before_it_writes(either_desk: Desk, size: Size) -> None:
    lead = ben(either_desk)
    newcomers(either_desk, 2)
    async with told(either_desk, size, start="board") as story:
        while story.under_cursor != "Ben Adeyemi":
            await story.press("down")
        before = changes(either_desk)
        await story.press("L")
        assert story.asking == "MoveOn"
        assert "is left when this has happened: They answered you" in story.seen
        await story.press("enter")
        assert story.asking == "MoveOn"  # nothing is written without a word of what they did
        assert changes(either_desk) == before
        await story.type("He agreed to talk on Friday")
        await story.press("enter")
        assert story.asking == ""
        assert stage_of(either_desk, lead) == "Discovery conversation"
        assert either_desk.rows("SELECT evidence FROM stage_visit WHERE lead_id = ? AND left_on IS NOT NULL", (lead,))[
            0
        ][0] == ("He agreed to talk on Friday")
        assert story.under_cursor == "Ben Adeyemi"
        assert board(story).column == 1
        assert "Moved Ben Adeyemi to Discovery conversation. u takes it back." in story.seen
        assert changes(either_desk) == before + 1


async def test_esc_changes_nothing(desk: Desk, size: Size) -> None:
    lead = ben(desk)
    async with told(desk, size, start="board") as story:
        before = changes(desk)
        await story.press("L")
        await story.type("He agreed")
        await story.press("escape")
        assert story.asking == ""
        assert stage_of(desk, lead) == "Lead received"
        assert changes(desk) == before


async def test_a_move_back_asks_nothing_and_u_takes_it_back(desk: Desk, size: Size) -> None:
    lead = ben(desk)
    async with told(desk, size, start="board") as story:
        await story.press("L")
        await story.type("He agreed")
        await story.press("enter", "H")
        assert stage_of(desk, lead) == "Lead received"
        assert (story.under_cursor, board(story).column) == ("Ben Adeyemi", 0)
        await story.press("u")
        assert stage_of(desk, lead) == "Discovery conversation"
        assert (story.under_cursor, board(story).column) == ("Ben Adeyemi", 1)
        assert "Undone: moved Ben Adeyemi back to Lead received." in story.seen
        await story.press("u")
        assert stage_of(desk, lead) == "Lead received"


async def test_the_ends_of_the_pipeline_are_told_not_crossed(desk: Desk) -> None:
    ben(desk)
    async with told(desk, start="board") as story:
        before = changes(desk)
        await story.press("H")
        assert "Lead received is the first open stage." in story.seen
        await story.press("w", "enter")
        assert changes(desk) == before + 1
        assert (story.under_cursor, board(story).column) == ("Ben Adeyemi", 4)
        await story.press("L")
        assert "Ben Adeyemi is won." in story.seen
        assert changes(desk) == before + 1


async def test_a_stage_that_asks_for_nothing_is_left_at_once(desk: Desk) -> None:
    lead = ben(desk)
    edit_stage(desk, stage_list(desk)[0].id, exit_evidence="")
    async with told(desk, start="board") as story:
        await story.press("L")
        assert stage_of(desk, lead) == "Discovery conversation"


async def test_a_card_carried_to_another_column_moves_its_lead(desk: Desk) -> None:
    lead = ben(desk)
    async with told(desk, WIDE, start="board") as story:
        await drag(story, (5, 3), (30, 6))
        assert story.asking == "MoveOn"  # a move forward asks, however it is done
        await story.type("She agreed")
        await story.press("enter")
        assert stage_of(desk, lead) == "Discovery conversation"
        await drag(story, (30, 3), (5, 6))
        assert stage_of(desk, lead) == "Lead received"


async def test_a_card_carried_to_an_end_asks_how_it_ended(desk: Desk) -> None:
    lead = ben(desk)
    async with told(desk, WIDE, start="board") as story:
        await drag(story, (5, 3), (115, 6))
        assert "Not yet: Ben Adeyemi" in story.seen
        await story.press("escape")
        assert desk.rows("SELECT status FROM lead WHERE id = ?", (lead,))[0][0] == "open"


async def test_selected_leads_move_together_as_one_change(desk: Desk, size: Size) -> None:
    leads = newcomers(desk, 3)
    async with told(desk, size, start="board") as story:
        before = changes(desk)
        await story.press("space", "down", "space", "L")
        await story.type("both agreed")
        await story.press("enter")
        assert sorted(stage_of(desk, lead) for lead in leads) == [
            "Discovery conversation", "Discovery conversation", "Lead received",
        ]  # fmt: skip
        assert changes(desk) == before + 1
        assert not board(story).marked
        await story.press("u")
        assert {stage_of(desk, lead) for lead in leads} == {"Lead received"}


async def test_leads_of_several_stages_are_not_moved_by_one_key(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, start="board") as story:
        await story.press("L")
        await story.type("agreed")
        await story.press("enter", "space", "left", "space")
        before = changes(desk)
        await story.press("L")
        assert story.asking == ""
        assert "The selected leads are in several stages." in story.seen
        assert changes(desk) == before


async def test_the_keys_of_a_lead_work_on_its_card_and_enter_opens_it(desk: Desk, size: Size) -> None:
    lead = ben(desk)
    async with told(desk, size, start="board") as story:
        await story.press("t", "enter")
        assert desk.rows("SELECT count(*) FROM touch WHERE lead_id = ?", (lead,))[0][0] == 1
        assert story.under_cursor == "Ben Adeyemi"
        await story.press("enter")
        assert story.asking == ""
        assert story.pane.place == "lead"
        await story.press("escape")
        assert story.pane.place == "board"
        assert story.under_cursor == "Ben Adeyemi"


async def test_what_is_late_stuck_or_waiting_is_said_in_words(desk: Desk, clock: Clock, size: Size) -> None:
    log_touch(desk, ben(desk), via="call")
    lin = newcomers(desk, 1)[0]
    set_next(desk, lin, "Call her back", date(2026, 12, 10))
    clock.set("2026-12-07T09:00")
    async with told(desk, size, start="board") as story:
        assert "late 7d" in story.seen
        assert "stuck" in story.seen
        assert "waits" in story.seen
        assert "Thu 10 Dec" in story.seen
        assert "1 lead sits in Lead received past the 5 business days that are normal." in story.seen


async def test_names_full_of_signs_are_shown_and_break_nothing(desk: Desk) -> None:
    lead = ben(desk)
    edit_lead(desk, lead, name="[/x] 田中 [red]", company="Ümlaut 🙂 & Co")
    async with told(desk, WIDE, start="board") as story:
        assert "[/x] 田中 [red]" in story.seen
        await story.press("L")
        assert "[/x] 田中 [red]" in story.seen


async def test_an_empty_board_says_what_to_do(desk: Desk, size: Size) -> None:
    async with told(desk, size, start="board") as story:
        await story.press("L", "H", "down", "enter", "space")
        assert "No lead is open. A new one begins in the first column: a adds it." in story.seen


async def test_a_touch_from_another_terminal_shows_and_the_cursor_stays_on_its_lead(
    desk: Desk, sqlite_url: str
) -> None:
    first, second, *_ = newcomers(desk, 3)
    async with told(desk, start="board") as story:
        await story.press("down")
        assert story.under_cursor == "Newcomer 02"
        in_another_terminal(sqlite_url, f"log_touch(desk, {first}, via='email')")
        story.main.look_around()
        await story.pilot.pause()
        assert story.under_cursor == "Newcomer 02"
        assert board(story).row == 0
        assert "Try another way to reach them" in story.seen
        assert story.pane.lead_ids() == (second,)
