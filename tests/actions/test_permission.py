"""What somebody said about hearing from us: kept with the person, followed in all their leads, taken back by one undo."""

from typing import Any

import pytest

from coach.actions.days import add_days_off
from coach.actions.leads import edit_lead
from coach.actions.moves import close_not_yet, move_lead, reopen_lead, stop_contact, win_lead
from coach.actions.permission import forget_permission, note_permission
from coach.actions.pipeline import edit_stage
from coach.actions.spread import spread_overdue
from coach.actions.steps import agree_day, set_next, snooze_lead
from coach.actions.touches import WAYS, log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.views.proposal import proposals

from ..records.desks import dump
from .diary import Diary, on, shown
from .foretold import merge_as_foretold


@pytest.fixture
def ben(diary: Diary) -> int:
    """Ben, called today without an answer: the next touch is on Thursday."""
    lead = diary.add(email="ben@x.com")
    log_touch(diary, lead, via="call")
    assert diary.step(lead) == ("11-26", "touch")
    return lead


def test_it_is_kept_with_the_person_as_of_today(diary: Diary, ben: int) -> None:
    done = note_permission(diary, ben, via="email", every=10, until=on("12-18"), words="  by mail,\nnot too often ")
    assert done.sentence == "noted that Ben Adeyemi is fine with an e-mail every 10 business days until Fri 18 Dec"
    assert (done.lead_id, done.warning) == (ben, "1 planned step changed.")
    contact = diary.contact(ben)
    assert (contact.permission_on, contact.permission_via) == (on("11-24"), "email")
    assert (contact.permission_every, contact.permission_until) == (10, on("12-18"))
    assert contact.permission_words == "by mail,\nnot too often"


def test_what_was_noted_before_is_replaced_as_a_whole(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, via="email", every=10, until=on("12-18"), words="by mail")
    note_permission(diary.goes("11-25"), ben, via="call")
    contact = diary.contact(ben)
    assert (contact.permission_on, contact.permission_via, contact.permission_words) == (on("11-25"), "call", "")
    assert (contact.permission_every, contact.permission_until) == (None, None)
    assert diary.step(ben) == ("11-26", "touch")


def test_all_leads_of_the_person_follow_it_and_nobody_elses(diary: Diary, ben: int) -> None:
    roof, lin = diary.add("The roof", email="ben@x.com"), diary.add("Lin")
    for lead in (roof, lin):
        log_touch(diary, lead, via="call")
    done = note_permission(diary, ben, every=10)
    assert done.warning == "2 planned steps changed."
    assert [diary.step(each)[0] for each in (ben, roof, lin)] == ["12-08", "12-08", "11-26"]
    assert diary.past(roof)[-1] == ("touch", "11-26", "permission")


def test_the_rhythm_goes_on_as_agreed_and_stops_by_itself(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, every=10, until=on("12-31"))
    log_touch(diary.goes("12-08"), ben, via="email")
    assert diary.step(ben) == ("12-22", "touch")
    log_touch(diary.goes("12-22"), ben, via="email")
    assert diary.step(ben) == ("2027-01-01", "decide")
    assert diary.lead(ben).loop_closed is False


def test_forgetting_it_brings_the_written_rhythm_back(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, every=10, until=on("11-30"))
    assert diary.step(ben) == ("12-01", "decide")
    done = forget_permission(diary, ben)
    assert done.sentence == "forgot what Ben Adeyemi is fine with"
    assert diary.step(ben) == ("11-26", "touch")
    assert diary.contact(ben).permission_on is None
    with pytest.raises(Refused, match="has not been asked yet"):
        forget_permission(diary, ben)


def test_one_undo_takes_it_back_with_all_it_planned(diary: Diary, ben: int) -> None:
    before = dump(diary)
    note_permission(diary, ben, via="email", every=10, until=on("12-18"))
    undo(diary)
    assert dump(diary) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"via": "pigeon"}, "'pigeon' is not a way to be in touch"),
        ({"every": 1}, "every 2 to 260 business days"),
        ({"every": 261}, "every 2 to 260 business days"),
        ({"until": on("11-24")}, "Tue 24 Nov is not ahead"),
        ({"words": "a\0b"}, "NUL"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    diary: Diary, ben: int, given: dict[str, Any], said: str
) -> None:
    before = dump(diary)
    with pytest.raises(Misused, match=said):
        note_permission(diary, ben, **given)
    assert dump(diary) == before


@pytest.mark.parametrize("via", ["", *WAYS])
def test_every_way_to_be_in_touch_can_be_agreed_to(local: Diary, via: str) -> None:
    ben = local.add()
    note_permission(local, ben, via=via, every=260)
    assert local.contact(ben).permission_via == via


