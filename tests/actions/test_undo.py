"""Undo: any change, a thousand deep, over a restart; and with its reason when something newer stands on it."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import close_not_yet, move_lead, win_lead
from coach.actions.settings import change_setting
from coach.actions.steps import set_next
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Refused
from coach.records.database import open_database

from ..records.desks import dump
from .diary import Diary

DEEP = 1_000
LOOK_EVERY = 40
"""Everything is compared at one change in so many, and at both ends."""


def seal(desk: Diary) -> str:
    """A short sign of everything that is kept."""
    return hashlib.sha256(repr(dump(desk)).encode()).hexdigest()


def busy_days(desk: Diary) -> Iterator[Callable[[], Any]]:
    """One verb after the other, for as long as it takes, on leads that come and go."""
    for round_ in itertools.count():
        name = f"Lead {round_}"
        yield lambda name=name: add_lead(desk, name, value="100", owner="Maya")  # type: ignore[misc]
        lead = int(desk.rows("SELECT max(id) FROM lead")[0][0])
        due = desk.calendar.add(desk.today, 3)
        yield lambda lead=lead: log_touch(desk, lead, via="call", note="left a message")  # type: ignore[misc]
        yield lambda lead=lead: note_reply(desk, lead)  # type: ignore[misc]
        yield lambda lead=lead, due=due: set_next(desk, lead, "Visit", due)  # type: ignore[misc]
        yield lambda lead=lead: move_lead(desk, lead, desk.stage("discovery"), evidence="yes")  # type: ignore[misc]
        yield lambda lead=lead, name=name: edit_lead(desk, lead, company=name)  # type: ignore[misc]
        yield lambda round_=round_: change_setting(desk, "capacity", str(1 + round_ % 400))  # type: ignore[misc]
        yield lambda lead=lead: close_not_yet(desk, lead, reason="timing")  # type: ignore[misc]


def test_a_thousand_changes_are_undone_over_a_restart(database_url: str) -> None:
    desk = Diary(open_database(database_url, create=True))
    seals = {0: seal(desk)}
    for done, verb in enumerate(itertools.islice(busy_days(desk), DEEP), start=1):
        assert verb().change_id is not None
        if done % LOOK_EVERY == 0:
            seals[done] = seal(desk)
    for left in reversed(range(DEEP)):
        if left % (DEEP // 2) == 0:
            desk.database.close()
            desk = Diary(open_database(database_url))
        undo(desk)
        if left in seals:
            assert seal(desk) == seals[left], f"{left} changes are left"
    desk.database.close()


def test_a_change_somebody_else_stands_on_is_refused_with_the_reason(diary: Diary) -> None:
    jo = diary.beside("Jo")
    ben = diary.add()
    win_lead(jo, ben)
    before = dump(diary), diary.changes()
    with pytest.raises(Refused) as refused:
        undo(diary)
    assert refused.value.what == "“added Ben Adeyemi” cannot be undone: Jo won Ben Adeyemi since then."
    assert refused.value.do == "Undo that first, or put this right by hand."
    assert (dump(diary), diary.changes()) == before
    undo(jo)
    assert undo(diary).sentence == "added Ben Adeyemi"


def test_each_takes_back_their_own_change_of_another_lead(diary: Diary) -> None:
    jo = diary.beside("Jo")
    ben, lin = diary.add(), diary.add("Lin")
    log_touch(diary, ben, via="call")
    log_touch(jo, lin, via="email")
    assert undo(diary).lead_id == ben
    assert undo(jo).lead_id == lin
    with pytest.raises(Refused, match="nothing of yours to undo"):
        undo(jo)


@pytest.mark.parametrize("shared", ["owner", "contact"])
def test_what_something_of_somebody_else_depends_on_is_not_taken_away(diary: Diary, shared: str) -> None:
    known: Any = {"owner": "Sam"} if shared == "owner" else {"email": "ben@x.com"}
    add_lead(diary, "Ben", **known)
    add_lead(diary.beside("Jo"), "The roof", **known)
    before = dump(diary)
    with pytest.raises(Refused, match=r"“added Ben” cannot be undone: something added since then depends on it\."):
        undo(diary)
    assert dump(diary) == before
    undo(diary.beside("Jo"))
    undo(diary)
    assert not diary.rows("SELECT * FROM contact")


def test_undone_changes_stay_in_the_log_with_who_undid_them(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    done = undo(diary.goes("11-25"))
    assert done.sentence == "logged a call with Ben Adeyemi"
    assert (done.lead_id, done.warning) == (ben, "")
    rows = diary.rows("SELECT id, sentence, undone_at, undone_by FROM change ORDER BY id DESC LIMIT 2")
    assert rows == [
        (done.change_id, "logged a call with Ben Adeyemi", "2026-11-25T09:00:00Z", "Maya"),
        (2, "added Ben Adeyemi", None, None),
    ]


def test_a_setting_is_read_anew_after_undo(diary: Diary) -> None:
    change_setting(diary, "capacity", "3")
    assert diary.capacity == 3
    undo(diary)
    assert diary.capacity == 8


def test_what_was_undone_can_be_done_again(diary: Diary) -> None:
    ben = diary.add()
    log_touch(diary, ben, via="call")
    undo(diary)
    log_touch(diary, ben, via="email")
    undo(diary)
    undo(diary)
    again = diary.add()
    assert again != ben
    assert diary.visits(again) == [("lead", "open")]
