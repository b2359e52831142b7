"""The pages of the assignment, the same for both doors: their order, their fields, and where one stopped."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coach import playbook
from coach.errors import Misused
from coach.playbook.first_run import PAGES as OWN_PAGES
from coach.playbook.first_run import page as page_text
from coach.playbook.first_run import question
from coach.playbook.pipeline_text import StageText
from coach.rules.cadence import Beat, Rhythm
from coach.rules.returns import Follow
from coach.rules.stage_questions import asked_in
from coach.rules.text import fold, quoted, visible_line
from coach.rules.written_pipeline import StageKept

OPENING, STUCK, FOLLOW_UP, OWNER, REVIEWED = "opening", "stuck", "follow_up", "owner", "reviewed"
STAGES, ENDS, COMMIT, FIRST_LEADS, FINISH = "stages", "ends", "commit", "first_leads", "finish"
PAGES = (OPENING, STUCK, FOLLOW_UP, OWNER, REVIEWED, STAGES, ENDS, COMMIT, FIRST_LEADS, FINISH)
"""The pages in their order; `STAGES` stands for the pages of the open stages, one each: see `page_keys`."""
DONE = "done"
"""Where an assignment stands that has come to its end."""
OPEN = "open"
ASK = "ask."
"""Before the key of a lens: the field of a stage that holds its question."""

_STAGE = "stage:"
_ONCE_CALLED = {"first_lead": FIRST_LEADS}
"""Pages by the names they were once kept under."""

Values = Mapping[str, str]
"""What is in the fields of a page."""


class Stop(NamedTuple):
    """Where the assignment was left, and what is typed on its pages so far, by page; `page` is empty before its beginning."""

    page: str
    typed: Mapping[str, Values]


def read_stop(step: str) -> Stop:
    """What `written_stop` wrote, or a step that is the name of a page and nothing else."""
    if not step.startswith("{"):
        return Stop(step, {})
    kept = json.loads(step)
    return Stop(kept["page"], kept["typed"])


def written_stop(page: str, typed: Mapping[str, Values]) -> str:
    """A stop as it is kept."""
    return json.dumps({"page": page, "typed": {each: dict(values) for each, values in typed.items()}}, sort_keys=True)


def first_stages() -> tuple[StageKept, ...]:
    """The stages a pipeline begins with, as if they were on file; none of them has a number yet."""
    return tuple(map(_kept, playbook.stages()))


def stage_page(stage: StageKept) -> str:
    """The page of an open stage. It stays the same when the stage is renamed, or laid down."""
    return f"{_STAGE}{stage.key or stage.id}"


def is_stage_page(page: str) -> bool:
    """Whether it is the page of one open stage."""
    return page.startswith(_STAGE)


def stage_of(page: str, stages: Sequence[StageKept]) -> StageKept | None:
    """The stage a page is of; None when it is of none of these."""
    return next((each for each in stages if each.kind == OPEN and stage_page(each) == page), None)


def stage_meant(words: str, stages: Sequence[StageKept]) -> StageKept:
    """The stage of this name, else of this key (`proposal`), else the one whose name has it as a part. Raises Misused."""
    wanted = fold(words)
    exact = [each for each in stages if wanted and wanted in (fold(each.name), each.key)]
    found = [each for each in exact if fold(each.name) == wanted] or exact
    found = found or [each for each in stages if wanted and wanted in fold(each.name)]
    if len(found) != 1:
        many = (
            f"{quoted(words)} fits more than one stage."
            if found
            else f"There is no stage {quoted(words)} to choose here."
        )
        raise Misused(many, f"There are: {', '.join(visible_line(each.name) for each in found or stages)}.")
    return found[0]


def page_keys(stages: Sequence[StageKept]) -> tuple[str, ...]:
    """All pages, in their order."""
    place = PAGES.index(STAGES)
    opens = (stage_page(each) for each in stages if each.kind == OPEN)
    return (*PAGES[:place], *opens, *PAGES[place + 1 :])


def page_to_show(page: str, pages: Sequence[str]) -> str:
    """The page itself, or where to go on when it is there no more: its stage was retired, or it was called otherwise."""
    page = _ONCE_CALLED.get(page, page)
    if page in pages:
        return page
    if page == STAGES or is_stage_page(page):
        return pages[PAGES.index(STAGES)]
    return OPENING


def page_after(page: str, pages: Sequence[str]) -> str:
    """The page that follows; `DONE` after the last."""
    place = pages.index(page) + 1
    return pages[place] if place < len(pages) else DONE


def field_keys(page: str, stages: Sequence[StageKept]) -> tuple[str, ...]:
    """The keys of the fields of a page. Raises KeyError for a page there is not."""
    if is_stage_page(page):
        stage = stage_of(page, stages)
        if stage is None:
            raise KeyError(page)
        return tuple(stage_fields(stage))
    if page == ENDS:
        return tuple(end_fields(stages))
    if page in (OPENING, REVIEWED):
        return ("ticks",) if page == REVIEWED else ()
    parts = page_text(page).parts if page in OWN_PAGES else question(page).parts
    return tuple(part.key for part in parts)


def stage_fields(stage: StageKept) -> dict[str, str]:
    """What is in the fields of a stage. An end has neither stay nor rhythm nor questions."""
    fields = {
        "name": stage.name, "meaning": stage.meaning, "entry": stage.entry, "exit_evidence": stage.exit_evidence,
    }  # fmt: skip
    if stage.kind == OPEN:
        fields["normal_stay"] = str(stage.normal_stay or "")
        fields["gaps"] = ", ".join(str(beat.gap) for beat in stage.rhythm.beats)
        fields |= {f"{ASK}{each.lens}": each.text for each in asked_in(stage.key, dict(stage.questions))}
    return fields


def end_fields(stages: Sequence[StageKept]) -> dict[str, str]:
    """What is in the fields of both ends, each field after the key of its stage: `won.name`."""
    ends = (stage for stage in stages if stage.kind != OPEN)
    return {f"{stage.kind}.{field}": text for stage in ends for field, text in stage_fields(stage).items()}


def are_as_they_came(stages: Sequence[StageKept]) -> bool:
    """Whether the stages read as those of the playbook."""
    return [stage_fields(each) for each in stages] == [stage_fields(each) for each in first_stages()]


def _kept(stage: StageText) -> StageKept:
    rhythm = Rhythm(tuple(Beat(*beat) for beat in stage.beats), stage.anchors, stage.decide_after, stage.decide_text)
    return StageKept(
        id=0,
        key=stage.key,
        name=stage.name,
        kind=stage.kind,
        meaning=stage.meaning,
        entry=stage.entry,
        exit_evidence=stage.exit_evidence,
        normal_stay=stage.normal_stay,
        rhythm=rhythm,
        follows=tuple(Follow(*follow) for follow in stage.follows),
        questions=(),
    )
