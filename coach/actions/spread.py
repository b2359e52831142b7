"""What piled up is spread over the business days ahead: one change, and one undo that takes all of it back."""

from coach.actions.at_hand import put_state, take_lead
from coach.actions.done import Done, done
from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Lead
from coach.records.pile import Moved, Pile, pile_of
from coach.records.stages import OPEN
from coach.rules import cadence
from coach.rules.dates import show_day


def spread_overdue(desk: Desk) -> Done:
    """Let what is overdue wait until the days ahead, in the order of the list, as many a business day as a day takes.

    What a day takes stays today. Our promises and the days they named are never moved. Raises Refused when no more is overdue
    than a day takes, or when nothing of it can be moved.
    """
    with changing(desk, "spread") as journal:
        pile = pile_of(desk)
        _refuse_what_is_no_pile(desk, pile)
        for moved in pile.moved:
            _move(journal, moved)
        many = "1 overdue lead" if len(pile.moved) == 1 else f"{len(pile.moved):,} overdue leads"
        journal.say(f"spread {many} over the days until {show_day(pile.moved[-1].due_on, desk.today)}")
    return done(journal)


def _move(journal: Journal, moved: Moved) -> None:
    if moved.status != OPEN:
        journal.update(Lead, moved.lead_id, return_on=moved.due_on)
        return
    hand = take_lead(journal.desk, moved.lead_id)
    put_state(journal, hand, cadence.respread(hand.state, hand.calendar, moved.due_on), "spread")


def _refuse_what_is_no_pile(desk: Desk, pile: Pile) -> None:
    if pile.overdue <= desk.capacity:
        overdue = {0: "Nobody is", 1: "1 person is"}.get(pile.overdue, f"{pile.overdue} people are")
        raise Refused(
            f"{overdue} overdue, and a day takes {desk.capacity}: there is nothing to spread.",
            "Go on with the list (coach due).",
        )
    if not pile.moved:
        raise Refused(
            f"{pile.overdue} people are overdue, and all of it was promised or is on a day they named.",
            "Those days are not moved. Begin with the first (coach due).",
        )
