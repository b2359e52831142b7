"""Which lesson belongs where: to a place, to a form, to a stage. Each is a page of the playbook, named by its key."""

from collections.abc import Mapping

from screens import keys

OF_PLACES: Mapping[str, tuple[str, ...]] = {
    keys.TODAY: ("rhythm", "silence", "promises", "nothing-due"),
    keys.LEADS: ("not-yet", "do-not-contact"),
    keys.PAGE: ("conversations", "promises", "silence", "close-the-loop"),
    keys.TALK: ("conversations", "decision-support"),
    keys.BOARD: ("pipeline", "stuck-leads", "decision-support"),
    keys.REVIEW: ("weekly-review", "stuck-leads", "not-yet"),
    keys.PIPELINE: ("pipeline", "rhythm", "stuck-leads", "weekly-review"),
}
"""By the place in the table of keys."""
OF_FORMS: Mapping[str, tuple[str, ...]] = {
    "AnswerLens": ("conversations",),
    "DraftMessage": ("silence", "close-the-loop"),
    "EditStage": ("pipeline", "rhythm"),
    "LogTouch": ("rhythm", "close-the-loop"),
    "Move": ("pipeline", "decision-support"),
    "NewStage": ("pipeline", "rhythm"),
    "NoContact": ("do-not-contact",),
    "NoteReply": ("promises",),
    "NotYet": ("not-yet",),
    "Permission": ("rhythm", "do-not-contact"),
    "Reopen": ("not-yet",),
    "RetireStage": ("pipeline",),
    "SetNext": ("promises", "rhythm"),
    "Snooze": ("silence", "not-yet"),
    "TheirDay": ("decision-support",),
}
"""By the class of the form."""
_OF_STAGES: Mapping[str, str] = {
    "lead": "rhythm",
    "discovery": "conversations",
    "proposal": "silence",
    "decision": "decision-support",
    "won": "promises",
    "not_yet": "not-yet",
}
"""By the stage of the playbook; one of the owner's own has the lesson of the pipeline."""
STUCK = "stuck-leads"


def of_stage(stage_key: str) -> str:
    """The lesson that belongs to a stage."""
    return _OF_STAGES.get(stage_key, "pipeline")
