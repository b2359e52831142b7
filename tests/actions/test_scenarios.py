"""The worked examples of the rhythm, lived through by the verbs themselves: the same days come out, on both databases."""

import pytest

from coach.actions.days import add_days_off
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply

from .diary import CHRISTMAS, Diary, on


@pytest.fixture
def worked(diary: Diary) -> Diary:
    """The desk with the closed days of the worked examples."""
    add_days_off(diary, [on(day) for day in CHRISTMAS])
    return diary


def test_a_lead_received_on_a_saturday_is_asked_four_times_and_then_decided_on(worked: Diary) -> None:
    worked.goes("12-19")
    ben = worked.add()
    days = [worked.step(ben)]
    for _ in range(4):
        worked.at(worked.lead(ben).due_on)
        log_touch(worked, ben, via="email")
        days.append(worked.step(ben))
    assert days == [
        ("12-21", "answer"),
        ("12-23", "touch"),
        ("12-30", "touch"),
        ("2027-01-07", "close_loop"),
        ("2027-01-14", "decide"),
    ]
    assert [touch.closes_loop for touch in worked.touches(ben)] == [False, False, False, True]


def test_a_late_touch_pushes_the_rest(worked: Diary) -> None:
    ben = worked.add()
    assert worked.step(ben) == ("11-24", "answer")
    log_touch(worked, ben, via="call")
    assert worked.step(ben) == ("11-26", "touch")
    worked.goes("12-01")
    log_touch(worked, ben, via="call")
    assert worked.step(ben) == ("12-04", "touch")
    assert worked.lead(ben).position == 2


def test_a_proposal_with_a_reply_a_promise_and_a_day_they_named(worked: Diary) -> None:
    worked.goes("12-01")
    ben = worked.add(stage="proposal")
    assert worked.step(ben) == ("12-01", "touch")
    log_touch(worked, ben, via="email", gave="the proposal")
    assert worked.step(ben) == ("12-03", "touch")
    worked.goes("12-03")
    log_touch(worked, ben, via="call")
    assert worked.step(ben) == ("12-09", "touch")
    worked.goes("12-05")
    note_reply(worked, ben, via="email")
    assert worked.step(ben) == ("12-07", "answer")
    done = log_touch(worked, ben, via="call", next_step="Send the checklist", due=on("12-12"), promise="ours")
    assert worked.step(ben) == ("12-12", "promise")
    assert done.warning == "Sat 12 Dec is not a business day; it is kept as you gave it."
    snooze_lead(worked, ben, on("12-25"))
    assert worked.step(ben)[0] == "12-29"


def test_a_lead_that_comes_after_the_cutoff_is_answered_the_next_business_day(worked: Diary) -> None:
    assert worked.step(worked.goes("11-27", 15).add()) == ("11-27", "answer")
    assert worked.step(worked.goes("11-27", 16).add("Lin Wei")) == ("11-30", "answer")


def test_steps_that_are_over_are_kept_with_what_ended_them(worked: Diary) -> None:
    ben = worked.add()
    log_touch(worked, ben, via="call")
    note_reply(worked, ben)
    set_next(worked, ben, "Send the photos", on("11-30"))
    snooze_lead(worked, ben, on("12-02"))
    log_touch(worked, ben, via="call", next_step="Call", due=on("12-04"), promise="theirs")
    assert worked.past(ben) == [
        ("answer", "11-24", "touch"),
        ("touch", "11-26", "reply"),
        ("answer", "11-24", "next"),
        ("touch", "11-30", "snooze"),
        ("touch", "12-02", "promise"),
    ]
    assert worked.step(ben) == ("12-07", "check_in")
