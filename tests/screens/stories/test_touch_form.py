"""One form to finish a touch: every outcome in six keys at most, what follows from each, and what it refuses."""

from datetime import date
from typing import NamedTuple

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import close_not_yet, stop_contact, win_lead
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.views.lead_card import LeadCard, lead_card
from coach.views.log_book import log_book

from ..story import Clock, Story, the_lead, told
from .people import ben, newcomers

TODAY = date(2026, 11, 24)


def tom(desk: Desk) -> int:
    lead = add_lead(desk, "Tom Reyes").lead_id
    assert lead is not None
    return lead


def touches(lead: LeadCard) -> list[tuple[str, str, str, str]]:
    """What happened, the newest first: kind, way, note, what it gave."""
    return [(each.kind, each.via, each.note, each.gave) for each in lead.timeline if each.kind in ("touch", "reply")]


class Outcome(NamedTuple):
    """What is pressed after `t` and the way, what is typed in between (in brackets), and what stands in the records then."""

    script: str
    source: str
    kind: str
    due_on: date
    unanswered: int


OUTCOMES = {
    "no answer": Outcome("n [left word] tab [the number] enter", "cadence", "touch", date(2026, 11, 26), 1),
    "replied": Outcome("r [wants a price] tab [an idea] enter", "reply", "answer", TODAY, 0),
    "talked": Outcome("a [likes blue] tab [an idea] enter", "cadence", "touch", date(2026, 11, 26), 0),
    "promised": Outcome("p [the price] tab [fri] tab [he asked] enter", "promise_ours", "promise", date(2026, 11, 27), 0),
    "they promised": Outcome("h [the plan] tab [fri] tab [a plan] enter", "promise_theirs", "check_in", date(2026, 11, 30), 0),
    "later": Outcome("l [march] tab [busy] tab [an idea] enter", "snooze", "touch", date(2027, 3, 1), 0),
}  # fmt: skip


async def play(story: Story, script: str) -> int:
    """Press and type as the script has it; how many keys were pressed beside what was typed."""
    pressed = 0
    for part in script.replace("[", "\0[").replace("]", "]\0").split("\0"):
        if part.startswith("["):
            await story.type(part.strip("[]"))
        else:
            await story.press(*part.split())
            pressed += len(part.split())
    return pressed


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_every_outcome_takes_six_keys_at_most_beside_what_is_typed(
    either_desk: Desk, size: tuple[int, int], outcome: str
) -> None:
    tom(either_desk)
    expected = OUTCOMES[outcome]
    async with told(either_desk, size) as story:
        pressed = await play(story, f"t c {expected.script}")
        assert story.asking == ""
        lead = the_lead(either_desk, "Tom")
        await story.press("u")
        assert touches(the_lead(either_desk, "Tom")) == []
    assert pressed <= 6
    assert (lead.step_source, lead.kind, lead.due_on, lead.unanswered) == expected[1:]
    assert {way for _, way, _, _ in touches(lead)} == {"call"}
    note = expected.script.rpartition("[")[0].split("[")[-1].partition("]")[0] if "promis" not in outcome else ""
    if note and outcome != "later":
        assert note in {told_ for _, _, told_, _ in touches(lead)}


@pytest.mark.parametrize(("way", "sentence"), [("c", "a call with"), ("e", "an e-mail to"), ("v", "a visit to")])
async def test_enter_after_the_way_alone_logs_a_touch_without_an_answer(desk: Desk, way: str, sentence: str) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", way, "enter")
        assert f"Logged {sentence} Tom Reyes." in story.seen
    assert the_lead(desk, "Tom").unanswered == 1


async def test_the_way_and_the_outcome_have_letters_of_their_own_in_either_line(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "a")
        assert "[talked]" in story.seen
        assert "[call]" in story.seen
        await story.press("shift+tab", "shift+tab", "shift+tab", "v")
        assert "[visit]" in story.seen
        assert "[talked]" in story.seen


