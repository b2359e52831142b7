"""What a person agreed to: how often, until when. The rhythm follows it, and knows when to stop."""

from datetime import date

import pytest

from coach.rules import cadence
from coach.rules.agreed import agreed_in_words
from coach.rules.cadence import OURS, Promise, Standing, agreed_rhythm

from .written_rhythms import DECISION_WITH_DAY, LEAD, WORKED, day, due, rhythm, silent

TODAY = day("12-01")


def seen(written: cadence.Rhythm, *touches: str) -> Standing:
    """A lead that entered a stage on 1 December and was touched on these days, none answered."""
    state = cadence.entered(written, WORKED, TODAY)
    for each in touches:
        state = cadence.touched(state, written, WORKED, day(each))
    return state


def test_nothing_agreed_leaves_the_writing_as_it_is() -> None:
    assert agreed_rhythm(LEAD, None, None) is LEAD


def test_the_touches_after_the_first_come_as_often_as_they_agreed_to() -> None:
    agreed = agreed_rhythm(LEAD, 10, None)
    assert [beat.gap for beat in agreed.beats] == [0, 10, 10, 10]
    assert [beat.text for beat in agreed.beats] == [beat.text for beat in LEAD.beats]
    assert due(seen(agreed)) == (TODAY, "touch", "cadence")
    assert due(seen(agreed, "12-01")) == (day("12-15"), "touch", "cadence")
    assert due(seen(agreed, "12-01", "12-15")) == (day("12-31"), "touch", "cadence")


def test_agreeing_to_more_often_than_ever_does_not_bring_touches_closer_than_two_business_days() -> None:
    assert [beat.gap for beat in agreed_rhythm(LEAD, 1, None).beats] == [0, 2, 2, 2]


def test_a_stage_entered_soon_after_a_silent_touch_waits_as_long_as_they_agreed_to() -> None:
    agreed = agreed_rhythm(LEAD, 10, None)
    back = cadence.moved_back(seen(agreed, "12-01"), agreed, WORKED, day("12-02"))
    assert due(back) == (day("12-15"), "touch", "cadence")
    assert due(cadence.moved_back(seen(LEAD, "12-01"), LEAD, WORKED, day("12-02")))[0] == day("12-03")


def test_touches_around_an_agreed_day_keep_their_distance_too() -> None:
    agreed = agreed_rhythm(DECISION_WITH_DAY, 10, None)
    state = cadence.anchored(seen(agreed), agreed, WORKED, TODAY, day("12-10"))
    assert state.step.due_on == day("12-07")
    assert cadence.touched(state, agreed, WORKED, day("12-07")).step.due_on == day("12-21")


def test_the_cap_and_the_close_of_the_loop_hold_on() -> None:
    agreed = agreed_rhythm(rhythm(0, 1, 1, 1, 1, 1), 3, None)
    assert silent(agreed, 3).step.kind == "close_loop"
    assert silent(agreed, 4).step.kind == "decide"


def test_a_touch_on_the_last_day_is_still_proposed() -> None:
    assert due(seen(agreed_rhythm(LEAD, None, day("12-03")), "12-01")) == (day("12-03"), "touch", "cadence")


@pytest.mark.parametrize(
    ("until", "decide_on"),
    [("12-02", "12-03"), ("12-04", "12-07"), ("12-05", "12-07"), ("12-24", "12-29")],
)
def test_after_the_last_day_there_is_a_decision_on_the_first_business_day_after_it(until: str, decide_on: str) -> None:
    agreed = agreed_rhythm(LEAD, 30, day(until))
    assert due(seen(agreed, "12-01")) == (day(decide_on), "decide", "rule")


def test_the_decision_is_never_planned_in_the_past() -> None:
    agreed = agreed_rhythm(LEAD, None, day("12-02"))
    assert due(seen(agreed, "12-09")) == (day("12-09"), "decide", "rule")


def test_the_decision_does_not_come_before_a_day_they_named() -> None:
    agreed = agreed_rhythm(LEAD, None, day("12-04"))
    state = cadence.snoozed(seen(agreed), WORKED, day("12-15"))
    assert due(cadence.touched(state, agreed, WORKED, day("12-02"))) == (day("12-15"), "decide", "rule")


def test_who_wrote_is_answered_whatever_was_agreed() -> None:
    over = agreed_rhythm(LEAD, 10, day("11-30"))
    assert due(cadence.received(over, WORKED, TODAY)) == (TODAY, "answer", "cadence")
    assert due(cadence.replied(seen(over), WORKED, TODAY, "Answer them")) == (TODAY, "answer", "reply")
    promised = cadence.promised(seen(over), WORKED, TODAY, Promise("The sketch", day("12-09"), OURS))
    assert due(promised) == (day("12-09"), "promise", "promise_ours")


def test_a_holiday_that_pushes_a_touch_beyond_the_last_day_makes_it_a_decision_from_today_on() -> None:
    agreed = agreed_rhythm(LEAD, None, day("12-03"))
    state = seen(agreed, "12-01")
    shut = type(WORKED)(closed={*WORKED.closed, day("12-03")})
    assert due(cadence.replan(state, agreed, shut, day("12-02"))) == (day("12-04"), "decide", "rule")
    assert due(cadence.replan(state, agreed, shut, day("12-10"))) == (day("12-10"), "decide", "rule")


