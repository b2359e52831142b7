"""Today: the list, the lead beside it, the cursor after an action, what others change meanwhile."""

from datetime import date

import pytest
from textual.events import Key

from coach.actions.leads import add_lead
from coach.actions.moves import move_lead
from coach.actions.settings import change_setting
from coach.actions.touches import log_touch, note_reply
from coach.records.desk import Desk
from coach.views.coach_line import Finding
from coach.views.day import due_list
from coach.views.log_book import log_book
from screens.widgets.line_list import LineList

from ..story import NARROW, WIDE, Clock, Story, in_another_terminal, stage, the_lead, told
from .people import ben, lin, newcomers


def names_in_the_list(story: Story) -> int:
    return sum("New: Answer them" in line for line in story.seen.splitlines())


async def shown_beside(story: Story, text: str) -> bool:
    """Whether a text comes to be seen once the cursor rests."""
    for _ in range(100):
        if text in story.seen:
            return True
        await story.pilot.pause(0.01)
    return False


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
        assert "Why now   Ben Adeyemi has waited two" in seen
        assert "Fine with not asked yet" in seen
        await story.press("j")
        assert await shown_beside(story, "Harbour Dental")
        assert "Why now   You promised it for Mon 23" in story.seen
        assert "Reply by e-mail: what about" not in story.seen


async def test_a_cursor_that_is_moved_on_and_on_shows_the_lead_it_rests_on(desk: Desk, clock: Clock) -> None:
    newcomers(desk, 30)
    change_setting(desk, "capacity", "30")
    async with told(desk, WIDE) as story:
        last = due_list(desk)[-1].name
        for _ in range(29):
            story.app.post_message(Key("j", "j"))
        await story.pilot.pause()
        assert story.under_cursor == last
        beside = story.pane.query_one("#beside")
        for _ in range(100):
            if last in "".join(segment.text for segment in beside.render_line(0)):
                break
            await story.pilot.pause(0.01)
        assert last in "".join(segment.text for segment in beside.render_line(0))


