"""By which addresses a person is known: the e-mail and the phone of the contact's own row, and their further addresses."""

from collections.abc import Sequence

from coach.records.desk import Desk
from coach.rules.people import Address


def contacts_at(desk: Desk, kind: str, keys: Sequence[str]) -> list[int]:
    """The contacts with one of these addresses of a kind, the oldest first; before them those who have it in their own row."""
    keys = [key for key in keys if key]
    if not keys:
        return []
    marks = ", ".join("?" * len(keys))
    # The second condition is the one of the index.
    own = desk.rows(f"SELECT id FROM contact WHERE {kind}_key IN ({marks}) AND {kind}_key <> ''", keys)
    further = desk.rows(f"SELECT contact_id FROM contact_address WHERE kind = '{kind}' AND key IN ({marks})", keys)
    return list(dict.fromkeys(contact_id for found in (own, further) for (contact_id,) in sorted(found)))


def further_of(desk: Desk, contact_id: int) -> tuple[Address, ...]:
    """The further addresses of a contact, e-mail before phone, in the order of their keys."""
    found = desk.rows("SELECT kind, text, key FROM contact_address WHERE contact_id = ?", (contact_id,))
    return tuple(sorted((Address(*row) for row in found), key=lambda each: (each.kind, each.key)))
