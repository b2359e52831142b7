"""Several verbs as one change, so that one undo takes all of them back."""

from collections.abc import Callable, Sequence

from coach.actions.done import Done, done
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import changing


def to_each(desk: Desk, sentence: str, lead_ids: Sequence[int], do: Callable[[Desk, int], Done]) -> Done:
    """Do the same to several leads: to all of them or, when one refuses, to none. `sentence` is what was done to them.

    `sentence` has `{}` where the leads are named: `snoozed {}` becomes `snoozed 3 leads`. A warning of the first lead
    that has one stays. Raises what `do` raises, Misused for no leads at all.
    """
    if not lead_ids:
        raise Misused("No lead is selected.", "Select one first.")
    if len(lead_ids) == 1:
        return do(desk, lead_ids[0])
    with changing(desk, "several") as journal:
        each = [do(desk, lead_id) for lead_id in lead_ids]
        journal.say(sentence.format(f"{len(lead_ids)} leads"))
    return done(journal, next((one.warning for one in each if one.warning), ""))


def in_one_go(desk: Desk, lead_id: int, steps: Sequence[Callable[[Desk, int], Done]]) -> Done:
    """Do several things to one lead, one after the other: all of them or none. Raises what they raise."""
    with changing(desk, "several") as journal:
        each = [step(desk, lead_id) for step in steps]
        journal.say("; ".join(one.sentence for one in each), lead_id)
    return done(journal, next((one.warning for one in each if one.warning), ""))
