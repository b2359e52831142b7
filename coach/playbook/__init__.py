"""What coach teaches, as typed values read from `content`: stages, lenses, messages, the assignment, the review, lessons.

Each file is read when it is first asked for, and only once. It knows no lead and no database.
"""

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
    "ReviewQuestion",
    "StageText",
    "Tick",
    "assignment",
    "decisions",
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
    "reframes",
    "review_agenda",
    "review_questions",
    "stages",
    "written_plan",
]
