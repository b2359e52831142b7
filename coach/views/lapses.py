"""Where the business itself stopped: the lapses of a lead and of a period, and how each Not yet of the period ended."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk, day
from coach.records.drivers import on_sqlite
from coach.records.stages import OPEN
from coach.rules.day_order import precedence
from coach.rules.lapse import (
    LATE_AFTER,
    OWED,
    SAID_NO,
    WE_ENDED,
    WE_STOPPED,
    WENT_QUIET,
    LapseSpan,
    Owing,
    how_it_ended,
    is_lapse,
    lapse_spans,
)
from coach.rules.workdays import Calendar

NAMED_BELOW = 5
"""Not yets below which they are named and not counted: too few for a rate."""


class LeadLapses(NamedTuple):
    """The lapses of one lead, oldest first, and the business days of all of them."""

    days: int
    spans: tuple[LapseSpan, ...]


class Ending(NamedTuple):
    """One lead that became a Not yet in a period, and how: see `coach.rules.lapse`. `name` is as the owner wrote it."""

    lead_id: int
    name: str
    ended_on: date
    how: str


class Lapses(NamedTuple):
    """A period, its first and last day included: how many of the leads that were open in it had a lapse in it.

    `not_yet` are the leads that became a Not yet in it here, not by an import; the four after it add up to it. `endings`
    names each of them, and is empty when they are `NAMED_BELOW` or more.
    """

    since: date
    until: date
    with_lapse: int
    open_leads: int
    not_yet: int
    said_no: int
    went_quiet: int
    we_stopped: int
    we_ended: int
    endings: tuple[Ending, ...]


def lead_lapses(desk: Desk, lead_id: int) -> LeadLapses:
    """The lapses of a lead, the one that goes on included. Raises Misused when there is no such lead."""
    found = desk.rows("SELECT status, next_step, step_kind, due_on FROM lead WHERE id = ?", (lead_id,))
    if not found:
        raise Misused(f"There is no lead {lead_id}.", "Look it up with: coach find NAME")
    past = desk.rows("SELECT text, kind, due_on, ended_on FROM past_step WHERE lead_id = ? ORDER BY id", (lead_id,))
    steps = [Owing(text, kind, day(due_on), day(ended_on)) for text, kind, due_on, ended_on in past]
    status, text, kind, due_on = found[0]
    if status == OPEN:
        steps.append(Owing(text, kind, day(due_on), None))
    spans = lapse_spans(steps, desk.calendar, desk.today)
    return LeadLapses(sum(span.business_days_late for span in spans), spans)


def lapses(desk: Desk, since: date, until: date | None = None) -> Lapses:
    """The lapses and endings from `since` to `until`, today when None. Business days are those of the calendar as it is now.

    Three queries, or four where endings are named. One reads through all past steps and one through all leads, so this is for
    a review, not for every key.
    """
    until = desk.today if until is None else until
    calendar = _Counting(desk.calendar)
    past = _PAST.format(long_before=_LONG_BEFORE[on_sqlite(desk.database)])
    ended: list[tuple[int, date, str]] = []
    lapsed: set[int] = set()
    for lead_id, kind, due_on, ended_on, ended_by, they_spoke in desk.rows(past, _days(until, since)):
        due, over = day(due_on), day(ended_on)
        if calendar.is_lapse(kind, due, min(over, until)):
            lapsed.add(lead_id)
        if they_spoke is not None and over <= until:
            late = calendar.is_lapse(kind, due, over)
            asked = ended_by == "do_not_contact"
            how = how_it_ended(asked_to_stop=asked, kind=kind, lapsed=late, they_spoke=bool(they_spoke))
            ended.append((lead_id, over, how))
    lapsed.update(_late_now(desk, calendar.calendar, until))
    counted = Counter(how for _, _, how in ended)
    return Lapses(
        since=since,
        until=until,
        with_lapse=len(lapsed),
        open_leads=int(desk.rows(_OPEN_IN, _days(until, since))[0][0]),
        not_yet=len(ended),
        said_no=counted[SAID_NO],
        went_quiet=counted[WENT_QUIET],
        we_stopped=counted[WE_STOPPED],
        we_ended=counted[WE_ENDED],
        endings=_named(desk, ended) if len(ended) < NAMED_BELOW else (),
    )


def in_words(told: Lapses) -> str:
    """The sentence: `Of 14 Not yet, 5 ended with us owing the next move.` Below five Not yet it names the leads.

    Names are as the owner wrote them: the sentence is shown as any text of theirs is.
    """
    if told.not_yet == 0:
        return "Nobody became a Not yet in this time."
    if told.not_yet < NAMED_BELOW:
        if told.not_yet == 1 and not told.we_stopped:
            return "The one Not yet did not end with us owing the next move."
        owing = list(dict.fromkeys(ending.name for ending in told.endings if ending.how == WE_STOPPED))
        if not owing:
            return f"None of {told.not_yet} Not yet ended with us owing the next move."
        return f"{_listed(owing)} became a Not yet while we owed the next move."
    stopped = f"{told.we_stopped:,}" if told.we_stopped else "none"
    return f"Of {told.not_yet:,} Not yet, {stopped} ended with us owing the next move."


_OURS = ", ".join(map(repr, OWED))
_THEIRS = """
    SELECT coalesce(max(theirs), 0) FROM (
        SELECT CASE WHEN touch.inbound OR touch.via = 'meeting' THEN 1 ELSE 0 END AS theirs FROM touch
        WHERE touch.lead_id = past_step.lead_id AND touch.day <= past_step.ended_on AND NOT touch.imported
        ORDER BY touch.id DESC LIMIT 2
    ) AS latest
