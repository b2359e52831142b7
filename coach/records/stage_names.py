"""The names a stage has had: what was written about it keeps the name of its day."""

import json
from collections.abc import Sequence

from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.assignment_pages import stage_meant
from coach.rules.text import fold
from coach.rules.written_pipeline import StageKept

_RENAMED = "SELECT row_id, before FROM change_row WHERE in_table = 'stage' AND before IS NOT NULL ORDER BY id"


def stage_once_called(desk: Desk, name: str) -> int | None:
    """The stage that is called so, or was the last to be; None when none ever was. One that is retired counts."""
    wanted = fold(name)
    if not wanted:
        return None
    for stage_id, now in desk.rows("SELECT id, name FROM stage ORDER BY retired_on IS NOT NULL, id"):
        if fold(now) == wanted:
            return int(stage_id)
    found = None
    for stage_id, before in desk.rows(_RENAMED):
        if fold(str(json.loads(before).get("name", ""))) == wanted:
            found = int(stage_id)
    return found


def stage_by_words(desk: Desk, words: str, stages: Sequence[StageKept]) -> StageKept:
    """The one of these stages that is meant: see `stage_meant`; a name it went by once is as good. Raises Misused."""
    try:
        return stage_meant(words, stages)
    except Misused:
        once = stage_once_called(desk, words)
        for stage in stages:
            if once is not None and stage.id == once:
                return stage
        raise
