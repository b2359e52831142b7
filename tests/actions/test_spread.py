"""After days away what piled up is spread over the days ahead: nothing is lost, nothing promised is moved, one undo."""

import pytest

from coach.actions.days import add_days_off, remove_days_off
from coach.actions.leads import edit_lead
from coach.actions.moves import close_not_yet, rehome_lead
from coach.actions.permission import note_permission
from coach.actions.settings import change_setting
from coach.actions.spread import spread_overdue
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Refused
from coach.views.day import due_list

from ..records.desks import dump
from .diary import Diary, on


def silent(diary: Diary, *names: str) -> list[int]:
    """Leads touched today, each with its next touch on Thursday 26 November."""
    leads = [diary.add(name, email=f"{name.casefold()}@x.com") for name in names]
    for lead in leads:
        log_touch(diary, lead, via="call")
    return leads


def days(diary: Diary, leads: list[int]) -> list[str]:
    return [diary.step(lead)[0] for lead in leads]


def test_what_a_day_takes_stays_and_the_rest_waits_in_the_order_of_the_list(diary: Diary) -> None:
    change_setting(diary, "capacity", "2")
    leads = silent(diary, "Ann", "Ben", "Eve", "Lin", "Sam")
    diary.goes("12-03")
    done = spread_overdue(diary)
    assert done.sentence == "spread 3 overdue leads over the days until Mon 7 Dec"
    assert days(diary, leads) == ["11-26", "11-26", "12-04", "12-04", "12-07"]
    assert [line.overdue_business_days for line in due_list(diary)] == [5, 5]
    assert [line.id for line in due_list(diary, within=7)] == leads


