"""Which cell of a row is what: the columns of a map, found in the header of a file."""

from collections.abc import Sequence
from typing import NamedTuple

from coach.errors import Misused
from coach.exchange.mapping import FIELDS, Mapping
from coach.rules.text import fold, quoted

OWN_NAMES = {
    "id": ("id", "lead id"),
    "name": ("name", "lead", "lead name"),
    "contact": ("contact", "contact name", "person"),
    "company": ("company", "company name", "organisation", "organization", "account"),
    "email": ("email", "email address"),
    "phone": ("phone", "phone number", "telephone", "mobile"),
    "value": ("value", "amount"),
    "currency": ("currency",),
    "stage": ("stage",),
    "status": ("status",),
    "owner": ("owner",),
    "source": ("source",),
    "received": ("received", "received on"),
    "entered": ("entered", "entered on"),
    "closed": ("closed", "closed on"),
    "reason": ("reason",),
    "words": ("words", "reason words"),
    "return": ("return", "return on"),
    "next_step": ("next step", "next"),
    "due": ("due", "due on"),
    "note": ("note", "notes"),
}
"""Column names that need no map: our own words and their nearest relatives."""

_LISTED = 30


class Columns(NamedTuple):
    """Where the fields of a lead are in a row. `unused` are the columns nothing is taken from."""

    at: dict[str, tuple[int, ...]]
    names: dict[str, str]
    width: int
    unused: tuple[str, ...]

    def has(self, field: str) -> bool:
        """Whether the file has this field."""
        return field in self.at

    def text(self, cells: Sequence[str], field: str) -> str:
        """The text of a field, several columns joined with a space; empty when the file has none."""
        places = self.at.get(field)
        if places is None:
            return ""
        if len(places) == 1:
            return cells[places[0]].strip()
        return " ".join(part for place in places if (part := cells[place].strip()))


def header_key(name: str) -> str:
    """What column names are compared by: letters and digits. Case, spaces and signs such as a trailing asterisk do not count."""
    return "".join(character for character in fold(name) if character.isalnum()) or name.strip()


def find_columns(headers: Sequence[str], mapping: Mapping, file: str) -> Columns:
    """The columns of the map in this header. Raises Misused for one that is missing, or stands there twice, or for no name."""
    places: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        places.setdefault(header_key(header), []).append(place)
    at = _mapped(places, headers, mapping, file) if mapping.columns else _by_own_names(places, headers, file)
    named = ("name", "contact", "email", "company") if mapping.columns else ("name", "contact", "email")
    if not any(field in at for field in named):
        raise Misused(
            f"No column of {file} is called name. Its columns are {_listed(headers)}.",
            'Write a map with a line name = "COLUMN" under [columns], and give it with --map MAP.toml.',
        )
    used = {place for each in at.values() for place in each}
    unused = tuple(header.strip() for place, header in enumerate(headers) if place not in used and header.strip())
    return Columns(at, {field: headers[each[0]].strip() for field, each in at.items()}, len(headers), unused)


def _mapped(
    places: dict[str, list[int]], headers: Sequence[str], mapping: Mapping, file: str
) -> dict[str, tuple[int, ...]]:
    at = {}
    for field, names in mapping.columns.items():
        found = []
        for name in names:
            here = places.get(header_key(name))
            if here is None:
                raise mapping.wrong(
                    f"columns.{field}", f"{file} has no column {quoted(name)}.", f"It has {_listed(headers)}."
                )
            if len(here) > 1:
                raise mapping.wrong(
                    f"columns.{field}", f"{file} has {_twice(here, name)}.", "Rename or remove all but one of them."
                )
            found.append(here[0])
        at[field] = tuple(found)
    return at


def _by_own_names(places: dict[str, list[int]], headers: Sequence[str], file: str) -> dict[str, tuple[int, ...]]:
    at: dict[str, tuple[int, ...]] = {}
    for field in FIELDS:
        here = next((places[key] for name in OWN_NAMES[field] if (key := header_key(name)) in places), None)
        if here is None:
            continue
        if len(here) > 1:
            raise Misused(
                f"{file} has {_twice(here, headers[here[0]])}.",
                "Rename or remove all but one, or say in a map which column is which.",
            )
        at[field] = (here[0],)
    return at


def _twice(here: list[int], name: str) -> str:
    times = " and ".join(str(place + 1) for place in here[:2])
    return f"the column {quoted(name.strip())} more than once (columns {times})"


def _listed(headers: Sequence[str]) -> str:
    names = [quoted(header.strip()) for header in headers if header.strip()]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
