"""What an action gives back."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coach.records.journal import Journal  # which loads Peewee; whoever only reads what was done does without


class Done(NamedTuple):
    """The sentence of the change, as undo and the log-book repeat it; `warning` is what the owner should know about it.

    `change_id` is None when there was nothing to change, and while the change is part of a larger one.
    """

    sentence: str
    lead_id: int | None = None
    change_id: int | None = None
    warning: str = ""


def done(journal: "Journal", warning: str = "") -> Done:
    """What this change did."""
    return Done(journal.sentence, journal.lead_id, journal.change_id, warning)
