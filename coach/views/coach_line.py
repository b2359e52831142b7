"""The coach's one line: the most useful thing to know this morning, with its evidence.

Each source looks for one kind of finding. They stand in the order of their use to the owner, and the first that finds something
has the line: a view that learns to find something new gets its place in `SOURCES`, and nothing else changes.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from coach import playbook
from coach.records.desk import Desk
from coach.rules.counting import counted, listed
from coach.rules.dates import show_day
from coach.rules.day_order import PROMISED, THEY_WAIT
from coach.views.assignment import asked_again
from coach.views.board import Column, columns
from coach.views.business_days import WAITS, BusinessDays
from coach.views.day import DueLine, DueSource
from coach.views.lapses import in_words, lapses
from coach.views.lead_card import lead_card
from coach.views.reasons import why_now
from coach.views.review import SHORT_FORM_FROM, ReviewDue, review_due
from coach.views.written_and_done import written_and_done

_LOOKED_AT = 50
"""Lines of the day looked at for somebody who waits and for a promise that is late."""
_LAPSES_OF = timedelta(weeks=13)
"""The time over which it is told how often the business itself stopped."""


class Finding(NamedTuple):
    """Something worth knowing. `text` names people and numbers with their counts; of one kind, the largest `weight` is told."""

    weight: int
    text: str


Source = Callable[[Desk], Iterable[Finding]]


def coach_line(desk: Desk, sources: Sequence[Source] | None = None) -> str:
    """The most useful finding in words; on a morning without any, a thought for a reluctant moment, another each day."""
    for source in SOURCES if sources is None else sources:
        found = most_useful(source(desk))
        if found is not None:
            return found.text
    thoughts = playbook.reframes()
    return thoughts[desk.today.toordinal() % len(thoughts)]


def most_useful(findings: Iterable[Finding]) -> Finding | None:
    """Of findings of one kind the one with the largest weight, the first of several; None when there are none."""
    return max(findings, key=lambda finding: finding.weight, default=None)


def they_wait(desk: Desk) -> Iterable[Finding]:
    """Who has waited longest for an answer, once it is a business day or more."""
    lines = DueSource(desk).window(0, _LOOKED_AT)
    waiting = [line for line in lines if line.rank == THEY_WAIT]
    late = [line for line in waiting if line.overdue_business_days]
    if not late:
        return
    others = len(waiting) - 1
    also = f" {counted(others, 'other waits', 'others wait').capitalize()} too." if others else ""
    yield Finding(late[0].overdue_business_days, f"{_waited(late[0], desk)}{also}")


def promised(desk: Desk) -> Iterable[Finding]:
    """Promises of ours whose day has passed."""
    for line in DueSource(desk).window(0, _LOOKED_AT):
        if line.rank == PROMISED and line.overdue_business_days:
            ago = counted(line.overdue_business_days, "business day")
            when = f"{show_day(line.due_on, desk.today)}, {ago} ago"
            yield Finding(line.overdue_business_days, f"You promised {line.name} “{line.next_step}” for {when}.")


def review_of_the_week(desk: Desk) -> Iterable[Finding]:
    """The review is due today, or was missed less than a week ago."""
    due = review_due(desk)
    if due.is_due and due.late_by_days < SHORT_FORM_FROM and _has_open_leads(desk):
        yield Finding(due.late_by_days, _review(due, desk))


def review_long_missed(desk: Desk) -> Iterable[Finding]:
    """The review was missed a week ago or more: a quiet line, behind what the leads need."""
    due = review_due(desk)
    if due.late_by_days >= SHORT_FORM_FROM and _has_open_leads(desk):
        yield Finding(due.late_by_days, f"{_review(due, desk)} The short form takes ten minutes.")


def past_their_stay(desk: Desk) -> Iterable[Finding]:
    """Stages in which leads stay longer than was written: how many, who the longest, and what is still open about them."""
    days = BusinessDays(desk)
    for column in columns(desk):
        if column.past_limit and column.normal_stay:
            yield Finding(column.past_limit, _past_stay(desk, column, column.normal_stay, days))


def lapsed(desk: Desk) -> Iterable[Finding]:
    """How often a Not yet of the last weeks ended with the next move on our side."""
    told = lapses(desk, desk.today - _LAPSES_OF)
    if told.we_stopped:
        yield Finding(told.we_stopped, f"Since {show_day(told.since, desk.today)}: {in_words(told)}")


def parted_ways(desk: Desk) -> Iterable[Finding]:
    """What is written of a stage and what was done in it part ways."""
    for each in written_and_done(desk):
        yield Finding(each.weight, each.text)


def _waited(line: DueLine, desk: Desk) -> str:
    if line.why.heard:
        return why_now(line.why, line.name, desk.today)
    return f"{line.name} is new, and nobody has answered for {counted(line.overdue_business_days, 'business day')}."


def _review(due: ReviewDue, desk: Desk) -> str:
    on = show_day(due.next_on, desk.today)
    if due.open is not None:
        return f"The review from {on} is still open, {due.open.decided} of {due.open.total} done."
    return f"The weekly review was due on {on}." if due.late_by_days else "The weekly review is due today."


def _past_stay(desk: Desk, column: Column, normal_stay: int, days: BusinessDays) -> str:
    stage = column.name.split(" / ")[0]
    latest, today = days.latest_past(normal_stay), days.today.isoformat()
    ((lead_id,),) = desk.rows(_LONGEST, (column.stage_id, latest.isoformat() if latest else "", today))
    card = lead_card(desk, lead_id, touches=0)
    still_open = [known.lens for known in card.lenses if known.clarity != "clear"]
    about = f"; {_still_open(still_open, len(card.lenses))}" if still_open else ""
    stayed = f"{card.day_in_stage} business days"
    if column.past_limit == 1:
        return f"{card.name} has been in {stage} for {stayed}, past its {normal_stay}{about}."
    leads = counted(column.past_limit, "lead").capitalize()
    return f"{leads} sit in {stage} past their {normal_stay} business days. {card.name} has waited longest, {stayed}{about}."


def _still_open(lenses: Sequence[str], all_of_them: int) -> str:
    if len(lenses) == all_of_them:
        return "what they need is not known yet"
    return f"{listed(lenses)} {'is' if len(lenses) == 1 else 'are'} still open"


def _has_open_leads(desk: Desk) -> bool:
    return bool(desk.rows("SELECT 1 FROM lead WHERE status = 'open' LIMIT 1"))


_LONGEST = f"""
SELECT id FROM lead WHERE status = 'open' AND stage_id = ? AND entered_on <= ? AND NOT {WAITS}
ORDER BY entered_on, id LIMIT 1
"""


def asked_a_while_ago(desk: Desk) -> Iterable[Finding]:
    """A question of the assignment that is asked again each quarter, and when it was answered last."""
    for again in asked_again(desk):
        yield Finding(
            again.days,
            f"You answered “{again.title}” on {show_day(again.answered_on, desk.today)}. Is it still so? The assignment asks"
            " again: o on the written pipeline, or coach setup.",
        )


SOURCES: tuple[Source, ...] = (
    they_wait,
    promised,
    review_of_the_week,
    past_their_stay,
    review_long_missed,
    parted_ways,
    lapsed,
    asked_a_while_ago,
)
"""What is looked for, the most useful first."""
