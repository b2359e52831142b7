"""What Today says beside and below its list: the lead under the cursor, and a day on which nobody is due."""

from collections.abc import Sequence
from datetime import date

from coach.rules.counting import counted
from coach.rules.dates import show_day
from coach.views.away import Away
from coach.views.day import DueLine
from coach.views.lead_card import LeadCard
from coach.views.reasons import why_now
from screens import lead_words
from screens.widgets.wrap import Paragraph, paragraph

GONE = "This lead is not here any more."


def beside(card: LeadCard, line: DueLine, today: date) -> list[Paragraph]:
    """All that is needed to do the next step: where the lead stands, why now, what is known, what to ask, what happened last."""
    return [
        *lead_words.head(card, today),
        lead_words.labelled("Why now", why_now(line.why, line.name, today)),
        *_also(card, line),
        lead_words.BLANK,
        *lead_words.lenses_at_a_glance(card),
        *([] if card.do_not_contact_on else [lead_words.permission(card, today)]),
        lead_words.BLANK,
        *lead_words.happened(card.timeline, today),
    ]


def below(card: LeadCard, line: DueLine, today: date) -> list[Paragraph]:
    """The same in the few lines there are under the list of a narrow screen: who, why now, what to ask."""
    company = f" · {card.company}" if card.company and card.company != card.name else ""
    return [
        paragraph(("strong", card.name), ("dim", f"{company} · {lead_words.standing(card, today)}")),
        lead_words.labelled("Why now", why_now(line.why, line.name, today)),
        *_also(card, line),
        *lead_words.asked(card),
    ]


def offer(away: Away, today: date, key: str, room: int) -> str:
    """That the owner was away, what piled up, and over how many days it would be spread; in less `room`, without the first."""
    spread = f"{away.overdue:,} overdue: {key} spreads them over {counted(away.over_days, 'day')}."
    whole = f"Away since {show_day(away.since, today)}. {spread}"
    return whole if len(whole) <= room else spread


def nobody_yet(add: str) -> str:
    """There are no leads at all: what this place is for, and the one key to begin."""
    return (
        "Nobody is here yet.\n\nThis is where you see each morning who waits for you and what you promised. "
        f"Press {add} to add the first person who asked for you."
    )


def nobody_due(coming: Sequence[DueLine], today: date, add: str) -> str:
    """Nobody is due: a good morning, and who comes next."""
    if not coming:
        return f"A good morning: nobody is due, and nothing is planned.\n\nPress {add} when somebody asks for you."
    said = [f"{show_day(line.due_on, today)}  {line.name}: {line.next_step}" for line in coming]
    return "A good morning: nobody is due.\n\nNext:\n" + "\n".join(said)


def _also(card: LeadCard, line: DueLine) -> list[Paragraph]:
    """The person's other leads that the same touch covers."""
    also = ", ".join(f"{each.name} in {each.stage}" for each in card.others if each.id in line.others)
    return [lead_words.labelled("Also", also)] if also else []
