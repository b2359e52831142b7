"""What was written about leads, read to say where something was found, and to tell whether a lead has all that is wanted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day_or_none
from coach.rules.dates import show_day
from coach.views.search_hits import Hit
from coach.views.search_words import Word

_BEFORE, _AFTER = 16, 60
"""Characters shown before what was found, and from there on."""
_WAYS = {
    "call": "a call", "email": "an e-mail", "message": "a message", "meeting": "a meeting", "visit": "a visit",
    "other": "a touch",
}  # fmt: skip
_ASKED = {
    "touch": "SELECT id, lead_id, day, via, inbound, imported, note, gave FROM touch",
    "note": "SELECT id, lead_id, day, text FROM note",
    "answer": "SELECT id, lead_id, noted_on, lens, text FROM answer",
    "reason": "SELECT id, id, closed_on, reason_words FROM lead",
}
_OF_LEAD = {"touch": "lead_id", "note": "lead_id", "answer": "lead_id", "reason": "id"}


class Passage(NamedTuple):
    """A text about a lead: what it is, such as `a note`, its day, and its words."""

    hit: Hit
    what: str
    on: date | None
    text: str


def passages(desk: Desk, hits: Iterable[Hit]) -> dict[Hit, Passage]:
    """The texts of these hits."""
    by_kind: dict[str, list[int]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.row_id)
    found = (_read(desk, kind, "id", ids) for kind, ids in by_kind.items())
    return {each.hit: each for kind in found for each in kind}


def passages_of(desk: Desk, lead_ids: Sequence[int]) -> dict[int, list[Passage]]:
    """All that was written about these leads, the newest of each kind first."""
    found: dict[int, list[Passage]] = {}
    for kind, column in _OF_LEAD.items():
        for each in _read(desk, kind, column, lead_ids):
            found.setdefault(each.hit.lead_id, []).append(each)
    return found


def where_found(found: Mapping[int, Passage], words: Sequence[Word], today: date) -> dict[int, str]:
    """For each lead where it was found: `in a note of 3 Nov: …what about the gutters…`."""
    return {lead_id: _where(passage, words, today) for lead_id, passage in found.items()}


def _read(desk: Desk, kind: str, column: str, ids: Sequence[int]) -> list[Passage]:
    marks = ", ".join("?" * len(ids))
    rows = desk.rows(f"{_ASKED[kind]} WHERE {column} IN ({marks}) ORDER BY id DESC", ids)
    return [_passage(kind, *row) for row in rows]


def _passage(kind: str, row_id: int, lead_id: int, on: Any, *told: Any) -> Passage:
    if kind == "touch":
        via, inbound, imported, note, gave = told
        what = "their reply" if inbound else "a note" if imported and via == "other" else _WAYS.get(via, "a touch")
        text = "\n".join(filter(None, (note, gave)))
    elif kind == "answer":
        lens, text = told
        what = f"an answer on {lens}"
    else:
        what, text = "a note" if kind == "note" else "the reason", told[0]
    return Passage(Hit(lead_id, kind, row_id), what, day_or_none(on), text)


def _where(passage: Passage, words: Sequence[Word], today: date) -> str:
    on = f" of {show_day(passage.on, today)[4:]}" if passage.on else ""
    return f"in {passage.what}{on}: {_excerpt(passage.text, words)}"


def _excerpt(text: str, words: Sequence[Word]) -> str:
    """The text around the first of the words in it, on one line, cut between words."""
    at = _first(text, words)
    first, last = max(0, at - _BEFORE), at + _AFTER
    if first:
        first = next((place + 1 for place in range(first, at) if text[place].isspace()), at)
    if last < len(text):
        last = next((place for place in range(last, at, -1) if text[place].isspace()), last)
    shown = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _first(text: str, words: Sequence[Word]) -> int:
    """Where the first of the words is; the beginning, where that is not told."""
    places = [place for word in words if (place := word.place_in(text)) >= 0]
    if places:
        return min(places)
    at = 0
    for part in re.split(r"(\s+)", text):
        if any(word.begins_in(part) for word in words):
            return at
        at += len(part)
    return 0