"""
"""Whether one of the last two touches before the end was a word of theirs: the last one, or the one that we answered."""
_PAST = f"""
SELECT lead_id, kind, due_on, ended_on, ended_by,
    CASE WHEN ended_by IN ('not_yet', 'do_not_contact') THEN ({_THEIRS}) END
FROM past_step
WHERE (kind IN ({_OURS}) AND due_on < ? AND due_on < {{long_before}} OR ended_by IN ('not_yet', 'do_not_contact'))
    AND ended_on >= ?
"""
_LONG_BEFORE = {True: f"date(ended_on, '-{LATE_AFTER} days')", False: f"ended_on - {LATE_AFTER}"}
"""A day that every lapse was due before, on SQLite and on the server: business days are never more than calendar days."""
_OPEN_IN = "SELECT count(*) FROM lead WHERE received_on <= ? AND (closed_on IS NULL OR closed_on >= ?)"
"""Read through the table: a lead is open in a period by two days, and no index has both."""


class _Counting:
    """Counts each pair of days once however many steps share it."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._known: dict[tuple[str, date, date], bool] = {}

    def is_lapse(self, kind: str, due_on: date, end: date) -> bool:
        key = kind, due_on, end
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = is_lapse(kind, due_on, end, self.calendar)
        return found


def _late_now(desk: Desk, calendar: Calendar, until: date) -> list[int]:
    """The open leads whose step is a lapse by `until`, from the index of the day: a closed one has no day of its own."""
    ranks = sorted({precedence(kind) for kind in OWED})
    before = calendar.add(until, -LATE_AFTER)
    rows = desk.rows(
        f"SELECT id FROM lead WHERE precedence IN ({', '.join(map(str, ranks))}) AND list_on < ? AND due_on IS NOT NULL",
        _days(before),
    )
    return [row[0] for row in rows]


def _named(desk: Desk, ended: Sequence[tuple[int, date, str]]) -> tuple[Ending, ...]:
    ids = sorted({lead_id for lead_id, _, _ in ended})
    marks = ", ".join("?" * len(ids))
    names: dict[int, str] = dict(desk.rows(f"SELECT id, name FROM lead WHERE id IN ({marks})", ids)) if ids else {}
    return tuple(Ending(lead_id, names[lead_id], over, how) for lead_id, over, how in ended if lead_id in names)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _days(*days: date) -> list[Any]:
    return [each.isoformat() for each in days]