async def test_the_reasons_stand_on_the_lines_in_words(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    ben(desk, clock)
    lin(desk, clock)
    newcomers(desk, 1)
    clock.set("2026-11-16T10:00")
    tom = add_lead(desk, "Tom Reyes").lead_id
    sam = add_lead(desk, "Sam Poe").lead_id
    assert tom is not None
    assert sam is not None
    log_touch(desk, tom, via="call")
    note_reply(desk, sam, next_step="the size", due=date(2026, 11, 20), promise="theirs")
    clock.set("2026-11-18T10:00")
    log_touch(desk, tom, via="email")
    clock.set("2026-11-24T10:00")
    async with told(desk, size) as story:
        for words in (
            "2d Ben Adeyemi       Proposal   Waits for your answer",
            "1d Lin Wei           Lead       You promised: send the checklist",
            "   Newcomer 01       Lead       New: Answer them",
            "1d Sam Poe           Lead       Their promise passed: the size",
            "1d Tom Reyes         Lead       Third of four: Send one useful",
        ):
            assert words in story.seen, story.seen


async def test_a_narrow_screen_has_the_reason_and_the_question_below_the_list(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk, NARROW) as story:
        assert "Ben Adeyemi · Adeyemi Roofing · Proposal, day 5 of 15 · 4,200 EUR" in story.seen
        assert "Why now   Ben Adeyemi has waited two business days for your answer." in story.seen
        assert "Ask       “" in story.seen
        await story.press("j")
        assert await shown_beside(story, "Lin Wei · Harbour Dental")
        assert "Ben Adeyemi · " not in story.seen


async def test_a_low_screen_is_left_to_the_list(desk: Desk) -> None:
    newcomers(desk, 8)
    async with told(desk, (80, 16)) as story:
        assert "Why now" not in story.seen
        assert names_in_the_list(story) == 8


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_the_counts_stay_on_one_line(desk: Desk, clock: Clock, width: int) -> None:
    ben(desk, clock)
    lin(desk, clock)
    newcomers(desk, 12)
    clock.set("2026-11-17T10:00")
    for number in range(12):
        lead = add_lead(desk, f"Late {number}").lead_id
        assert lead is not None
        log_touch(desk, lead, via="call")
        log_touch(desk, lead, via="call", next_step="ask", due=date(2026, 11, 20 + number % 6))
    clock.set("2026-11-24T10:00")
    async with told(desk, (width, 24)) as story:
        counts, below = story.seen.splitlines()[1:3]
        assert "They wait" in counts
        assert "Overdue" in counts
        assert "…" not in counts
        assert "10 overdue: s spreads them over" in below
        assert "…" not in below


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


async def test_after_the_last_lead_of_the_day_there_is_a_good_morning_and_no_verb(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("t", "enter")
        assert story.pane.lead_ids() == ()
        assert "A good morning: nobody is due." in story.seen
        await story.press("t", "r", "n", "z", "m", "w", "x")
        assert story.asking == ""
        await story.press("u")
        assert story.under_cursor == "Newcomer 01"


async def test_a_lead_that_stays_in_the_list_does_not_keep_the_cursor(desk: Desk) -> None:
    newcomers(desk, 3)
    names = [line.name for line in due_list(desk)]
    async with told(desk) as story:
        await story.press("r", "enter")
        assert story.under_cursor == names[1]
        assert len(due_list(desk)) == 3


async def test_the_lead_that_was_behind_the_rest_comes_up_and_gets_the_cursor(desk: Desk) -> None:
    newcomers(desk, 8)
    change_setting(desk, "capacity", "5")
    names = [line.name for line in due_list(desk)]
    async with told(desk) as story:
        await story.press("G")
        assert story.under_cursor == names[4]
        await story.press("t", "enter")
        assert story.under_cursor == names[5]
        assert "2 more: press + to show all" in story.seen


@pytest.mark.parametrize(("marked", "following"), [((0, 1, 3), 4), ((2, 4), 5), ((5, 6, 7), 4)])
async def test_after_a_bulk_action_the_cursor_is_on_the_next_lead_that_is_left(
    desk: Desk, marked: tuple[int, ...], following: int
) -> None:
    newcomers(desk, 8)
    names = [line.name for line in due_list(desk)]
    async with told(desk) as story:
        at = 0
        for place in marked:
            await story.press(*["j"] * (place - at), "space")
            at = place
        await story.press("z", "enter")
        assert story.under_cursor == names[following]
        assert len(due_list(desk)) == 8 - len(marked)


async def test_the_scroll_is_kept_when_a_lead_goes(desk: Desk) -> None:
    newcomers(desk, 40)
    change_setting(desk, "capacity", "40")
    async with told(desk) as story:
        lines = story.pane.query_one("#due", LineList)
        await story.press("G", *["k"] * 6)
        top, row, name = lines.scroll_offset.y, lines.cursor, story.under_cursor
        await story.press("t", "enter")
        assert story.under_cursor > name
        assert abs(lines.scroll_offset.y - top) <= 1
        assert lines.cursor == row


async def test_a_lead_that_was_added_gets_the_cursor(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk) as story:
        await story.press("a")
        await story.type("Zoe")
        await story.press("tab", "tab", "tab", "tab")
        await story.type("9000")
        await story.press("enter")
        assert story.under_cursor == "Zoe"


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
        assert "That is a day's worth. 7 more: press + to show all" in story.seen
        assert names_in_the_list(story) == 5
        await story.press("G", "down")
        assert story.under_cursor == due_list(desk)[4].name
        await story.press("plus")
        assert story.pane.query_one("#due", LineList).count == 13
        assert "press + to show the first few" in story.seen or size == NARROW
        await story.press("full_stop")
        assert "7 more: press + to show all" in story.seen


async def test_two_leads_of_one_person_are_one_line_and_one_touch(desk: Desk, clock: Clock) -> None:
    first = add_lead(desk, "Ben Adeyemi", email="ben@adeyemi.example").lead_id
    second = add_lead(desk, "Ben's garage", email="ben@adeyemi.example").lead_id
    async with told(desk) as story:
        assert "and 1 more" in story.seen
        assert "Also      Ben's garage in Lead received" in story.seen
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


async def test_after_days_away_spreading_is_offered_seen_first_and_one_undo(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    clock.set("2026-11-09T10:00")
    newcomers(either_desk, 6)
    change_setting(either_desk, "capacity", "2")
    clock.set("2026-11-24T10:00")
    before = due_list(either_desk)
    async with told(either_desk, size) as story:
        assert "Away since Tue 10 Nov. 6 overdue: s spreads them over three days." in story.seen
        await story.press("s")
        assert story.asking == "Spread"
        assert "Spread four leads over the days until Thu 26 Nov" in story.seen
        assert "Wed 25 Nov    2  Newcomer 03, Newcomer 04" in story.seen
        await story.press("escape")
        assert due_list(either_desk) == before
        await story.press("s", "enter")
        assert len(due_list(either_desk)) == 2
        assert "Spread 4 overdue leads over the days until Thu 26 Nov. u takes it back." in story.seen
        assert "Away since" not in story.seen
        await story.press("u")
        assert due_list(either_desk) == before
        assert "Away since" in story.seen


async def test_when_nothing_piled_up_there_is_nothing_to_spread(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk) as story:
        assert "Away since" not in story.seen
        await story.press("s")
        assert story.asking == ""
        assert "Nothing has piled up that could wait." in story.seen


async def test_the_coach_says_the_most_useful_thing_and_follows_what_is_done(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    clock.set("2026-10-26T10:00")
    sara = add_lead(desk, "Sara Novak").lead_id
    assert sara is not None
    move_lead(desk, sara, stage(desk, "discovery"), evidence="agreed to talk")
    clock.set("2026-11-23T10:00")
    log_touch(desk, sara, via="call")
    clock.set("2026-11-24T10:00")
    async with told(desk) as story:
        assert "Coach: Ben Adeyemi has waited two business days for your answer." in story.words
        await story.press("t", "enter", "3", "1")
        assert "Coach: Sara Novak has been in Discovery conversation for 22 business days, past its 10;" in story.words


async def test_the_coach_looks_over_the_pipeline_once_for_a_change_and_not_for_a_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomers(desk, 5)
    asked: list[Desk] = []

    def look(looked_over: Desk) -> list[Finding]:
        asked.append(looked_over)
        return []

    monkeypatch.setattr("coach.views.coach_line.SOURCES", (look,))
    async with told(desk) as story:
        assert len(asked) == 1
        await story.press("j", "j", "k", "G", "g")
        assert len(asked) == 1
        await story.press("z", "enter")
        assert len(asked) == 2
