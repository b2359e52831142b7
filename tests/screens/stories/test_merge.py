"""Two leads that are one: what comes of it is seen first, one key does it, one undo takes it back."""

import re

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import stop_contact, win_lead
from coach.actions.notes import add_note
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.views.lead_card import lead_card
from coach.views.search import find
from screens import keys
from screens.dialogs.merge import Hits

from ..story import Clock, Story, last_sentence, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless


async def _ask_to_merge(story: Story) -> None:
    """It has no key: it is asked for by name, as the palette does."""
    await story.main.run_by_name(keys.action("merge"))
    await story.pilot.pause()


def _twice(desk: Desk, clock: Clock) -> tuple[int, int]:
    """Ben, and Ben once more under another address, with a note and a touch."""
    first = ben(desk, clock)
    second = add_lead(desk, "Benjamin Adeyemi", email="ben@home.example", phone="0123 456789", source="a fair").lead_id
    assert second is not None
    add_note(desk, second, "has a dog")
    log_touch(desk, second, via="call", note="left a message")
    return first, second


async def test_two_selected_leads_are_merged_after_a_look_at_what_comes_of_it(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    first, second = _twice(either_desk, clock)
    async with told(either_desk, size, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_to_merge(story)
        assert "[one lead, here twice]" in story.seen
        assert "Stays     Ben Adeyemi · Adeyemi Roofing, Proposal" in story.seen
        assert "Goes      Benjamin Adeyemi, Lead received" in story.seen
        assert "1 touch or reply, 1 note" in story.seen
        await story.press("tab", "tab", "G")
        assert "0123 456789 (of the other)" in story.seen
        assert "ben@adeyemi.example (not: ben@home.example)" in story.seen
        assert re.search(r"Also at +ben@home\.example\W*\n", story.seen)
        await story.press("enter")
        assert last_sentence(either_desk) == "merged Benjamin Adeyemi into Ben Adeyemi"
        assert [lead.id for lead in find(either_desk, "Adeyemi")] == [first]
        assert lead_card(either_desk, first).phone == "0123 456789"
        assert lead_card(either_desk, first).further_addresses == ("ben@home.example",)
        await story.press("enter", "G")
        assert re.search(r"Also at +ben@home\.example", story.seen)
        await story.press("escape")
        await story.press("u")
    assert sorted(lead.id for lead in find(either_desk, "Adeyemi")) == [first, second]
    assert lead_card(either_desk, first).phone == ""


async def test_on_the_page_of_a_lead_the_other_one_is_looked_for(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    first, second = _twice(either_desk, clock)
    newcomers(either_desk, 2)
    async with told(either_desk, size) as story:
        await story.press("enter")
        await _ask_to_merge(story)
        assert "Which lead is Ben Adeyemi too?" in story.seen
        await story.type("newcomer")
        assert "Newcomer 02" in story.seen
        await story.press("down", "ctrl+u")
        await story.type("adeyemi")
        assert "Newcomer 02" not in story.seen
        assert story.app.screen.query_one(Hits).count == 1, "a lead is not offered to itself"
        await story.press("enter")
        assert "Goes      Benjamin Adeyemi" in story.seen
        await story.press("enter")
        assert story.asking == ""
        assert "Merged Benjamin Adeyemi into Ben Adeyemi." in story.words
        assert "has a dog" in story.seen
    assert [lead.id for lead in find(either_desk, "Adeyemi")] == [first]
    assert second not in {lead.id for lead in find(either_desk, "Adeyemi")}


async def test_the_other_one_may_be_kept_and_its_page_is_shown(desk: Desk, clock: Clock) -> None:
    newest = newcomers(desk, 1)[0]
    older = add_lead(desk, "Newcomer One").lead_id
    async with told(desk, start="leads") as story:
        await story.press("enter")
        assert story.under_cursor == "Newcomer 01"
        await _ask_to_merge(story)
        await story.type("one")
        await story.press("enter", "tab", "right")
        assert "Stays     Newcomer One" in story.seen
        await story.press("enter")
        assert story.pane.lead_ids() == (older,)
        assert "Newcomer One" in story.seen.splitlines()[1]
        await story.press("u")
    assert {lead.id for lead in find(desk, "Newcomer")} == {newest, older}


async def test_two_leads_of_one_person_stay_two(either_desk: Desk, clock: Clock) -> None:
    first, second = _twice(either_desk, clock)
    async with told(either_desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_to_merge(story)
        await story.press("t")
        assert "[two leads of one person]" in story.seen
        assert "Stays too Benjamin Adeyemi" in story.seen
        assert "Both stay, and share how the person is reached" in story.words
        await story.press("enter")
    assert lead_card(either_desk, first).contact_id == lead_card(either_desk, second).contact_id
    assert last_sentence(either_desk) == "made Ben Adeyemi and Benjamin Adeyemi leads of one person"


async def test_leads_of_one_person_lead_to_each_other_by_enter(desk: Desk, clock: Clock) -> None:
    first = ben(desk, clock)
    second = add_lead(desk, "Ben's garage", email="ben@adeyemi.example").lead_id
    async with told(desk) as story:
        await story.press("enter")
        assert story.pane.lead_ids() == (first,)
        assert "Enter their other lead" in story.seen
        await story.press("enter")
        assert story.pane.lead_ids() == (second,)
        await story.press("enter", "escape")
        assert story.pane.place == "today"


async def test_who_may_be_the_same_is_proposed_before_anything_is_typed(desk: Desk) -> None:
    add_lead(desk, "Sara Novak")
    add_lead(desk, "Sarah Novak")
    newcomers(desk, 1)
    async with told(desk, start="leads") as story:
        await story.press("j")
        assert story.under_cursor == "Sara Novak"
        await _ask_to_merge(story)
        assert "Sarah Novak" in story.seen.partition("Other lead")[2]
        await story.press("enter")
        assert "Goes      Sarah Novak" in story.seen


async def test_what_cannot_be_merged_says_why_and_enter_changes_nothing(desk: Desk) -> None:
    first, second = newcomers(desk, 2)
    win_lead(desk, second)
    before = last_sentence(desk)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_to_merge(story)
        assert "! Newcomer 02 is won, and a won lead stays as it is." in story.words
        await story.press("enter")
        assert story.asking == "Merge"
    assert last_sentence(desk) == before
    assert {lead.id for lead in find(desk, "Newcomer")} == {first, second}


async def test_a_wish_for_no_contact_is_said_before_it_spreads(desk: Desk) -> None:
    first, second = newcomers(desk, 2)
    stop_contact(desk, second, reason="asked us to stop")
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_to_merge(story)
        assert "! Newcomer 02 asked for no contact (asked us to stop); that holds for both." in story.words
        await story.press("enter")
    assert lead_card(desk, first).do_not_contact_on is not None


async def test_what_changed_since_it_was_shown_is_shown_before_it_is_merged(desk: Desk, clock: Clock) -> None:
    first, second = _twice(desk, clock)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_to_merge(story)
        edit_lead(desk, second, company="Another Company Altogether")
        await story.press("enter")
        assert "Something of the two has changed since this was shown." in story.words
        assert "Another Company Altogether" in story.seen
        assert len(find(desk, "Adeyemi")) == 2
        await story.press("enter")
    assert [lead.id for lead in find(desk, "Adeyemi")] == [first]


async def test_more_than_two_are_refused_and_nobody_found_says_so(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "j", "space")
        await _ask_to_merge(story)
        assert story.asking == ""
        assert "Two leads are merged at a time." in story.words
        await story.press("space", "k", "space")
        await _ask_to_merge(story)
        await story.type("nobody")
        assert "No other lead has “nobody” in it." in story.seen
        await story.press("enter")
        assert "No lead is chosen yet." in story.words
        assert story.asking == "Merge"


async def test_hostile_names_and_texts_are_harmless(desk: Desk, size: tuple[int, int]) -> None:
    name = " ".join(HOSTILE)[:500]
    for company in (name, name[::-1]):
        lead = add_lead(desk, name, company=company, source=company).lead_id
        assert lead is not None
    async with told(desk, size, start="leads") as story:
        await _ask_to_merge(story)
        harmless(story)
        await story.type("evil")
        harmless(story)
        await story.press("enter")
        harmless(story)
        await story.press("tab", "tab", "G")
        harmless(story)
        await story.press("enter")
        harmless(story)
        assert story.asking == ""
