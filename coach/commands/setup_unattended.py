"""Going through the assignment with answers that are all there: one change, or everything that is wrong and no change."""

from collections.abc import Mapping
from contextlib import suppress

from coach.actions.assignment_writing import WrongField
from coach.actions.bring_in import VERB as IMPORT
from coach.actions.done import Done
from coach.actions.pipeline import write_pipeline
from coach.commands.setup_file import Answers, Said, Wrong
from coach.errors import Misused
from coach.exchange.assignment_page import write_any_page
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.pipeline_on_file import pipeline_on_file
from coach.records.stage_names import stage_by_words
from coach.rules.assignment_pages import ENDS, FIRST_LEADS, OPEN, stage_page
from coach.views.assignment_pages import pages, proposed

Given = dict[str, dict[str, Said]]
"""What is to stand in the fields, by page."""


class _Unfit(Exception):
    """Something is wrong: raised to take everything back, never seen outside."""


def write_answers(desk: Desk, answers: Answers) -> tuple[Done, list[Wrong]]:
    """Write down page after page, what is not answered as Enter alone would have it. With anything wrong nothing is written."""
    wrong: list[Wrong] = []
    warnings: list[str] = []
    told = "went through the assignment"
    with suppress(_Unfit):
        # An import is known again by its name: a later file leaves alone what was changed here by anything else.
        with changing(desk, IMPORT if answers.has_file else "assignment") as journal:
            write_pipeline(desk)
            given = _by_page(desk, answers, wrong)
            for page in pages(desk):
                done = _write(desk, page, given.get(page, {}), wrong)
                if done.warning:
                    warnings.append(done.warning)
                if page == FIRST_LEADS and done.sentence:
                    told = f"{told}, {done.sentence}"
            if wrong:
                raise _Unfit
            journal.say(told)
        return Done(told, change_id=journal.change_id, warning=" ".join(warnings)), []
    return Done(""), wrong


def _write(desk: Desk, page: str, given: Mapping[str, Said], wrong: list[Wrong]) -> Done:
    values = proposed(desk, page) | {field: said.text for field, said in given.items()}
    try:
        return write_any_page(desk, page, values)
    except WrongField as error:
        said = given.get(error.field)
        wrong.append(Wrong(said.key if said else f"{page}.{error.field}", error))
    return Done("")


def _by_page(desk: Desk, answers: Answers, wrong: list[Wrong]) -> Given:
    """The answers by page, each stage found by the words that name it."""
    given: Given = {page: dict(fields) for page, fields in answers.pages.items()}
    stages = pipeline_on_file(desk).stages
    named: dict[int, str] = {}
    for words, fields in answers.stages.items():
        key = f"stages.{words}"
        try:
            stage = stage_by_words(desk, words, stages)
        except Misused as error:
            wrong.append(Wrong(key, error))
            continue
        if named.setdefault(stage.id, words) != words:
            wrong.append(Wrong(key, Misused(f"{stage.name} stands there twice.", "Keep one of the two.")))
        is_open = stage.kind == OPEN
        page, before = (stage_page(stage), "") if is_open else (ENDS, f"{stage.kind}.")
        given.setdefault(page, {}).update({f"{before}{field}": said for field, said in fields.items()})
    return given
