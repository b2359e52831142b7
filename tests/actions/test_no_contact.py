"""Somebody asked for no contact: everything stops at once, for all their leads, and nothing brings it back but a reason."""

from collections.abc import Callable
from typing import Any

import pytest

from coach.actions.moves import allow_contact, close_not_yet, move_lead, reopen_lead, stop_contact, win_lead
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused

from ..records.desks import dump
from .diary import Diary, on


@pytest.fixture
def leads(diary: Diary) -> list[int]:
    """Four leads of one person: open, with a promise, a Not yet that comes back, and a won one with its check-in."""
    four = [diary.add(name, email="ben@x.com") for name in ("Ben", "The roof", "The gutters", "The shed")]
    log_touch(diary, four[1], via="call", next_step="Send the offer", due=on("11-28"), promise="ours")
    close_not_yet(diary, four[2], reason="timing")
    win_lead(diary, four[3])
    diary.add("Lin")
    return four


def proposals(diary: Diary) -> list[int]:
    """The leads that will be proposed some day."""
    return [row[0] for row in diary.rows("SELECT id FROM lead WHERE list_on IS NOT NULL ORDER BY id")]


def test_all_proposals_stop_at_once_for_all_leads_of_the_person(diary: Diary, leads: list[int]) -> None:
    assert len(proposals(diary)) == 5
    done = stop_contact(diary, leads[2], reason=" asked us to stop ")
    assert done.sentence == "stopped all contact with Ben"
    assert proposals(diary) == [5]
    assert [diary.lead(each).status for each in leads] == ["not_yet", "not_yet", "not_yet", "won"]
    assert [diary.lead(each).reason for each in leads[:2]] == ["do-not-contact"] * 2
    assert diary.lead(leads[1]).promise_on is None
    contact = diary.contact(leads[0])
    assert (contact.do_not_contact_on, contact.do_not_contact_reason) == (on("11-24"), "asked us to stop")
    assert diary.visits(leads[0]) == [("lead", "not_yet")]
    assert diary.past(leads[1])[-1] == ("promise", "11-28", "do_not_contact")


@pytest.mark.parametrize(
    "verb",
    [
        lambda desk, lead: log_touch(desk, lead, via="call"),
        lambda desk, lead: set_next(desk, lead, "Call", on("11-30")),
        lambda desk, lead: snooze_lead(desk, lead, on("11-30")),
        lambda desk, lead: move_lead(desk, lead, desk.stage("proposal"), anyway="x"),
        reopen_lead,
        win_lead,
        lambda desk, lead: close_not_yet(desk, lead, reason="timing"),
        lambda desk, lead: stop_contact(desk, lead, reason="again"),
    ],
)
def test_no_verb_brings_a_proposal_back(diary: Diary, leads: list[int], verb: Callable[..., Any]) -> None:
    stop_contact(diary, leads[0], reason="asked us to stop")
    before = dump(diary)
    for lead in leads:
        with pytest.raises(Refused):
            verb(diary, lead)
    assert dump(diary) == before


def test_their_own_reply_is_kept_and_plans_nothing(diary: Diary, leads: list[int]) -> None:
    stop_contact(diary, leads[0], reason="asked us to stop")
    for lead in leads:
        done = note_reply(diary, lead, note="we changed our mind")
        assert "Ben asked for no contact, so nothing follows from it" in done.warning
        assert diary.touches(lead)[-1].note == "we changed our mind"
    assert proposals(diary) == [5]
    with pytest.raises(Refused, match="closed lead has no next step"):
        note_reply(diary, leads[0], next_step="Call", due=on("11-30"))


def test_it_is_lifted_with_a_reason_and_leads_are_taken_up_one_by_one(diary: Diary, leads: list[int]) -> None:
    stop_contact(diary, leads[0], reason="asked us to stop")
    with pytest.raises(Misused, match="needs its reason"):
        allow_contact(diary, leads[0], reason="  ")
    done = allow_contact(diary, leads[0], reason="wrote to us again")
    assert done.sentence == "lifted the do-not-contact of Ben (wrote to us again)"
    assert proposals(diary) == [5]
    reopen_lead(diary, leads[0])
    assert proposals(diary) == [leads[0], 5]
    with pytest.raises(Refused, match="never asked"):
        allow_contact(diary, leads[0], reason="wrote to us again")


def test_it_needs_a_reason_and_happens_once(diary: Diary, leads: list[int]) -> None:
    with pytest.raises(Misused, match="needs its reason"):
        stop_contact(diary, leads[0], reason="")
    stop_contact(diary, leads[0], reason="asked us to stop")
    with pytest.raises(Refused, match="not contacted already"):
        stop_contact(diary, leads[1], reason="asked us to stop")


def test_one_undo_takes_all_of_it_back(diary: Diary, leads: list[int]) -> None:
    before = dump(diary)
    stop_contact(diary, leads[0], reason="asked us to stop")
    undo(diary)
    assert dump(diary) == before
