"""Who is here already: leads that may be the same person as one that is about to be added. Everything is asked of an index."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from coach.records.addresses import contacts_at
from coach.records.desk import Desk
from coach.rules.people import EMAIL, PHONE
from coach.rules.phones import other_writings
from coach.rules.text import LINE_LIMIT, fold
from coach.views.found import Found, shown
from coach.views.search_hits import own_hits
from coach.views.search_words import wanted_words
from coach.views.which_leads import EVERY

NEAR = 0.85
"""From which likeness on two names may be the same one written twice; 1 is the same name."""
_LOOKED_AT = 200
"""Leads whose names are compared, for each way to look for them."""
_SHORTEST, _BEGINNING = 3, 3


def alike(desk: Desk, name: str, email: str = "", phone: str = "", limit: int = 3) -> list[Found]:
    """Leads with this e-mail or phone number, then those whose name, or their person's, is nearly this one; at most `limit`.

    A further address of a person counts as well as the one in their own row, a number with and without the code of its country.
    The newest lead comes first.
    """
    known = [*_with_email(desk, email), *_with_phone(desk, phone)]
    found = dict.fromkeys(_leads_of(desk, known, limit))
    if len(found) < limit:
        found |= dict.fromkeys(_with_name(desk, _folded(name[:LINE_LIMIT])))
    return shown(desk, list(found)[:limit])


def _with_email(desk: Desk, email: str) -> list[int]:
    return contacts_at(desk, EMAIL, [_storable(email.strip().casefold())])


def _with_phone(desk: Desk, phone: str) -> list[int]:
    """The contacts with this number; those with it written in just this way come first."""
    own = "".join(character for character in phone if character.isascii() and character.isdigit()).removeprefix("00")
    if len(own) < _SHORTEST or len(own) > LINE_LIMIT:
        return []
    written = ([own], sorted(other_writings(phone)))
    return list(dict.fromkeys(each for keys in written for each in contacts_at(desk, PHONE, keys)))


def _leads_of(desk: Desk, contact_ids: list[int], limit: int) -> Iterable[int]:
    for contact_id in dict.fromkeys(contact_ids):
        sql = "SELECT id FROM lead WHERE contact_id = ? ORDER BY id DESC LIMIT ?"
        yield from (row[0] for row in desk.rows(sql, (contact_id, limit)))


def _with_name(desk: Desk, wanted: str) -> list[int]:
    """The leads of this name or one that is nearly it, the most alike first."""
    words = sorted((word for word in wanted.split() if len(word) >= _SHORTEST), key=len, reverse=True)
    if not words:
        return []
    # The beginnings of all words find a slip at their ends in any order; the longest words as they are, one at a beginning.
    ways = [" ".join(word[:_BEGINNING] for word in words), *words[:2]]
    if len(words) == 1 and len(wanted) > _BEGINNING + 1:
        ways.insert(0, wanted[: len(wanted) * 2 // 3])
    asked = (wanted_words(way) for way in ways)
    ids = dict.fromkeys(each for way in asked if way for each in own_hits(desk, way, EVERY, _LOOKED_AT))
    nearness = {lead_id: _nearness(wanted, names) for lead_id, *names in _names(desk, list(ids))}
    near = [lead_id for lead_id in ids if nearness.get(lead_id, 0) >= NEAR]
    return sorted(near, key=lambda lead_id: (-nearness[lead_id], -lead_id))


def _names(desk: Desk, ids: list[int]) -> list[Any]:
    if not ids:
        return []
    sql = "SELECT lead.id, lead.name, contact.name FROM lead JOIN contact ON contact.id = lead.contact_id WHERE lead.id IN ({})"
    return desk.rows(sql.format(", ".join("?" * len(ids))), ids)


def _nearness(wanted: str, names: Iterable[str]) -> float:
    """How much the nearer of these names is like the wanted one: 1 for the same words in any order."""
    return max(_likeness(wanted, _folded(name)) for name in names)


def _folded(name: str) -> str:
    """The name as it is compared: `Adeyemi, Ben` is as good as `Adeyemi Ben`."""
    return " ".join(fold(name).replace(",", " ").split())


def _likeness(wanted: str, name: str) -> float:
    if sorted(wanted.split()) == sorted(name.split()):
        return 1.0
    match = SequenceMatcher(None, wanted, name, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= NEAR and match.quick_ratio() >= NEAR else 0.0


def _storable(text: str) -> str:
    """The key an address is kept by, without what no database takes: an address like that cannot be there."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
