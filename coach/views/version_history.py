"""The history of the written pipeline as it is told: each version with what it changed, and what no version has yet."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk
from coach.rules.written_difference import Changed, compare
from coach.views.pipeline_versions import versions
from coach.views.written_pipeline import written_pipeline

NOW = 0
"""The id of the pipeline as it stands, where that is not kept yet."""


class VersionTold(NamedTuple):
    """A version. `day` is None for the pipeline as it stands now; `changes` are None for the first version of all."""

    id: int
    day: date | None
    author: str
    text: str
    changes: tuple[Changed, ...] | None


def version_history(desk: Desk) -> tuple[VersionTold, ...]:
    """Every version, newest first; before them the pipeline as it stands, where it differs from the newest."""
    kept = versions(desk)
    told = []
    for place, each in enumerate(kept):
        older = kept[place + 1] if place + 1 < len(kept) else None
        changes = None if older is None else compare(older.text, each.text)
        told.append(VersionTold(each.id, each.day, each.author, each.text, changes))
    now = written_pipeline(desk).text
    if kept and now != kept[0].text:
        told.insert(0, VersionTold(NOW, None, "", now, compare(kept[0].text, now)))
    return tuple(told)
