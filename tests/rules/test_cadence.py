"""What each event does to the one next step of a lead: the worked examples, and the event table row by row."""

from datetime import date
from itertools import pairwise

import pytest

from coach.rules import cadence
from coach.rules.cadence import (
    ANSWER,
    CADENCE,
    CHECK_IN,
    CLOSE_LOOP,
    DECIDE,
    MANUAL,
    OURS,
    PROMISE,
    PROMISE_OURS,
    PROMISE_THEIRS,
    REPLY,
    RULE,
    THEIRS,
    TOUCH,
    Promise,
)
from coach.rules.day_order import THEY_WAIT, precedence

from .written_rhythms import (
    DECISION,
    DISCOVERY,
    LEAD,
    PROPOSAL,
    WORKED,
    day,
    due,
    rhythm,
    silent,
    touched,
)

# -- the worked examples ----------------------------------------------------------------------------------------------


def test_a_silent_lead_goes_through_the_whole_rhythm_to_a_decision() -> None:
    state = cadence.received(LEAD, WORKED, day("12-19"))
    story = []
    while state.step.kind != DECIDE:
        story.append((f"{state.step.due_on:%m-%d}", state.step.kind))
        state = cadence.touched(state, LEAD, WORKED, state.step.due_on)
    assert story == [("12-21", ANSWER), ("12-23", TOUCH), ("12-30", TOUCH), ("01-07", CLOSE_LOOP)]
    assert due(state) == (day("01-14"), DECIDE, RULE)


def test_a_late_touch_pushes_the_rest_of_the_rhythm() -> None:
    state = touched(cadence.received(LEAD, WORKED, day("11-24")), LEAD, "11-24")
    assert state.step.due_on == day("11-26")
    state = touched(state, LEAD, "12-01")
    assert (state.step.due_on, state.position) == (day("12-04"), 2)


def test_a_proposal_is_followed_in_its_own_gaps() -> None:
    state = touched(cadence.entered(PROPOSAL, WORKED, day("12-01")), PROPOSAL, "12-01")
    assert state.step.due_on == day("12-03")
    assert touched(state, PROPOSAL, "12-03").step.due_on == day("12-09")


def test_a_reply_a_promise_and_a_named_day_land_on_the_days_of_the_worked_example() -> None:
    state = silent(PROPOSAL, 2)
    assert cadence.replied(state, WORKED, day("12-05"), "Answer them").step.due_on == day("12-07")
    promise = Promise("Send the checklist", day("12-12"), OURS)
    assert cadence.promised(state, WORKED, day("12-05"), promise).step.due_on == day("12-12")
    assert cadence.snoozed(state, WORKED, day("12-25")).step.due_on == day("12-29")


@pytest.mark.parametrize(
    ("on", "time", "zone"),
    [
        (date(2027, 3, 14), "02:30", "America/New_York"),
        (date(2027, 11, 7), "01:30", "America/New_York"),
        (date(2027, 3, 28), "01:30", "Europe/London"),
    ],
)
def test_a_timed_promise_keeps_its_local_day_hour_and_zone_even_where_clocks_change(
    on: date, time: str, zone: str
) -> None:
    state = cadence.promised(silent(LEAD, 1), WORKED, day("12-05"), Promise("Call", on, OURS), time, zone)
    assert (state.step.due_on, state.step.due_time, state.step.due_zone) == (on, time, zone)


# -- a lead comes in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received_on", "after_cutoff", "answer_on"),
    [
        ("11-24", False, "11-24"),
        ("11-24", True, "11-25"),
        ("11-27", True, "11-30"),
        ("11-28", False, "11-30"),
        ("11-28", True, "11-30"),
        ("12-24", True, "12-29"),
    ],
)
def test_a_new_lead_is_answered_the_same_business_day_or_the_next_after_the_cutoff(
    received_on: str, after_cutoff: bool, answer_on: str
) -> None:
    state = cadence.received(LEAD, WORKED, day(received_on), after_cutoff=after_cutoff)
    assert due(state) == (day(answer_on), ANSWER, CADENCE)
    assert (state.entered_on, state.unanswered, state.position) == (day(received_on), 0, 0)


def test_a_new_lead_waits_for_us_even_where_the_rhythm_has_a_single_beat() -> None:
    state = cadence.received(rhythm(0), WORKED, day("12-01"))
    assert precedence(state.step.kind) == THEY_WAIT


def test_a_stage_without_a_rhythm_still_gives_every_lead_a_dated_step() -> None:
    assert due(cadence.received(rhythm(), WORKED, day("12-01"))) == (day("12-08"), DECIDE, RULE)


