"""Who of some leads asked for no contact."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day

_AT_ONCE = 500


class Silent(NamedTuple):
    """A person who asked for no contact: since when, and why, in the owner's words."""

    name: str
    since: date
    reason: str


def silent_among(desk: Desk, lead_ids: Sequence[int]) -> list[Silent]:
    """The people of these leads who asked for no contact, in the order of their leads, each once."""
    found: dict[int, Silent] = {}
    for start in range(0, len(lead_ids), _AT_ONCE):
        some = lead_ids[start : start + _AT_ONCE]
        rows = desk.rows(
            "SELECT contact.id, contact.name, do_not_contact_on, do_not_contact_reason"
            " FROM lead JOIN contact ON contact.id = contact_id"
            f" WHERE lead.id IN ({', '.join('?' * len(some))}) AND do_not_contact_on IS NOT NULL ORDER BY lead.id",
            some,
        )
        for contact_id, name, since, reason in rows:
            found.setdefault(contact_id, Silent(name, day(since), reason))
    return list(found.values())
