"""Why a lead is in the list, in the owner's words."""

from datetime import date

from coach.rules.dates import show_day, show_days_late
from coach.rules.day_order import COMING, DECISION, LOOP, PROMISED, THEIR_PROMISE, THEY_WAIT, TIMED

_BY_RANK = {
    PROMISED: "you promised it",
    THEIR_PROMISE: "their promise has passed",
    LOOP: "close the loop",
    DECISION: "decide",
}


def why_listed(rank: int, due_on: date, due_time: str, late: int, today: date, *, heard: bool) -> str:
    """Why an open lead is in the list. `late` in business days; `heard` says that they have written to us before."""
    if rank == COMING:
        return f"due {show_day(due_on, today)}"
    if rank == THEY_WAIT:
        return "they wait for your answer" if heard else "new lead, nobody has answered"
    if rank == TIMED:
        return f"due today at {due_time}"
    if rank in _BY_RANK:
        return _BY_RANK[rank]
    if due_on < today:
        return show_days_late(late) or f"due since {show_day(due_on, today)}"
    return "due today"


def why_returned(rank: int, status: str, return_on: date, today: date, *, agreed: bool) -> str:
    """Why a closed lead is in the list. `agreed` says that they named the day."""
    if rank == COMING:
        return f"back {show_day(return_on, today)}"
    if rank == THEY_WAIT:
        return "they wait for your answer"
    if status == "won":
        return "check-in after the win"
    return "you agreed to come back now" if agreed else "time to ask again"