def test_a_lead_added_in_a_later_stage_starts_that_rhythm_today_and_keeps_the_day_it_entered() -> None:
    state = cadence.entered(DISCOVERY, WORKED, day("12-05"), entered_on=day("11-10"))
    assert due(state) == (day("12-07"), TOUCH, CADENCE)
    assert state.entered_on == day("11-10")


# -- a touch ----------------------------------------------------------------------------------------------------------


def test_an_early_touch_pulls_the_rest_forward() -> None:
    state = silent(LEAD, 2)
    assert state.step.due_on == day("12-08")
    assert touched(state, LEAD, "12-04").step.due_on == day("12-11")


def test_a_touch_on_a_saturday_counts_from_the_next_business_day() -> None:
    assert touched(silent(LEAD, 1), LEAD, "12-05").step.due_on == day("12-10")


def test_a_missed_fortnight_leaves_one_step() -> None:
    state = silent(LEAD, 1)
    assert state.step.due_on == day("12-03")
    after = touched(state, LEAD, "12-17")
    assert due(after) == (day("12-22"), TOUCH, CADENCE)
    assert (after.position, after.unanswered) == (2, 2)


def test_touches_stay_two_business_days_apart_where_the_written_gaps_are_shorter() -> None:
    hasty = rhythm(0, 0, 1, 0)
    state = cadence.entered(hasty, WORKED, day("12-23"))
    days = []
    while state.step.kind != DECIDE:
        days.append(state.step.due_on)
        state = cadence.touched(state, hasty, WORKED, state.step.due_on)
    assert days == [day(d) for d in ("12-23", "12-29", "12-31", "01-05")]
    assert all(WORKED.count(one, other) == 2 for one, other in pairwise(days))


def test_the_last_beat_closes_the_loop_and_is_followed_by_a_decision() -> None:
    state = silent(DECISION, 3)
    assert (state.step.kind, state.step.text) == (CLOSE_LOOP, "beat 3")
    after = cadence.touched(state, DECISION, WORKED, state.step.due_on)
    assert after.loop_closed
    assert due(after) == (WORKED.add(state.step.due_on, 5), DECIDE, RULE)


def test_the_fourth_unanswered_touch_closes_the_loop_wherever_the_rhythm_stands() -> None:
    longer = rhythm(0, 2, 2, 2, 2, 2)
    assert silent(longer, 2).step.kind == TOUCH
    state = silent(longer, 3)
    assert (state.step.kind, state.step.text) == (CLOSE_LOOP, "beat 5")
    assert cadence.touched(state, longer, WORKED, state.step.due_on).step.kind == DECIDE


def test_a_touch_where_a_decision_is_due_is_counted_and_still_leads_to_a_decision() -> None:
    state = silent(LEAD, 4)
    after = cadence.touched(state, LEAD, WORKED, state.step.due_on)
    assert due(after) == (WORKED.add(state.step.due_on, 5), DECIDE, RULE)
    assert after.unanswered == 5


# -- a reply ----------------------------------------------------------------------------------------------------------


def test_a_reply_stops_the_rhythm_and_our_answer_is_its_first_touch() -> None:
    state = cadence.replied(silent(LEAD, 4), WORKED, day("12-22"), "Answer Lin")
    assert due(state) == (day("12-22"), ANSWER, REPLY)
    assert (state.step.text, state.unanswered, state.position, state.loop_closed) == ("Answer Lin", 0, 0, False)
    assert state.last_reply_on == day("12-22")
    after = touched(state, LEAD, "12-22")
    assert (due(after), after.position) == ((day("12-24"), TOUCH, CADENCE), 1)


def test_a_reply_lifts_the_day_they_named() -> None:
    asleep = cadence.snoozed(silent(LEAD, 1), WORKED, day("01-15"))
    state = touched(cadence.replied(asleep, WORKED, day("12-08"), "Answer them"), LEAD, "12-08")
    assert state.step.due_on == day("12-10")


def test_a_promise_found_by_a_reply_comes_back_after_the_answer() -> None:
    ours = Promise("Send the checklist", day("12-12"), OURS)
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-04"), ours)
    replied = cadence.replied(promised, WORKED, day("12-08"), "Answer them")
    assert due(replied) == (day("12-08"), ANSWER, REPLY)
    answered = touched(replied, LEAD, "12-08")
    assert due(answered) == (day("12-12"), PROMISE, PROMISE_OURS)
    kept = touched(answered, LEAD, "12-12")
    assert kept.promise is None
    assert kept.step.kind == TOUCH


def test_our_overdue_promise_survives_a_reply_with_its_day() -> None:
    ours = Promise("Send the checklist", day("12-03"), OURS)
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-02"), ours)
    answered = touched(cadence.replied(promised, WORKED, day("12-10"), "Answer them"), LEAD, "12-10")
    assert due(answered) == (day("12-03"), PROMISE, PROMISE_OURS)


