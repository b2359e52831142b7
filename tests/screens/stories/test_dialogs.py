"""The forms: what Enter alone does, what is asked before anything is written, what Esc leaves as it was."""

from datetime import date

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import close_not_yet
from coach.records.desk import Desk
from coach.views.day import due_list
from coach.views.log_book import log_book
from coach.views.search import find

from ..story import Clock, Story, last_sentence, stage, the_lead, told
from .people import ben, lin, newcomers, put_off_twice

TODAY = date(2026, 11, 24)


async def test_a_day_that_cannot_be_read_is_told_as_it_is_typed_and_saves_nothing(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("n", "tab")
        await story.type("3/4")
        assert "names the month by a number" in story.seen
        await story.press("enter")
        assert story.asking == "SetNext"
        assert "Write the month as a word: 3 apr." in story.words
        assert log_book(desk, 1)[0].verb == "add"


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("tomorrow", "Wed 25 Nov, tomorrow"),
        ("next fri", "Fri 4 Dec, in 10 days"),
        ("+3bd", "Fri 27 Nov, in 3 days"),
        ("12 dec", "Sat 12 Dec, in 18 days, not a business"),
        ("2026-12-01", "Tue 1 Dec, in 7 days"),
        ("fri at 3 pm", "Fri 27 Nov at 15:00, in 3 days"),
        ("+1m 9", "Thu 24 Dec at 09:00, in 30 days"),
        ("march", "Mon 1 Mar 2027, in 97 days"),
        ("in jan", "Fri 1 Jan 2027, in 38 days"),
    ],
)
async def test_a_day_field_says_what_day_was_understood(desk: Desk, typed: str, meaning: str) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("n", "tab")
        await story.type(typed)
        assert meaning in story.seen


async def test_a_step_set_by_hand_too_soon_after_an_unanswered_touch_says_when_it_will_be(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk, start="leads") as story:
        await story.press("t", "enter", "n", "tab")
        await story.type("tomorrow")
        assert "too soon after the last: Thu 26 Nov" in story.seen
        await story.press("enter")
        assert "too soon by the rhythm" in story.words
    assert the_lead(desk, "Tom").due_on == date(2026, 11, 26)


