"""What has happened with a lead: touches and replies, its way through the stages, what was learnt."""

from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day

_WAYS = {"email": "e-mail", "other": ""}
"""How a way of being in touch is written, where it is not its own name."""
REPLY, TOUCH, MOVE, ANSWER = "reply", "touch", "move", "answer"


class TimelineEntry(NamedTuple):
    """One thing that happened. `at` is the UTC instant when it is known, else empty; `day` the day at the desk.

    `kind` is touch, reply, move or answer. `text` says it in a few words; `via`, `note` and `gave` are a touch's own.
    """

    at: str
    day: date
    kind: str
    text: str
    author: str
    via: str = ""
    note: str = ""
    gave: str = ""


def timeline(desk: Desk, lead_id: int, limit: int | None = None) -> tuple[TimelineEntry, ...]:
    """The newest `limit` entries of a lead (all of them when None), the newest first."""
    entries = [*_moves(desk, lead_id), *_answers(desk, lead_id), *_touches(desk, lead_id, limit)]
    entries.sort(key=lambda entry: (entry.day, entry.at), reverse=True)
    return tuple(entries if limit is None else entries[:limit])


def _touches(desk: Desk, lead_id: int, limit: int | None) -> list[TimelineEntry]:
    rows = desk.rows(
        "SELECT at, day, author, inbound, via, note, gave FROM touch WHERE lead_id = ? ORDER BY day DESC, id DESC"
        + (" LIMIT ?" if limit is not None else ""),
        (lead_id,) if limit is None else (lead_id, max(limit, 0)),
    )
    return [_touch(*row) for row in rows]


def _touch(at: str, on: Any, author: str, inbound: Any, via: str, note: str, gave: str) -> TimelineEntry:
    way = _WAYS.get(via, via)
    said = way or "touch"
    if inbound:
        said = f"reply by {way}" if way else "reply"
    text = f"{said}: {note}" if note else said
    if gave:
        text = f"{text} (gave: {gave})"
    return TimelineEntry(at, day(on), REPLY if inbound else TOUCH, text, author, via, note, gave)


def _moves(desk: Desk, lead_id: int) -> list[TimelineEntry]:
    rows = desk.rows(
        "SELECT visit.entered_on, visit.left_on, visit.outcome, visit.evidence, visit.anyway_reason, stage.name, next.name"
        " FROM stage_visit AS visit JOIN stage ON stage.id = visit.stage_id LEFT JOIN stage AS next ON next.id = visit.left_to_id"
        " WHERE visit.lead_id = ? ORDER BY visit.id",
        (lead_id,),
    )
    entries, left_to = [], None
    for entered_on, left_on, outcome, evidence, anyway, stage, target in rows:
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
