"""Undo: the last change of whoever asks, of any kind, taken back as a whole."""

import peewee

from coach.actions.done import Done
from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.journal import last_change, take_back, writing


def undo(desk: Desk) -> Done:
    """Take back the newest change of this author that still stands; its sentence says what it was.

    Raises Refused when there is none, and when something newer, of somebody else, stands on it.
    """
    with writing(desk):
        change = last_change(desk)
        if change is None:
            raise Refused("There is nothing of yours to undo.", "The log-book shows who changed what (coach log-book).")
        try:
            take_back(desk, change)
        except peewee.IntegrityError as error:
            raise Refused(
                f"“{change.sentence}” cannot be undone: something added since then depends on it.",
                "Take that back first: the log-book shows who changed what (coach log-book).",
            ) from error
    return Done(change.sentence, change.lead_id, change.id)
