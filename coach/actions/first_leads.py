"""The first leads of the assignment: several at once, as one change."""

from collections.abc import Sequence
from typing import Protocol

from coach.actions.assignment_pages import leave_page
from coach.actions.done import Done, done
from coach.actions.leads import add_lead, phone_key
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import changing, writing
from coach.rules.assignment_pages import FIRST_LEADS, OPEN
from coach.rules.text import casefold_key, fold


class ReadLead(Protocol):
    """What was read of a lead; `line` is the line it stood on."""

    @property
    def line(self) -> int:
        """Counted from 1."""
        ...

    @property
    def name(self) -> str:
        """Never empty."""
        ...

    @property
    def company(self) -> str:
        """Empty when it is not known, like the next two."""
        ...

    @property
    def email(self) -> str:
        """See `company`."""
        ...

    @property
    def phone(self) -> str:
        """See `company`."""
        ...


def add_first_leads(desk: Desk, leads: Sequence[ReadLead], next_step: str = "") -> Done:
    """Add these leads, and leave the page they were typed on: all of it at one stroke.

    `next_step` is for a single lead; without it the rhythm has the first step. An open lead that reads the same is not added
    once more, and the warning says so. Raises Refused and Misused, with the line, when one cannot be added: then none is.
    """
    if next_step.strip() and len(leads) != 1:
        raise Misused("A next step is for one lead.", "Leave it empty: each lead gets the first step of the rhythm.")
    with writing(desk):
        with changing(desk, "add") as journal:
            there = [lead for lead in leads if _is_there(desk, lead)]
            added = [_add(desk, lead, next_step, is_alone=len(leads) == 1) for lead in leads if lead not in there]
            if len(added) > 1:
                journal.say(f"added {len(added)} leads")
        leave_page(desk, FIRST_LEADS)
    warnings = [each.warning for each in added if each.warning]
    if there:
        names = ", ".join(lead.name for lead in there)
        warnings.append(f"There already, and not added once more: {names}.")
    return done(journal, " ".join(warnings)) if added else Done("", warning=" ".join(warnings))


def _is_there(desk: Desk, lead: ReadLead) -> bool:
    """Whether an open lead of this name says nothing else about its company and addresses than the line does."""
    found = desk.rows(
        "SELECT contact.company_key, contact.email_key, contact.phone_key FROM lead"
        " JOIN contact ON contact.id = lead.contact_id WHERE lead.name_key = ? AND lead.status = ?",
        (casefold_key(lead.name), OPEN),
    )
    read = fold(lead.company), lead.email.casefold(), phone_key(lead.phone)
    return any(all(theirs == known or not theirs for theirs, known in zip(read, row, strict=True)) for row in found)


def _add(desk: Desk, lead: ReadLead, next_step: str, *, is_alone: bool) -> Done:
    try:
        return add_lead(
            desk, lead.name, company=lead.company, email=lead.email, phone=lead.phone, next_step=next_step.strip()
        )
    except (Refused, Misused) as error:
        if is_alone:
            raise
        raise type(error)(f"Line {lead.line}: {error.what}", f"{error.do} None was added.".strip()) from error
