"""The calendar or a written rhythm changed: every step the rhythm planned is planned anew."""

from typing import Any

from coach.actions.at_hand import LeadAtHand, put_state
from coach.records.journal import Journal
from coach.records.models import Contact, Lead
from coach.records.stages import OPEN, stages_on_file
from coach.records.standing import standing_of
from coach.rules import cadence


def replan_leads(
    journal: Journal, *, stage_id: int | None = None, contact_id: int | None = None, agreed: bool = False
) -> int:
    """Plan the cadence steps of open leads anew: of one stage, of one contact, or all of them. How many moved.

    `agreed` says that it is what a contact agreed to that has changed: then decisions and spread steps may give way too.
    """
    desk = journal.desk
    stages = tuple(stages_on_file(desk, retired=True))
    by_id = {stage.id: stage for stage in stages}
    calendar, today = desk.calendar, desk.today
    query = Lead.select(Lead, Contact).join(Contact)
    query = query.where(Lead.status == OPEN)
    if not agreed:
        query = query.where(Lead.step_source == cadence.CADENCE)
    if stage_id is not None:
        query = query.where(Lead.stage == stage_id)
    if contact_id is not None:
        query = query.where(Lead.contact == contact_id)
    plan_anew, ended_by = (cadence.permitted, "permission") if agreed else (cadence.replan, "replan")
    moved = 0
    leads: list[Any] = list(query)
    for lead in leads:
        stage = by_id[lead.stage_id]
        own = calendar.without(int(number) for number in lead.contact.quiet_weekdays)
        hand = LeadAtHand(lead, lead.contact, stage, stages, own, today)
        state = standing_of(lead)
        after = plan_anew(state, hand.rhythm, own, today)
        if after != state:
            put_state(journal, hand, after, ended_by)
            moved += 1
    return moved
