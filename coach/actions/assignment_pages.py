"""Where the assignment was left: its page, and what is typed on its pages so far. A stand-in for the owner of the pipeline."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from coach.actions.done import Done, done
from coach.actions.owners import one_person
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.actions.settings import keep_aside
from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.models import AssignmentAnswer
from coach.records.settings import SETUP_STEP
from coach.rules.text import fold

DONE = "done"
"""The page of an assignment that has come to its end."""
STAND_IN = "stand_in"
"""The question the stand-in is the answer to, beside those of the playbook."""

Typed = Mapping[str, Mapping[str, str]]
"""What is typed: by page, and on it by field."""


class Stop(NamedTuple):
    """Where the assignment was left; `page` is empty before its beginning."""

    page: str
    typed: Typed


def keep_page(desk: Desk, page: str, typed: Typed) -> None:
    """Remember the page, and what is typed but not answered yet. Not a change of the pipeline: it stands in no journal."""
    keep_aside(desk, SETUP_STEP, json.dumps({"page": page, "typed": typed}, sort_keys=True))


def read_stop(step: str) -> Stop:
    """What `keep_page` kept, or a step that is the name of a page and nothing else."""
    if not step.startswith("{"):
        return Stop(step, {})
    kept = json.loads(step)
    return Stop(kept["page"], kept["typed"])


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
