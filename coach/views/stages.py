"""The written pipeline as it stands."""

from typing import NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.stages import StageOnFile, stages_on_file
from coach.rules.text import fold, quoted, visible_line


class StageShown(NamedTuple):
    """One stage. `position` counts from 0; `normal_stay` in business days, None where leads do not stay.

    `gaps` are the business days between the touches of its rhythm; `leads` is how many open leads are in it.
    """

    id: int
    key: str
    name: str
    position: int
    kind: str
    normal_stay: int | None
    exit_evidence: str
    meaning: str = ""
    entry: str = ""
    gaps: tuple[int, ...] = ()
    leads: int = 0
    retired: bool = False


def stage_list(desk: Desk, *, retired: bool = False) -> list[StageShown]:
    """The stages in their order; those out of use only when asked for."""
    words = {id_: (meaning, entry) for id_, meaning, entry in desk.rows("SELECT id, meaning, entry FROM stage")}
    leads = dict(desk.rows("SELECT stage_id, count(*) FROM lead WHERE status = 'open' GROUP BY stage_id"))
    return [
        _shown(stage, *words[stage.id], leads=int(leads.get(stage.id, 0)))
        for stage in stages_on_file(desk, retired=retired)
    ]


def find_stage(desk: Desk, text: str) -> StageShown:
    """The stage whose name contains `text`; a whole name comes first. Raises Misused when none does, or more than one."""
    wanted, stages = fold(text), stage_list(desk)
    exact = [stage for stage in stages if fold(stage.name) == wanted]
    found = exact or [stage for stage in stages if wanted and wanted in fold(stage.name)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(visible_line(stage.name) for stage in found or stages)
    if found:
        raise Misused(f"{quoted(text)} fits more than one stage: {names}.", "Write more of its name.")
    if not stages:
        raise Misused("There are no stages yet.", "Run coach to write down your pipeline.")
    raise Misused(f"There is no stage called {quoted(text)}.", f"The stages are {names}.")


def _shown(stage: StageOnFile, meaning: str, entry: str, *, leads: int) -> StageShown:
    gaps = tuple(beat.gap for beat in stage.rhythm.beats)
    return StageShown(
        stage.id, stage.key, stage.name, stage.position, stage.kind, stage.normal_stay, stage.exit_evidence,
        meaning, entry, gaps, leads, stage.retired,
    )  # fmt: skip
