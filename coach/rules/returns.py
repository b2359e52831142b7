"""What comes back by itself after a lead is closed: the days a Not yet returns, and the check-ins after a Won."""

from datetime import date, timedelta
from typing import NamedTuple

from coach.rules.workdays import Calendar


class Follow(NamedTuple):
    """One touch after the close: `after` counted in `unit` (`business` or `days`), its words and message key."""

    after: int
    unit: str
    text: str
    message: str


def return_on(follows: tuple[Follow, ...], round_: int, base: date, calendar: Calendar) -> date | None:
    """The day of the follow-up number `round_` (0 first) after `base`; None when they are used up and the lead rests."""
    if round_ >= len(follows):
        return None
    follow = follows[round_]
    if follow.unit == "business":
        return calendar.add(base, follow.after)
    return calendar.forward(base + timedelta(days=follow.after))
