"""The map: which column of a file is what, and what its words mean here. A TOML file its owner writes, or our own column names.

    from = "old-crm"             # optional: a name for where the file comes from; keep it the same from file to file
    dates = "dmy"                # optional: dmy, mdy, ymd or iso; found out from the file when it tells
    delimiter = ";"              # optional, found out; the command line wins
    encoding = "cp1252"          # optional, found out; the command line wins
    closed_from = "Proposal"     # optional: the stage that closed leads were in, when the file does not say

    [columns]                    # what we call it = the name of the column; a list is joined with spaces
    name = ["First name", "Last name"]
    stage = "Deal - Stage"

    [stages]                     # the file's word = any part of the name of one of your stages
    "Prospecting" = "Lead received"

    [statuses]                   # the file's word = open, won or not yet; in a status column, or among the stages
    "Closed lost" = "not yet"

    [reasons]                    # the file's word = a reason code of Not yet
    "price" = "budget"

    [defaults]                   # for cells that are empty: reason, owner, source, currency, stage, closed
    reason = "went-quiet"

Words and column names are compared without regard to case, accents and spaces. `FIELDS` says what can stand under [columns].
"""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from coach import playbook
from coach.errors import Misused
from coach.exchange.written_days import ORDERS
from coach.rules.dates import parse_moment
from coach.rules.money import parse_currency
from coach.rules.text import fold, quoted

FIELDS = {
    "id": "the file's own number or key of the lead; by it a later file finds the lead again",
    "name": "what the lead is called",
    "contact": "the person, where the lead is called something else",
    "company": "the company they are with",
    "email": "their e-mail address",
    "phone": "their phone number",
    "value": "what it may be worth; 0 means unknown",
    "currency": "the currency of the value",
    "stage": "the stage it is in",
    "status": "open, won or lost, where that is a column of its own",
    "owner": "who takes care of it",
    "source": "where it comes from",
    "received": "the day it was received",
    "entered": "the day it entered the stage it is in, or was closed from",
    "closed": "the day it was won or lost; not read for open leads",
    "reason": "why it is a Not yet",
    "words": "the same in their words",
    "return": "the day to come back to a Not yet",
    "next_step": "what comes next",
    "due": "the day of what comes next",
    "note": "a note, kept as a touch",
}
"""What can stand under [columns], each with its meaning."""
DAYS = ("received", "entered", "closed", "return", "due")
"""The fields that are days."""
DEFAULTS = ("reason", "owner", "source", "currency", "stage", "closed")
OUTCOMES = {"open": "open", "won": "won", "not yet": "not_yet"}
"""The words for a status in a map, and what is stored."""

WORDS = ("from", "dates", "delimiter", "encoding", "closed_from")
TABLES = ("columns", "stages", "statuses", "reasons", "defaults")


@dataclass(frozen=True)
class Mapping:
    """A map that was checked on its own. `where` names it in errors; empty for our own column names.

    Keys of `stages`, `statuses` and `reasons` are folded. Without `columns` the columns are found by our own names for them.
    """

    where: str = ""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    dates: str = ""
    delimiter: str = ""
    encoding: str = ""
    closed_from: str = ""

    def wrong(self, key: str, what: str, do: str = "") -> Misused:
        """An error of the map: names the file and the key."""
        return Misused(f"{self.where}, {key}: {what}", do or "Put that right in the map; nothing was brought in.")


OWN_WORDS = Mapping()
"""The map of a file whose columns are named in our own words."""


