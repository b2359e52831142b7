"""What changes around a lead do to its one next step: a named day, a step by hand, stages, agreed days, the calendar."""

from datetime import date, timedelta

from coach.rules import cadence
from coach.rules.cadence import (
    ANSWER,
    CADENCE,
    CHECK_IN,
    CLOSE_LOOP,
    DECIDE,
    END_OF_DAY,
    MANUAL,
    OURS,
    PROMISE,
    PROMISE_OURS,
    PROMISE_THEIRS,
    RULE,
    SNOOZE,
    THEIRS,
    TOUCH,
    Promise,
)
from coach.rules.workdays import Calendar

from .written_rhythms import (
    CHRISTMAS,
    DECISION,
    DECISION_WITH_DAY,
    DISCOVERY,
    LEAD,
    PROPOSAL,
    PROPOSAL_WITH_REVIEW,
    WORKED,
    day,
    due,
    rhythm,
    silent,
    touched,
)

# -- not before a day -------------------------------------------------------------------------------------------------


def test_a_snooze_rolls_to_a_business_day_and_the_rhythm_starts_afresh_there() -> None:
    state = cadence.snoozed(silent(LEAD, 2), WORKED, day("12-25"))
    assert due(state) == (day("12-29"), TOUCH, SNOOZE)
    assert (state.unanswered, state.position, state.not_before) == (0, 0, day("12-25"))
    assert touched(state, LEAD, "12-29").step.due_on == day("12-31")


def test_a_month_alone_means_its_first_business_day(worked: Calendar) -> None:
    assert cadence.snoozed(silent(LEAD, 1), worked, date(2027, 1, 1)).step.due_on == day("01-04")


def test_a_snoozed_close_the_loop_becomes_a_touch_for_the_silence_is_over() -> None:
    state = cadence.snoozed(silent(LEAD, 3), WORKED, day("01-04"))
    assert (state.step.kind, state.unanswered) == (TOUCH, 0)


def test_a_snoozed_decision_stays_a_decision_and_a_closed_loop_stays_closed() -> None:
    state = cadence.snoozed(silent(LEAD, 4), WORKED, day("01-04"))
    assert due(state) == (day("01-04"), DECIDE, SNOOZE)
    assert (state.unanswered, state.loop_closed) == (4, True)


def test_snoozes_of_one_step_are_counted_and_a_new_step_starts_again() -> None:
    state = silent(LEAD, 1)
    for times, each in enumerate(("12-07", "12-10", "12-14"), start=1):
        state = cadence.snoozed(state, WORKED, day(each))
        assert state.snoozes == times
    assert touched(state, LEAD, "12-14").snoozes == 0
    assert cadence.set_by_hand(state, WORKED, "Drop by", day("12-16")).snoozes == 0
    assert cadence.replied(state, WORKED, day("12-11"), "Answer them").snoozes == 0


def test_nothing_is_proposed_before_the_day_they_named_even_after_an_early_touch() -> None:
    asleep = cadence.snoozed(silent(LEAD, 1), WORKED, day("01-15"))
    assert touched(asleep, LEAD, "12-08").step.due_on == day("01-15")
    assert cadence.set_by_hand(asleep, WORKED, "Drop by", day("12-10")).step.due_on == day("01-15")
    assert cadence.moved_back(asleep, LEAD, WORKED, day("12-08")).step.due_on == day("01-15")
    assert touched(asleep, rhythm(0), "12-08").step.due_on == day("01-15")


def test_the_day_named_last_is_the_one_that_counts() -> None:
    state = cadence.snoozed(cadence.snoozed(silent(LEAD, 1), WORKED, day("01-15")), WORKED, day("12-10"))
    assert (state.step.due_on, state.not_before) == (day("12-10"), day("12-10"))


def test_a_snooze_cannot_bring_a_touch_closer_than_two_business_days_to_the_last() -> None:
    state = cadence.snoozed(silent(LEAD, 1), WORKED, day("12-02"))
    assert state.step.due_on == day("12-03")
    assert cadence.moved_back(state, LEAD, WORKED, day("12-01")).step.due_on == day("12-03")


