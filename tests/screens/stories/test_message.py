"""What to write for the next step."""

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.records.desk import Desk

from ..story import Clock, last_sentence, told
from .people import ben, lin


async def test_it_shows_the_framework_of_the_next_step_and_their_words(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    before = last_sentence(desk)
    async with told(desk, size) as story:
        await story.press("e")
        assert story.asking == "ReadMessage"
        assert "To Ben Adeyemi: " in story.seen
        assert "Answer them" in story.seen
        assert "1. " in story.seen
        assert "They said what about the gutters?" in story.seen
        await story.press("escape")
        assert story.asking == ""
    assert last_sentence(desk) == before


async def test_a_promise_that_is_late_has_its_own_words(desk: Desk, clock: Clock) -> None:
    lin(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        assert "To Lin Wei: " in story.seen
        assert "late" in story.words


async def test_nothing_is_written_to_somebody_who_asked_for_no_contact(desk: Desk) -> None:
    lead = add_lead(desk, "Ada Brook").lead_id
    assert lead is not None
    stop_contact(desk, lead, reason="asked us to stop")
    async with told(desk, start="leads") as story:
        await story.press("e")
        assert story.asking == ""
        assert "Ada Brook asked for no contact." in story.seen


@pytest.mark.parametrize("name", ["[/x]", "[red]Ada[/red]", "\x1b[31mAda"])
async def test_a_hostile_name_is_only_a_name(desk: Desk, name: str) -> None:
    add_lead(desk, name)
    async with told(desk) as story:
        await story.press("e")
        assert story.asking == "ReadMessage"
        assert "\x1b" not in story.seen
