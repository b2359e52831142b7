"""Where the assignment was left: its page, and what is typed on its pages so far. A stand-in for the owner of the pipeline."""

from collections.abc import Mapping

from coach.actions.done import Done, done
from coach.actions.owners import one_person
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.actions.settings import keep_aside
from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.models import AssignmentAnswer
from coach.records.pipeline_on_file import pipeline_on_file
from coach.records.settings import SETUP_STEP
from coach.rules.assignment_pages import (
    DONE,
    Stop,
    Values,
    first_stages,
    page_after,
    page_keys,
    read_stop,
    written_stop,
)
from coach.rules.text import fold

__all__ = ["DONE", "STAND_IN", "Stop", "keep_page", "leave_page", "name_stand_in", "read_stop"]

STAND_IN = "stand_in"
"""The question the stand-in is the answer to, beside those of the playbook."""


def keep_page(desk: Desk, page: str, typed: Mapping[str, Values]) -> None:
    """Remember the page, and what is typed but not answered yet. Not a change of the pipeline: it stands in no journal."""
    keep_aside(desk, SETUP_STEP, written_stop(page, typed))


def leave_page(desk: Desk, page: str) -> None:
    """Go on behind a page that is written down: nothing is typed on it any more. After the last one the assignment is done."""
    stop = read_stop(desk.setting(SETUP_STEP))
    following = page_after(page, page_keys(pipeline_on_file(desk).stages or first_stages()))
    typed = {each: values for each, values in stop.typed.items() if each != page}
    keep_page(desk, following, {} if following == DONE else typed)


def name_stand_in(desk: Desk, name: str) -> Done:
    """Who keeps the pipeline going while its owner is away; no name is no answer. Raises Refused for everyone, and the owner."""
    name = one_person(name)
    if not name:
        return Done("")
    newest = dict(
        desk.rows(
            "SELECT question, text FROM assignment_answer WHERE question IN (?, 'owner') ORDER BY id", (STAND_IN,)
        )
    )
    if fold(name) == fold(newest.get("owner", "")):
        raise Refused(f"{name} owns the pipeline, and cannot stand in as well.", "Name somebody else, or nobody yet.")
    with changing_the_pipeline(desk, "assignment") as journal:
        if newest.get(STAND_IN) != name:
            journal.insert(AssignmentAnswer, question=STAND_IN, text=name, answered_on=desk.today, author=desk.author)
        journal.say(f"named {name} as stand-in")
    return done(journal)
