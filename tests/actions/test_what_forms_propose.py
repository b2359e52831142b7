"""What a form proposes is what the rhythm then does."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import close_not_yet
from coach.actions.settings import change_setting
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.errors import Misused
from coach.records.models import Lead
from coach.views.proposal import Proposed, calendar_of, first_step, proposals, set_for, snoozed_to

from .diary import Diary

STANDINGS: dict[str, Callable[[Diary, int], object]] = {
    "new": lambda diary, lead: None,  # noqa: ARG005
    "touched once": lambda diary, lead: log_touch(diary, lead, via="call"),
    "touched to the cap": lambda diary, lead: [log_touch(diary, lead, via="email") for _ in range(4)],
    "replied": note_reply,
    "promised by us": lambda diary, lead: note_reply(
        diary, lead, next_step="the price", due=date(2026, 11, 28), promise="ours"
    ),
    "promised by them": lambda diary, lead: note_reply(
        diary, lead, next_step="the plan", due=date(2026, 11, 26), promise="theirs"
    ),
    "snoozed": lambda diary, lead: snooze_lead(diary, lead, date(2026, 12, 3)),
    "set by hand": lambda diary, lead: set_next(diary, lead, "call her", date(2026, 11, 25)),
    "quiet on thursdays": lambda diary, lead: edit_lead(diary, lead, quiet_weekdays="thu"),
}


def _now(lead_id: int) -> Proposed:
    lead = Lead.get_by_id(lead_id)
    return Proposed(lead.next_step or "", lead.due_on, lead.due_time, lead.step_kind)


@pytest.mark.parametrize("stage", ["lead", "discovery", "proposal", "decision"])
@pytest.mark.parametrize("standing", STANDINGS)
def test_each_proposal_is_what_the_verb_leads_to(diary: Diary, standing: str, stage: str) -> None:
    verbs: dict[str, Callable[[int], object]] = {
        "after_touch": lambda lead: log_touch(diary, lead, via="call"),
        "after_meeting": lambda lead: log_touch(diary, lead, via="meeting"),
        "after_reply": lambda lead: note_reply(diary, lead),
    }
    for what, verb in verbs.items():
        lead = diary.add(f"{what} {stage}", stage)
        STANDINGS[standing](diary, lead)
        told = proposals(diary, lead)
        assert told.now == _now(lead)
        verb(lead)
        assert getattr(told, what) == _now(lead)


def test_asking_changes_nothing(diary: Diary) -> None:
    lead = diary.add()
    row = dict(Lead.get_by_id(lead).__data__)
    proposals(diary, lead)
    snoozed_to(diary, lead, date(2026, 12, 1))
    set_for(diary, lead, date(2026, 12, 1))
    assert dict(Lead.get_by_id(lead).__data__) == row


def test_the_day_of_a_snooze_and_of_a_step_by_hand_is_told_before(diary: Diary) -> None:
    lead = diary.add()
    log_touch(diary, lead, via="call")
    saturday, tomorrow = date(2026, 11, 28), date(2026, 11, 25)
    assert set_for(diary, lead, tomorrow) == date(2026, 11, 26)
    assert snoozed_to(diary, lead, saturday) == date(2026, 11, 30)
    set_next(diary, lead, "call her", tomorrow)
    assert _now(lead).due_on == date(2026, 11, 26)
    snooze_lead(diary, lead, saturday)
    assert _now(lead).due_on == date(2026, 11, 30)


def test_a_closed_lead_has_no_step_to_propose_and_comes_back_on_a_working_day(diary: Diary) -> None:
    lead = diary.add()
    close_not_yet(diary, lead, reason="timing")
    told = proposals(diary, lead)
    assert (told.status, told.now, told.after_touch) == ("not_yet", None, None)
    assert snoozed_to(diary, lead, date(2026, 11, 28)) == date(2026, 11, 30)


def test_the_first_way_is_the_one_used_last_and_their_own_way_does_not_count(diary: Diary) -> None:
    lead = diary.add()
    assert proposals(diary, lead).via == "call"
    log_touch(diary, lead, via="message")
    note_reply(diary, lead, via="email")
    assert proposals(diary, lead).via == "message"


@pytest.mark.parametrize("hour", [9, 17])
def test_the_first_step_told_is_the_one_a_new_lead_gets(diary: Diary, hour: int) -> None:
    change_setting(diary, "cutoff", "16:00")
    diary.goes("11-24", hour)
    for stage in ("lead", "decision"):
        told = first_step(diary, diary.stage(stage))
        assert told is not None
        assert told == _now(diary.add(f"New in {stage} at {hour}", stage))
    assert first_step(diary) == first_step(diary, diary.stage("lead"))


def test_a_stage_that_is_not_there_has_no_first_step(diary: Diary) -> None:
    assert first_step(diary, 999) is None
    assert calendar_of(diary).is_workday(date(2026, 11, 24))


def test_a_lead_that_is_not_there_is_told(diary: Diary) -> None:
    for ask in (lambda: proposals(diary, 999), lambda: set_for(diary, 999, diary.today)):
        with pytest.raises(Misused, match="no lead 999"):
            ask()
    assert add_lead(diary, "Ben").lead_id is not None