async def test_a_call_in_which_they_talked_leaves_no_answer_owed(either_desk: Desk, size: tuple[int, int]) -> None:
    lead = tom(either_desk)
    log_touch(either_desk, lead, via="email")
    async with told(either_desk, size, start="leads") as story:
        await story.press("t", "c", "a")
        assert "You talked: nothing is owed or unanswered" in story.words
        await story.type("wants to begin in May")
        await story.press("tab")
        await story.type("an idea for the wall")
        await story.press("enter")
        after = the_lead(either_desk, "Tom")
        assert (after.unanswered, after.kind, after.next_step) == (0, "touch", "Agree what comes next")
        assert after.step_source == "cadence"
        assert touches(after)[0] == ("touch", "call", "wants to begin in May", "an idea for the wall")
        await story.press("u")
    assert len(touches(the_lead(either_desk, "Tom"))) == 1


async def test_talking_with_a_step_of_their_own_keeps_that_step(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "c", "a", "up", "up")
        await story.press("ctrl+u")
        await story.type("bring the samples")
        await story.press("tab", "ctrl+u")
        await story.type("thu 15:00")
        await story.press("enter")
    lead = the_lead(desk, "Tom")
    assert (lead.next_step, lead.due_on, lead.due_time) == ("bring the samples", date(2026, 11, 26), "15:00")


async def test_a_meeting_is_talking_and_a_meeting_nobody_came_to_is_something_else(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "t")
        assert "[meeting]" in story.seen
        assert "[talked]" in story.seen
        await story.press("n", "enter")
        assert story.asking == "LogTouch"
        assert "If they did not come, it is a visit or something else." in story.words
        await story.press("o", "enter")
        assert story.asking == ""
    assert the_lead(desk, "Tom").unanswered == 1


async def test_a_promise_without_its_day_is_asked_for_and_what_was_typed_is_still_there(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "c", "p")
        await story.type("send the blue sample")
        await story.press("tab", "tab")
        await story.type("he liked the blue one")
        await story.press("enter")
        assert story.asking == "LogTouch"
        assert "A promise needs its day." in story.seen
        assert "he liked the blue one" in story.seen
        assert log_book(desk, 1)[0].verb == "add"
        await story.type("thu")
        await story.press("enter")
        assert story.asking == ""
    lead = the_lead(desk, "Tom")
    assert (lead.next_step, lead.due_on, lead.kind) == ("send the blue sample", date(2026, 11, 26), "promise")


