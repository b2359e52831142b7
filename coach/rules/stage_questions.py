"""Which question a stage asks through a lens: the owner's own, else the playbook's."""

from collections.abc import Collection, Mapping

from coach import playbook
from coach.playbook import Question


def asked_in(stage_key: str, own: Mapping[str, str], clear: Collection[str] = ()) -> tuple[Question, ...]:
    """One question for each lens that is not in `clear`, in the order that fits the stage. `own` are the owner's, by lens."""
    return tuple(each._replace(text=own.get(each.lens, each.text)) for each in playbook.questions_for(stage_key, clear))
