"""The next step, set by hand, put off, or tied to a day they named."""

import pytest

from coach.actions.moves import close_not_yet, move_lead, stop_contact, win_lead
from coach.actions.steps import agree_day, set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.errors import Misused, Refused

from ..records.desks import dump
from .diary import Diary, on


def test_a_step_set_by_hand_is_kept_in_the_owners_words_on_the_owners_day(diary: Diary) -> None:
    ben = diary.add()
    done = set_next(diary, ben, " Drop by\twith the samples ", on("11-28"), "10:15")
    lead = diary.lead(ben)
    assert (lead.next_step, lead.due_time, lead.step_source) == ("Drop by with the samples", "10:15", "manual")
    assert done.warning == "Sat 28 Nov is not a business day; it is kept as you gave it."
    for text, said in (("", "has no words"), (" \n ", "has no words")):
        with pytest.raises(Misused, match=said):
            set_next(diary, ben, text, on("11-28"))
    with pytest.raises(Misused, match="is not a time"):
        set_next(diary, ben, "Call", on("11-28"), time="late")


def test_a_snooze_puts_the_lead_off_to_a_working_day(diary: Diary) -> None:
    ben = diary.add()
    done = snooze_lead(diary, ben, on("11-28"))
    assert done.sentence == "snoozed Ben Adeyemi until Mon 30 Nov"
    assert (diary.step(ben), diary.lead(ben).not_before, diary.lead(ben).snoozes) == (
        ("11-30", "answer"),
        on("11-28"),
        1,
    )


@pytest.mark.parametrize("day", ["11-24", "11-23"])
def test_a_snooze_to_a_day_that_is_not_ahead_is_refused(diary: Diary, day: str) -> None:
    with pytest.raises(Misused, match="is not ahead"):
        snooze_lead(diary, diary.add(), on(day))


def test_the_third_snooze_of_one_step_asks_whether_it_is_still_real(diary: Diary) -> None:
    ben = diary.add()
    snooze_lead(diary, ben, on("11-26"))
    snooze_lead(diary, ben, on("11-27"))
    before = dump(diary)
    with pytest.raises(Refused, match=r"“Answer them” for Ben Adeyemi was put off 2 times\. Is it still real\?"):
        snooze_lead(diary, ben, on("11-30"))
    assert dump(diary) == before
    snooze_lead(diary, ben, on("11-30"), still_real=True)
    assert diary.step(ben)[0] == "11-30"
    with pytest.raises(Refused, match="put off 3 times"):
        snooze_lead(diary, ben, on("12-01"))


def test_another_step_may_be_put_off_again(diary: Diary) -> None:
    ben = diary.add()
    for day in ("11-26", "11-27"):
        snooze_lead(diary, ben, on(day))
    set_next(diary, ben, "Call about the lease", on("11-30"))
    snooze_lead(diary, ben, on("12-01"))
    assert diary.lead(ben).snoozes == 1


def test_nothing_is_proposed_before_a_day_they_named(diary: Diary) -> None:
    ben = diary.add()
    snooze_lead(diary, ben, on("12-10"))
    done = set_next(diary, ben, "Call", on("12-01"))
    assert diary.step(ben)[0] == "12-10"
    assert "too soon" in done.warning
    note_reply(diary, ben)
    assert diary.step(ben) == ("11-24", "answer")


def test_a_not_yet_that_is_snoozed_comes_back_on_that_day_instead(diary: Diary) -> None:
    ben = diary.add()
    close_not_yet(diary, ben, reason="timing")
    done = snooze_lead(diary, ben, on("2027-03-06"))
    lead = diary.lead(ben)
    assert (lead.status, lead.return_on, lead.return_agreed) == ("not_yet", on("2027-03-08"), True)
    assert (done.sentence, done.lead_id) == ("let Ben Adeyemi come back on Mon 8 Mar 2027", ben)
    assert done.change_id is not None


def test_a_won_lead_and_a_person_who_asked_for_no_contact_are_not_put_off(diary: Diary) -> None:
    ben, lin = diary.add(), diary.add("Lin")
    win_lead(diary, ben)
    stop_contact(diary, lin, reason="asked us to stop")
    for lead in (ben, lin):
        with pytest.raises(Refused, match=r"is won|asked for no contact"):
            snooze_lead(diary, lead, on("11-30"))


def test_a_snoozed_promise_of_ours_moves_with_it_and_says_so(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call", next_step="Send the offer", due=on("11-27"), promise="ours")
    assert snooze_lead(diary, ben, on("12-01")).sentence == "snoozed Ben Adeyemi until Tue 1 Dec"
    assert (diary.step(ben), diary.lead(ben).promise_on) == (("12-01", "promise"), on("12-01"))


def test_the_steps_of_a_stage_are_planned_to_the_day_it_turns_on(diary: Diary) -> None:
    ben = diary.add(stage="discovery")
    with pytest.raises(Refused, match="Discovery conversation does not turn on one day"):
        agree_day(diary, ben, on("12-11"))
    move_lead(diary, ben, diary.stage("decision"), evidence="told us what they want")
    done = agree_day(diary, ben, on("12-11"))
    assert done.sentence == "noted Fri 11 Dec as the decision day of Ben Adeyemi"
    assert diary.step(ben) == ("12-08", "touch")
    log_touch(diary.goes("12-08"), ben, via="call")
    assert diary.step(ben) == ("12-14", "touch")


def test_a_promise_is_not_moved_by_the_day_a_stage_turns_on(diary: Diary) -> None:
    ben = diary.add(stage="proposal")
    log_touch(diary, ben, via="call", next_step="Send the offer", due=on("11-28"), promise="ours")
    assert agree_day(diary, ben, on("12-11")).sentence == "noted Fri 11 Dec as the review date of Ben Adeyemi"
    assert diary.step(ben) == ("11-28", "promise")
    assert diary.lead(ben).anchor_on == on("12-11")
