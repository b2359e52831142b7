"""A lead in words: where it stands, what is next, what is known of it, what has happened. Paragraphs for a panel or a page."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coach.rules.agreed import agreed_in_words
from coach.rules.cadence import END_OF_DAY, OURS
from coach.rules.dates import show_day
from coach.rules.money import show_amount
from screens.safe import cell_width, fit
from screens.widgets.cells import Tone
from screens.widgets.wrap import Paragraph, paragraph

if TYPE_CHECKING:
    from coach.views.lead_card import LeadCard  # large values; a list that needs a word of here does without
    from coach.views.timeline import TimelineEntry

LABEL = 10
"""Cells of the words at the left of each line."""
STAGE = 22
"""Cells a stage may take in a line beside other things."""
NAME, TEXT = 110, 220
"""Cells a name and a text may take where what comes after them must be seen too."""
BEGINNING = 600
"""Characters of a note that are shown among what has happened."""
OPEN, WON = "open", "won"
_CLEAR, _PARTLY, _MOVE, _NOTE = "clear", "partly", "move", "note"
_YEAR = 5
"""Cells more that a day takes with its year."""
BLANK = paragraph("")


def labelled(label: str, text: str, tone: Tone = "plain") -> Paragraph:
    """A line with its label in front: the next lines begin where its text does."""
    return paragraph(("dim", f"{label:<{LABEL}}"), (tone, text), hang=LABEL)


def head(card: "LeadCard", today: date) -> list[Paragraph]:
    """Who, in which stage since when, what it may come to, and what is next. No contact comes before everything else."""
    company = f" · {card.company}" if card.company and card.company != card.name else ""
    lines = [
        paragraph(("strong", shortened(card.name, NAME)), ("dim", shortened(company, NAME))),
        paragraph(standing(card, today)),
    ]
    if card.do_not_contact_on:
        since = show_day(card.do_not_contact_on, today)
        lines.insert(
            1, paragraph(("warn", f"! No contact since {since}: {shortened(card.do_not_contact_reason, TEXT)}"))
        )
    return [*lines, *next_step(card, today)]


def permission(card: "LeadCard", today: date) -> Paragraph:
    """How they are fine with hearing from us: what they agreed to, or that nobody has asked yet."""
    given = card.permission
    if given is None:
        return labelled("Fine with", "not asked yet: ask how, how often and until when", "dim")
    agreed = agreed_in_words(given.via, given.every, given.until, today)
    if given.until is not None and given.until < today:
        return labelled("Fine with", f"{agreed}, which has passed: ask again first", "warn")
    return labelled("Fine with", agreed)


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
        lines = [
            labelled("Next", f"{shortened(card.next_step, TEXT)}, {when}", "warn" if card.due_on < today else "plain")
        ]
        if card.promise and card.promise != card.next_step and card.promise_on:
            who = "You promised" if card.promise_by == OURS else "They promised"
            lines.append(
                labelled("", f"{who}: {shortened(card.promise, TEXT)}, for {show_day(card.promise_on, today)}")
            )
        return lines
    lines = []
    if card.reason and not card.do_not_contact_on:
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


def not_known(card: "LeadCard") -> list[Paragraph]:
    """What is not known yet, and the question for it."""
    unknown = [known.lens for known in card.lenses if known.clarity != _CLEAR]
    return [*([labelled("Not known", ", ".join(unknown))] if unknown else []), *asked(card)]


def happened(entries: "Sequence[TimelineEntry]", today: date, you: str | None = None) -> list[Paragraph]:
    """What has happened, the newest first, each with its day, and with its author when that is another than `you`.

    Without `you` no author is named. A long note is told by its beginning.
    """
    hang = LABEL if all(entry.day.year == today.year for entry in entries) else LABEL + _YEAR
    return [_happening(entry, today, you, hang) for entry in entries]


def shortened(text: str, cells: int) -> str:
    """The text, cut to so many cells and ending in `…` when it is longer."""
    return fit(text, cells).rstrip() if cell_width(text) > cells else text


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


def _happening(entry: "TimelineEntry", today: date, you: str | None, hang: int) -> Paragraph:
    day = show_day(entry.day, today)[4:]
    tone: Tone = "dim" if entry.kind == _MOVE else "plain"
    text = f"note: {entry.text}" if entry.kind == _NOTE else entry.text
    if len(text) > BEGINNING:
        text = f"{text[:BEGINNING].rstrip()} …"
    by = f" ({entry.author})" if you is not None and entry.author not in {"", you} else ""
    return paragraph(("dim", f"{day:<{hang}}"), (tone, text[:1].upper() + text[1:]), ("dim", by), hang=hang)
