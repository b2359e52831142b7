"""The written rhythm of a stage, between its stored form (JSON) and the values the rules work with."""

import json
from functools import cache
from typing import Any, NamedTuple

from coach.records.desk import Desk
from coach.rules.cadence import Beat, Rhythm
from coach.rules.returns import Follow

OPEN, WON, NOT_YET = "open", "won", "not_yet"

_WRITTEN = 4
"""How many values of a rhythm are written with its stage; what one person agreed to is kept with the person."""


class StageOnFile(NamedTuple):
    """A stage as kept. `position` counts from 0; `normal_stay` in business days, None for the two that close a lead."""

    id: int
    key: str
    name: str
    kind: str
    position: int
    normal_stay: int | None
    exit_evidence: str
    rhythm: Rhythm
    follows: tuple[Follow, ...]
    retired: bool


def stored_rhythm(rhythm: Rhythm, follows: tuple[Follow, ...] = ()) -> str:
    """The written rhythm as JSON."""
    return json.dumps({"rhythm": rhythm[:_WRITTEN], "follows": follows}, ensure_ascii=False, separators=(",", ":"))


@cache
def read_rhythm(stored: str) -> tuple[Rhythm, tuple[Follow, ...]]:
    """The rhythm and the follows of a closed stage, from `stored_rhythm`'s JSON."""
    kept: dict[str, Any] = json.loads(stored)
    beats, anchors, decide_after, decide_text = kept["rhythm"]
    rhythm = Rhythm(tuple(Beat(*beat) for beat in beats), tuple(anchors), decide_after, decide_text)
    return rhythm, tuple(Follow(*follow) for follow in kept["follows"])


def stages_on_file(desk: Desk, *, retired: bool = False) -> list[StageOnFile]:
    """The stages in their order; those retired only when asked for."""
    found = desk.rows(
        "SELECT id, key, name, kind, position, normal_stay, exit_evidence, rhythm, retired_on FROM stage"
        + ("" if retired else " WHERE retired_on IS NULL")
        + " ORDER BY position, id"
    )
    return [
        StageOnFile(id_, key, name, kind, position, stay, evidence, *read_rhythm(written), out is not None)
        for id_, key, name, kind, position, stay, evidence, written, out in found
    ]