def permitted(state: Standing, every: int | None, until: str, today: str) -> tuple[date, str, str]:
    agreed = agreed_rhythm(LEAD, every, day(until) if until else None)
    return due(cadence.permitted(state, agreed, WORKED, day(today)))


def test_a_new_agreement_plans_the_step_of_the_rhythm_anew() -> None:
    state = seen(LEAD, "12-01")
    assert permitted(state, 10, "", "12-02") == (day("12-15"), "touch", "cadence")
    assert permitted(state, 10, "12-10", "12-02") == (day("12-11"), "decide", "rule")


def test_a_decision_that_only_stood_because_nothing_more_was_agreed_gives_way() -> None:
    stopped = seen(agreed_rhythm(LEAD, None, day("12-02")), "12-01")
    assert permitted(stopped, None, "", "12-04") == (day("12-04"), "touch", "cadence")
    assert permitted(stopped, 10, "", "12-04") == (day("12-15"), "touch", "cadence")
    snoozed = cadence.snoozed(stopped, WORKED, day("12-09"))
    assert snoozed.step.kind == "decide"
    assert permitted(snoozed, None, "", "12-04") == (day("12-09"), "touch", "cadence")


def test_a_decision_at_the_end_of_the_rhythm_stays() -> None:
    through = silent(LEAD, 4)
    assert cadence.permitted(through, agreed_rhythm(LEAD, 10, None), WORKED, day("12-20")) == through


def test_what_was_dated_by_the_owner_or_by_them_stays() -> None:
    agreed = agreed_rhythm(LEAD, 10, day("12-02"))
    by_hand = cadence.set_by_hand(seen(LEAD, "12-01"), WORKED, "Drop by", day("12-09"))
    snoozed = cadence.snoozed(seen(LEAD), WORKED, day("12-09"))
    promise = cadence.promised(seen(LEAD), WORKED, TODAY, Promise("The sketch", day("12-09"), OURS))
    for state in (by_hand, snoozed, promise):
        assert cadence.permitted(state, agreed, WORKED, TODAY) == state


def test_what_is_late_stays_late_when_it_is_still_agreed_to() -> None:
    assert permitted(seen(LEAD, "12-01"), None, "12-20", "12-10") == (day("12-03"), "touch", "cadence")


def test_a_step_that_was_spread_stays_unless_it_is_no_longer_agreed_to() -> None:
    spread = cadence.respread(seen(LEAD, "12-01"), WORKED, day("12-14"))
    assert permitted(spread, None, "", "12-10") == (day("12-14"), "touch", "rule")
    assert permitted(spread, 5, "12-20", "12-10") == (day("12-14"), "touch", "rule")
    assert permitted(spread, 15, "", "12-10") == (day("12-22"), "touch", "cadence")
    assert permitted(spread, None, "12-11", "12-10") == (day("12-10"), "touch", "cadence")


def test_a_step_that_piled_up_waits_and_stays_what_it_is() -> None:
    closing = silent(LEAD, 3)
    after = cadence.respread(closing, WORKED, day("12-26"))
    assert due(after) == (day("12-29"), "close_loop", "rule")
    assert after._replace(step=closing.step) == closing
    timed = cadence.set_by_hand(seen(LEAD), WORKED, "Call", day("12-02"), "15:00")
    assert cadence.respread(timed, WORKED, day("12-09")).step == timed.step._replace(
        due_on=day("12-09"), due_time="24:00"
    )


def test_spreading_keeps_r2_and_r5_and_never_moves_a_promise() -> None:
    touched = seen(LEAD, "12-08")
    assert cadence.respread(touched, WORKED, day("12-08")).step.due_on == day("12-10")
    named = cadence.snoozed(seen(LEAD), WORKED, day("12-15"))
    assert cadence.respread(named, WORKED, day("12-08")).step.due_on == day("12-15")
    promise = cadence.promised(seen(LEAD), WORKED, TODAY, Promise("The sketch", day("12-05"), OURS))
    assert cadence.respread(promise, WORKED, day("12-09")) == promise


def test_a_spread_step_is_not_pulled_back_by_a_calendar_edit() -> None:
    spread = cadence.respread(seen(LEAD, "12-01"), WORKED, day("12-14"))
    assert cadence.replan(spread, LEAD, WORKED, day("12-09")) == spread


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (("", None, None), "hearing from you"),
        (("email", 10, None), "an e-mail every 10 business days"),
        (("", None, day("12-04")), "hearing from you until Fri 4 Dec"),
        (("call", 2, date(2027, 1, 4)), "a call every 2 business days until Mon 4 Jan 2027"),
    ],
)
def test_what_was_agreed_is_said_in_words(agreed: tuple[str, int | None, date | None], said: str) -> None:
    assert agreed_in_words(*agreed, TODAY) == said