def test_who_asked_for_no_contact_gives_no_permission(diary: Diary, ben: int) -> None:
    stop_contact(diary, ben, reason="asked us to stop")
    with pytest.raises(Refused, match="asked for no contact"):
        note_permission(diary, ben, every=10)


def test_the_form_proposes_what_will_be_planned(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, every=10, until=on("12-15"))
    told = proposals(diary.goes("12-08"), ben)
    assert told.after_touch is not None
    assert (shown(told.after_touch.due_on), told.after_touch.kind) == ("12-16", "decide")
    log_touch(diary, ben, via="email")
    assert diary.step(ben) == ("12-16", "decide")


def moved_back(diary: Diary, ben: int) -> None:
    move_lead(diary, ben, diary.stage("lead"))


def gaps_changed(diary: Diary, _ben: int) -> None:
    edit_stage(diary, diary.stage("discovery"), gaps=(0, 1, 1, 1))


def a_day_off(diary: Diary, _ben: int) -> None:
    add_days_off(diary, [on("12-30")])


def quiet_days(diary: Diary, ben: int) -> None:
    edit_lead(diary, ben, quiet_weekdays="mon")


@pytest.mark.parametrize(
    ("change", "on_day"),
    [(moved_back, "12-08"), (gaps_changed, "12-08"), (a_day_off, "12-08"), (quiet_days, "12-10")],
)
def test_every_way_to_plan_anew_follows_it(diary: Diary, ben: int, change: Any, on_day: str) -> None:
    note_permission(diary, ben, every=10)
    move_lead(diary, ben, diary.stage("discovery"), anyway="met")
    log_touch(diary, ben, via="email")
    assert diary.step(ben) == ("12-08", "touch")
    change(diary, ben)
    assert diary.step(ben) == (on_day, "touch")


def test_an_agreed_day_and_taking_a_lead_up_again_follow_it(diary: Diary, ben: int) -> None:
    move_lead(diary, ben, diary.stage("decision"), anyway="met")
    note_permission(diary, ben, until=on("11-30"))
    agree_day(diary, ben, on("12-10"))
    assert diary.step(ben) == ("12-01", "decide")
    close_not_yet(diary, ben, reason="timing")
    reopen_lead(diary.goes("12-14"), ben)
    assert diary.step(ben) == ("12-14", "decide")


def test_what_they_wait_for_is_proposed_whatever_was_agreed(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, until=on("11-30"))
    note_reply(diary.goes("12-07"), ben)
    assert diary.step(ben) == ("12-07", "answer")
    log_touch(diary, ben, via="email", next_step="The sketch", due=on("12-09"), promise="ours")
    assert diary.step(ben) == ("12-09", "promise")


def test_what_was_dated_by_hand_stays(diary: Diary, ben: int) -> None:
    set_next(diary, ben, "Drop by", on("11-27"))
    done = note_permission(diary, ben, every=30, until=on("11-26"))
    assert done.warning == ""
    assert diary.step(ben) == ("11-27", "touch")


def test_a_touch_or_a_step_after_the_last_day_is_told(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, until=on("11-30"))
    said = "Ben Adeyemi was fine with hearing from you until Mon 30 Nov: ask again first."
    assert set_next(diary, ben, "Call", on("12-03")).warning == said
    assert set_next(diary, ben, "Call", on("11-30")).warning == ""
    assert log_touch(diary, ben, via="call", next_step="Call again", due=on("12-07")).warning == said
    assert log_touch(diary.goes("12-01"), ben, via="call").warning == said
    assert log_touch(diary, ben, via="meeting").warning == ""
    note_reply(diary, ben)
    assert log_touch(diary, ben, via="email").warning == ""


def test_a_not_yet_comes_back_no_sooner_than_they_agreed_to_and_not_after_the_last_day(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, every=60)
    close_not_yet(diary, ben, reason="timing")
    assert shown(diary.lead(ben).return_on) == "2027-02-16"
    lin = diary.add("Lin", email="lin@x.com")
    note_permission(diary, lin, until=on("12-31"))
    close_not_yet(diary, lin, reason="timing")
    assert diary.lead(lin).return_on is None


def test_a_day_they_named_for_their_return_stays_whatever_was_agreed(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, until=on("12-31"))
    close_not_yet(diary, ben, reason="timing", return_on=on("2027-03-01"))
    assert shown(diary.lead(ben).return_on) == "2027-03-01"
    note_permission(diary, ben, until=on("12-30"))
    assert shown(diary.lead(ben).return_on) == "2027-03-01"


