"""What coach teaches, as typed values read from `content`: stages, lenses, messages, the assignment, the review, lessons.

Each file is read when it is first asked for, and only once. It knows no lead and no database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.playbook.first_run import (
        AssignmentPart,
        AssignmentQuestion,
        AssignmentText,
        PlanText,
        Tick,
        assignment,
        owner_is_shared,
        written_plan,
    )
    from coach.playbook.frameworks import TOUCH_KINDS, Message, message, message_for, messages
    from coach.playbook.lens_questions import (
        LENSES,
        Lens,
        LensField,
        Question,
        lenses,
        next_question,
        questions_for,
    )
    from coach.playbook.pipeline_text import BeatText, FollowText, StageText, stages
    from coach.playbook.recap_words import RecapWords, filled, recap_pieces
    from coach.playbook.tables import FOLDER, BadContent
    from coach.playbook.teaching import Lesson, lesson, lessons, reframes
    from coach.playbook.weekly_review import (
        DECISIONS,
        REASONS,
        AgendaStep,
        Decision,
        Reason,
        ReviewQuestion,
        decisions,
        reasons,
        review_agenda,
        review_questions,
    )

_HOMES = {
    "first_run": (
        "AssignmentPart",
        "AssignmentQuestion",
        "AssignmentText",
        "PlanText",
        "Tick",
        "assignment",
        "owner_is_shared",
        "written_plan",
    ),
    "frameworks": (
        "TOUCH_KINDS",
        "Message",
        "message",
        "message_for",
        "messages",
    ),
    "lens_questions": (
        "LENSES",
        "Lens",
        "LensField",
        "Question",
        "lenses",
        "next_question",
        "questions_for",
    ),
    "pipeline_text": (
        "BeatText",
        "FollowText",
        "StageText",
        "stages",
    ),
    "recap_words": (
        "RecapWords",
        "filled",
        "recap_pieces",
    ),
    "tables": (
        "FOLDER",
        "BadContent",
    ),
    "teaching": (
        "Lesson",
        "lesson",
        "lessons",
        "reframes",
    ),
    "weekly_review": (
        "DECISIONS",
        "REASONS",
        "AgendaStep",
        "Decision",
        "Reason",
        "ReviewQuestion",
        "decisions",
        "reasons",
        "review_agenda",
        "review_questions",
    ),
}
"""Where each name is defined. A module is imported when one of its names is first asked for: no command pays for the rest."""
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DECISIONS",
    "FOLDER",
    "LENSES",
    "REASONS",
    "TOUCH_KINDS",
    "AgendaStep",
    "AssignmentPart",
    "AssignmentQuestion",
    "AssignmentText",
    "BadContent",
    "BeatText",
    "Decision",
    "FollowText",
    "Lens",
    "LensField",
    "Lesson",
    "Message",
    "PlanText",
    "Question",
    "Reason",
    "RecapWords",
    "ReviewQuestion",
    "StageText",
    "Tick",
    "assignment",
    "decisions",
    "filled",
    "lenses",
    "lesson",
    "lessons",
    "message",
    "message_for",
    "messages",
    "next_question",
    "owner_is_shared",
    "questions_for",
    "reasons",
    "recap_pieces",
    "reframes",
    "review_agenda",
    "review_questions",
    "stages",
    "written_plan",
]


def __getattr__(name: str) -> Any:
    """A name of this package, from the module that defines it."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