def test_a_step_stays_what_it_is_and_only_its_source_and_day_change(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    _ann, ben = silent(diary, "Ann", "Ben")
    before = diary.lead(ben)
    spread_overdue(diary.goes("12-03"))
    after = diary.lead(ben)
    assert (after.next_step, after.step_kind, after.step_source) == (before.next_step, "touch", "rule")
    assert (after.position, after.unanswered, after.last_touch_on) == (1, 1, on("11-24"))
    assert diary.past(ben)[-1] == ("touch", "11-26", "spread")
    add_days_off(diary, [on("12-25")])
    remove_days_off(diary, [on("12-25")])
    assert diary.step(ben) == ("12-04", "touch")


def test_one_undo_takes_all_of_it_back(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    silent(diary, "Ann", "Ben", "Eve")
    before = dump(diary.goes("12-03"))
    spread_overdue(diary)
    assert dump(diary) != before
    undo(diary)
    assert dump(diary) == before


def test_promises_are_never_moved_and_take_their_room_first(diary: Diary) -> None:
    change_setting(diary, "capacity", "2")
    leads = silent(diary, "Ann", "Ben", "Eve", "Lin")
    for lead in leads[2:]:
        log_touch(diary, lead, via="call", next_step="The sketch", due=on("11-28"), promise="ours")
    spread_overdue(diary.goes("12-03"))
    assert days(diary, leads) == ["12-04", "12-04", "11-28", "11-28"]
    assert diary.lead(leads[2]).promise_on == on("11-28")


def test_who_waits_for_us_comes_before_the_rhythm_and_keeps_its_kind(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve = silent(diary, "Ann", "Ben", "Eve")
    for lead in (ben, eve):
        note_reply(diary, lead)
    spread_overdue(diary.goes("12-03"))
    assert [diary.step(each) for each in (ann, ben, eve)] == [
        ("12-07", "touch"),
        ("11-24", "answer"),
        ("12-04", "answer"),
    ]
    assert diary.lead(eve).step_source == "reply"


def test_days_a_person_wants_quiet_are_respected(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve = silent(diary, "Ann", "Ben", "Eve")
    edit_lead(diary, ben, quiet_weekdays="fri")
    spread_overdue(diary.goes("12-03"))
    assert days(diary, [ann, ben, eve]) == ["11-26", "12-07", "12-04"]


def test_what_is_due_today_stays_and_so_does_what_comes(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve, lin = silent(diary, "Ann", "Ben", "Eve", "Lin")
    set_next(diary, eve, "Call", on("12-03"), "15:00")
    snooze_lead(diary, lin, on("12-04"))
    spread_overdue(diary.goes("12-03"))
    assert diary.step(eve) == ("12-03", "touch")
    assert diary.lead(eve).due_time == "15:00"
    assert days(diary, [lin, ann, ben]) == ["12-04", "12-04", "12-07"]


def test_the_leads_of_one_person_move_together_as_one_touch(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben = silent(diary, "Ann", "Ben")
    roof = diary.add("The roof", email="ben@x.com")
    log_touch(diary, roof, via="call")
    eve = silent(diary, "Eve")[0]
    spread_overdue(diary.goes("12-03"))
    assert days(diary, [ann, ben, roof, eve]) == ["11-26", "12-04", "12-04", "12-07"]


def test_a_person_who_is_to_be_touched_today_anyway_is_touched_once(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve = silent(diary, "Ann", "Ben", "Eve")
    roof = diary.add("The roof", email="ben@x.com")
    log_touch(diary, roof, via="call", next_step="The sketch", due=on("12-03"), promise="ours")
    spread_overdue(diary.goes("12-03"))
    assert days(diary, [ben, roof]) == ["11-26", "12-03"]
    assert days(diary, [ann, eve]) == ["12-04", "12-07"]


def test_a_not_yet_that_came_back_waits_too_unless_they_named_the_day(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve = silent(diary, "Ann", "Ben", "Eve")
    close_not_yet(diary, ben, reason="timing", return_on=on("11-25"))
    close_not_yet(diary, eve, reason="timing")
    diary.goes("2027-02-01")
    by_itself = diary.lead(eve).return_on
    assert by_itself < diary.today
    spread_overdue(diary)
    assert diary.lead(ben).return_on == on("11-25")
    assert diary.lead(eve).return_on == on("2027-02-03")
    assert (diary.lead(eve).return_round, diary.past(eve)[-1][2]) == (0, "not_yet")
    assert diary.step(ann)[0] == "2027-02-02"


def test_a_touch_is_not_spread_beyond_the_day_they_agreed_to(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    ann, ben, eve = silent(diary, "Ann", "Ben", "Eve")
    note_permission(diary, ben, until=on("12-03"))
    spread_overdue(diary.goes("12-03"))
    assert days(diary, [ann, ben, eve]) == ["11-26", "11-26", "12-04"]


def test_a_spread_step_gives_way_when_its_stage_goes_out_of_use(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    _ann, ben = silent(diary, "Ann", "Ben")
    spread_overdue(diary.goes("12-03"))
    rehome_lead(diary, ben, diary.stage("discovery"), why="out of use")
    assert diary.lead(ben).step_source == "cadence"


def test_only_the_leads_of_the_owner_whose_list_it_is_are_spread(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    mine = [diary.add(name, owner="Maya") for name in ("Ann", "Ben")]
    other = diary.add("Eve", owner="Tom")
    change_setting(diary, "owner", "Maya")
    spread_overdue(diary.goes("12-03"))
    assert days(diary, [*mine, other]) == ["11-24", "12-04", "11-24"]


@pytest.mark.parametrize(("leads", "said"), [(0, "Nobody is overdue"), (1, "1 person is"), (2, "2 people are")])
def test_there_is_nothing_to_spread_when_a_day_takes_all_that_is_overdue(diary: Diary, leads: int, said: str) -> None:
    change_setting(diary, "capacity", "2")
    silent(diary, *("Ann", "Ben")[:leads])
    before = dump(diary.goes("12-03"))
    with pytest.raises(Refused, match=f"^{said}.*there is nothing to spread"):
        spread_overdue(diary)
    assert dump(diary) == before


def test_promises_alone_cannot_be_spread(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    for lead in silent(diary, "Ann", "Ben"):
        log_touch(diary, lead, via="call", due=on("11-27"), promise="ours")
    with pytest.raises(Refused, match="all of it was promised"):
        spread_overdue(diary.goes("12-03"))


def test_what_is_not_late_by_a_business_day_is_no_pile(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    leads = silent(diary, "Ann", "Ben")
    for lead in leads:
        set_next(diary, lead, "Call", on("11-27"))
    with pytest.raises(Refused, match="Nobody is overdue"):
        spread_overdue(diary.goes("11-29"))
