"""The coaching assignment: the owner's answers, dated and kept, and what follows from them."""

from coach import playbook
from coach.actions.done import Done, done
from coach.actions.leads import owner_id
from coach.actions.owners import one_person
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.actions.settings import keep_aside, store
from coach.errors import Misused
from coach.playbook import AssignmentQuestion
from coach.records.desk import Desk, day
from coach.records.models import AssignmentAnswer
from coach.records.settings import PIPELINE_OWNER, REVIEW_DAY, REVIEW_TIME, SETUP_STEP
from coach.rules.dates import WEEKDAYS, parse_time, parse_weekday
from coach.rules.text import clean_text, quoted

OWNER = "owner"


def answer_question(desk: Desk, question: str, text: str) -> Done:
    """Keep an answer with today's date; earlier ones stay. An empty answer is not kept: a question may be skipped.

    The same answer once more is none, unless it was time to ask again: then it holds from today.
    The answer to who owns the pipeline also becomes the owner of new leads. Raises Misused for an unknown question, Refused
    for an owner who is not one person.
    """
    asked = next((each for each in playbook.assignment().questions if each.key == question), None)
    if asked is None:
        raise Misused(f"The assignment has no question {quoted(question)}.", "Its questions are in coach setup --show.")
    text = one_person(text) if question == OWNER else clean_text(text, "answer").strip()
    if not text:
        return Done("")
    with changing_the_pipeline(desk, "assignment") as journal:
        if question == OWNER:
            owner_id(journal, text)
            store(journal, PIPELINE_OWNER, text)
        if _is_news(desk, asked, text):
            journal.insert(AssignmentAnswer, question=question, text=text, answered_on=desk.today, author=desk.author)
        journal.say(f"answered the assignment: {question}")
    return done(journal)


def book_review(desk: Desk, weekday: str, time: str, words: str) -> Done:
    """Commit to a weekly review: its weekday and time become settings, the plan in `words` an answer. Raises Misused."""
    named, at = WEEKDAYS[parse_weekday(weekday)], parse_time(time)
    with changing_the_pipeline(desk, "assignment") as journal:
        store(journal, REVIEW_DAY, named.casefold())
        store(journal, REVIEW_TIME, at)
        answer_question(desk, "commit", words)
        journal.say(f"booked the weekly review: {named} at {at}")
    return done(journal)


def set_step(desk: Desk, step: str) -> None:
    """Remember how far the assignment has come, so that it goes on there. No change of the pipeline: it stands in no journal."""
    keep_aside(desk, SETUP_STEP, step)


def _is_news(desk: Desk, asked: AssignmentQuestion, text: str) -> bool:
    """Whether the answer differs from the newest one, or that is as old as answers to this question may become."""
    newest = desk.rows(
        "SELECT text, answered_on FROM assignment_answer WHERE question = ? ORDER BY id DESC LIMIT 1", (asked.key,)
    )
    if not newest or newest[0][0] != text:
        return True
    return 0 < asked.ask_again_after <= (desk.today - day(newest[0][1])).days
