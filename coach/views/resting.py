"""The leads that rest: a Not yet with nothing planned, thought of once a year by whoever likes to."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day, day_or_none


class Resting(NamedTuple):
    """A lead that rests. `rests_since` is the day it was closed, or of the last touch of its returns.

    `remember_on` is the day to think of it: the next yearly day of its closing, today included. Nothing is planned for it.
    """

    id: int
    name: str
    company: str
    closed_on: date
    reason: str
    rests_since: date
    remember_on: date


def resting(desk: Desk) -> list[Resting]:
    """Every lead that rests, the nearest yearly day first; nobody who asked for no contact."""
    today = desk.today
    found = [
        (
            remember_on,
            name_key,
            Resting(id_, name, company, closed, reason, _since(closed, touched, round_), remember_on),
        )
        for id_, name, name_key, company, closed_on, reason, touched, round_ in desk.rows(_RESTING)
        for closed in (day(closed_on),)
        for remember_on in (yearly_day(closed, today),)
    ]
    return [each for *_, each in sorted(found, key=lambda known: (known[0], known[1], known[2].id))]


def yearly_day(closed_on: date, today: date) -> date:
    """The first anniversary of a day on or after today, never the day itself. Of 29 February it is 28 in other years."""
    year = max(today.year, closed_on.year + 1)
    here = _in_year(closed_on, year)
    return here if here >= today else _in_year(closed_on, year + 1)


_RESTING = """
SELECT lead.id, lead.name, lead.name_key, contact.company, closed_on, reason, last_touch_on, return_round
FROM lead JOIN contact ON contact.id = contact_id
WHERE stage_id IN (SELECT id FROM stage WHERE kind = 'not_yet') AND return_on IS NULL AND do_not_contact_on IS NULL
"""


def _since(closed_on: date, touched_on: str | date | None, round_: int) -> date:
    touched = day_or_none(touched_on)
    return max(closed_on, touched) if touched and round_ else closed_on


def _in_year(of: date, year: int) -> date:
    return date(year, 3, 1) - date.resolution if (of.month, of.day) == (2, 29) else of.replace(year=year)
