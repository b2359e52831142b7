"""The one lead that is meant by a few letters."""

from typing import Any

from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.text import casefold_key, fold, quoted, visible_line
from coach.views.matching import part_matches, words_match

_LISTED = 10
_LOOKED_AT = 200
_DIGITS_OF_AN_ID = 18


def find_lead(desk: Desk, text: str) -> int:
    """The id of the lead that `text` names: its number, its whole name, or a part of its name, company or e-mail.

    A number that is a lead's comes first, then a whole name, then a part that only one lead has. Raises Misused, naming those
    that fit, when it is more than one, and when it is none.
    """
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= _DIGITS_OF_AN_ID:
        found = desk.rows("SELECT id FROM lead WHERE id = ?", (int(wanted),))
        if found:
            return int(found[0][0])
    leads = _named(desk, wanted) or _matching(desk, wanted)
    if len(leads) == 1:
        return int(leads[0][0])
    if leads:
        raise Misused(
            f"{quoted(wanted)} fits {_how_many(leads)}: {_list(leads)}.", "Name the one you mean by its number."
        )
    if not wanted:
        raise Misused("No lead was named.", "Give its number, or a part of its name, company or e-mail.")
    raise Misused(f"There is no lead {quoted(wanted)}.", "Look for it with: coach find TEXT")


def _named(desk: Desk, wanted: str) -> list[Any]:
    """The leads whose whole name this is, as it is sorted or as it is searched."""
    by_key = desk.rows(f"{_LEAD} WHERE lead.name_key = ? ORDER BY lead.id LIMIT ?", (_storable(wanted), _LOOKED_AT))
    return by_key or [row for row in _where(desk, part_matches(wanted)) if fold(row[1]) == fold(wanted)]


def _matching(desk: Desk, wanted: str) -> list[Any]:
    return _where(desk, part_matches(wanted)) or _where(desk, words_match(wanted))


def _where(desk: Desk, matching: tuple[str, list[str]] | None) -> list[Any]:
    if matching is None:
        return []
    where, params = matching
    page = f"SELECT id FROM lead WHERE {where} ORDER BY name_key, id LIMIT ?"
    return desk.rows(f"{_LEAD} WHERE lead.id IN ({page}) ORDER BY lead.name_key, lead.id", [*params, _LOOKED_AT])


_LEAD = "SELECT lead.id, lead.name, contact.company FROM lead JOIN contact ON contact.id = lead.contact_id"


def _storable(wanted: str) -> str:
    """The key a name is kept by, without what no database takes: a name like that cannot be there."""
    return casefold_key(wanted).replace("\0", "").encode("utf-8", "ignore").decode()


def _how_many(leads: list[Any]) -> str:
    return f"{len(leads)} leads" if len(leads) < _LOOKED_AT else f"at least {_LOOKED_AT} leads"


def _list(leads: list[Any]) -> str:
    listed = "; ".join(
        f"{id_} {visible_line(name)}" + (f", {visible_line(company)}" if company else "")
        for id_, name, company in leads[:_LISTED]
    )
    return f"{listed} and {len(leads) - _LISTED} more" if len(leads) > _LISTED else listed
