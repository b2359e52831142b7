"""The further addresses of a person, beside the e-mail and the phone of their contact's own row."""

from collections.abc import Mapping
from typing import Any

from coach.records.journal import Journal
from coach.records.models import ContactAddress
from coach.rules.people import KINDS


def change_addresses(journal: Journal, contact: Any, fields: Mapping[str, Any]) -> None:
    """To be called before the e-mail or the phone of a contact's row is changed to those of `fields`.

    One that was a further address of theirs changes places with the one it takes the place of; else what is replaced is theirs
    no more. Of somebody who asked for no contact every address stays known: nothing is written to an old one either.
    """
    for kind in KINDS:
        key = f"{kind}_key"
        text, was, now = getattr(contact, kind), getattr(contact, key), fields.get(key, getattr(contact, key))
        if was == now:
            continue
        known = _row(journal, contact.id, kind, now)
        for row_id in known:
            journal.delete(ContactAddress, row_id)
        if was and (known or contact.do_not_contact_on is not None):
            add_address(journal, contact.id, kind, text, was)


def add_address(journal: Journal, contact_id: int, kind: str, text: str, key: str) -> None:
    """One more address of a contact, unless it is one of theirs already."""
    if not _row(journal, contact_id, kind, key):
        journal.insert(ContactAddress, contact=contact_id, kind=kind, text=text, key=key)


def _row(journal: Journal, contact_id: int, kind: str, key: str) -> list[int]:
    sql = "SELECT id FROM contact_address WHERE contact_id = ? AND kind = ? AND key = ?"
    return [row_id for (row_id,) in journal.desk.rows(sql, (contact_id, kind, key))]
