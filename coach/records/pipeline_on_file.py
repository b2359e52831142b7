"""What the records hold of the pipeline: stages, answers, settings; and the versions that were kept of its writing."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day
from coach.records.settings import PIPELINE_OWNER, REVIEW_DAY, REVIEW_TIME
from coach.records.stages import read_rhythm
from coach.rules.written_pipeline import AnswerKept, PipelineKept, StageKept

_VERSION = "SELECT id, day, author, text FROM pipeline_version"
_LAST_CHANGE = """
    SELECT max(change.at) FROM change JOIN change_row ON change_row.change_id = change.id
    WHERE change.undone_at IS NULL AND (
        change_row.in_table IN ('stage', 'stage_question', 'assignment_answer')
        OR change_row.in_table = 'setting' AND change_row.row_id IN (SELECT id FROM setting WHERE key IN (?, ?, ?))
    )
"""


class VersionOnFile(NamedTuple):
    """The written pipeline as it read at the end of a day; `text` is Markdown, `author` who changed it."""

    id: int
    day: date
    author: str
    text: str


def pipeline_on_file(desk: Desk) -> PipelineKept:
    """The stages in use, every answer of the assignment, and the settings that stand on the page."""
    found = desk.rows(
        "SELECT id, key, name, kind, meaning, entry, exit_evidence, normal_stay, rhythm FROM stage"
        " WHERE retired_on IS NULL ORDER BY position, id"
    )
    asked: dict[int, list[tuple[str, str]]] = {}
    for stage_id, lens, text in desk.rows("SELECT stage_id, lens, text FROM stage_question ORDER BY stage_id, lens"):
        asked.setdefault(stage_id, []).append((lens, text))
    stages = [
        StageKept(id_, key, name, kind, meaning, entry, evidence, stay, *read_rhythm(rhythm), tuple(asked.get(id_, ())))
        for id_, key, name, kind, meaning, entry, evidence, stay, rhythm in found
    ]
    said = desk.rows("SELECT question, text, answered_on FROM assignment_answer ORDER BY id")
    is_set = desk.rows("SELECT 1 FROM setting WHERE key IN (?, ?) LIMIT 1", (REVIEW_DAY, REVIEW_TIME))
    return PipelineKept(
        stages=tuple(stages),
        answers=tuple(AnswerKept(question, text, day(answered_on)) for question, text, answered_on in said),
        new_leads_to=desk.setting(PIPELINE_OWNER),
        review_day=desk.setting(REVIEW_DAY),
        review_time=desk.setting(REVIEW_TIME),
        review_is_set=bool(is_set),
    )


def versions_on_file(desk: Desk, limit: int | None = None) -> list[VersionOnFile]:
    """The versions kept, newest first; all of them without a limit."""
    found = desk.rows(f"{_VERSION} ORDER BY id DESC" + ("" if limit is None else f" LIMIT {int(limit)}"))
    return [VersionOnFile(id_, day(on), author, text) for id_, on, author, text in found]


def last_changed_on(desk: Desk) -> date | None:
    """The day, in UTC, of the last change to what stands on the page, as the journal knows it; None when it knows none."""
    at = desk.rows(_LAST_CHANGE, (PIPELINE_OWNER, REVIEW_DAY, REVIEW_TIME))[0][0]
    return date.fromisoformat(at[:10]) if at else None
