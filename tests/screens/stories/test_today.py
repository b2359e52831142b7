"""Today: the list, the lead beside it, the cursor after an action, what others change meanwhile."""

from datetime import date

from coach.actions.leads import add_lead
from coach.actions.settings import change_setting
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.views.day import due_list
from coach.views.log_book import log_book

from ..story import NARROW, WIDE, Clock, in_another_terminal, the_lead, told
from .people import ben, lin, newcomers


async def test_the_first_line_counts_in_words_and_the_list_is_in_the_order_of_the_day(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    lin(desk, clock)
    newcomers(desk, 2)
    async with told(desk, size) as story:
        assert "They wait for you 3 · Promised 1" in story.seen
        lines = [line for line in story.seen.splitlines() if any(each.name in line for each in due_list(desk))]
        names = [each.name for each in due_list(desk)]
        assert [next(name for name in names if name in line) for line in lines[:4]] == names
        assert "!    2d Ben Adeyemi" in story.seen
        assert "You promised: se" in story.seen


async def test_a_wide_screen_shows_the_lead_under_the_cursor_beside_the_list(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk, WIDE) as story:
        seen = story.seen
        assert "Proposal, day 5 of 15 · 4,200 EUR" in seen
        assert "Known     problem" in seen
        assert "Partly    impact" in seen
        assert "Open      urgency, outcome, fit" in seen
        assert "Reply by e-mail: what about" in seen
        await story.press("j")
        assert "Harbour Dental" in story.seen
        assert "Reply by e-mail: what about" not in story.seen


async def test_a_narrow_screen_gives_the_list_all_of_its_width(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk, NARROW) as story:
        assert "Known" not in story.seen
        assert "Adeyemi Roofing" in story.seen


async def test_a_touch_logged_with_enter_alone_is_one_touch_with_a_new_step_and_undo_takes_it_back(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    before = the_lead(either_desk, "Ben")
    async with told(either_desk, size) as story:
        await story.press("t", "enter")
        after = the_lead(either_desk, "Ben")
        assert len(after.timeline) == len(before.timeline) + 1
        assert (after.unanswered, after.last_touch_on) == (1, date(2026, 11, 24))
        assert after.due_on is not None
        assert after.due_on > date(2026, 11, 24)
        assert after.next_step != before.next_step
        assert "u takes it back" in story.seen
        await story.press("u")
        assert the_lead(either_desk, "Ben") == before
        assert "Undone: logged an e-mail to Ben Adeyemi." in story.seen


async def test_after_an_action_the_cursor_is_on_the_lead_that_came_next(desk: Desk, clock: Clock) -> None:
    newcomers(desk, 4)
    names = [line.name for line in due_list(desk)]
    async with told(desk) as story:
        await story.press("j")
        assert story.under_cursor == names[1]
        await story.press("t", "enter")
        assert story.under_cursor == names[2]
        await story.press("z", "enter")
        assert story.under_cursor == names[3]
        await story.press("t", "enter")
        assert story.under_cursor == names[0]


async def test_the_sentence_of_an_action_stays_until_the_cursor_is_moved(desk: Desk, clock: Clock) -> None:
    newcomers(desk, 3)
    async with told(desk) as story:
        await story.press("t", "enter")
        assert "Logged a call with Newcomer 0" in story.seen
        await story.press("j")
        assert "Logged a call" not in story.seen


async def test_at_most_the_capacity_is_shown_until_all_is_asked_for(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 12)
    change_setting(desk, "capacity", "5")
    async with told(desk, size) as story:
        assert "7 more: press + to show all" in story.seen
        assert sum("Newcomer" in line[:30] for line in story.seen.splitlines()) == 5
        await story.press("G", "down")
        assert story.under_cursor == due_list(desk)[4].name
        await story.press("plus")
        assert sum("Newcomer" in line[:30] for line in story.seen.splitlines()) == 12
        assert "press + to show the first few" in story.seen
        await story.press("full_stop")
        assert "7 more: press + to show all" in story.seen


async def test_two_leads_of_one_person_are_one_line_and_one_touch(desk: Desk, clock: Clock) -> None:
    first = add_lead(desk, "Ben Adeyemi", email="ben@adeyemi.example").lead_id
    second = add_lead(desk, "Ben's garage", email="ben@adeyemi.example").lead_id
    async with told(desk) as story:
        assert "(and 1 more lead)" in story.seen
        await story.press("t")
        assert "(and 1 more lead)" in story.seen.partition("Log a touch: ")[2].splitlines()[0]
        await story.press("enter")
        assert due_list(desk) == []
        assert log_book(desk, 1)[0].sentence == "logged a touch with 2 leads"
        await story.press("u")
    assert {(line.id, *line.others) for line in due_list(desk)} in ({(first, second)}, {(second, first)})


async def test_a_day_with_nobody_due_is_a_good_morning_and_says_who_comes_next(desk: Desk, clock: Clock) -> None:
    lead = add_lead(desk, "Ada Brook").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call", next_step="send the drawing", due=date(2026, 11, 27))
    async with told(desk) as story:
        assert "A good morning: nobody is due." in story.seen
        assert "Fri 27 Nov  Ada Brook: send the drawing" in story.seen


async def test_no_leads_at_all_says_what_this_place_is_for_and_the_key_to_begin(desk: Desk) -> None:
    async with told(desk) as story:
        assert "Nobody is here yet." in story.seen
        assert "Press a to add" in story.seen
        await story.press("t", "w", "x")
        assert story.asking == ""


async def test_a_change_made_elsewhere_appears_and_the_cursor_stays_on_its_lead(
    desk: Desk, sqlite_url: str, size: tuple[int, int]
) -> None:
    newcomers(desk, 4)
    async with told(desk, size) as story:
        await story.press("j", "j")
        name = story.under_cursor
        in_another_terminal(sqlite_url, "add_lead(desk, 'Ada Brook', value='9000')")
        assert "Ada Brook" not in story.seen
        story.main.look_around()
        await story.pilot.pause()
        assert "Ada Brook" in story.seen
        assert story.under_cursor == name


async def test_what_is_typed_in_a_form_stays_when_somebody_else_changes_something(desk: Desk, sqlite_url: str) -> None:
    newcomers(desk, 2)
    async with told(desk) as story:
        await story.press("t", "tab", "tab")
        await story.type("she asked about q in March")
        in_another_terminal(sqlite_url, "add_lead(desk, 'Ada Brook')")
        story.main.look_around()
        await story.pilot.pause()
        assert story.asking == "LogTouch"
        assert "she asked about q in March" in story.seen
        await story.press("enter")
        assert "Ada Brook" in story.seen


async def test_the_selection_is_acted_on_as_a_whole_and_undone_with_one_key(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    newcomers(either_desk, 5)
    before = due_list(either_desk)
    async with told(either_desk, size) as story:
        await story.press("space", "j", "space", "j", "j", "space", "z")
        assert "Not before: Newcomer 01 (and 2 more leads)" in story.seen
        await story.press("n", "enter")
        assert "Snoozed 3 leads until Mon 30 Nov." in story.seen
        assert len(due_list(either_desk)) == 2
        assert story.pane.lead_ids() == (story.pane.lead_ids()[0],)
        await story.press("u")
        assert due_list(either_desk) == before


async def test_a_list_for_an_owner_there_is_not_is_told_and_no_crash(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "owner", "Nobody Known")
    async with told(desk) as story:
        assert "Nobody Known" in story.seen
