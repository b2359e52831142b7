"""The page of a lead: what is next, what is not known, what has happened; and every verb works there."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import close_not_yet, stop_contact
from coach.actions.notes import add_note
from coach.actions.permission import note_permission
from coach.actions.steps import snooze_lead
from coach.actions.tags import add_tags
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from screens.widgets.cells import Span
from screens.widgets.wrap import Paragraph, wrapped

from ..story import NARROW, WIDE, Clock, last_sentence, new_desk, the_lead, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless


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


async def test_who_wrote_it_is_said_when_it_was_not_you_and_days_of_another_year_stay_aligned(
    sqlite_url: str, clock: Clock, size: tuple[int, int]
) -> None:
    clock.set("2025-11-03T10:00")
    sam = new_desk(sqlite_url, clock, author="Sam")
    lead = newcomers(sam, 1)[0]
    log_touch(sam, lead, via="call", note="left a message")
    clock.set("2026-11-24T10:00")
    maya = Desk(sam.database, "Maya", clock)
    log_touch(maya, lead, via="email", note="sent the list")
    async with told(maya, size, start="leads") as story:
        await story.press("enter")
        assert "24 Nov         E-mail: sent the list" in story.seen
        assert "3 Nov 2025     Call: left a message (Sam)" in story.seen
        assert "(Maya)" not in story.seen
    sam.database.close()


async def test_the_steps_that_are_over_are_told_with_how_they_ended_and_how_long_it_waited_for_us(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    clock.set("2026-11-02T10:00")
    lead = newcomers(desk, 1)[0]
    clock.set("2026-11-10T10:00")
    log_touch(desk, lead, via="call")
    snooze_lead(desk, lead, date(2026, 11, 20))
    clock.set("2026-11-24T10:00")
    async with told(desk, size, start="leads") as story:
        await story.press("enter", "G")
        assert "Steps before this one" in story.seen
        assert "It waited for your move once, 6 business days in all." in story.seen
        assert "for Mon 2 Nov: done, late 6d" in story.seen
        assert story.seen.index("put off") < story.seen.index("done, late 6d"), "the newest comes first"
        clock.set("2026-12-01T10:00")
        await story.press("escape", "enter", "G")
        assert "It waited for your move 2 times, 13 business days in all" in story.seen
        assert "20 Nov." in story.seen


async def test_where_there_is_room_what_is_known_stands_beside_what_has_happened(desk: Desk, clock: Clock) -> None:
    lead = ben(desk, clock)
    for number in range(60):
        add_note(desk, lead, f"note number {number:02}")
    async with told(desk, WIDE) as story:
        await story.press("enter")
        line = next(line for line in story.seen.splitlines() if "What has happened" in line)
        assert "What they said" in line
        await story.press("end")
        assert "What they said" in story.seen
        assert "note number 59" not in story.seen
        await story.pilot.resize_terminal(*NARROW)
        await story.press("home")
        lines = story.seen.splitlines()
        said, happened = (next(at for at, line in enumerate(lines) if each in line) for each in (
            "What they said", "What has happened"
        ))  # fmt: skip
        assert said < happened


async def test_opening_a_lead_with_fifty_touches_lays_out_what_is_seen_and_opening_it_again_nothing(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = ben(desk, clock)
    for number in range(50):
        log_touch(desk, lead, via="call", note=f"talked about the gutters, round {number}")
    lines = 0

    def counting(paragraphs: Iterable[Paragraph], width: int) -> Iterator[list[Span]]:
        nonlocal lines
        for line in wrapped(paragraphs, width):
            lines += 1
            yield line

    monkeypatch.setattr("screens.widgets.long_page.wrapped", counting)
    async with told(desk, WIDE, start="leads") as story:
        await story.press("enter")
        assert "talked about the gutters, round 49" in story.seen
        assert 0 < lines <= 4 * WIDE[1]
        before = lines
        await story.press("escape", "enter")
        assert "talked about the gutters, round 49" in story.seen
        assert lines == before


async def test_a_lead_that_is_gone_says_so(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("enter", "u")
        assert "There is no lead 1." in story.seen
        await story.press("t")
        assert story.asking == ""


async def test_a_permission_that_is_over_is_said_and_asked_for_again(desk: Desk, clock: Clock) -> None:
    lead = newcomers(desk, 1)[0]
    note_permission(desk, lead, via="email", until=date(2026, 11, 27))
    clock.set("2026-12-01T10:00")
    async with told(desk, start="leads") as story:
        await story.press("enter")
        assert "Fine with an e-mail until Fri 27 Nov, which has passed: ask again first" in story.seen
        assert "Coach: Newcomer 01 was fine with it until Fri 27 Nov. Ask before you write again." in story.words


async def test_hostile_texts_everywhere_are_harmless_and_leave_room_for_what_is_next(
    desk: Desk, size: tuple[int, int]
) -> None:
    whole = " ".join(HOSTILE)[:500]
    for name in (whole, "W" * 500):
        lead = add_lead(desk, name, company=name, source=name, next_step=name, due=date(2026, 11, 24)).lead_id
        assert lead is not None
        edit_lead(desk, lead, own_fields={hostile[:80]: hostile for hostile in HOSTILE}, owner=f"O {name}"[:400])
        add_tags(desk, lead, [hostile[:80] for hostile in HOSTILE])
        add_note(desk, lead, "\n".join(HOSTILE))
        log_touch(desk, lead, via="call", note=name, gave=name)
        answer_lens(desk, lead, "problem", name, said_by=name)
        note_permission(desk, lead, words=name)
    async with told(desk, size, start="leads") as story:
        for key in ("home", "end"):
            await story.press(key, "enter")
            assert "Next " in story.seen
            for _ in range(8):
                harmless(story)
                await story.press("pagedown")
            await story.press("tab", "end")
            harmless(story)
            await story.press("escape")
