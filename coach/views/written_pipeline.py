"""The written pipeline as it stands, and the plan for its weekly review as a calendar needs it."""

import uuid
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.pipeline_on_file import last_changed_on, pipeline_on_file, versions_on_file
from coach.records.settings import REVIEW_DAY, REVIEW_TIME
from coach.rules.dates import parse_weekday
from coach.rules.written_page import WrittenPipeline
from coach.rules.written_pipeline import write_page

_PLAN_CHANGES = """
    SELECT count(*), count(undone_at), max(at), max(undone_at) FROM change WHERE id IN (
        SELECT change_id FROM change_row
        WHERE in_table = 'setting' AND row_id IN (SELECT id FROM setting WHERE key IN (?, ?))
        OR in_table = 'assignment_answer'
            AND row_id IN (SELECT id FROM assignment_answer WHERE question IN ('commit', 'reviewed'))
    )
"""
_BEGINNING = "SELECT at, author FROM change ORDER BY id LIMIT 1"


class ReviewPlan(NamedTuple):
    """The weekly review for a calendar. `weekday` counts from Monday, 0; `time` is local HH:MM.

    `since` is the day the plan was made, `stamp` the moment of its last change in UTC (`20261124T090000Z`) and `changes` how many
    there were: a calendar tells by them a newer plan from an older one. `uid` is the same for all plans of these records.
    """

    weekday: int
    time: str
    words: str
    agenda: tuple[str, ...]
    since: date
    stamp: str
    changes: int
    uid: str


def written_pipeline(desk: Desk) -> WrittenPipeline:
    """The page as it stands, as of the day it last changed; what was not answered is named on it."""
    kept = pipeline_on_file(desk)
    for newest in versions_on_file(desk, limit=1):
        page = write_page(kept, newest.day)
        if page.text == newest.text:
            return page
    answered = (answer.answered_on for answer in kept.answers)
    return write_page(kept, last_changed_on(desk) or max(answered, default=None))


def review_plan(desk: Desk) -> ReviewPlan | None:
    """The plan for the weekly review; None as long as neither a plan was written nor a day or time was set."""
    page = written_pipeline(desk)
    review = page.review
    if not (review.is_set or review.words):
        return None
    made, undone, last, last_undone = desk.rows(_PLAN_CHANGES, (REVIEW_DAY, REVIEW_TIME))[0]
    days = [day for day in (review.agreed_on, page.as_of) if day is not None]
    moment = max(filter(None, (last, last_undone)), default=f"{days[0] if days else desk.today}T00:00:00Z")
    since = date.fromisoformat(moment[:10]) if not (review.as_agreed and review.agreed_on) else review.agreed_on
    begun = [":".join(row) for row in desk.rows(_BEGINNING)] or [moment]
    return ReviewPlan(
        weekday=parse_weekday(review.weekday),
        time=review.time,
        words=review.words if review.as_agreed else "",
        agenda=review.agenda,
        since=since,
        stamp=moment.replace("-", "").replace(":", ""),
        changes=made + undone,
        uid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"coach weekly review {begun[0]}")),
    )