def test_a_not_yet_that_would_come_back_after_the_last_day_rests(diary: Diary, ben: int) -> None:
    close_not_yet(diary, ben, reason="timing")
    won = diary.add("The roof", email="ben@x.com")
    win_lead(diary, won)
    back = diary.lead(won).return_on
    done = note_permission(diary, ben, until=on("11-26"))
    assert done.warning == "Nothing more is planned for Ben Adeyemi: it would have come after that day."
    assert diary.lead(ben).return_on is None
    assert diary.lead(won).return_on == back


def test_a_not_yet_follows_how_often_they_agreed_to_and_its_own_rhythm_again(diary: Diary, ben: int) -> None:
    close_not_yet(diary, ben, reason="timing")
    by_itself = diary.lead(ben).return_on
    note_permission(diary, ben, every=60)
    assert shown(diary.lead(ben).return_on) == "2027-02-16"
    forget_permission(diary, ben)
    assert diary.lead(ben).return_on == by_itself


def test_a_not_yet_whose_day_has_come_stays_there(diary: Diary, ben: int) -> None:
    close_not_yet(diary, ben, reason="timing")
    back = diary.lead(ben).return_on
    note_permission(diary.goes("2027-02-01"), ben, every=5)
    assert diary.lead(ben).return_on == back


def test_a_touch_of_a_not_yet_plans_its_next_return_as_agreed(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, until=on("2027-03-01"))
    close_not_yet(diary, ben, reason="timing")
    assert diary.lead(ben).return_on is not None
    log_touch(diary.goes("2027-01-25"), ben, via="email")
    assert diary.lead(ben).return_on is None


def test_a_not_yet_does_not_come_back_by_itself_before_the_day_they_named(diary: Diary, ben: int) -> None:
    snooze_lead(diary, ben, on("2027-03-01"))
    close_not_yet(diary, ben, reason="timing")
    assert shown(diary.lead(ben).return_on) == "2027-03-01"


def test_a_step_that_was_spread_gives_way_when_it_is_no_longer_agreed_to(diary: Diary, ben: int) -> None:
    for name in "ACDEFGHIJ":
        diary.add(name)
    spread_overdue(diary.goes("12-01"))
    assert diary.step(ben) == ("12-02", "touch")
    note_permission(diary, ben, every=15)
    assert diary.step(ben) == ("12-15", "touch")


def test_another_lead_of_a_known_person_is_planned_as_they_agreed(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, every=10, until=on("12-18"))
    roof = diary.add("The roof", stage="discovery", email="ben@x.com")
    first = diary.step(roof)
    log_touch(diary.goes(first[0]), roof, via="call")
    assert (first, diary.step(roof)) == (("11-24", "touch"), ("12-08", "touch"))
    diary.goes("12-21")
    assert diary.step(diary.add("The shed", stage="discovery", email="ben@x.com")) == ("12-21", "decide")


def test_a_new_request_of_a_known_person_is_answered_whatever_was_agreed(diary: Diary, ben: int) -> None:
    note_permission(diary, ben, until=on("11-26"))
    diary.goes("12-01")
    assert diary.step(diary.add("The roof", email="ben@x.com")) == ("12-01", "answer")


@pytest.mark.parametrize("people", [True, False])
def test_what_was_agreed_last_holds_for_the_returns_of_both_when_two_people_are_one(
    diary: Diary, ben: int, people: bool
) -> None:
    note_permission(diary, ben, every=60)
    gate, shed = diary.add("The gate", email="ben@x.com"), diary.add("The shed", email="ben@x.com")
    for lead in (gate, shed):
        log_touch(diary, lead, via="call")
    close_not_yet(diary, gate, reason="timing")
    assert shown(diary.lead(gate).return_on) == "2027-02-16"  # 60 business days after the touch
    diary.goes("11-25")
    other = diary.add("Ben A.", phone="0171 2345678")
    note_permission(diary, other, every=5)
    merge_as_foretold(diary, ben, other, people=people)
    assert shown(diary.lead(gate).return_on) == "2027-01-25"  # by the rhythm of a Not yet again
    close_not_yet(diary, shed, reason="timing")
    third = diary.add("B. Adeyemi", phone="0172 2345678")
    note_permission(diary.goes("11-26"), third, until=on("12-31"))
    done = merge_as_foretold(diary, ben, third, people=people)
    assert "Nothing more is planned for The gate, The shed" in done.warning
    assert [diary.lead(lead).return_on for lead in (gate, shed)] == [None, None]
