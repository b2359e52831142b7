"""Leads move on with evidence, step back with their counts, end, and begin again."""

from typing import Any

import pytest

from coach import playbook
from coach.actions.moves import close_not_yet, move_lead, reopen_lead, win_lead
from coach.actions.settings import change_setting
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch
from coach.errors import Misused, Refused
from coach.records.models import StageVisit

from ..records.desks import dump
from .diary import Diary, on

EVIDENCE = "They answered you and agreed to a conversation."


def test_a_lead_moves_on_when_its_exit_evidence_is_there(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    diary.goes("11-30")
    done = move_lead(diary, ben, diary.stage("discovery"), evidence="wants to talk on Friday ")
    assert done.sentence == "moved Ben Adeyemi to Discovery conversation"
    lead = diary.lead(ben)
    assert (lead.stage_id, lead.stage_position, lead.entered_on) == (diary.stage("discovery"), 1, on("11-30"))
    assert (lead.unanswered, lead.position, diary.step(ben)) == (0, 0, ("11-30", "touch"))
    assert diary.visits(ben) == [("lead", "forward"), ("discovery", "open")]
    left: Any = StageVisit.get(StageVisit.lead == ben)
    assert (left.days, left.left_on, left.left_to_id) == (6, on("11-30"), diary.stage("discovery"))
    assert (left.evidence, left.anyway_reason) == ("wants to talk on Friday", "")


@pytest.mark.parametrize("given", [{}, {"evidence": "  "}, {"anyway": "\n"}])
def test_without_its_evidence_or_a_reason_a_lead_stays_and_the_evidence_is_named(
    diary: Diary, given: dict[str, str]
) -> None:
    ben = diary.add()
    before = dump(diary)
    with pytest.raises(Refused) as refused:
        move_lead(diary, ben, diary.stage("discovery"), **given)
    assert refused.value.what == f"Ben Adeyemi leaves Lead received when this has happened: {EVIDENCE}"
    assert dump(diary) == before
    move_lead(diary, ben, diary.stage("proposal"), anyway="they are in a hurry")
    assert StageVisit.get(StageVisit.lead == ben).anyway_reason == "they are in a hurry"


def test_a_dated_agreement_ahead_is_kept_when_the_lead_moves_on(diary: Diary) -> None:
    ben, lin, tom = diary.add(), diary.add("Lin"), diary.add("Tom")
    set_next(diary, ben, "Visit the site", on("12-10"))
    snooze_lead(diary, lin, on("12-11"))
    log_touch(diary, tom, via="call", next_step="Send the offer", due=on("12-12"), promise="ours")
    for lead in (ben, lin, tom):
        move_lead(diary, lead, diary.stage("discovery"), evidence="yes")
    assert [diary.step(lead)[0] for lead in (ben, lin, tom)] == ["12-10", "12-11", "12-12"]


def test_a_lead_that_steps_back_keeps_the_count_of_what_went_unanswered(diary: Diary) -> None:
    ben = diary.add(stage="proposal")
    for day in ("11-24", "11-26", "12-02"):
        log_touch(diary.goes(day), ben, via="call")
    done = move_lead(diary, ben, diary.stage("discovery"))
    assert done.sentence == "moved Ben Adeyemi back to Discovery conversation"
    lead = diary.lead(ben)
    assert (lead.unanswered, lead.position, diary.step(ben)) == (3, 0, ("12-04", "close_loop"))
    assert diary.visits(ben) == [("proposal", "back"), ("discovery", "open")]


def test_a_move_is_between_two_open_stages(diary: Diary) -> None:
    ben = diary.add()
    before = dump(diary)
    for stage, kind, said in (
        (diary.stage("lead"), Refused, "is in Lead received already"),
        (diary.stage("won"), Refused, "A win is not a move"),
        (diary.stage("not_yet"), Refused, "A Not yet has its reason"),
        (99, Misused, "There is no such stage"),
    ):
        with pytest.raises(kind, match=said):
            move_lead(diary, ben, stage, evidence="yes")
    assert dump(diary) == before


def test_a_win_closes_the_lead_and_a_check_in_comes_by_itself(diary: Diary) -> None:
    ben = diary.add(value="1000 USD")
    diary.goes("11-27")
    done = win_lead(diary, ben, value="1200")
    lead = diary.lead(ben)
    assert done.sentence == "won Ben Adeyemi"
    assert (lead.status, lead.closed_on, lead.return_on, lead.next_step) == ("won", on("11-27"), on("12-04"), None)
    assert (lead.value, lead.currency) == (120_000, "USD")
    assert (lead.stage_id, diary.visits(ben)) == (diary.stage("won"), [("lead", "won")])
    assert diary.past(ben) == [("answer", "11-24", "won")]
    log_touch(diary.goes("12-04"), ben, via="call")
    assert diary.lead(ben).return_on == on("2027-01-04")


def test_a_win_without_a_value_keeps_the_known_one(diary: Diary) -> None:
    ben, lin = diary.add(value="1000"), diary.add("Lin")
    win_lead(diary, ben)
    assert diary.lead(ben).value == 100_000
    change_setting(diary, "currency", "USD")
    win_lead(diary, lin, value="50")
    assert (diary.lead(lin).value, diary.lead(lin).currency) == (5_000, "USD")


@pytest.mark.parametrize("reason", [each.key for each in playbook.reasons()])
def test_a_not_yet_has_its_reason_and_comes_back_by_its_rhythm(diary: Diary, reason: str) -> None:
    ben = diary.add()
    done = close_not_yet(diary, ben, reason=reason, words="not this year")
    lead = diary.lead(ben)
    assert (lead.status, lead.reason, lead.reason_words) == ("not_yet", reason, "not this year")
    rests = reason in ("duplicate", "invalid")
    assert lead.return_on == (None if rests else on("2027-01-25"))
    assert done.sentence == "set Ben Adeyemi to Not yet" + ("" if rests else ", back on Mon 25 Jan 2027")
    assert diary.visits(ben) == [("lead", "not_yet")]


def test_a_not_yet_comes_back_on_the_day_they_named(diary: Diary) -> None:
    ben = diary.add()
    close_not_yet(diary, ben, reason="budget", return_on=on("2027-02-06"))
    assert (diary.lead(ben).return_on, diary.lead(ben).return_agreed) == (on("2027-02-08"), True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "lost"}, "'lost' is not a reason"),
        ({"reason": ""}, "is not a reason"),
        ({"reason": "timing", "return_on": on("11-24")}, "is not ahead"),
    ],
)
def test_a_not_yet_without_a_known_reason_or_a_day_ahead_is_refused(
    diary: Diary, given: dict[str, Any], said: str
) -> None:
    ben = diary.add()
    before = dump(diary)
    with pytest.raises(Misused, match=said):
        close_not_yet(diary, ben, **given)
    assert dump(diary) == before


