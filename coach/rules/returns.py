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


class Return(NamedTuple):
    """A Not yet that comes back on `return_on` by the rhythm `follows` of its stage, for the time `round_` (0 first).

    `not_before` is the day they named last, `last_touch_on` the day of our last touch.
    """

    follows: tuple[Follow, ...]
    round_: int
    return_on: date
    closed_on: date
    not_before: date | None
    last_touch_on: date | None


class Agreed(NamedTuple):
    """How often they are fine with hearing from us, in business days, and until when; None for no limit."""

    every: int | None
    until: date | None


def return_on(follows: tuple[Follow, ...], round_: int, base: date, calendar: Calendar) -> date | None:
    """The day of the follow-up number `round_` (0 first) after `base`; None when they are used up and the lead rests."""
    if round_ >= len(follows):
        return None
    follow = follows[round_]
    if follow.unit == "business":
        return calendar.add(base, follow.after)
    return calendar.forward(base + timedelta(days=follow.after))


def as_agreed(
    day: date | None, agreed: Agreed, calendar: Calendar, not_before: date | None, last_touch_on: date | None
) -> date | None:
    """The day a Not yet comes back that was to come on `day`: not before a day they named, nor closer to our last touch than
    they agreed to, and not at all after the last day they agreed to."""
    if day and not_before:
        day = max(day, calendar.forward(not_before))
    if day and agreed.every and last_touch_on:
        day = max(day, calendar.add(last_touch_on, agreed.every))
    return None if day and agreed.until and day > agreed.until else day


def in_line(known: Return, agreed: Agreed, calendar: Calendar, today: date) -> date | None:
    """When it comes back by what was agreed anew; None when it rests from now on. A day that has come stays."""
    base = known.last_touch_on if known.round_ and known.last_touch_on else known.closed_on
    day = return_on(known.follows, known.round_, base, calendar)
    day = as_agreed(day, agreed, calendar, known.not_before, known.last_touch_on)
    if day is not None and day <= today:
        day = known.return_on if agreed.until is None or known.return_on <= agreed.until else calendar.forward(today)
        day = None if agreed.until and day > agreed.until else day
    return day