def test_the_owner_who_snoozes_a_promise_moves_its_day() -> None:
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-04"), Promise("Send it", day("12-09"), OURS))
    state = cadence.snoozed(promised, WORKED, day("12-12"))
    assert due(state) == (day("12-14"), PROMISE, SNOOZE)
    assert state.promise == Promise("Send it", day("12-14"), OURS)


def test_a_snoozed_check_in_does_not_come_back_before_the_day_they_named() -> None:
    theirs = Promise("They send figures", day("12-09"), THEIRS)
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-04"), theirs)
    by_hand = cadence.set_by_hand(cadence.snoozed(promised, WORKED, day("01-15")), WORKED, "Drop by", day("01-18"))
    assert due(touched(by_hand, LEAD, "12-11")) == (day("01-15"), CHECK_IN, PROMISE_THEIRS)


def test_what_we_promised_stays_on_its_day_though_an_answer_was_snoozed_beyond_it() -> None:
    promised = cadence.promised(silent(LEAD, 1), WORKED, day("12-04"), Promise("Send it", day("12-09"), OURS))
    waiting = cadence.snoozed(cadence.replied(promised, WORKED, day("12-07"), "Answer"), WORKED, day("01-15"))
    assert due(touched(waiting, LEAD, "12-08")) == (day("12-09"), PROMISE, PROMISE_OURS)


# -- a step by hand ---------------------------------------------------------------------------------------------------


def test_a_step_by_hand_keeps_its_day_and_hour_even_on_a_saturday() -> None:
    state = cadence.set_by_hand(silent(LEAD, 1), WORKED, "Meet at the fair", day("12-12"), "10:30", "Europe/Paris")
    assert due(state) == (day("12-12"), TOUCH, MANUAL)
    assert (state.step.text, state.step.due_time, state.step.due_zone) == ("Meet at the fair", "10:30", "Europe/Paris")


def test_a_step_by_hand_too_soon_after_an_unanswered_touch_moves_to_the_second_business_day() -> None:
    assert cadence.set_by_hand(silent(LEAD, 1), WORKED, "Call", day("12-02")).step.due_on == day("12-03")


def test_a_step_by_hand_may_follow_a_conversation_at_once() -> None:
    spoken = cadence.replied(silent(LEAD, 1), WORKED, day("12-02"), "Answer them")
    assert cadence.set_by_hand(spoken, WORKED, "Call", day("12-02")).step.due_on == day("12-02")


def test_a_touch_by_hand_after_the_loop_was_closed_leads_back_to_a_decision() -> None:
    state = cadence.set_by_hand(silent(LEAD, 4), WORKED, "Say hello at the fair", day("01-05"))
    assert touched(state, LEAD, "01-05").step.kind == DECIDE


# -- stages -----------------------------------------------------------------------------------------------------------


def test_a_lead_that_moves_on_starts_the_new_rhythm_today_with_a_clear_count() -> None:
    state = cadence.moved_forward(silent(LEAD, 4), DISCOVERY, WORKED, day("12-22"))
    assert due(state) == (day("12-22"), TOUCH, CADENCE)
    assert (state.unanswered, state.position, state.loop_closed) == (0, 0, False)
    assert (state.entered_on, state.anchor_on) == (day("12-22"), None)


def test_a_lead_that_moves_on_keeps_a_promise_a_snooze_and_a_step_by_hand_ahead() -> None:
    base = silent(LEAD, 2)
    promised = cadence.promised(base, WORKED, day("12-04"), Promise("Send it", day("12-12"), OURS), "09:00", "UTC")
    snoozed = cadence.snoozed(base, WORKED, day("12-14"))
    by_hand = cadence.set_by_hand(base, WORKED, "Drop by", day("12-14"))
    for state in (promised, snoozed, by_hand):
        after = cadence.moved_forward(state, DISCOVERY, WORKED, day("12-07"))
        assert (after.step, after.promise) == (state.step, state.promise)
        assert (after.unanswered, after.position, after.entered_on) == (0, 0, day("12-07"))


