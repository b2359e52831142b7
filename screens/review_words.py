"""The pages of the review in words: before it begins, last week's commitments, one lead, the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coach import playbook
from coach.rules.cadence import DECIDE, PROMISE
from coach.rules.dates import show_day
from coach.views.business_days import is_waiting
from coach.views.lead_card import LeadCard
from coach.views.review import CommitmentShown, FinishedReview, ReviewDue, ReviewItemShown
from coach.views.review_summary import Leads, ReviewSummary
from coach.views.timeline import REPLY, TOUCH
from screens import lead_words
from screens.lead_words import BLANK, labelled
from screens.widgets.cells import Span
from screens.widgets.wrap import Paragraph, paragraph

LAST = 2
"""Touches and replies shown of each lead."""
WORDS: Mapping[str, str] = {
    "advance": "moved on",
    "keep": "kept",
    "step_back": "stepped back",
    "later": "later",
    "not_yet": "Not yet",
    "won": "won",
    "do_not_contact": "not contacted any more",
    "changed": "changed meanwhile",
}
"""What became of a lead, said of several."""


class Waiting(NamedTuple):
    """What is known before a review begins: how many leads it would walk, and what the last one came to."""

    due: ReviewDue
    leads: int
    last: ReviewSummary | None
    plan: str
    agenda: Sequence[str]


def before(waiting: Waiting, today: date, enter: str) -> list[Paragraph]:
    """No review is open: when the next is due, what the last one said, and the key that begins."""
    lines = [paragraph(("strong", "The weekly review")), paragraph(_when(waiting.due, today))]
    if waiting.plan:
        lines.append(paragraph(("dim", waiting.plan)))
    lines.append(BLANK)
    if waiting.leads:
        many = "1 lead is" if waiting.leads == 1 else f"{waiting.leads:,} leads are"
        lines.append(paragraph(f"{many} to be looked at, the worst first, one decision each."))
        lines.append(paragraph(("accent", enter), " begins."))
    else:
        lines.append(paragraph("No lead is to be looked at today: each was reviewed, or there is none yet."))
    lines += [BLANK, paragraph(("dim", "Agenda    "), ("dim", " · ".join(_named(waiting.agenda))), hang=10)]
    if waiting.last is not None and waiting.due.last is not None:
        lines += [BLANK, *_last(waiting.due.last, waiting.last, today)]
    return lines


def settling(commitment: CommitmentShown, place: int, total: int, today: date, keys: Sequence[str]) -> list[Paragraph]:
    """A commitment of the last review, to be settled. `keys` are those for kept, moved, dropped and leave open."""
    kept, moved, dropped, later = keys
    about = f" ({commitment.lead_name})" if commitment.lead_name else ""
    return [
        paragraph(("strong", f"[{place} of {total:,}]  Last time you committed to")),
        BLANK,
        paragraph(("accent", f"{commitment.text}{about}")),
        paragraph(("dim", f"by {show_day(commitment.due_on, today)}")),
        BLANK,
        paragraph("What became of it? No score is kept."),
        BLANK,
        paragraph(
            ("accent", kept), " kept   ", ("accent", moved), " moved to another day   ",
            ("accent", dropped), " dropped   ", ("accent", later), " leave it open",
        ),
    ]  # fmt: skip


def walking(
    item: ReviewItemShown, card: LeadCard, today: date, keys: Sequence[Sequence[tuple[str, str]]]
) -> list[Paragraph]:
    """One lead: why it is here, where it stands, what is not known, what is next, one question, the keys line by line."""
    company = f" · {card.company}" if card.company and card.company != card.name else ""
    facts = [lead_words.standing(card, today), card.owner]
    if card.unanswered > 1:
        facts.append(f"{card.unanswered} touches unanswered")
    lines = [
        paragraph(("accent", f"[{item.place:,} of {item.total:,}]  "), ("strong", card.name), ("dim", company)),
        paragraph(("dim", " · ".join(filter(None, facts)))),
        BLANK,
        labelled("Why here", item.why + (", skipped before" if item.skipped else "")),
        *lead_words.next_step(card, today),
    ]
    if card.stage.exit_evidence:
        lines.append(labelled("Moves on", card.stage.exit_evidence))
    lines += [*_not_known(card), BLANK, *_last_touches(card, today), BLANK]
    lines.append(paragraph(("accent", question_for(card, today))))
    return [*lines, BLANK, *(_keys(line) for line in keys)]


def question_for(card: LeadCard, today: date) -> str:
    """The one question that fits what is wrong with the lead; of a healthy one, what is not known yet."""
    asked = {each.key: each.text for each in playbook.review_questions()}
    stay = card.stage.normal_stay
    if card.due_on is None:
        return asked["news"]
    if card.kind == DECIDE and card.due_on <= today:
        return asked["help"]
    if card.kind == PROMISE and card.due_on < today:
        return asked["told"]
    if stay and card.day_in_stage > stay and not is_waiting(card.step_source, card.due_on, today):
        return asked["evidence"]
    if card.due_on <= today:
        return asked["step"]
    return card.question.text if card.question else asked["news"]


def ending(summary: ReviewSummary, total: int, enter: str) -> list[Paragraph]:
    """Every lead is decided: what came of it, and the key that goes on."""
    many = "The 1 lead is" if total == 1 else f"All {total:,} leads are"
    return [
        paragraph(("strong", f"{many} decided.")),
        BLANK,
        *decided(summary),
        *flowed(summary),
        BLANK,
        paragraph(
            ("accent", enter), " goes on to the end: one improvement, what you commit to, the day of the next review."
        ),
    ]


def decided(summary: ReviewSummary) -> list[Paragraph]:
    """Decision by decision, how many; named as long as they are few."""
    return [
        paragraph(("strong", f"{leads.number:>4,}"), f"  {WORDS[kind]}", ("dim", _names(leads)), hang=6)
        for kind, leads in summary.decisions.items()
    ]


def flowed(summary: ReviewSummary) -> list[Paragraph]:
    """How the leads moved since the review before."""
    flows = summary.flows
    told = [
        f"{leads.number:,} {word}"
        for word, leads in (
            ("new", flows.new), ("moved on", flows.forward), ("back", flows.back), ("Not yet", flows.not_yet),
            ("won", flows.won), ("taken up again", flows.reopened),
        )
        if leads.number
    ]  # fmt: skip
    since = "since the last review" if flows.since else "so far"
    moved = ", ".join(told) or "nothing moved"
    return [BLANK, labelled("Moved", f"{moved} {since}; {flows.open_now:,} open now")]


def _when(due: ReviewDue, today: date) -> str:
    day = show_day(due.next_on, today)
    if due.next_on > today:
        return f"The next one is on {day}. It may begin any day."
    if due.next_on == today:
        return f"It is due today, {day}."
    days = "a day" if due.late_by_days == 1 else f"{due.late_by_days} days"
    return f"It was due on {day}, {days} ago. A missed week costs nothing but the week."


def _last(finished: FinishedReview, summary: ReviewSummary, today: date) -> list[Paragraph]:
    on = show_day(finished.finished_on, today)
    part = ", ended before its last lead" if finished.state == "partial" else ""
    told = ", ".join(f"{leads.number:,} {WORDS[kind]}" for kind, leads in summary.decisions.items()) or "no decisions"
    lines = [paragraph(("strong", f"The last one, {on}{part}")), paragraph(f"{told}.")]
    if summary.improvement:
        lines.append(labelled("Do better", summary.improvement))
    for each in summary.commitments:
        result = each.result if each.result != "open" else f"by {show_day(each.due_on, today)}"
        why = f": {each.why}" if each.why else ""
        lines.append(labelled("Committed", f"{each.text} ({result}{why})"))
    return lines


def _not_known(card: LeadCard) -> list[Paragraph]:
    unknown = [each.lens for each in card.lenses if each.clarity == "unknown"]
    partly = [each.lens for each in card.lenses if each.clarity == "partly"]
    said = [", ".join(unknown), f"partly {', '.join(partly)}" if partly else ""]
    told = "; ".join(filter(None, said))
    return [labelled("Unknown", told or "nothing: all five lenses are clear")]


def _last_touches(card: LeadCard, today: date) -> list[Paragraph]:
    touches = [entry for entry in card.timeline if entry.kind in (TOUCH, REPLY)][:LAST]
    return lead_words.happened(touches, today) or [paragraph(("dim", "No touch yet."))]


def _keys(line: Sequence[tuple[str, str]]) -> Paragraph:
    return Paragraph([piece for key, label in line for piece in (Span("accent", key), Span("dim", f" {label}   "))])


def _names(leads: Leads) -> str:
    return f": {', '.join(leads.names)}" if leads.names else ""


def _named(agenda: Sequence[str]) -> list[str]:
    return [step.name for step in playbook.review_agenda() if step.key in agenda]