async def test_a_reply_with_a_promise_is_one_change(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("r", "e")
        await story.type("send me the price")
        await story.press("tab", "p")
        await story.type("the price")
        await story.press("tab")
        await story.type("tomorrow")
        await story.press("enter")
        lead = the_lead(desk, "Tom")
        assert (lead.next_step, lead.kind, lead.due_on) == ("the price", "promise", date(2026, 11, 25))
        assert lead.timeline[0].note == "send me the price"
        await story.press("u")
    assert the_lead(desk, "Tom").kind == "answer"
    assert the_lead(desk, "Tom").last_reply_on is None


async def test_snooze_takes_a_day_by_one_letter_or_by_its_words(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, start="leads") as story:
        await story.press("z", "3", "enter", "j", "z", "tab")
        await story.type("15 dec")
        assert "[pick a day]" in story.seen
        await story.press("enter")
    assert [lead.due_on for lead in find(desk, "Newcomer")] == [date(2026, 11, 27), date(2026, 12, 15)]


async def test_the_third_snooze_of_one_step_asks_whether_it_is_still_real(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    put_off_twice(desk, clock)
    before = the_lead(desk, "Tom")
    async with told(desk, size) as story:
        await story.press("z")
        assert "was put off 2 times. Is it still" in story.seen
        await story.press("enter")
        assert story.asking == "Snooze"
        assert the_lead(desk, "Tom") == before
        await story.press("n")
        await story.press("enter")
        assert "So it is not real any more." in story.seen
        assert the_lead(desk, "Tom") == before
        await story.press("y", "enter")
        assert story.asking == ""
    assert the_lead(desk, "Tom").snoozes == 3


async def test_a_move_forward_asks_for_the_exit_evidence_before_it_writes(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    add_lead(either_desk, "Tom Reyes")
    async with told(either_desk, size) as story:
        await story.press("m")
        assert "Lead received is left when this has happened: They answered you and" in story.seen
        await story.press("enter")
        assert story.asking == "Move"
        assert the_lead(either_desk, "Tom").stage.key == "lead"
        await story.press("escape")
        assert the_lead(either_desk, "Tom").stage.key == "lead"
        assert log_book(either_desk, 1)[0].verb == "add"
        await story.press("m", "enter")
        await story.type("wants to talk on Friday")
        await story.press("enter")
        assert story.asking == ""
        assert "Moved Tom Reyes to Discovery conversation." in story.seen
    lead = the_lead(either_desk, "Tom")
    assert lead.stage.key == "discovery"
    assert any("wants to talk on Friday" in entry.text for entry in lead.timeline)


async def test_letters_typed_as_evidence_choose_no_stage(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("m", "tab")
        await story.type("pldo: a plan")
        assert "[Discovery conversation]" in story.seen
        await story.press("enter")
    lead = the_lead(desk, "Tom")
    assert lead.stage.key == "discovery"
    assert any("pldo: a plan" in entry.text for entry in lead.timeline)


async def test_a_snooze_to_a_day_nobody_works_says_the_day_it_will_be(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("z", "p")
        await story.type("sat")
        assert "Mon 30 Nov, as Sat 28 Nov is not worked" in story.words
        await story.press("enter")
    assert the_lead(desk, "Newcomer").due_on == date(2026, 11, 30)


async def test_a_not_yet_on_a_free_day_says_the_day_it_comes_back(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("x", "t", "tab")
        await story.type("in may 2027")
        assert "Mon 3 May 2027, as Sat 1 May 2027 is not" in story.words
        await story.press("enter")
    assert the_lead(desk, "Tom").return_on == date(2027, 5, 3)


async def test_a_promise_is_one_letter_from_the_way_it_came(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("r", "h")
        assert "[they promised]" in story.seen
        assert "They promised" in story.seen
        await story.type("the plan of the house")
        await story.press("tab")
        await story.type("fri")
        await story.press("enter")
    lead = the_lead(desk, "Tom")
    assert (lead.next_step, lead.kind, lead.due_on) == ("the plan of the house", "check_in", date(2026, 11, 30))


async def test_a_move_anyway_keeps_its_reason_and_a_move_back_asks_nothing(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("m", "tab", "tab")
        await story.type("they decide next week")
        await story.press("enter")
        assert the_lead(desk, "Ben").stage.key == "decision"
        assert any("they decide next week" in entry.text for entry in the_lead(desk, "Ben").timeline)
        await story.press("3", "m", "l")
        assert "Or why anyway" not in story.seen
        await story.press("enter")
    assert the_lead(desk, "Ben").stage.key == "lead"


async def test_after_the_last_stage_no_stage_is_chosen_beforehand(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes", stage_id=stage(desk, "decision"))
    async with told(desk) as story:
        await story.press("m", "enter")
        assert story.asking == "Move"
        assert "w for won" in story.seen


async def test_won_keeps_the_value_that_is_known_or_takes_another(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk, start="leads") as story:
        await story.press("w")
        assert "4,200 EUR" in story.seen
        await story.press("enter")
        assert (the_lead(desk, "Ben").status, the_lead(desk, "Ben").value) == ("won", 420_000)
        assert "Won Ben Adeyemi. u takes it back." in story.seen
        await story.press("j", "w")
        await story.type("1.5k")
        await story.press("enter")
    assert (the_lead(desk, "Lin").status, the_lead(desk, "Lin").value) == ("won", 150_000)


async def test_not_yet_asks_for_its_reason_and_takes_words_and_a_day(desk: Desk, size: tuple[int, int]) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk, size) as story:
        await story.press("x", "enter")
        assert "A Not yet has its reason." in story.seen
        assert the_lead(desk, "Tom").status == "open"
        await story.press("b")
        assert "It fits, and the money is not there." in story.seen
        await story.type("after the new year")
        await story.press("tab")
        await story.type("11 jan")
        await story.press("enter")
    lead = the_lead(desk, "Tom")
    assert (lead.status, lead.reason, lead.reason_words) == ("not_yet", "budget", "after the new year")
    assert (lead.return_on, lead.return_agreed) == (date(2027, 1, 11), True)


async def test_a_name_is_enough_to_add_a_lead_and_the_first_step_comes_by_itself(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    async with told(either_desk, size) as story:
        await story.press("a")
        assert "Answer them" in story.seen
        await story.type("Ada Brook")
        await story.press("enter")
        assert "Added Ada Brook. u takes it back." in story.seen
        assert story.under_cursor == "Ada Brook"
        lead = the_lead(either_desk, "Ada")
        assert (lead.next_step, lead.due_on) == ("Answer them", TODAY)
        await story.press("u")
        assert find(either_desk, "Ada") == []


@pytest.mark.parametrize("name", ["Ben Adeyemi", "ben adeyemi", "Adeyemi Ben", "Ben Adeyemy"])
async def test_who_may_be_here_already_is_shown_before_anything_is_saved(desk: Desk, clock: Clock, name: str) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("a")
        await story.type(name)
        await story.press("enter")
        assert story.asking == "AddLead"
        assert "Here already: Ben Adeyemi of Adeyemi Roofing (Proposal" in story.seen
        assert len(find(desk, "Ade")) == 1
        await story.press("enter")
        assert story.asking == ""
    assert last_sentence(desk) == f"added {name}"


async def test_an_amount_that_cannot_be_read_adds_nothing_and_keeps_the_form(desk: Desk) -> None:
    async with told(desk) as story:
        await story.press("a")
        await story.type("Ada Brook")
        await story.press("tab", "tab", "tab", "tab")
        await story.type("lots")
        await story.press("enter")
        assert "'lots' is not an amount I can read." in story.seen
        assert "Ada Brook" in story.seen
        await story.press("ctrl+u")
        await story.type("1,200")
        await story.press("ctrl+s")
        assert story.asking == ""
    assert the_lead(desk, "Ada").value == 120_000


FORMS = ("t", "r", "n", "z", "m", "w", "x", "a")


@pytest.mark.parametrize("key", FORMS)
async def test_escape_changes_nothing(desk: Desk, clock: Clock, size: tuple[int, int], key: str) -> None:
    ben(desk, clock)
    before, changes = the_lead(desk, "Ben"), len(log_book(desk))
    async with told(desk, size) as story:
        await story.press(key)
        assert story.asking != ""
        await story.press("tab")
        await story.type("fri")
        await story.press("escape")
        assert story.asking == ""
    assert the_lead(desk, "Ben") == before
    assert len(log_book(desk)) == changes


@pytest.mark.parametrize("key", FORMS)
async def test_up_and_down_go_from_line_to_line_as_tab_does(desk: Desk, clock: Clock, key: str) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press(key)
        first = story.app.focused
        await story.press("down")
        by_down = story.app.focused
        await story.press("up")
        assert story.app.focused is first
        await story.press("tab")
        assert story.app.focused is by_down


async def test_pasted_lines_become_one_line_and_none_is_lost(desk: Desk) -> None:
    add_lead(desk, "Tom Reyes")
    async with told(desk) as story:
        await story.press("r", "e")
        await paste(story, "first line\nsecond \x1b[31mline\r\nthird")
        await story.press("enter")
    assert the_lead(desk, "Tom").timeline[0].note == "first line second �[31mline third"


async def paste(story: Story, text: str) -> None:
    from textual.events import Paste

    focused = story.app.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await story.pilot.pause()


async def test_a_lead_that_is_gone_meanwhile_is_told(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        desk.database.execute_sql("PRAGMA foreign_keys = 0")
        desk.database.execute_sql("DELETE FROM lead")
        await story.press("t")
        assert "There is no lead" in story.seen
        assert due_list(desk) == []


async def run_by_name(story: Story, title: str) -> None:
    """What the palette would run."""
    command = next(each for each in story.app.get_system_commands(story.app.screen) if each.title == title)
    command.callback()
    await story.pilot.pause()


async def test_no_contact_closes_every_lead_of_the_person_and_is_lifted_only_with_a_reason(desk: Desk) -> None:
    add_lead(desk, "Ben Adeyemi", email="ben@adeyemi.example")
    add_lead(desk, "Ben's garage", email="ben@adeyemi.example")
    async with told(desk, start="leads") as story:
        await run_by_name(story, "No contact")
        await story.press("enter")
        assert story.asking == "NoContact"
        assert "This needs its reason." in story.seen
        await story.type("asked us to stop")
        await story.press("enter")
        assert {lead.status for lead in find(desk, "Ben")} == {"not_yet"}
        assert due_list(desk) == []
        await run_by_name(story, "No contact")
        assert "Contact again: Ben Adeyemi" in story.seen
        await story.type("wrote to us again")
        await story.press("enter")
    assert the_lead(desk, "Ben Adeyemi").do_not_contact_on is None


async def test_a_closed_lead_is_taken_up_again_in_the_stage_it_left(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    close_not_yet(desk, lead, reason="timing")
    async with told(desk, start="leads") as story:
        await run_by_name(story, "Take up again")
        await story.press("enter")
        assert "Took Newcomer 01 up again in Lead received." in story.seen
    assert the_lead(desk, "Newcomer").status == "open"
