"""A lead in words: where it stands, what is next, what is known of it, what has happened. Paragraphs for a panel or a page."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from coach.rules.cadence import END_OF_DAY, OURS
from coach.rules.dates import WEEKDAYS, show_day
from coach.rules.money import show_amount
from screens.safe import cell_width
from screens.widgets.cells import Tone
from screens.widgets.wrap import Paragraph, paragraph

if TYPE_CHECKING:
    from coach.views.lead_card import LeadCard  # large values; a list that needs a word of here does without
    from coach.views.timeline import TimelineEntry

LABEL = 10
"""Cells of the words at the left of each line."""
STAGE = 22
"""Cells a stage may take in a line beside other things."""
OPEN, WON = "open", "won"
_CLEAR, _PARTLY, _MOVE = "clear", "partly", "move"
BLANK = paragraph("")


def labelled(label: str, text: str, tone: Tone = "plain") -> Paragraph:
    """A line with its label in front: the next lines begin where its text does."""
    return paragraph(("dim", f"{label:<{LABEL}}"), (tone, text), hang=LABEL)


def head(card: "LeadCard", today: date) -> list[Paragraph]:
    """Who, in which stage since when, what it may come to, and what is next."""
    company = f" · {card.company}" if card.company and card.company != card.name else ""
    lines = [paragraph(("strong", card.name), ("dim", company)), paragraph(standing(card, today))]
    if card.do_not_contact_on:
        since = show_day(card.do_not_contact_on, today)
        lines.append(paragraph(("warn", f"No contact since {since}: {card.do_not_contact_reason}")))
    return [*lines, *next_step(card, today)]


def standing(card: "LeadCard", today: date) -> str:
    """`Proposal, day 6 of 15 · 4,200 EUR`, or how it ended."""
    value = f" · {show_amount(card.value, card.currency)}" if card.value else ""
    if card.status == OPEN:
        return f"{short_stage(card.stage.name, STAGE)}, {_day_of_stay(card)}{value}"
    closed = f" on {show_day(card.closed_on, today)}" if card.closed_on else ""
    return f"{'Won' if card.status == WON else 'Not yet'}{closed}{value}"


def next_step(card: "LeadCard", today: date) -> list[Paragraph]:
    """What is to be done and when; of a closed lead why it ended, and when it comes back."""
    if card.due_on is not None:
        late = card.overdue_business_days
        when = _when(card.due_on, card.due_time, today) + (f", late {late}d" if late else "")
        lines = [labelled("Next", f"{card.next_step}, {when}", "warn" if card.due_on < today else "plain")]
        if card.promise and card.promise != card.next_step and card.promise_on:
            who = "You promised" if card.promise_by == OURS else "They promised"
            lines.append(labelled("", f"{who}: {card.promise}, for {show_day(card.promise_on, today)}"))
        return lines
    lines = []
    if card.reason:
        words = f": “{card.reason_words}”" if card.reason_words else ""
        lines.append(labelled("Why", f"{_reason(card.reason)}{words}"))
    if card.return_on:
        agreed = ", as agreed" if card.return_agreed else ""
        return [*lines, labelled("Back", f"{show_day(card.return_on, today)}{agreed}: {card.return_step}")]
    return [*lines, labelled("Back", "it rests; nothing comes back by itself")]


def lenses_at_a_glance(card: "LeadCard") -> list[Paragraph]:
    """Which lenses are clear, which partly, which are open; and the question to ask next."""
    by_clarity: dict[str, list[str]] = {"Known": [], "Partly": [], "Open": []}
    for known in card.lenses:
        by_clarity[{_CLEAR: "Known", _PARTLY: "Partly"}.get(known.clarity, "Open")].append(known.lens)
    return [labelled(label, ", ".join(lenses)) for label, lenses in by_clarity.items() if lenses] + asked(card)


def asked(card: "LeadCard") -> list[Paragraph]:
    """The question to ask next."""
    return [labelled("Ask", f"“{card.question.text}”")] if card.question else []


def lenses_in_full(card: "LeadCard", today: date) -> list[Paragraph]:
    """What is not known yet, the question for it, then what they said, lens by lens."""
    lines = []
    unknown = [known.lens for known in card.lenses if known.clarity != _CLEAR]
    if unknown:
        lines.append(labelled("Not known", ", ".join(unknown)))
    lines += asked(card)
    for known in card.lenses:
        if known.text and known.noted_on:
            said_by = f" by {known.said_by}" if known.said_by else ""
            how = f" ({known.basis}{said_by}, {show_day(known.noted_on, today)})"
            label = f"{known.lens.capitalize():<{LABEL}}"
            lines.append(paragraph(("dim", label), known.text, ("dim", how), hang=LABEL))
    return lines


def happened(entries: "Iterable[TimelineEntry]", today: date) -> list[Paragraph]:
    """What has happened, the newest first, each with its day."""
    return [_happening(entry, today) for entry in entries]


def contact(card: "LeadCard", today: date) -> list[Paragraph]:
    """How to reach them, whose lead it is, where it came from, and their other leads."""
    quiet = ", ".join(WEEKDAYS[number][:3] for number in card.quiet_weekdays)
    known = (
        ("Person", card.contact_name if card.contact_name != card.name else ""),
        ("E-mail", card.email),
        ("Phone", card.phone),
        ("Quiet on", quiet),
        ("Owner", card.owner),
        ("Source", card.source),
        ("Received", show_day(card.received_on, today)),
    )
    lines = [labelled(label, text) for label, text in known if text]
    return lines + [labelled("Also", f"{other.name}, {other.stage} (number {other.id})") for other in card.others]


def short_stage(name: str, width: int) -> str:
    """A stage's name cut to whole words that fit: `Proposal` for `Proposal / trial / consultation`."""
    if cell_width(name) <= width:
        return name
    words = name.partition("/")[0].split() or name.split()
    while len(words) > 1 and cell_width(" ".join(words)) > width:
        words.pop()
    return " ".join(words).rstrip(" ,-&")


def others_in_words(others: Sequence[object]) -> str:
    """`(and 1 more lead)`, `(and 3 more leads)`; nothing when there are none."""
    if not others:
        return ""
    return "(and 1 more lead)" if len(others) == 1 else f"(and {len(others)} more leads)"


def _day_of_stay(card: "LeadCard") -> str:
    stay = card.stage.normal_stay
    if stay is None:
        return f"day {card.day_in_stage}"
    if card.day_in_stage > stay:
        return f"day {card.day_in_stage}, past its {stay}"
    return f"day {card.day_in_stage} of {stay}"


def _when(day: date, time: str, today: date) -> str:
    shown = "today" if day == today else f"due {show_day(day, today)}"
    return shown if time == END_OF_DAY else f"{shown} at {time}"


def _reason(code: str) -> str:
    from coach import playbook  # noqa: PLC0415  # read when a closed lead is first looked at

    return next((each.label for each in playbook.reasons() if each.key == code), code)


def _happening(entry: "TimelineEntry", today: date) -> Paragraph:
    day = show_day(entry.day, today)[4:]
    tone: Tone = "dim" if entry.kind == _MOVE else "plain"
    pad = " " * max(1, LABEL - cell_width(day))
    return paragraph(("dim", f"{day}{pad}"), (tone, entry.text[:1].upper() + entry.text[1:]), hang=LABEL)
