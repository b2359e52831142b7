"""Several verbs as one change: one sentence, one undo, all or nothing."""

from datetime import date
from functools import partial

import pytest

from coach.actions.bulk import in_one_go, to_each
from coach.actions.moves import win_lead
from coach.actions.steps import snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.views.log_book import log_book

from .diary import Diary

TILL_FRIDAY = partial(snooze_lead, day=date(2026, 11, 27))


def test_the_same_is_done_to_each_as_one_change_that_one_undo_takes_back(diary: Diary) -> None:
    ben, lin, tom = (diary.add(name) for name in ("Ben", "Lin", "Tom"))
    before = [diary.step(lead) for lead in (ben, lin, tom)]
    done = to_each(diary, "snoozed {}", [ben, lin, tom], TILL_FRIDAY)
    assert (done.sentence, done.lead_id) == ("snoozed 3 leads", None)
    assert [diary.step(lead)[0] for lead in (ben, lin, tom)] == ["11-27"] * 3
    assert undo(diary).sentence == "snoozed 3 leads"
    assert [diary.step(lead) for lead in (ben, lin, tom)] == before


def test_when_one_refuses_nothing_is_done_to_any(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    win_lead(diary, lin)
    before, entries = diary.step(ben), len(log_book(diary))
    with pytest.raises(Refused, match="Lin is won"):
        to_each(diary, "snoozed {}", [ben, lin], TILL_FRIDAY)
    assert diary.step(ben) == before
    assert len(log_book(diary)) == entries


def test_for_one_lead_it_is_the_verb_itself(diary: Diary) -> None:
    ben = diary.add("Ben")
    assert to_each(diary, "snoozed {}", [ben], TILL_FRIDAY).sentence == "snoozed Ben until Fri 27 Nov"


def test_for_no_lead_it_is_refused(diary: Diary) -> None:
    with pytest.raises(Misused):
        to_each(diary, "snoozed {}", [], TILL_FRIDAY)


def test_several_things_done_to_one_lead_are_one_change_told_in_one_sentence(diary: Diary) -> None:
    ben = diary.add("Ben")
    before = diary.step(ben)
    done = in_one_go(diary, ben, (partial(log_touch, via="call"), partial(note_reply, via="call", note="yes")))
    assert done.sentence == "logged a call with Ben; noted a reply of Ben"
    assert done.lead_id == ben
    assert [touch.inbound for touch in diary.touches(ben)] == [False, True]
    undo(diary)
    assert diary.touches(ben) == []
    assert diary.step(ben) == before


def test_when_the_second_of_several_things_refuses_the_first_is_not_done(diary: Diary) -> None:
    ben = diary.add("Ben")
    with pytest.raises(Misused):
        in_one_go(diary, ben, (partial(log_touch, via="call"), partial(snooze_lead, day=date(2026, 11, 2))))
    assert diary.touches(ben) == []


def test_a_bulk_inside_a_bulk_is_still_one_change(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    entries = len(log_book(diary))

    def touched_and_snoozed(desk: Diary, lead: int) -> object:
        return in_one_go(desk, lead, (partial(log_touch, via="call"), TILL_FRIDAY))

    to_each(diary, "put off {}", [ben, lin], touched_and_snoozed)  # type: ignore[arg-type]
    assert len(log_book(diary)) == entries + 1


def test_a_warning_of_one_of_them_is_kept(diary: Diary) -> None:
    ben = diary.add("Ben")
    late = partial(log_touch, via="call", next_step="call again", due=date(2026, 11, 28))
    assert "not a business day" in in_one_go(diary, ben, (late,)).warning
