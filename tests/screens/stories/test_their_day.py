"""The day they named: the steps are planned to it, and seen before it is noted."""

from datetime import date

from coach.actions.leads import add_lead
from coach.actions.moves import move_lead
from coach.actions.steps import set_next
from coach.records.desk import Desk
from screens import keys

from ..story import Clock, Story, last_sentence, stage, the_lead, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless


async def _ask_for_their_day(story: Story) -> None:
    """It has no key: it is asked for by name, as the palette does."""
    await story.main.run_by_name(keys.action("their-day"))
    await story.pilot.pause()


def _in(desk: Desk, name: str, stage_name: str) -> int:
    lead = add_lead(desk, name, stage_id=stage(desk, stage_name)).lead_id
    assert lead is not None
    return lead


async def test_the_steps_around_the_day_are_seen_as_it_is_typed(either_desk: Desk, size: tuple[int, int]) -> None:
    _in(either_desk, "Sara Novak", "decision")
    async with told(either_desk, size, start="leads") as story:
        await story.press("enter")
        await _ask_for_their_day(story)
        assert "Decision day: Sara Novak" in story.seen
        assert "Decision support turns on this day" in story.words
        await story.type("10 dec")
        assert "Next: Answer the doubt they named, Mon 7 Dec" in story.words
        assert "then: " in story.seen
        assert "Fri 11 Dec" in story.seen
        await story.press("enter")
        assert "Noted Thu 10 Dec as the decision day of Sara Novak." in story.words
        assert "Next      Answer the doubt they named, due Mon 7 Dec" in story.seen
        await _ask_for_their_day(story)
        assert "Thu 10 Dec" in story.seen
        await story.press("escape", "u")
    assert the_lead(either_desk, "Sara").anchor_on is None


async def test_a_stage_that_turns_on_no_day_says_so_and_asks_nothing(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await _ask_for_their_day(story)
        assert story.asking == ""
        assert "Lead received does not turn on one day. Set the next step for that day instead." in story.words


async def test_a_step_of_the_owners_own_is_said_to_stay(desk: Desk) -> None:
    lead = _in(desk, "Sara Novak", "decision")
    set_next(desk, lead, "bring the samples", date(2026, 12, 2))
    async with told(desk, start="leads") as story:
        await _ask_for_their_day(story)
        await story.type("10 dec")
        assert "Your own next step stays: bring the samples, Wed 2 Dec." in story.words


async def test_a_day_is_needed_and_an_hour_is_not(desk: Desk) -> None:
    _in(desk, "Sara Novak", "decision")
    async with told(desk, start="leads") as story:
        await _ask_for_their_day(story)
        await story.press("enter")
        assert "This needs the day they named." in story.words
        await story.type("10 dec 15:00")
        await story.press("enter")
        assert "A day is enough here, without a time." in story.words
        assert story.asking == "TheirDay"


async def test_several_leads_are_planned_as_one_change(desk: Desk, clock: Clock) -> None:
    move_lead(desk, ben(desk, clock), stage(desk, "decision"), anyway="he asked")
    _in(desk, "Sara Novak", "proposal")
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_for_their_day(story)
        assert "Agreed day: Ben Adeyemi (and 1 more lead)" in story.seen
        await story.type("10 dec")
        await story.press("enter")
    assert last_sentence(desk) == "noted Thu 10 Dec as the agreed day of 2 leads"
    assert {the_lead(desk, name).anchor_on for name in ("Ben", "Sara")} == {date(2026, 12, 10)}


async def test_hostile_names_and_steps_are_harmless(desk: Desk, size: tuple[int, int]) -> None:
    name = " ".join(HOSTILE)[:500]
    lead = _in(desk, name, "decision")
    set_next(desk, lead, name, date(2026, 12, 2))
    async with told(desk, size, start="leads") as story:
        await _ask_for_their_day(story)
        await story.type("10 dec")
        harmless(story)
        await story.press("enter")
        harmless(story)
