"""The working calendar: what the rhythm planned moves with it, what was promised does not."""

from datetime import date, timedelta
from typing import Any

import pytest

from coach.actions.days import (
    add_days_off,
    keep_holidays_ahead,
    parse_weekdays,
    public_holidays,
    remove_days_off,
    set_country,
    set_weekdays,
)
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused

from ..records.desks import dump
from .diary import Diary, on


def test_a_day_off_moves_the_steps_of_the_rhythm_and_no_others(diary: Diary) -> None:
    rhythm, promise, theirs, snoozed, by_hand, answer = (
        diary.add(name) for name in ("Ann", "Ben", "Eve", "Lin", "Sam", "Tom")
    )
    log_touch(diary, rhythm, via="call")
    log_touch(diary, promise, via="call", due=on("11-26"), promise="ours")
    log_touch(diary, theirs, via="call", due=on("11-25"), promise="theirs")
    snooze_lead(diary, snoozed, on("11-26"))
    set_next(diary, by_hand, "Call", on("11-26"))
    note_reply(diary.goes("11-22"), answer)
    diary.goes("11-24")
    done = add_days_off(diary, [on("11-26"), on("11-26")])
    assert done.sentence == "keeps Thu 26 Nov free"
    assert done.warning == "1 planned step moved. Promised on a day off, and left as promised: Ben (Thu 26 Nov)."
    assert diary.step(rhythm) == ("11-27", "touch")
    assert [diary.step(each)[0] for each in (promise, theirs, snoozed, by_hand)] == ["11-26"] * 4
    assert diary.step(answer) == ("11-23", "answer")
    assert diary.past(rhythm)[-1] == ("touch", "11-26", "replan")
    done = remove_days_off(diary, [on("11-26")])
    assert done.sentence == "works on Thu 26 Nov again"
    assert diary.step(rhythm) == ("11-26", "touch")


def test_a_day_missed_already_stays_missed(diary: Diary) -> None:
    ben = diary.add()
    diary.goes("11-30")
    done = add_days_off(diary, [on("12-24")])
    assert diary.step(ben) == ("11-24", "answer")
    assert done.warning == ""


def test_many_promises_on_a_day_off_are_counted(diary: Diary) -> None:
    for name in "ABCDEFG":
        log_touch(diary, diary.add(name), via="call", due=on("11-27"), promise="ours")
    warning = add_days_off(diary, [on("11-27")]).warning
    assert warning.startswith("Promised on a day off, and left as promised: A (Fri 27 Nov), B (")
    assert warning.endswith("E (Fri 27 Nov) and 2 more.")


def test_weekdays_are_set_and_the_rhythm_planned_by_them(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    log_touch(diary, diary.add("Lin"), via="call", due=on("11-26"), promise="ours")
    done = set_weekdays(diary, "mon,tue,fri")
    assert done.sentence == "set the working days to Mon, Tue, Fri"
    assert done.warning == "1 planned step moved. Promised on a day off, and left as promised: Lin (Thu 26 Nov)."
    assert diary.step(ben) == ("11-30", "touch")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", [0, 1, 2, 3, 4]),
        ("Mon, Wed fri", [0, 2, 4]),
        ("fri-mon", [0, 4, 5, 6]),
        ("monday", [0]),
        ("tue-thu,sat", [1, 2, 3, 5]),
        ("sun-sun", [6]),
    ],
)
def test_weekdays_are_read_as_people_type_them(typed: str, days: list[int]) -> None:
    assert parse_weekdays(typed) == days


@pytest.mark.parametrize("typed", ["", " , ", "mon-", "-fri", "someday", "mon-fri-sun", "1-5"])
def test_weekdays_that_cannot_be_read_are_refused(local: Diary, typed: str) -> None:
    before = dump(local)
    with pytest.raises(Misused):
        set_weekdays(local, typed)
    assert dump(local) == before


def test_a_calendar_with_no_working_day_left_is_refused(diary: Diary) -> None:
    diary.add()
    before = dump(diary)
    with pytest.raises(Refused, match="no business day"):
        add_days_off(diary, [on("11-24") + timedelta(days=n) for n in range(420)])
    assert dump(diary) == before
    assert diary.calendar.is_workday(on("11-24"))


def test_a_day_that_is_none_of_the_owners_own_is_not_opened(diary: Diary) -> None:
    add_days_off(diary, [on("12-24")])
    with pytest.raises(Misused, match="Fri 25 Dec is not one of your days off"):
        remove_days_off(diary, [on("12-24"), on("12-25")])
    assert not diary.calendar.is_workday(on("12-24"))


def test_many_days_are_named_by_their_number(diary: Diary) -> None:
    done = add_days_off(diary, [on("12-21") + timedelta(days=n) for n in range(12)])
    assert done.sentence == "keeps 12 days free"


def test_the_public_holidays_of_a_country_are_kept_and_can_be_let_go(diary: Diary) -> None:
    ben = diary.add()
    diary.goes("12-22")
    log_touch(diary, ben, via="call")
    assert diary.step(ben) == ("12-24", "touch")
    log_touch(diary, ben, via="call")
    assert diary.step(ben) == ("12-25", "touch")
    done = set_country(diary, " de ")
    assert done.sentence == "keeps the public holidays of DE"
    assert done.warning == "1 planned step moved."
    assert diary.step(ben) == ("12-28", "touch")
    assert not diary.calendar.is_workday(date(2029, 12, 25))
    assert set_country(diary, "").sentence == "keeps no public holidays"
    assert diary.step(ben) == ("12-25", "touch")


@pytest.mark.parametrize("code", ["XX", "DE-NOWHERE", "D\u00e9", "COUNTRY_HOLIDAYS", "-", "D E", "\u200b"])
def test_a_country_nobody_knows_is_refused(local: Diary, code: str) -> None:
    before = dump(local)
    with pytest.raises(Misused, match="No public holidays are known"):
        set_country(local, code)
    assert dump(local) == before


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    assert date(2026, 1, 6) in public_holidays("DE-BY", range(2026, 2027))
    assert date(2026, 1, 6) not in public_holidays("DE", range(2026, 2027))


def test_holidays_are_worked_out_further_when_they_run_out_and_undo_passes_that_by(diary: Diary) -> None:
    set_country(diary, "DE")
    ben = diary.add()
    keep_holidays_ahead(diary)
    assert diary.changes() == 3, "there are enough of them"
    diary.goes("2029-03-01")
    assert diary.calendar.is_workday(date(2031, 12, 25))
    keep_holidays_ahead(diary)
    assert not diary.calendar.is_workday(date(2031, 12, 25))
    assert undo(diary).sentence == "added Ben Adeyemi"
    assert ben not in {row[0] for row in diary.rows("SELECT id FROM lead")}
    assert undo(diary).sentence == "keeps the public holidays of DE"
    assert diary.setting("country") == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: add_days_off(desk, [on("11-26"), on("11-27")]),
        lambda desk: set_weekdays(desk, "mon"),
        lambda desk: set_country(desk, "US"),
    ],
)
def test_a_calendar_edit_is_undone_with_every_step_it_moved(diary: Diary, change: Any) -> None:
    for name in ("Ann", "Ben", "Lin"):
        log_touch(diary, diary.add(name), via="call")
    before = dump(diary)
    change(diary)
    assert dump(diary) != before
    undo(diary)
    assert dump(diary) == before
