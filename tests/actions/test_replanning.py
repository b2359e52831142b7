"""What is shown before a rhythm is written is what then happens, to every lead, whatever has happened to it before."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from coach.actions.leads import edit_lead
from coach.actions.moves import close_not_yet, move_lead, stop_contact
from coach.actions.permission import note_permission
from coach.actions.pipeline import edit_stage
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import Lead
from coach.views.board import columns
from coach.views.replanning import replan_preview, stay_preview

from ..records.desks import dump
from .diary import Diary, on

GAPS = ((0, 2, 3, 5), (0,), (9,), (0, 4, 4, 8), (1, 1, 1, 1, 1, 1), (5, 2), (0, 0, 60), (2, 30, 1, 7, 7))


def steps(diary: Diary, stage: int) -> dict[int, tuple[Any, str]]:
    rows: Any = Lead.select().where(Lead.stage == stage, Lead.status == "open")
    return {each.id: (each.due_on, each.next_step) for each in rows}


VERBS: tuple[Callable[[Diary, int, random.Random], Any], ...] = (
    lambda desk, lead, _: log_touch(desk, lead, via="call"),
    lambda desk, lead, _: log_touch(desk, lead, via="email"),
    lambda desk, lead, _: note_reply(desk, lead),
    lambda desk, lead, dice: snooze_lead(desk, lead, desk.calendar.add(desk.today, dice.randint(1, 9))),
    lambda desk, lead, dice: set_next(desk, lead, "Call", desk.calendar.add(desk.today, dice.randint(0, 9))),
    lambda desk, lead, dice: note_permission(desk, lead, every=dice.choice((2, 7, 20))),
    lambda desk, lead, dice: note_permission(desk, lead, until=desk.calendar.add(desk.today, dice.randint(1, 20))),
    lambda desk, lead, _: move_lead(desk, lead, desk.stage("proposal"), anyway="to see"),
    lambda desk, lead, _: close_not_yet(desk, lead, reason="timing"),
    lambda desk, lead, _: stop_contact(desk, lead, reason="asked us to"),
)


def peopled(diary: Diary, seed: int) -> Diary:
    """A stage with a dozen leads to whom this and that has happened over some weeks."""
    dice = random.Random(seed)
    leads = [diary.add(f"Lead {number}", stage="discovery") for number in range(12)]
    for lead in leads[::5]:
        edit_lead(diary, lead, quiet_weekdays="mon")
    for day in ("11-25", "11-27", "12-02", "12-09", "12-18"):
        diary.goes(day)
        for lead in leads:
            if dice.random() < 0.4:
                try:
                    dice.choice(VERBS)(diary, lead, dice)
                except (Misused, Refused):
                    continue  # it was closed, or moved there, on an earlier day
    return diary.goes(dice.choice(("12-18", "12-21", "2027-01-11")))


@pytest.mark.parametrize("seed", range(6))
def test_the_preview_is_what_the_action_then_does_and_changes_nothing(diary: Diary, seed: int) -> None:
    stage = peopled(diary, seed).stage("discovery")
    before, whole = steps(diary, stage), dump(diary)
    moved = 0
    for gaps in GAPS:
        told = replan_preview(diary, stage, gaps)
        assert dump(diary) == whole
        done = edit_stage(diary, stage, gaps=gaps)
        after = steps(diary, stage)
        assert {each.lead_id: ((each.was, each.step_was), (each.will_be, each.step)) for each in told} == {
            lead: (before[lead], after[lead]) for lead in after if after[lead] != before[lead]
        }
        assert [each.will_be for each in told] == sorted(each.will_be for each in told)
        assert bool(done.warning) is bool(told)
        moved += len(told)
        undo(diary)
        assert dump(diary) == whole
    assert moved


def test_the_rhythm_as_it_is_plans_nothing_anew(diary: Diary) -> None:
    diary.add(stage="discovery")
    assert replan_preview(diary, diary.stage("discovery"), (0, 3, 5, 7)) == ()


def test_a_preview_of_what_cannot_be_written_is_refused_as_the_writing_is(diary: Diary) -> None:
    for stage, gaps in (
        (diary.stage("lead"), ()),
        (diary.stage("lead"), (61,)),
        (diary.stage("won"), (1,)),
        (99, (1,)),
    ):
        with pytest.raises(Misused):
            replan_preview(diary, stage, gaps)
    with pytest.raises(Misused):
        stay_preview(diary, diary.stage("not_yet"), 3)


def test_who_would_be_stuck_is_who_then_is(diary: Diary) -> None:
    stage = diary.stage("discovery")
    for day, name in (("11-02", "Ann"), ("11-16", "Ben"), ("11-23", "Lin")):
        diary.goes(day).add(name, stage="discovery")
    waiting = diary.goes("11-02").add("Tom", stage="discovery")
    diary.goes("11-24")
    snooze_lead(diary, waiting, on("12-15"))
    for stay, names in ((16, ("Ann",)), (6, ("Ann", "Ben")), (1, ("Ann", "Ben", "Lin")), (17, ()), (260, ())):
        assert stay_preview(diary, stage, stay) == (1, names)
        edit_stage(diary, stage, normal_stay=stay)
        assert next(each.past_limit for each in columns(diary) if each.stage_id == stage) == len(names)
        undo(diary)
