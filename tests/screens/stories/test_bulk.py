"""Leads are selected, a verb is done to all of them, and `u` takes it back as one change."""

import pytest

from coach.actions.leads import add_lead
from coach.records.desk import Desk
from coach.views.lead_card import LeadCard, lead_card
from coach.views.log_book import log_book

from ..story import Story, told

VERBS = {
    "touch": ("c", "enter"),
    "reply": ("enter",),
    "next": (*"Call", "tab", *"fri", "enter"),
    "snooze": ("3", "enter"),
    "move": (),
    "won": ("enter",),
    "not_yet": ("t", "enter"),
    "no_contact": (*"asked", "enter"),
    "edit": (*"market", "enter"),
    "note": (*"seen", "ctrl+s"),
    "permission": ("e", "enter"),
    "tag": (*"autumn", "enter"),
}
"""A verb, and the keys with which its form is filled in."""


def cards(desk: Desk, ids: list[int]) -> list[LeadCard]:
    return [lead_card(desk, each) for each in ids]


async def select_all(story: Story) -> None:
    await story.press("3", "g", "space", "j", "space", "j", "space")
    assert len(story.pane.lead_ids()) == 3


@pytest.mark.parametrize("verb", [verb for verb in VERBS if VERBS[verb]])
async def test_a_verb_is_done_to_all_selected_and_taken_back_as_one(
    either_desk: Desk, size: tuple[int, int], verb: str
) -> None:
    desk = either_desk
    ids = [add_lead(desk, name, owner="Maya").lead_id or 0 for name in ("Ada Brook", "Ben Stone", "Cleo Marsh")]
    before, changes = cards(desk, ids), len(log_book(desk, 50))
    async with told(desk, size) as story:
        await select_all(story)
        story.main.action_lead(verb)
        await story.pilot.pause()
        assert "(and 2 more leads)" in story.words
        await story.press(*VERBS[verb])
        assert story.asking == "", story.seen
        assert all(now != then for now, then in zip(cards(desk, ids), before, strict=True))
        assert len(log_book(desk, 50)) == changes + 1
        assert "takes it back" in story.words
        await story.press("u")
        assert "Undone:" in story.words
        assert cards(desk, ids) == before


async def test_a_selection_is_moved_and_taken_back_as_one(either_desk: Desk, size: tuple[int, int]) -> None:
    desk = either_desk
    ids = [add_lead(desk, name).lead_id or 0 for name in ("Ada Brook", "Ben Stone", "Cleo Marsh")]
    before = cards(desk, ids)
    async with told(desk, size) as story:
        await select_all(story)
        await story.press("m")
        assert "(and 2 more leads)" in story.words
        await story.press("tab")
        await story.type("they answered")
        await story.press("enter")
        assert story.asking == "", story.seen
        assert {card.stage for card in cards(desk, ids)}.isdisjoint({card.stage for card in before})
        await story.press("u")
        assert cards(desk, ids) == before


async def test_what_is_one_leads_own_is_refused_for_a_selection(desk: Desk) -> None:
    for name in ("Ada Brook", "Ben Stone", "Cleo Marsh"):
        add_lead(desk, name)
    async with told(desk) as story:
        await select_all(story)
        for verb, told_why in (("message", "one person"), ("lens", "one lead"), ("merge", "Two leads")):
            story.main.action_lead(verb)
            await story.pilot.pause()
            assert story.asking == ""
            assert told_why in story.words
