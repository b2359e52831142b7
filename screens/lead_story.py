"""The longer parts of a lead's page in words: what is known, the steps that are over, how to reach the person."""

from datetime import date
from typing import TYPE_CHECKING

from coach.rules.dates import WEEKDAYS, show_day
from screens.lead_words import LABEL, TEXT, labelled, shortened
from screens.safe import cell_width
from screens.widgets.wrap import Paragraph, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.views.lapses import LeadLapses
    from coach.views.lead_card import LeadCard, OwnFieldShown
    from coach.views.past_steps import PastStepShown

FIELD = 24
"""Cells a name of the owner's own may take as a label."""
_HOW = {
    "touch": "done",
    "reply": "they wrote first",
    "promise": "a promise took its place",
    "snooze": "put off",
    "next": "another step was set",
    "move": "moved on",
    "won": "won",
    "not_yet": "became a Not yet",
    "replan": "planned anew",
    "do_not_contact": "they asked for no contact",
    "merge": "merged with another lead",
    "spread": "spread over the days",
    "permission": "planned as they agreed",
}
"""What ended a step, in words."""


def known(card: "LeadCard", today: date) -> list[Paragraph]:
    """What they said, lens by lens, how it is known and since when."""
    lines = []
    for each in card.lenses:
        if each.text and each.noted_on:
            said_by = f" by {each.said_by}" if each.said_by else ""
            how = f" ({each.basis}{said_by}, {show_day(each.noted_on, today)})"
            label = f"{each.lens.capitalize():<{LABEL}}"
            lines.append(paragraph(("dim", label), each.text, ("dim", how), hang=LABEL))
    return lines


def steps_before(past: "Iterable[PastStepShown]", today: date) -> list[Paragraph]:
    """The next steps that are over, the newest first: when it ended, what was planned for when, how it ended, how late."""
    steps = list(past)
    this_year = all(step.ended_on.year == today.year for step in steps)
    hang = LABEL if this_year else LABEL + 5
    return [_step_before(step, today, hang) for step in steps]


def waited_for_us(lapses: "LeadLapses", today: date) -> list[Paragraph]:
    """The business days it waited for our move in all, and whether it does so now; nothing when it never did."""
    if not lapses.days:
        return []
    now = next((span for span in lapses.spans if span.ended_on is None), None)
    days = "1 business day" if lapses.days == 1 else f"{lapses.days} business days"
    if now is not None and len(lapses.spans) == 1:
        return [paragraph(("dim", f"It has waited for your move since {show_day(now.due_on, today)}: {days}."))]
    times = "once" if len(lapses.spans) == 1 else f"{len(lapses.spans)} times"
    since = f", the last time since {show_day(now.due_on, today)}" if now else ""
    return [paragraph(("dim", f"It waited for your move {times}, {days} in all{since}."))]


def contact(card: "LeadCard", today: date) -> list[Paragraph]:
    """How to reach them and how not, whose lead it is, where it came from, the owner's own words and fields for it."""
    given = card.permission
    rows = (
        ("Name", card.name if shortened(card.name, TEXT // 2) != card.name else ""),
        ("Person", card.contact_name if card.contact_name != card.name else ""),
        ("E-mail", card.email),
        ("Phone", card.phone),
        ("Also at", ", ".join(card.further_addresses)),
        ("Quiet on", ", ".join(WEEKDAYS[number][:3] for number in card.quiet_weekdays)),
        ("They said", f"“{given.words}”, {show_day(given.asked_on, today)}" if given and given.words else ""),
        ("Tags", ", ".join(card.tags)),
        ("Owner", card.owner),
        ("Source", card.source),
        ("Received", show_day(card.received_on, today)),
        ("Reviewed", f"every {card.review_every} days" if card.review_every > 1 else "every day"),
    )
    return [*(labelled(label, text) for label, text in rows if text), *own_fields(card.own_fields)]


def own_fields(fields: "Sequence[OwnFieldShown]") -> list[Paragraph]:
    """What the fields of the owner's own hold, their names one below the other."""
    names = [shortened(field.name, FIELD) for field in fields]
    hang = max([LABEL, *(cell_width(name) + 1 for name in names)])
    return [
        paragraph(("dim", name + " " * (hang - cell_width(name))), field.text, hang=hang)
        for name, field in zip(names, fields, strict=True)
    ]


def other_leads(card: "LeadCard") -> list[Paragraph]:
    """The other leads of the same person."""
    return [labelled("Also", f"{other.name}, {other.stage} (number {other.id})") for other in card.others]


def _step_before(step: "PastStepShown", today: date, hang: int) -> Paragraph:
    late = f", late {step.business_days_late}d" if step.business_days_late else ""
    how = _HOW.get(step.ended_by, step.ended_by)
    due = show_day(step.due_on, today)
    day = show_day(step.ended_on, today)[4:]
    return paragraph(("dim", f"{day:<{hang}}"), step.text, ("dim", f", for {due}: {how}{late}"), hang=hang)
