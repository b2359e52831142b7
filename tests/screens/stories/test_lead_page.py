"""The page of a lead: what is next, what is not known, what has happened; and every verb works there."""

from datetime import date

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import close_not_yet, stop_contact
from coach.actions.touches import log_touch
from coach.records.desk import Desk

from ..story import Clock, last_sentence, the_lead, told
from .people import ben, newcomers


async def test_it_tells_what_is_next_then_what_is_not_known_then_what_has_happened(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lead = ben(desk, clock)
    edit_lead(desk, lead, phone="+44 20 7946 0958", source="a neighbour", quiet_weekdays="mon")
    add_lead(desk, "Ben's garage", email="ben@adeyemi.example")
    async with told(desk, size) as story:
        await story.press("enter")
        lines = story.seen.splitlines()
        assert "Ben Adeyemi · Adeyemi Roofing" in lines[1]
        assert "Proposal, day 5 of 15 · 4,200 EUR" in lines[2]
        assert "Next      Answer them, due Fri 20 Nov, late 2d" in lines[3]
        order = ["Not known impact, urgency, outcome, fit", "Ask", "What has happened", "Reply by e-mail"]
        places = [story.seen.index(each) for each in order]
        assert places == sorted(places)
        assert "Fine with not asked yet" in story.seen
        assert "Problem   The roof leaks over the workshop" in story.seen
        assert "Moved to Proposal / trial / consultation: asked" in story.seen
        await story.press("G")
        assert "a neighbour" in story.seen
        assert "Quiet on  Mon" in story.seen
        assert "Ben's garage, Lead received" in story.seen


async def test_verbs_work_on_the_page_and_it_shows_what_they_did(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("enter", "t", "c", "n")
        await story.type("left a message")
        await story.press("enter")
        assert story.pane.place == "lead"
        assert "Call: left a message" in story.seen
        assert "Logged a call with Ben Adeyemi. u takes it back." in story.seen
        await story.press("u")
        assert "left a message" not in story.seen


async def test_a_long_story_scrolls_and_stays_where_it_was_after_a_verb(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    for number in range(40):
        log_touch(desk, lead, via="call", note=f"call number {number:02}")
    async with told(desk) as story:
        await story.press("3", "enter")
        assert "call number 39" in story.seen
        assert "call number 05" not in story.seen
        await story.press("end", "pageup")
        shown = next(line for line in story.seen.splitlines() if "call number" in line)
        await story.press("z", "enter")
        assert shown in story.seen


async def test_a_closed_lead_tells_why_and_when_it_comes_back(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    close_not_yet(desk, lead, reason="budget", words="after the new year", return_on=date(2027, 1, 11))
    async with told(desk, start="leads") as story:
        assert "Mon 11 Jan 2027" in story.seen
        await story.press("enter")
        assert "Not yet on Tue 24 Nov" in story.seen
        assert "Why       Budget: “after the new year”" in story.seen
        assert "Back      Mon 11 Jan 2027, as agreed" in story.seen
        await story.press("r", "enter")
        assert the_lead(desk, "Newcomer").status == "open"
        assert "Next      Answer them, today" in story.seen


async def test_no_contact_is_said_first_and_only_what_is_allowed_is_offered(desk: Desk, size: tuple[int, int]) -> None:
    lead = newcomers(desk, 1)[0]
    stop_contact(desk, lead, reason="asked us to stop")
    async with told(desk, size, start="leads") as story:
        await story.press("enter")
        lines = story.seen.splitlines()
        assert "! No contact since Tue 24 Nov: asked us to stop" in lines[2]
        assert "Ask" not in story.seen
        assert "Fine with" not in story.seen
        assert "d allow contact" in lines[-1]
        assert "t touch" not in lines[-1]
        for key in ("t", "n", "z", "m", "w", "x", "e", "p"):
            story.main.hush()
            await story.press(key)
            assert story.asking == ""
            assert "Newcomer 01 asked for no contact" in " ".join(story.seen.splitlines()[-3:]), key
        await story.press("r", "enter")
        assert "noted a reply of Newcomer 01" in last_sentence(desk)
        await story.press("d")
        await story.type("wrote to us again")
        await story.press("enter")
        assert "No contact" not in story.seen


async def test_a_verb_that_moves_a_lead_on_the_page_says_so_in_its_head(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("enter", "m", "enter")
        await story.type("agreed to talk")
        await story.press("enter")
        assert "Discovery conversation, day 1 of 10" in story.seen
