"""What we did, what they said, and the next step that follows from it."""

from typing import Any

import pytest

from coach.actions.moves import close_not_yet, win_lead
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import WAYS, log_touch, note_reply
from coach.errors import Misused, Refused

from ..records.desks import dump
from .diary import Diary, on


@pytest.mark.parametrize("via", WAYS)
def test_a_touch_is_kept_with_what_it_gave_them(diary: Diary, via: str) -> None:
    ben = diary.add()
    done = log_touch(diary, ben, via=via, note="left a message\r\nabout the roof ", gave="a photo")
    (touch,) = diary.touches(ben)
    assert (touch.via, touch.note, touch.gave, touch.inbound) == (
        via,
        "left a message\nabout the roof",
        "a photo",
        False,
    )
    assert (touch.day, touch.at, touch.author) == (on("11-24"), "2026-11-24T09:00:00Z", "Maya")
    assert done.sentence.startswith("logged a")
    assert done.sentence.endswith("Ben Adeyemi")
    assert diary.lead(ben).unanswered == (0 if via == "meeting" else 1)


def test_a_step_agreed_with_a_touch_is_one_change_with_it(diary: Diary) -> None:
    ben = diary.add()
    before = diary.changes()
    log_touch(diary, ben, via="call", next_step="Send the photos", due=on("11-27"), time="3pm")
    lead = diary.lead(ben)
    assert (lead.next_step, diary.step(ben), lead.due_time) == ("Send the photos", ("11-27", "touch"), "15:00")
    assert (lead.step_source, lead.unanswered) == ("manual", 1)
    assert diary.changes() == before + 1