def test_a_lead_that_moves_on_does_not_keep_a_snoozed_decision_or_a_step_by_hand_that_is_past() -> None:
    decision = cadence.snoozed(silent(LEAD, 4), WORKED, day("01-04"))
    assert due(cadence.moved_forward(decision, DISCOVERY, WORKED, day("12-22"))) == (day("01-04"), TOUCH, CADENCE)
    past = cadence.set_by_hand(silent(LEAD, 1), WORKED, "Drop by", day("12-04"))
    assert due(cadence.moved_forward(past, DISCOVERY, WORKED, day("12-07"))) == (day("12-07"), TOUCH, CADENCE)


def test_a_lead_that_moves_back_starts_that_rhythm_but_what_went_unanswered_still_counts() -> None:
    state = cadence.moved_back(silent(PROPOSAL, 2), LEAD, WORKED, day("12-03"))
    assert due(state) == (day("12-07"), TOUCH, CADENCE)
    assert (state.unanswered, state.position, state.entered_on) == (2, 0, day("12-03"))
    assert cadence.moved_back(silent(PROPOSAL, 3), LEAD, WORKED, day("12-09")).step.kind == CLOSE_LOOP


def test_a_lead_that_moves_back_after_the_loop_was_closed_waits_for_a_decision() -> None:
    short = rhythm(0, 2)
    state = silent(short, 2)
    assert (state.loop_closed, state.unanswered) == (True, 2)
    assert due(cadence.moved_back(state, LEAD, WORKED, day("12-10"))) == (day("12-17"), DECIDE, RULE)


def test_a_lead_that_moves_back_keeps_its_promise() -> None:
    promised = cadence.promised(silent(LEAD, 2), WORKED, day("12-04"), Promise("Send it", day("12-12"), OURS))
    assert cadence.moved_back(promised, LEAD, WORKED, day("12-07")).step == promised.step


def test_a_reopened_lead_remembers_its_silence_unless_the_day_they_named_has_come() -> None:
    closed = silent(LEAD, 4)
    early = cadence.reopened(closed, LEAD, WORKED, day("01-20"), their_day_came=False)
    assert due(early) == (day("01-27"), DECIDE, RULE)
    in_time = cadence.reopened(closed, LEAD, WORKED, day("01-20"), their_day_came=True)
    assert due(in_time) == (day("01-20"), TOUCH, CADENCE)
    assert (in_time.unanswered, in_time.loop_closed, in_time.entered_on) == (0, False, day("01-20"))


def test_a_lead_reopened_early_still_waits_for_the_day_they_named() -> None:
    closed = cadence.snoozed(silent(LEAD, 1), WORKED, day("01-20"))
    assert cadence.reopened(closed, LEAD, WORKED, day("12-10"), their_day_came=False).step.due_on == day("01-20")
    assert cadence.reopened(closed, LEAD, WORKED, day("12-10"), their_day_came=True).step.due_on == day("12-10")


# -- a day the stage turns on -----------------------------------------------------------------------------------------


def test_a_decision_stage_is_touched_three_days_before_their_day_and_one_day_after() -> None:
    state = cadence.entered(DECISION_WITH_DAY, WORKED, day("12-01"))
    state = cadence.anchored(state, DECISION_WITH_DAY, WORKED, day("12-01"), day("12-16"))
    assert due(state) == (day("12-11"), TOUCH, CADENCE)
    state = touched(state, DECISION_WITH_DAY, "12-11")
    assert state.step.due_on == day("12-17")
    assert touched(state, DECISION_WITH_DAY, "12-17").step.due_on == day("12-24")


def test_a_proposal_is_touched_on_the_review_day_and_the_day_after_but_never_too_close() -> None:
    state = cadence.entered(PROPOSAL_WITH_REVIEW, WORKED, day("12-01"))
    state = cadence.anchored(state, PROPOSAL_WITH_REVIEW, WORKED, day("12-01"), day("12-10"))
    assert state.step.due_on == day("12-10")
    assert touched(state, PROPOSAL_WITH_REVIEW, "12-10").step.due_on == day("12-14")


