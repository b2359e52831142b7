"""What a stage asks through each lens: in the owner's own words where there are any, else as the playbook has it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from coach.records.desk import Desk

if TYPE_CHECKING:
    from coach.playbook import Question


def own_questions(desk: Desk, stage_id: int) -> dict[str, str]:
    """The questions of a stage that the owner wrote, by lens."""
    return dict(desk.rows("SELECT lens, text FROM stage_question WHERE stage_id = ? ORDER BY id", (stage_id,)))


def stage_questions(desk: Desk, stage_id: int, stage_key: str, clear: Collection[str] = ()) -> "tuple[Question, ...]":
    """One question for each lens that is not in `clear`, in the order that fits the stage.

    `stage_key` is empty for a stage of the owner's own.
    """
    from coach.rules.stage_questions import asked_in  # noqa: PLC0415  # the day's list must not pay for the playbook

    return asked_in(stage_key, own_questions(desk, stage_id), clear)
