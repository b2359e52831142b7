"""Who the stories are about."""

from datetime import date

from coach.actions.leads import add_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import move_lead
from coach.actions.steps import snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.records.desk import Desk

from ..story import Clock, stage


def ben(desk: Desk, clock: Clock) -> int:
    """Ben: in Proposal since Wednesday, and he waits for an answer since Friday."""
    was = clock.moment
    clock.set("2026-11-16T10:00")
    lead = add_lead(desk, "Ben Adeyemi", company="Adeyemi Roofing", email="ben@adeyemi.example", value="4200").lead_id
    assert lead is not None
    answer_lens(desk, lead, "problem", "The roof leaks over the workshop")
    answer_lens(desk, lead, "impact", "Two days lost last month", basis="guessed")
    clock.set("2026-11-18T10:00")
    log_touch(desk, lead, via="email", note="sent the sketch")
    move_lead(desk, lead, stage(desk, "proposal"), evidence="asked for a proposal")
    clock.set("2026-11-20T10:00")
    note_reply(desk, lead, via="email", note="what about the gutters?")
    clock.moment = was
    return lead


def lin(desk: Desk, clock: Clock) -> int:
    """Lin: we promised her the checklist for Monday."""
    was = clock.moment
    clock.set("2026-11-19T10:00")
    lead = add_lead(desk, "Lin Wei", company="Harbour Dental").lead_id
    assert lead is not None
    note_reply(desk, lead, next_step="send the checklist", due=date(2026, 11, 23), promise="ours")
    clock.moment = was
    return lead


def newcomers(desk: Desk, count: int) -> list[int]:
    """New leads of today, each with a first answer due."""
    added = [add_lead(desk, f"Newcomer {number:02}").lead_id for number in range(1, count + 1)]
    return [lead for lead in added if lead is not None]


def put_off_twice(desk: Desk, clock: Clock, name: str = "Tom Reyes") -> int:
    """A lead whose step was put off twice, and is due today."""
    was = clock.moment
    clock.set("2026-11-17T10:00")
    lead = add_lead(desk, name).lead_id
    assert lead is not None
    snooze_lead(desk, lead, date(2026, 11, 20))
    clock.set("2026-11-20T10:00")
    snooze_lead(desk, lead, date(2026, 11, 24))
    clock.moment = was
    return lead
