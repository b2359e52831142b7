"""Whose address is whose, told from what happens and not from what is kept of it: what a person has had stays theirs."""

from pathlib import Path
from typing import Any

import pytest

from coach.actions.leads import add_lead
from coach.errors import Refused
from coach.exchange.from_csv import bring_in_csv, make_ready
from coach.records.models import Contact

from ..records.desks import dump
from .diary import Diary
from .world import Happened

KINDS = ("email", "phone")


class AddressBook:
    """Follows the addresses of each person through everything that happens. `held` counts the refusals that had to come.

    What is put right is theirs no more, unless it only changed places with another of theirs, or they asked for no contact.
    """

    def __init__(self, desk: Diary, folder: Path) -> None:
        self.desk = desk
        self.file = folder / "addresses.csv"
        self.rows: dict[int, Any] = {}
        self.theirs: dict[int, set[tuple[str, str]]] = {}
        self.held = 0

    def follow(self, happened: Happened) -> None:
        """Write down what became of the addresses."""
        before = self.rows
        self.rows = {contact.id: contact for contact in Contact.select()}
        if happened.verb == "merge" and happened.done is not None:
            first = self.desk.contact(happened.done.lead_id).id
            for gone in before.keys() - self.rows.keys():
                self.theirs[first] |= self.theirs.pop(gone)
        for contact in self.rows.values():
            theirs, was = self.theirs.setdefault(contact.id, set()), before.get(contact.id)
            for kind in KINDS:
                now = (kind, getattr(contact, f"{kind}_key"))
                old = (kind, getattr(was, f"{kind}_key") if was else "")
                if was and now != old and now not in theirs and was.do_not_contact_on is None:
                    theirs.discard(old)
                theirs |= {now} if now[1] else set()

    def hold(self) -> None:
        """No address of somebody who asked for no contact can be added, or brought in from a file."""
        silent = [contact for contact in self.rows.values() if contact.do_not_contact_on is not None]
        addresses = sorted({address for contact in silent for address in self.theirs[contact.id]})
        if not addresses:
            return
        before = dump(self.desk)
        for kind, key in addresses:
            given: dict[str, Any] = {kind: key}
            with pytest.raises(Refused, match="asked for no contact"):
                add_lead(self.desk, "Somebody else", **given)
        own = {(kind, getattr(contact, f"{kind}_key")) for contact in silent for kind in KINDS}
        further = [address for address in addresses if address not in own]
        for file in (sorted(own.intersection(addresses)), further):  # by themselves: nothing else tells who it is
            self._bring(file)
        assert dump(self.desk) == before
        self.held += len(further)

    def _bring(self, addresses: list[tuple[str, str]]) -> None:
        cells = ((key, "") if kind == "email" else ("", key) for kind, key in addresses)
        rows = (f"{n},Somebody {n},{email},{phone}" for n, (email, phone) in enumerate(cells))
        self.file.write_text("\n".join(["id,name,email,phone", *rows]))
        report = bring_in_csv(self.desk, make_ready(self.file), dry_run=True)
        assert report.counts["reject"] == report.counts.total() == len(addresses), report.told
