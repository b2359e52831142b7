"""What has happened with a lead: touches and replies, notes, its way through the stages, what was learnt."""

from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day

_WAYS = {"email": "e-mail", "other": ""}
"""How a way of being in touch is written, where it is not its own name."""
REPLY, TOUCH, MOVE, ANSWER, NOTE, IMPORT = "reply", "touch", "move", "answer", "note", "import"
_FROM_A_FILE = "from a file"


class TimelineEntry(NamedTuple):
    """One thing that happened. `at` is the UTC instant when it is known, else empty; `day` the day at the desk.

    `kind` is touch, reply, move, answer, note or import: brought in from a file, with its note if it had one. `text` says it
    in a few words; `via`, `note` and `gave` are a touch's own, and `note` is a note as it was written. `row_id` is the id of a
    note, which can be rewritten; 0 for everything else.
    """

    at: str
    day: date
    kind: str
    text: str
    author: str
    via: str = ""
    note: str = ""
    gave: str = ""
    row_id: int = 0


def timeline(desk: Desk, lead_id: int, limit: int | None = None) -> tuple[TimelineEntry, ...]:
    """The newest `limit` entries of a lead (all of them when None), the newest first."""
    touches = _touches(desk, lead_id, limit)
    told = {entry.day for entry in touches if entry.kind == IMPORT}  # what came with a note is told once, with it
    entries = [*_moves(desk, lead_id, told), *_answers(desk, lead_id), *_notes(desk, lead_id, limit), *touches]
    entries.sort(key=lambda entry: (entry.day, entry.at), reverse=True)
    return tuple(entries if limit is None else entries[:limit])


def _touches(desk: Desk, lead_id: int, limit: int | None) -> list[TimelineEntry]:
    asked = "SELECT at, day, author, inbound, via, note, gave, imported FROM touch WHERE lead_id = ?"
    return [_touch(*row) for row in _newest(desk, asked, lead_id, limit)]


def _newest(desk: Desk, asked: str, lead_id: int, limit: int | None) -> list[Any]:
    if limit is None:
        return desk.rows(f"{asked} ORDER BY day DESC, id DESC", (lead_id,))
    return desk.rows(f"{asked} ORDER BY day DESC, id DESC LIMIT ?", (lead_id, max(limit, 0)))


def _touch(at: str, on: Any, author: str, inbound: Any, via: str, note: str, gave: str, imported: Any) -> TimelineEntry:
    way = _WAYS.get(via, via)
    kind = REPLY if inbound else TOUCH
    said = way or "touch"
    if inbound:
        said = f"reply by {way}" if way else "reply"
    if imported and not inbound and not way:
        kind, said = IMPORT, f"brought in {_FROM_A_FILE}"  # a note of the file: nobody knows of a touch
    elif imported:
        said = f"{said} ({_FROM_A_FILE})"
    text = f"{said}: {note}" if note else said
    if gave:
        text = f"{text} (gave: {gave})"
    return TimelineEntry(at, day(on), kind, text, author, via, note, gave)


def _notes(desk: Desk, lead_id: int, limit: int | None) -> list[TimelineEntry]:
    rows = _newest(desk, "SELECT at, day, author, text, imported, id FROM note WHERE lead_id = ?", lead_id, limit)
    return [
        TimelineEntry(
            at, day(on), NOTE, f"{_FROM_A_FILE}: {text}" if imported else text, author, note=text, row_id=note_id
        )
        for at, on, author, text, imported, note_id in rows
    ]


def _moves(desk: Desk, lead_id: int, told: set[date]) -> list[TimelineEntry]:
    """The stays, oldest first, and the days on which a file brought them, except those `told` already."""
    rows = desk.rows(
        "SELECT visit.entered_on, visit.left_on, visit.outcome, visit.evidence, visit.anyway_reason, stage.name, next.name,"
        " visit.imported_on FROM stage_visit AS visit JOIN stage ON stage.id = visit.stage_id"
        " LEFT JOIN stage AS next ON next.id = visit.left_to_id WHERE visit.lead_id = ? ORDER BY visit.id",
        (lead_id,),
    )
    entries, left_to = [], None
    for entered_on, left_on, outcome, evidence, anyway, stage, target, imported_on in rows:
        if imported_on is not None and day(imported_on) not in told:
            entries.append(TimelineEntry("", day(imported_on), IMPORT, f"brought in {_FROM_A_FILE}", ""))
            told = told | {day(imported_on)}
        if entered_on is not None and stage != left_to:
            began = "came in" if left_to is None else "taken up again"
            entries.append(TimelineEntry("", day(entered_on), MOVE, f"{began}, {stage}", ""))
        if left_on is not None:
            entries.append(TimelineEntry("", day(left_on), MOVE, _moved(outcome, target, evidence or anyway), ""))
        left_to = target or stage
    entries.reverse()  # of one day, the later one is first: sorting keeps it so
    return entries


def _moved(outcome: str, target: str | None, why: str) -> str:
    said = {"won": "won", "not_yet": "not yet", "paused": "paused"}.get(outcome, f"moved to {target}")
    if outcome == "back":
        said = f"moved back to {target}"
    return f"{said}: {why}" if why else said


def _answers(desk: Desk, lead_id: int) -> list[TimelineEntry]:
    rows = desk.rows("SELECT noted_on, lens, text, author FROM answer WHERE lead_id = ? ORDER BY id DESC", (lead_id,))
    return [
        TimelineEntry("", day(on), ANSWER, f"{lens}: {text}" if text else lens, author)
        for on, lens, text, author in rows
    ]