def test_a_lead_whose_loop_was_closed_rests_unless_they_named_a_day(diary: Diary) -> None:
    ben, lin = diary.add(), diary.add("Lin")
    for day in ("11-24", "11-26", "12-01", "12-08"):
        for lead in (ben, lin):
            log_touch(diary.goes(day), lead, via="call")
    close_not_yet(diary, ben, reason="went-quiet")
    close_not_yet(diary, lin, reason="went-quiet", return_on=on("2027-02-08"))
    assert (diary.lead(ben).return_on, diary.lead(lin).return_on) == (None, on("2027-02-08"))


@pytest.mark.parametrize(
    "change",
    [
        win_lead,
        lambda desk, lead: close_not_yet(desk, lead, reason="timing"),
        lambda desk, lead: move_lead(desk, lead, desk.stage("proposal"), anyway="x"),
    ],
)
def test_a_closed_lead_does_not_move_and_is_not_closed_again(diary: Diary, change: Any) -> None:
    ben = diary.add()
    win_lead(diary, ben)
    with pytest.raises(Refused, match="Ben Adeyemi is won") as refused:
        change(diary, ben)
    assert refused.value.do == f"Take it up again first (coach reopen {ben})."


def test_a_lead_is_taken_up_again_in_the_stage_it_left(diary: Diary) -> None:
    ben = diary.add(stage="proposal")
    log_touch(diary, ben, via="call")
    close_not_yet(diary, ben, reason="timing")
    diary.goes("12-07")
    done = reopen_lead(diary, ben)
    assert done.sentence == "took Ben Adeyemi up again in Proposal / trial / consultation"
    lead = diary.lead(ben)
    assert (lead.status, lead.unanswered, lead.entered_on, diary.step(ben)) == (
        "open",
        1,
        on("12-07"),
        ("12-07", "touch"),
    )
    assert diary.visits(ben) == [("proposal", "not_yet"), ("proposal", "open")]
    with pytest.raises(Refused, match="is open, in Proposal"):
        reopen_lead(diary, ben)


def test_a_lead_taken_up_on_the_day_they_named_begins_afresh(diary: Diary) -> None:
    ben, lin = diary.add(), diary.add("Lin")
    for day in ("11-24", "11-26", "12-01", "12-08"):
        for lead in (ben, lin):
            log_touch(diary.goes(day), lead, via="call")
    close_not_yet(diary, ben, reason="timing", return_on=on("2027-02-08"))
    close_not_yet(diary, lin, reason="went-quiet")
    diary.goes("2027-02-08")
    for lead in (ben, lin):
        reopen_lead(diary, lead)
    assert (diary.step(ben), diary.lead(ben).unanswered) == (("2027-02-08", "touch"), 0)
    assert (diary.step(lin), diary.lead(lin).unanswered) == (("2027-02-15", "decide"), 4)
