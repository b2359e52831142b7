"""The weekly review: a frozen worklist, one decision a lead, one improvement, a few commitments."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.actions.moves import close_not_yet, move_lead, stop_contact, win_lead
from coach.actions.settings import store
from coach.actions.steps import set_next, snooze_lead
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Commitment, Lead, Review, ReviewItem
from coach.records.settings import REVIEW_NEXT
from coach.records.stages import OPEN, stages_on_file
from coach.rules.dates import show_day
from coach.rules.text import clean_line, clean_text, quoted

KEEP, ADVANCE, STEP_BACK, LATER = "keep", "advance", "step_back", "later"
NOT_YET, WON, DO_NOT_CONTACT, CHANGED = "not_yet", "won", "do_not_contact", "changed"
DROPPED = "dropped"
MOST_COMMITMENTS = 3
KEEPS_BEFORE_QUESTION = 2
"""Keeps in a row in one stage that pass without the question what would have to be true."""


class WorkItem(NamedTuple):
    """One lead of the worklist and how it stood when the review began. `age` is in business days in its stage."""

    lead_id: int
    why: str
    stage: str
    age: int
    step: str


class Details(NamedTuple):
    """What a decision needs beside itself; each decision takes what it uses."""

    evidence: str = ""
    anyway: str = ""
    day: date | None = None
    reason: str = ""
    words: str = ""
    value: str = ""
    next_step: str = ""
    note: str = ""


def open_review(desk: Desk, due_on: date, worklist: Sequence[WorkItem]) -> Done:
    """Begin a review with this worklist, worst first. Raises Refused when one is open, or there is nothing to review."""
    with changing(desk, "review") as journal:
        _refuse_second_review(desk)
        if not worklist:
            raise Refused(
                "There is no open lead to review.", "Add a lead first, or come back on the day of the review."
            )
        review_id = journal.insert(Review, due_on=due_on, started_at=desk.moment, started_by=desk.author)
        fields = ("review", "lead", "position", "why", "stage_then", "age_then", "step_then")
        rows = [
            (review_id, item.lead_id, place, item.why, item.stage, item.age, item.step)
            for place, item in enumerate(worklist)
        ]
        journal.insert_many(ReviewItem, fields, rows)
        journal.say(f"began a review of {_leads(len(rows))}")
    return done(journal)


def decide(desk: Desk, item_id: int, decision: str, details: Details | None = None) -> Done:
    """Make the one decision for a lead of the open review, and carry it out, as one change.

    Raises Refused when the decision asks for something that is not there (a dated step, evidence, a reason), and when it was
    decided already; nothing is written then.
    """
    details = details or Details()
    with changing(desk, "review") as journal:
        item = _item(item_id)
        lead = take_lead(desk, item.lead_id).lead
        said = _carry_out(desk, lead, decision, details)
        keeps = lead.keeps + 1 if decision == KEEP else 0
        journal.update(Lead, lead.id, reviewed_on=desk.today, keeps=keeps)
        note = clean_text(details.note, "note").strip()
        journal.update(ReviewItem, item_id, decision=decision, decided_at=desk.moment, note=note)
        journal.say(f"{said}, in the review", lead.id)
    return done(journal)


def keep_healthy(desk: Desk, item_ids: Sequence[int]) -> Done:
    """Confirm several leads as fine in one change. The caller offers only those with a step ahead and a normal stay."""
    with changing(desk, "review") as journal:
        for item_id in item_ids:
            decide(desk, item_id, KEEP)
        journal.say(f"kept {_leads(len(item_ids))} as they are, in the review")
    return done(journal)


def skip_item(desk: Desk, item_id: int) -> Done:
    """Not now: the lead comes back at the end of this review. Skipping is no decision."""
    with changing(desk, "review") as journal:
        item = _item(item_id)
        last = desk.rows("SELECT max(position) FROM review_item WHERE review_id = ?", (item.review_id,))[0][0]
        journal.update(ReviewItem, item_id, position=last + 1)
        name = take_lead(desk, item.lead_id).lead.name
        journal.say(f"put {name} at the end of the review", item.lead_id)
    return done(journal)


def resolve_changed(desk: Desk, item_ids: Sequence[int]) -> Done:
    """Leads that were closed meanwhile leave the worklist by themselves; one that is open stays on it.

    Not a change of the owner's: undo passes it by.
    """
    with changing(desk, "review", upkeep=True) as journal:
        gone = [item for item in map(_item, item_ids) if take_lead(desk, item.lead_id).lead.status != OPEN]
        for item in gone:
            _mark_changed(journal, item.id)
        journal.say(f"took {_leads(len(gone))} off the review: changed meanwhile")
    return done(journal)


def commit_to(desk: Desk, review_id: int, text: str, due: date, *, lead_id: int | None = None) -> Done:
    """One thing the owner will do before the next review: a verb, a lead or the system, a day. Three at most: raises Refused."""
    text = clean_line(text, "commitment")
    if not text:
        raise Misused("The commitment has no words.", "Begin with a verb: send, call, write, fix.")
    if due < desk.today:
        raise Misused(f"{show_day(due, desk.today)} has passed.", "Give the day you will have done it.")
    with changing(desk, "review") as journal:
        _open_review(review_id)
        if lead_id is not None:
            take_lead(desk, lead_id)
        standing = (Commitment.review == review_id) & (Commitment.result != DROPPED)
        if Commitment.select().where(standing).count() >= MOST_COMMITMENTS:
            raise Refused(
                "Three commitments are enough: what is promised beyond three is rarely done.",
                "Drop one of the others first.",
            )
        journal.insert(Commitment, review=review_id, text=text, due_on=due, lead=lead_id)
        journal.say(f"committed to: {text}", lead_id)
    return done(journal)


def settle_commitment(desk: Desk, commitment_id: int, result: str, why: str = "") -> Done:
    """What became of a commitment: kept, moved or dropped, with one line why. No score is kept."""
    if result not in ("kept", "moved", DROPPED):
        raise Misused(f"{quoted(result)} does not say what became of it.", "Use kept, moved or dropped.")
    with changing(desk, "review") as journal:
        found: Any = Commitment.get_or_none(Commitment.id == commitment_id)
        if found is None:
            raise Misused(f"There is no commitment {commitment_id}.", "The review lists them.")
        journal.update(Commitment, commitment_id, result=result, why=clean_line(why, "why"))
        journal.say(f"{result}: {found.text}")
    return done(journal)


def finish_review(
    desk: Desk,
    review_id: int,
    *,
    next_on: date,
    improvement: str = "",
    counts: Mapping[str, Any] | None = None,
    partial: bool = False,
) -> Done:
    """End the review and name the day of the next. Raises Refused when leads are undecided and it is not to be `partial`.

    Leads that were closed meanwhile need no decision.
    """
    if next_on <= desk.today:
        raise Misused("The next review is not ahead.", "Give a later day.")
    with changing(desk, "review") as journal:
        _open_review(review_id)
        left = _undecided(journal, review_id)
        if left and not partial:
            have = "has" if left == 1 else "have"
            raise Refused(f"{_leads(left)} in this review {have} no decision yet.", "Go on, or finish it as partial.")
        journal.update(
            Review,
            review_id,
            state="partial" if left else "done",
            finished_at=desk.moment,
            improvement=clean_line(improvement, "improvement"),
            counts=json.dumps(dict(counts or {}), ensure_ascii=False),
        )
        store(journal, REVIEW_NEXT, next_on.isoformat())
        journal.say("finished the review" if not left else f"finished the review with {_leads(left)} left over")
    return done(journal)


def _carry_out(desk: Desk, lead: Any, decision: str, details: Details) -> str:
    """Do what the decision says, through the verb that always does it; the sentence of it."""
    match decision:
        case "keep":
            return _keep(desk, lead, details)
        case "advance" | "step_back":
            target = _neighbour(desk, lead, 1 if decision == ADVANCE else -1)
            if decision == STEP_BACK and not details.note.strip():
                raise Refused(f"Why does {lead.name} step back?", "Write one line: it is kept with the decision.")
            move_lead(desk, lead.id, target, evidence=details.evidence, anyway=details.anyway)
            said = f"moved {lead.name} {'on' if decision == ADVANCE else 'back'}"
        case "later":
            if details.day is None:
                raise Refused("Later needs its day.", "Name the day to take it up again.")
            return snooze_lead(desk, lead.id, details.day, still_real=True).sentence
        case "not_yet":
            return close_not_yet(
                desk, lead.id, reason=details.reason, words=details.words, return_on=details.day
            ).sentence
        case "won":
            return win_lead(desk, lead.id, value=details.value).sentence
        case "do_not_contact":
            return stop_contact(desk, lead.id, reason=details.reason).sentence
        case _:
            raise Misused(
                f"{quoted(decision)} is not a decision.",
                "Use keep, advance, step_back, later, not_yet, won or do_not_contact.",
            )
    _agree_next(desk, lead.id, details)
    return said


def _keep(desk: Desk, lead: Any, details: Details) -> str:
    if lead.keeps >= KEEPS_BEFORE_QUESTION and not details.note.strip():
        raise Refused(
            f"{lead.name} was kept as it is {lead.keeps} times in this stage. What would have to be true for it to move?",
            "Write one line, or decide otherwise.",
        )
    _agree_next(desk, lead.id, details)
    return f"kept {lead.name} as it is"


def _agree_next(desk: Desk, lead_id: int, details: Details) -> None:
    """The next step agreed with the decision, if one was; else the one there is stays."""
    if not details.next_step:
        return
    if details.day is None:
        raise Misused("The next step has no day.", "Name the day it is for.")
    set_next(desk, lead_id, details.next_step, details.day)


def _neighbour(desk: Desk, lead: Any, by: int) -> int:
    opens = [stage for stage in stages_on_file(desk) if stage.kind == OPEN]
    place = next((i for i, stage in enumerate(opens) if stage.id == lead.stage_id), 0) + by
    if place < 0:
        raise Refused(f"{lead.name} is in the first stage.", "There is no stage before it.")
    if place >= len(opens):
        raise Refused(f"{lead.name} is in the last open stage.", "The next thing is a win or a Not yet.")
    return opens[place].id


def _refuse_second_review(desk: Desk) -> None:
    running: Any = Review.get_or_none(Review.state == "open")
    if running is not None:
        begun = datetime.fromisoformat(running.started_at).astimezone(desk.now.tzinfo).date()
        raise Refused(
            f"A review is open since {show_day(begun, desk.today)}, begun by {running.started_by}.",
            "Go on with that one.",
        )


def _open_review(review_id: int) -> None:
    review: Any = Review.get_or_none(Review.id == review_id)
    if review is None or review.state != "open":
        raise Refused("This review is not open.", "Begin one first (coach review).")


def _undecided(journal: Journal, review_id: int) -> int:
    """How many open leads have no decision; those that are closed by now are marked as changed."""
    found = journal.desk.rows(
        "SELECT review_item.id, lead.status FROM review_item JOIN lead ON lead.id = review_item.lead_id"
        " WHERE review_id = ? AND decision IS NULL ORDER BY review_item.position",
        (review_id,),
    )
    for item_id, status in found:
        if status != OPEN:
            _mark_changed(journal, item_id)
    return sum(status == OPEN for _, status in found)


def _mark_changed(journal: Journal, item_id: int) -> None:
    journal.update(
        ReviewItem, item_id, decision=CHANGED, decided_at=journal.desk.moment, note="changed outside the review"
    )


def _item(item_id: int) -> Any:
    """An item of the open review that waits for its decision."""
    item: Any = ReviewItem.get_or_none(ReviewItem.id == item_id)
    if item is None:
        raise Misused(f"There is no item {item_id} in a review.", "The review lists them.")
    _open_review(item.review_id)
    if item.decision is not None:
        raise Refused("This lead is decided already.", "Undo that decision first, if it was wrong.")
    return item


def _leads(count: int) -> str:
    return "1 lead" if count == 1 else f"{count:,} leads"