def test_a_day_agreed_too_soon_after_a_touch_is_moved_and_told(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    done = set_next(diary, ben, "Call again", on("11-25"))
    assert diary.step(ben) == ("11-26", "touch")
    assert done.warning == "Wed 25 Nov is too soon by the rhythm; it is planned for Thu 26 Nov."
    assert done.sentence == "set the next step of Ben Adeyemi for Thu 26 Nov"


def test_a_promise_is_kept_on_the_day_it_was_given_for(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    done = log_touch(diary, ben, via="call", next_step="Send the offer", due=on("11-28"), promise="ours")
    lead = diary.lead(ben)
    assert (diary.step(ben), lead.step_source, lead.unanswered) == (("11-28", "promise"), "promise_ours", 0)
    assert (lead.promise_text, lead.promise_on, lead.promise_by) == ("Send the offer", on("11-28"), "ours")
    assert done.warning == "Sat 28 Nov is not a business day; it is kept as you gave it."
    log_touch(diary, ben, via="email")
    assert (diary.lead(ben).promise_on, diary.lead(ben).promise_text) == (None, "")


def test_their_promise_is_asked_about_the_business_day_after(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call", due=on("11-27"), promise="theirs")
    assert (diary.lead(ben).next_step, diary.step(ben)) == ("Ask about what they promised", ("11-30", "check_in"))


def test_the_fifth_silent_touch_is_told(diary: Diary) -> None:
    ben = diary.add()
    said = []
    for day in ("11-24", "11-26", "12-01", "12-08", "12-15"):
        diary.goes(day)
        said.append(log_touch(diary, ben, via="email").warning)
    assert said[:4] == [""] * 4
    assert said[4] == "That is touch 5 without an answer; the rhythm had come to its end."
    assert diary.step(ben)[1] == "decide"


def test_a_reply_asks_for_an_answer_the_next_business_day(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    diary.goes("11-28")
    done = note_reply(diary, ben, via="email", note="what about the gutters?")
    lead = diary.lead(ben)
    assert (lead.next_step, diary.step(ben)) == ("Answer them", ("11-30", "answer"))
    assert (lead.unanswered, lead.position, lead.last_reply_on) == (0, 0, on("11-28"))
    assert diary.touches(ben)[-1].inbound
    assert done.sentence == "noted a reply of Ben Adeyemi"


def test_a_reply_and_the_step_agreed_in_it_are_one_change(diary: Diary) -> None:
    ben = diary.add()
    before = diary.changes()
    note_reply(diary, ben, via="call", next_step="Visit the site", due=on("12-04"))
    assert (diary.lead(ben).next_step, diary.step(ben)) == ("Visit the site", ("12-04", "touch"))
    assert diary.changes() == before + 1
    note_reply(diary, ben, next_step="Send the offer", due=on("12-05"), promise="ours", time="12:00")
    assert (diary.step(ben), diary.lead(ben).due_time) == (("12-05", "promise"), "12:00")


def test_a_reply_takes_up_a_not_yet_again_where_it_was(diary: Diary) -> None:
    ben = diary.add(stage="proposal")
    log_touch(diary, ben, via="email")
    close_not_yet(diary, ben, reason="timing", words="after the season")
    before = len(diary.past(ben))
    diary.goes("12-10")
    done = note_reply(diary, ben)
    lead = diary.lead(ben)
    assert (lead.status, lead.reason, lead.reason_words, lead.closed_on, lead.return_on) == ("open", "", "", None, None)
    assert (lead.stage_id, diary.step(ben)) == (diary.stage("proposal"), ("12-10", "answer"))
    assert diary.visits(ben) == [("proposal", "not_yet"), ("proposal", "open")]
    assert len(diary.past(ben)) == before, "no step was due while it was closed"
    assert done.change_id is not None


def test_a_reply_on_a_won_lead_asks_for_an_answer_and_leaves_it_won(diary: Diary) -> None:
    ben = diary.add()
    win_lead(diary, ben)
    diary.goes("12-05")
    done = note_reply(diary, ben)
    lead = diary.lead(ben)
    assert (lead.status, lead.return_on, lead.precedence, lead.next_step) == ("won", on("12-07"), 1, None)
    assert done.change_id is not None
    log_touch(diary, ben, via="call")
    lead = diary.lead(ben)
    assert (lead.precedence, lead.return_round, lead.return_on) == (5, 1, on("2027-01-04"))


def test_a_touch_of_a_closed_lead_is_kept_and_plans_the_next_return(diary: Diary) -> None:
    ben = diary.add()
    close_not_yet(diary, ben, reason="timing")
    days = [diary.lead(ben).return_on]
    while diary.lead(ben).return_on:
        diary.at(diary.lead(ben).return_on)
        assert log_touch(diary, ben, via="email").change_id is not None
        days.append(diary.lead(ben).return_on)
    assert days == [on("2027-01-25"), on("2027-04-26"), on("2027-10-25"), None]
    assert diary.lead(ben).status == "not_yet"
    log_touch(diary, ben, via="email")
    assert diary.lead(ben).return_on is None, "a lead at rest stays at rest"


def test_a_day_they_named_outlives_a_touch_before_it(diary: Diary) -> None:
    ben = diary.add()
    close_not_yet(diary, ben, reason="timing", return_on=on("2027-03-01"))
    diary.goes("12-10")
    log_touch(diary, ben, via="message", note="season's greetings")
    lead = diary.lead(ben)
    assert (lead.return_on, lead.return_agreed, lead.return_round, lead.last_touch_on) == (
        on("2027-03-01"),
        True,
        0,
        on("12-10"),
    )
    diary.goes("2027-03-01")
    log_touch(diary, ben, via="call")
    assert diary.lead(ben).return_on == on("2027-05-31")


def test_a_duplicate_stays_at_rest_whatever_is_logged_on_it(diary: Diary) -> None:
    ben = diary.add()
    close_not_yet(diary, ben, reason="duplicate")
    log_touch(diary, ben, via="call")
    assert diary.lead(ben).return_on is None


@pytest.mark.parametrize("verb", [log_touch, note_reply])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"via": "pigeon"}, "'pigeon' is not a way to be in touch"),
        ({"promise": "yours", "due": on("11-30")}, "does not say whose promise"),
        ({"promise": "ours"}, "A promise needs its day"),
        ({"next_step": "Call"}, "The next step has no day"),
        ({"time": "10:00"}, "A time needs its day"),
        ({"due": on("11-30"), "time": "soon"}, "is not a time"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    diary: Diary, verb: Any, given: dict[str, Any], said: str
) -> None:
    ben = diary.add()
    before = dump(diary)
    with pytest.raises(Misused, match=said):
        verb(diary, ben, **{"via": "call", **given})
    assert dump(diary) == before


@pytest.mark.parametrize("close", [win_lead, lambda desk, lead: close_not_yet(desk, lead, reason="budget")])
def test_a_closed_lead_takes_no_next_step(diary: Diary, close: Any) -> None:
    ben = diary.add()
    close(diary, ben)
    before = dump(diary)
    with pytest.raises(Refused, match="a closed lead has no next step"):
        log_touch(diary, ben, via="call", next_step="Call", due=on("11-30"))
    with pytest.raises(Refused, match=r"Ben Adeyemi is (won|a Not yet)"):
        set_next(diary, ben, "Call", on("11-30"))
    assert dump(diary) == before


def test_a_meeting_ends_the_silence(diary: Diary) -> None:
    ben = diary.add()
    for day in ("11-24", "11-26", "12-01"):
        log_touch(diary.goes(day), ben, via="call")
    assert diary.step(ben)[1] == "close_loop"
    diary.goes("12-08")
    log_touch(diary, ben, via="meeting")
    lead = diary.lead(ben)
    assert (lead.unanswered, lead.loop_closed, lead.last_reply_on) == (0, False, on("12-08"))
    assert [touch.closes_loop for touch in diary.touches(ben)] == [False] * 4


def test_after_the_loop_is_closed_only_a_decision_is_proposed_until_they_write(diary: Diary) -> None:
    ben = diary.add()
    for day in ("11-24", "11-26", "12-01", "12-08"):
        log_touch(diary.goes(day), ben, via="call")
    assert diary.lead(ben).loop_closed
    assert diary.step(ben) == ("12-15", "decide")
    snooze_lead(diary, ben, on("12-21"))
    assert diary.step(ben) == ("12-21", "decide")
    note_reply(diary, ben)
    assert diary.step(ben) == ("12-08", "answer")
    assert not diary.lead(ben).loop_closed


def test_a_talk_by_any_way_leaves_nothing_unanswered(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="email")
    log_touch(diary, ben, via="call", note="they picked up", talked=True)
    lead = diary.lead(ben)
    assert (lead.unanswered, lead.next_step, lead.last_reply_on) == (0, "Agree what comes next", on("11-24"))
    assert [touch.inbound for touch in diary.touches(ben)] == [False, False]