@pytest.mark.parametrize(("reply_on", "still_open"), [("12-08", True), ("12-09", False), ("12-11", False)])
def test_their_promise_is_kept_by_a_reply_on_its_day_or_later(reply_on: str, still_open: bool) -> None:
    theirs = Promise("They send figures", day("12-09"), THEIRS)
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-04"), theirs)
    replied = cadence.replied(promised, WORKED, day(reply_on), "Answer them")
    after = touched(replied, LEAD, reply_on)
    assert (after.step.kind == CHECK_IN) is still_open


# -- a promise --------------------------------------------------------------------------------------------------------


def test_our_promise_is_kept_on_the_day_given_even_a_saturday_or_a_holiday() -> None:
    for given in ("12-12", "12-25"):
        promise = Promise("Send it", day(given), OURS)
        state = cadence.promised(silent(LEAD, 2), WORKED, day("12-08"), promise)
        assert due(state) == (day(given), PROMISE, PROMISE_OURS)


@pytest.mark.parametrize(("given", "check_on"), [("12-09", "12-10"), ("12-11", "12-14"), ("12-12", "12-15")])
def test_their_promise_is_checked_one_business_day_after(given: str, check_on: str) -> None:
    promise = Promise("They send figures", day(given), THEIRS)
    state = cadence.promised(silent(LEAD, 2), WORKED, day("12-08"), promise)
    assert due(state) == (day(check_on), CHECK_IN, PROMISE_THEIRS)
    assert state.promise == promise


def test_a_promise_comes_from_a_conversation_so_the_silence_is_over() -> None:
    spent = silent(LEAD, 4)
    state = cadence.promised(spent, WORKED, day("12-22"), Promise("Send it", day("12-23"), OURS))
    assert (state.unanswered, state.position, state.loop_closed, state.last_reply_on) == (0, 0, False, day("12-22"))
    assert touched(state, LEAD, "12-23").step.kind == TOUCH


def test_a_promise_made_alone_is_a_touch_with_a_day_and_keeps_the_count() -> None:
    voicemail = touched(silent(LEAD, 1), LEAD, "12-03")
    state = cadence.set_by_hand(voicemail, WORKED, "Send it as I said", day("12-11"))
    assert due(state) == (day("12-11"), TOUCH, MANUAL)
    assert state.unanswered == 2
    assert touched(state, LEAD, "12-11").unanswered == 3


# -- a meeting --------------------------------------------------------------------------------------------------------


def test_a_meeting_ends_the_silence_and_the_rhythm_starts_afresh_that_day() -> None:
    state = cadence.met(silent(DISCOVERY, 3), DISCOVERY, WORKED, day("12-17"))
    assert due(state) == (day("12-17"), TOUCH, CADENCE)
    assert (state.unanswered, state.position, state.last_touch_on) == (0, 0, day("12-17"))
    assert cadence.touched(state, DISCOVERY, WORKED, day("12-17")).step.due_on == day("12-22")


def test_a_talk_answers_their_first_word_and_what_comes_next_is_to_be_agreed() -> None:
    first, *others = LEAD.beats
    written = LEAD._replace(beats=(first._replace(message=cadence.FIRST_REPLY), *others))
    state = cadence.met(cadence.received(written, WORKED, day("12-14")), written, WORKED, day("12-14"))
    assert (state.step.text, state.step.due_on, state.step.kind) == (cadence.AFTER_A_TALK, day("12-16"), TOUCH)
    assert (state.unanswered, state.position) == (0, 1)
    assert cadence.replan(state, written, WORKED, day("12-14")) == state


def test_a_promise_that_was_due_is_kept_by_the_meeting_and_one_behind_an_answer_comes_back() -> None:
    promise = Promise("The checklist", day("12-16"), OURS)
    promised = cadence.promised(silent(DISCOVERY, 1), WORKED, day("12-10"), promise)
    assert cadence.met(promised, DISCOVERY, WORKED, day("12-16")).promise is None
    asked = cadence.replied(promised, WORKED, day("12-14"), "Answer them")
    state = cadence.met(asked, DISCOVERY, WORKED, day("12-15"))
    assert (state.step.text, state.step.due_on) == ("The checklist", day("12-16"))


def test_planning_anew_after_a_meeting_counts_from_the_meeting() -> None:
    slow = rhythm(3, 2)
    state = cadence.met(silent(slow, 1), slow, WORKED, day("12-14"))
    assert state.step.due_on == day("12-17")
    assert cadence.replan(state, slow, WORKED, day("12-14")) == state