def read_map(path: Path) -> Mapping:
    """The map in a TOML file. Raises Misused, naming the file and the key, for whatever is not as it should be."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misused(f"{path.name} is not UTF-8 text.", "Save the map as UTF-8.") from error
    except OSError as error:
        raise Misused(f"The map {path} cannot be read: {error.strerror}.", "Check its name.") from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misused(
            f"{path.name} is not a map coach can read: {error}.",
            'A line is written as key = "value"; names go in quotes.',
        ) from error
    return checked_map(found, path.name)


def checked_map(found: Table[str, Any], where: str) -> Mapping:
    """The map in these values, as `read_map`; for maps that come from elsewhere than a file of their owner."""
    blank = Mapping(where)
    _known_keys(blank, "", found, (*WORDS, *TABLES))
    words = {key: _text(blank, key, found[key]) for key in WORDS if key in found}
    tables = {key: _table(blank, key, found[key]) for key in TABLES if key in found}
    dates = words.get("dates", "")
    if dates and dates not in ORDERS:
        raise blank.wrong("dates", f"{quoted(dates)} is not an order of days.", "Write dmy, mdy, ymd or iso.")
    return replace(
        blank,
        columns=_columns(blank, tables.get("columns", {})),
        stages=_translations(blank, "stages", tables),
        statuses=_statuses(blank, tables),
        reasons=_reasons(blank, tables),
        defaults=_defaults(blank, tables.get("defaults", {})),
        origin=words.get("from", ""),
        dates=dates,
        delimiter=words.get("delimiter", ""),
        encoding=words.get("encoding", ""),
        closed_from=words.get("closed_from", ""),
    )


def _columns(blank: Mapping, table: Table[str, Any]) -> dict[str, tuple[str, ...]]:
    _known_keys(blank, "columns", table, tuple(FIELDS))
    found = {}
    for name, value in table.items():
        many = value if isinstance(value, list) else [value]
        if not many or (name in (*DAYS, "value", "id") and len(many) > 1):
            raise blank.wrong(f"columns.{name}", "one column is needed here.")
        found[name] = tuple(_text(blank, f"columns.{name}", each) for each in many)
    return found


def _translations(blank: Mapping, key: str, tables: Table[str, Table[str, Any]]) -> dict[str, str]:
    return {fold(word): _text(blank, f"{key}.{word}", meaning) for word, meaning in tables.get(key, {}).items()}


def _statuses(blank: Mapping, tables: Table[str, Table[str, Any]]) -> dict[str, str]:
    found = {}
    for word, meaning in _translations(blank, "statuses", tables).items():
        plain = " ".join(meaning.casefold().replace("_", " ").replace("-", " ").split())
        if plain not in OUTCOMES:
            raise blank.wrong(f"statuses.{word}", f"{quoted(meaning)} is not a status.", "Write open, won or not yet.")
        found[word] = OUTCOMES[plain]
    return found


def _reasons(blank: Mapping, tables: Table[str, Table[str, Any]]) -> dict[str, str]:
    found = _translations(blank, "reasons", tables)
    for word, code in found.items():
        _check_reason(blank, f"reasons.{word}", code)
    return found


def _defaults(blank: Mapping, table: Table[str, Any]) -> dict[str, str]:
    _known_keys(blank, "defaults", table, DEFAULTS)
    found = {key: _text(blank, f"defaults.{key}", str(value)) for key, value in table.items()}
    for key, read in (("currency", parse_currency), ("closed", lambda day: parse_moment(day).date().isoformat())):
        if key in found:
            try:
                found[key] = read(found[key])
            except Misused as error:
                raise blank.wrong(f"defaults.{key}", error.what, error.do) from error
    if "reason" in found:
        _check_reason(blank, "defaults.reason", found["reason"])
    return found


def _check_reason(blank: Mapping, key: str, code: str) -> None:
    codes = [reason.key for reason in playbook.reasons()]
    if code not in codes:
        raise blank.wrong(key, f"{quoted(code)} is not a reason of a Not yet.", f"Use one of: {', '.join(codes)}.")


def _known_keys(blank: Mapping, table: str, found: Table[str, Any], known: tuple[str, ...]) -> None:
    for key in found:
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = f"Did you mean {near[0]}?" if near else f"There can be: {', '.join(known)}."
            raise blank.wrong(f"{table}.{key}" if table else key, "coach does not know this key.", meant)


def _text(blank: Mapping, key: str, value: object) -> str:
    if not isinstance(value, str) or not (value.strip() or (value and key == "delimiter")):
        raise blank.wrong(key, "a text in quotes is needed here.")
    return value.strip() or value


def _table(blank: Mapping, key: str, value: object) -> Table[str, Any]:
    if not isinstance(value, dict):
        raise blank.wrong(key, f"this is a table: write [{key}] on a line of its own and its lines below.")
    return value
