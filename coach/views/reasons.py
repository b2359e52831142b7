"""Why a lead is in the list, in the owner's words: in a few for a column, and as a sentence that names people and days."""

from datetime import date
from typing import NamedTuple

from coach.rules.cadence import CAP, MANUAL, SNOOZE
from coach.rules.counting import counted, number_word, ordinal_word
from coach.rules.dates import show_day, show_days_late
from coach.rules.day_order import COMING, DECISION, LOOP, OVERDUE, PROMISED, THEIR_PROMISE, THEY_WAIT, TIMED, TODAY

_IN_A_WORD = {TIMED: "due today at {time}", LOOP: "close the loop", DECISION: "decide"}
OPEN, WON = "open", "won"


class Why(NamedTuple):
    """What a lead is in the list for. `late` in business days; `heard` says that they have written to us before.

    `promised_on` is the day a promise of theirs or ours was given for. `touch` is which touch without an answer the step would
    be, of `touches`; both 0 when it is none of the rhythm's. `agreed` says that a closed lead comes back on a day they named.
    """

    rank: int
    status: str
    due_on: date
    due_time: str
    late: int
    heard: bool
    source: str
    unanswered: int
    promised_on: date | None = None
    touch: int = 0
    touches: int = 0
    agreed: bool = False


def why_listed(why: Why, today: date) -> str:
    """In a few words, for a column: `they wait for your answer`, `late 2d`, `time to ask again`."""
    if why.status != OPEN:
        return _why_returned(why, today)
    if why.rank in (OVERDUE, TODAY):
        return show_days_late(why.late) or (
            "due today" if why.due_on == today else f"due since {show_day(why.due_on, today)}"
        )
    if why.rank == THEY_WAIT:
        return "they wait for your answer" if why.heard else "new lead, nobody has answered"
    if why.rank == PROMISED:
        return f"you promised it for {show_day(why.due_on, today)}"
    if why.rank == THEIR_PROMISE:
        on = f" on {show_day(why.promised_on, today)}" if why.promised_on else ""
        return f"their promise passed{on}"
    return _IN_A_WORD.get(why.rank, "due {day}").format(day=show_day(why.due_on, today), time=why.due_time)


def why_now(why: Why, name: str, today: date) -> str:
    """As a sentence: `Ben Adeyemi has waited two business days for your answer.`"""
    if why.status != OPEN:
        said = _why_returned(why, today)
        return _sentence(f"{said}, {_late(why)}" if why.late else said)
    if why.rank == THEY_WAIT:
        return _they_wait(why, name)
    if why.rank == PROMISED:
        return _sentence(f"you promised it for {_day(why.due_on, today)}{_ago(why)}")
    if why.rank == THEIR_PROMISE:
        asked = f"; you meant to ask on {show_day(why.due_on, today)}" if why.late else ""
        return _sentence(f"{why_listed(why, today)}{asked}")
    if why.rank == DECISION:
        return _decide(why)
    parts = (touch_in_words(why), _whose_day(why, today), _closing(why), _late(why))
    return _sentence(", ".join(filter(None, parts)) or why_listed(why, today))


def touch_in_words(why: Why) -> str:
    """`third touch of four`; nothing when the step is no touch of the rhythm."""
    return f"{ordinal_word(why.touch)} touch of {number_word(why.touches)}" if why.touch else ""


def touches_of(position: int, unanswered: int, beats: int) -> tuple[int, int]:
    """Which touch without an answer comes next, and how many there are before it is time to decide.

    `position` is how many of the `beats` of the stage are used. Both are 0 when the rhythm has none left.
    """
    left = min(beats - position, CAP - unanswered)
    return (unanswered + 1, unanswered + left) if left > 0 else (0, 0)


def _why_returned(why: Why, today: date) -> str:
    if why.rank == COMING:
        return f"back {show_day(why.due_on, today)}"
    if why.rank == THEY_WAIT:
        return "they wait for your answer"
    if why.status == WON:
        return "check-in after the win"
    return "you agreed to come back now" if why.agreed else "time to ask again"


def _they_wait(why: Why, name: str) -> str:
    if not why.heard:
        waited = f" for {_business_days(why.late)}" if why.late else " yet"
        return f"New, and nobody has answered{waited}."
    waited = f"has waited {_business_days(why.late)}" if why.late else "waits"
    return f"{name} {waited} for your answer."


def _whose_day(why: Why, today: date) -> str:
    """Who chose the day of a step that the rhythm did not choose."""
    if why.rank == TIMED:
        return f"due today at {why.due_time}"
    chosen = {SNOOZE: "not before", MANUAL: "your own step for"}.get(why.source, "")
    return f"{chosen} {_day(why.due_on, today)}" if chosen else "due today" if why.rank == TODAY else ""


def _closing(why: Why) -> str:
    return "it closes the loop" if why.rank == LOOP else ""


def _decide(why: Why) -> str:
    """Nobody has answered as often as is good, or the rhythm is at its end: a touch more would not be right."""
    if why.unanswered:
        return (
            f"{counted(why.unanswered, 'touch', 'touches').capitalize()} went unanswered: decide, do not write again."
        )
    return "The rhythm is at its end: decide how it goes on."


def _day(day: date, today: date) -> str:
    return "today" if day == today else show_day(day, today)


def _late(why: Why) -> str:
    return f"{_business_days(why.late)} late" if why.late else ""


def _ago(why: Why) -> str:
    return f", {_business_days(why.late)} ago" if why.late else ""


def _business_days(count: int) -> str:
    return counted(count, "business day")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