def test_an_agreed_day_that_is_past_asks_for_the_touch_today_not_earlier() -> None:
    state = cadence.entered(DECISION_WITH_DAY, WORKED, day("12-05"))
    state = cadence.anchored(state, DECISION_WITH_DAY, WORKED, day("12-05"), day("12-08"))
    assert state.step.due_on == day("12-07")


def test_an_agreed_day_moves_no_step_that_is_not_of_the_rhythm_and_ends_with_the_stage() -> None:
    by_hand = cadence.set_by_hand(silent(DECISION_WITH_DAY, 1), WORKED, "Drop by", day("12-09"))
    state = cadence.anchored(by_hand, DECISION_WITH_DAY, WORKED, day("12-02"), day("12-16"))
    assert (state.step, state.anchor_on) == (by_hand.step, day("12-16"))
    assert cadence.moved_forward(state, DECISION, WORKED, day("12-02")).anchor_on is None
    assert cadence.moved_back(state, LEAD, WORKED, day("12-02")).anchor_on is None


# -- the calendar is edited -------------------------------------------------------------------------------------------


def test_a_new_holiday_moves_a_step_of_the_rhythm() -> None:
    state = silent(LEAD, 1)
    assert state.step.due_on == day("12-03")
    closed = Calendar(closed=[*CHRISTMAS, day("12-03")])
    assert cadence.replan(state, LEAD, closed, day("12-01")).step.due_on == day("12-04")
    assert cadence.replan(state, LEAD, Calendar(weekdays={0}), day("12-01")).step.due_on == day("12-21")


def test_a_calendar_edit_moves_no_promise_snooze_answer_step_by_hand_or_decision() -> None:
    base, on = silent(LEAD, 1), day("12-10")
    states = [
        cadence.promised(base, WORKED, day("12-02"), Promise("Send it", on, OURS)),
        cadence.promised(base, WORKED, day("12-02"), Promise("They send it", on, THEIRS)),
        cadence.snoozed(base, WORKED, on),
        cadence.replied(base, WORKED, on, "Answer them"),
        cadence.set_by_hand(base, WORKED, "Drop by", on),
        silent(LEAD, 4),
    ]
    closed = Calendar(closed=[on + timedelta(days=i) for i in range(-5, 20)])
    for state in states:
        assert cadence.replan(state, LEAD, closed, day("12-02")) == state


def test_a_calendar_edit_does_not_hide_what_is_late() -> None:
    state = silent(LEAD, 1)
    closed_next_month = Calendar(closed=[*CHRISTMAS, day("01-04")])
    assert cadence.replan(state, LEAD, closed_next_month, day("12-17")).step.due_on == day("12-03")
    ill_that_week = Calendar(closed=[*CHRISTMAS, day("12-03"), day("12-04")])
    assert cadence.replan(state, LEAD, ill_that_week, day("12-17")).step.due_on == day("12-07")


def test_a_new_lead_stays_an_answer_we_owe_when_its_day_is_closed() -> None:
    state = cadence.received(LEAD, WORKED, day("12-05"))
    closed = Calendar(closed=[*CHRISTMAS, day("12-07")])
    assert due(cadence.replan(state, LEAD, closed, day("12-05"))) == (day("12-08"), ANSWER, CADENCE)


def test_a_shorter_written_rhythm_turns_a_step_beyond_its_end_into_a_decision() -> None:
    state = silent(LEAD, 2)
    assert cadence.replan(state, rhythm(0, 2), WORKED, day("12-03")).step.kind == DECIDE


def test_a_step_without_an_hour_is_due_any_time_that_day() -> None:
    assert silent(LEAD, 1).step.due_time == END_OF_DAY
    timed = cadence.set_by_hand(silent(LEAD, 1), WORKED, "Call", day("12-09"), "10:30", "UTC")
    assert cadence.snoozed(timed, WORKED, day("12-14")).step[4:] == (END_OF_DAY, "")
