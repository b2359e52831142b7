"""Where the owner began: the follow-up as it was from memory, beside what is measured since."""

from datetime import date
from typing import NamedTuple

from coach.playbook.first_run import question
from coach.playbook.written_answers import answer_parts
from coach.records.desk import Desk
from coach.rules.assignment_pages import FOLLOW_UP
from coach.rules.dates import show_day
from coach.views.assignment import answer_history
from coach.views.lapses import NAMED_BELOW, Lapses, in_words, lapses

OF = 10
"""The leads that the owner thought of."""


class Baseline(NamedTuple):
    """The follow-up as the owner remembered it on a day. What they could not say is "", or None for the number.

    `first_answer` and `touches` are as they were chosen, `we_stopped` is how many of the last `OF` leads ended because the
    business stopped, `words` are their own.
    """

    said_on: date
    first_answer: str
    touches: str
    we_stopped: int | None
    words: str


class Beside(NamedTuple):
    """The baseline beside what was measured since, and both in one sentence; the number they thought of is never None here."""

    baseline: Baseline
    measured: Lapses
    sentence: str


def baseline(desk: Desk) -> Baseline | None:
    """What the owner remembered first; None as long as they said nothing.

    An answer put right on the same day is the one that counts. Later ones are guesses with what was measured in mind, and stand
    with their dates among the answers. One with the number goes before one without.
    """
    said = [_read(answer.text, answer.answered_on) for answer in reversed(answer_history(desk, FOLLOW_UP))]
    numbered = [each for each in said if each.we_stopped is not None] or said
    return next((each for each in reversed(numbered) if each.said_on == numbered[0].said_on), None)


def beside(desk: Desk) -> Beside | None:
    """The baseline beside what became of the leads from that day on; None as long as there is no number to stand beside.

    Few Not yet are named and not counted. Costs what `coach.views.lapses.lapses` costs, so it is for a review.
    """
    began = baseline(desk)
    if began is None or began.we_stopped is None:
        return None
    measured = lapses(desk, began.said_on)
    return Beside(began, measured, _sentence(began, began.we_stopped, measured, desk.today))


def _read(text: str, said_on: date) -> Baseline:
    asked = question(FOLLOW_UP)
    parts = answer_parts(asked, text)
    labels = {choice.key: choice.label for part in asked.parts for choice in part.choices if part.key != "we_stopped"}
    stopped = parts.get("we_stopped", "")
    return Baseline(
        said_on=said_on,
        first_answer=labels.get(parts.get("first_answer", ""), ""),
        touches=labels.get(parts.get("touches", ""), ""),
        we_stopped=int(stopped) if stopped else None,
        words=parts.get("words", ""),
    )


def _sentence(began: Baseline, thought: int, measured: Lapses, today: date) -> str:
    guess = f"On {show_day(began.said_on, today)} you thought {thought or 'none'} of {OF} ended with you"
    if measured.not_yet >= NAMED_BELOW:
        return f"{guess}; of {measured.not_yet:,} Not yet since then, {measured.we_stopped or 'none'} did."
    if not measured.not_yet:
        return f"{guess}. Nobody became a Not yet since then."
    return f"{guess}. Too few since then to say. {in_words(measured)}"
