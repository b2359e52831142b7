"""The day a stage turns on: what is foreseen is what happens."""

from collections.abc import Iterator
from datetime import date

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import close_not_yet
from coach.actions.permission import note_permission
from coach.actions.steps import agree_day, set_next
from coach.actions.touches import log_touch
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.views.lead_card import lead_card
from coach.views.stages import find_stage
from coach.views.their_day import TheirDayShown, steps_around, their_day

from ..screens.story import Clock, new_desk

TODAY = date(2026, 11, 24)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    made = new_desk(database_url, clock)
    yield made
    made.database.close()


def _in(desk: Desk, stage: str) -> int:
    lead = add_lead(desk, "Ben Adeyemi", stage_id=find_stage(desk, stage).id).lead_id
    assert lead is not None
    return lead


def test_a_stage_that_turns_on_a_day_says_what_it_is_called(desk: Desk) -> None:
    lead = _in(desk, "decision")
    assert their_day(desk, lead) == TheirDayShown(lead, "Ben Adeyemi", "Decision support", "decision day", None)
    agree_day(desk, lead, date(2026, 12, 10))
    assert their_day(desk, lead).agreed_on == date(2026, 12, 10)


def test_what_is_foreseen_is_what_happens(desk: Desk, clock: Clock) -> None:
    lead = _in(desk, "decision")
    foreseen = steps_around(desk, lead, date(2026, 12, 10))
    assert [step.due_on for step in foreseen] == [date(2026, 12, 7), date(2026, 12, 11), date(2026, 12, 18)]
    agree_day(desk, lead, date(2026, 12, 10))
    for step in foreseen:
        card = lead_card(desk, lead)
        assert (card.next_step, card.due_on) == (step.text, step.due_on)
        clock.set(f"{step.due_on}T10:00")
        log_touch(desk, lead, via="email")


def test_it_goes_by_what_they_are_fine_with(desk: Desk) -> None:
    lead = _in(desk, "decision")
    note_permission(desk, lead, until=date(2026, 12, 9))
    first, second = steps_around(desk, lead, date(2026, 12, 10))
    assert first.due_on == date(2026, 12, 7)
    assert (second.text.startswith("Decide"), second.due_on) == (True, date(2026, 12, 10))


def test_a_step_of_the_owners_own_stays(desk: Desk) -> None:
    lead = _in(desk, "proposal")
    set_next(desk, lead, "bring the samples", date(2026, 12, 2))
    first, *_ = steps_around(desk, lead, date(2026, 12, 10))
    assert first == ("bring the samples", date(2026, 12, 2), True)


def test_a_stage_without_such_a_day_a_closed_lead_and_none_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="Lead received does not turn on one day"):
        their_day(desk, _in(desk, "lead received"))
    lead = _in(desk, "decision")
    close_not_yet(desk, lead, reason="timing")
    with pytest.raises(Refused, match="Ben Adeyemi is closed"):
        steps_around(desk, lead, TODAY)
    with pytest.raises(Misused, match="There is no lead 99"):
        their_day(desk, 99)