async def test_a_touch_with_everything_typed_keeps_it_all(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("t", "v", "tab", "ctrl+u")
        await story.type("send the sketch")
        await story.press("tab", "ctrl+u")
        await story.type("fri 15:00")
        assert "Fri 27 Nov at 15:00, in 3 days" in story.seen
        await story.press("tab")
        await story.type("walked the roof")
        await story.press("tab")
        await story.type("two photos")
        await story.press("enter")
    lead = the_lead(desk, "Ben")
    touch = lead.timeline[0]
    assert (touch.via, touch.note, touch.gave) == ("visit", "walked the roof", "two photos")
    assert (lead.next_step, lead.due_on, lead.due_time) == ("send the sketch", date(2026, 11, 27), "15:00")


async def test_what_it_gave_them_is_asked_for_and_may_stay_empty(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t")
        assert "It gave them  what did they have of it?" in story.seen
        await story.press("enter")
        assert story.asking == ""


async def test_later_says_the_business_day_on_which_the_lead_is_due_again(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "c", "l")
        await story.type("5 dec")
        assert "Mon 7 Dec, as Sat 5 Dec is not worked" in story.words
        await story.press("enter")
    assert the_lead(desk, "Tom").due_on == date(2026, 12, 7)


async def test_a_step_of_ones_own_too_soon_after_the_touch_says_the_day_it_will_have(desk: Desk) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.press("t", "c", "tab", "tab", "ctrl+u")
        await story.type("tomorrow")
        assert "too soon after the last: Thu 26 Nov" in story.words
        await story.press("enter")
    assert the_lead(desk, "Tom").due_on == date(2026, 11, 26)


async def test_somebody_who_asked_for_no_contact_is_told_of_before_anything_is_typed(desk: Desk) -> None:
    lead = tom(desk)
    stop_contact(desk, lead, reason="asked us to stop")
    async with told(desk, start="leads") as story:
        for key in ("t", "n", "m", "w", "x"):
            await story.press(key)
            assert story.asking == ""
            assert "Tom Reyes asked for no contact: asked us to stop." in story.words
            assert "If they wrote to you, r notes it; d allows contact again." in story.words
        await story.press("r")
        assert story.asking == "NoteReply"


async def test_one_of_several_who_asked_for_no_contact_stops_the_touch_of_all(desk: Desk) -> None:
    first, *_ = newcomers(desk, 3)
    stop_contact(desk, first, reason="enough")
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "t")
        assert story.asking == ""
        assert "Newcomer 01 asked for no contact: enough." in story.words


@pytest.mark.parametrize("key", ["n", "m", "w", "x"])
async def test_what_only_an_open_lead_can_have_is_refused_for_a_closed_one_at_once(desk: Desk, key: str) -> None:
    win_lead(desk, tom(desk))
    async with told(desk, start="leads") as story:
        await story.press(key)
        assert story.asking == ""
        assert "Tom Reyes is won. Take it up again first: Ctrl+P, take up again." in story.words


async def test_a_touch_of_a_won_lead_speaks_of_no_rhythm_and_asks_for_no_step(either_desk: Desk) -> None:
    lead = tom(either_desk)
    win_lead(either_desk, lead)
    async with told(either_desk, start="leads") as story:
        await story.press("t")
        assert "rhythm" not in story.words
        assert "It is kept with the lead, which is closed and comes back by itself." in story.words
        assert "Next step" not in story.seen
        assert "promised" not in story.seen
        await story.press("c", "n")
        await story.type("all is well")
        await story.press("enter")
        assert story.asking == ""
    card = lead_card(either_desk, lead)
    assert (card.status, card.timeline[0].note) == ("won", "all is well")


async def test_a_not_yet_that_asks_for_later_comes_back_on_that_day(desk: Desk) -> None:
    lead = tom(desk)
    close_not_yet(desk, lead, reason="timing")
    async with told(desk, start="leads") as story:
        await story.press("t", "c", "l")
        await story.type("in march")
        await story.press("enter")
        assert story.asking == ""
    card = lead_card(desk, lead)
    assert (card.status, card.return_on, card.return_agreed) == ("not_yet", date(2027, 3, 1), True)


@pytest.mark.parametrize("letters", [("c", "a"), ("a",), ("e", "n"), ("n",)])
async def test_a_note_typed_in_one_burst_with_its_letters_stands_in_the_note(
    desk: Desk, size: tuple[int, int], letters: tuple[str, ...]
) -> None:
    tom(desk)
    async with told(desk, size) as story:
        await story.burst("t", *letters, *"hearty", "tab", *"nothing", "enter")
        assert story.asking == ""
    noted = touches(the_lead(desk, "Tom"))
    assert {note for _, _, note, _ in noted} - {""} == {"hearty"}
    assert {gave for _, _, _, gave in noted} - {""} == {"nothing"}


@pytest.mark.parametrize(("letter", "kind"), [("p", "promise"), ("h", "check_in")])
async def test_a_promise_typed_in_one_burst_stands_in_its_lines(desk: Desk, letter: str, kind: str) -> None:
    tom(desk)
    async with told(desk) as story:
        await story.burst("t", letter, *"prices", "tab", *"fri", "tab", *"hello", "enter")
        assert story.asking == ""
    lead = the_lead(desk, "Tom")
    assert (lead.next_step, lead.kind, touches(lead)[0][2]) == ("prices", kind, "hello")
