"""The day: who is due, in order, one line a person."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from coach.records.desk import Desk, day_or_none
from coach.records.stages import OPEN, read_rhythm
from coach.rules.cadence import ANSWER, CADENCE, CLOSE_LOOP, TOUCH
from coach.rules.day_order import THEY_WAIT, Entry, day_key, rank
from coach.views.business_days import BusinessDays
from coach.views.day_legs import ENTRY, EVERYTHING, IN_ENTRY, Scope, due_condition, entry_of, page_of_day, scoped
from coach.views.owners import owner_asked_for
from coach.views.reasons import Why, touches_of, why_listed
from coach.views.returning import Returns, returns_of

EXACT_COUNT = 5_000
"""Leads up to which the lines of a list are counted exactly; above it a person with several leads is counted once for each."""

_IDS_AT_ONCE = 500


class DueLine(NamedTuple):
    """One line of the day. `value` in minor units, 0 when unknown; `due_time` is `24:00` for a whole day.

    `reason` says in a few words why it is here; `why` holds what there is to say about that at length. `others` are other
    leads of the same person that the same touch covers, in order.
    """

    id: int
    name: str
    company: str
    contact_id: int
    stage: str
    stage_key: str
    owner: str
    next_step: str
    kind: str
    due_on: date
    due_time: str
    overdue_business_days: int
    rank: int
    reason: str
    value: int
    currency: str
    status: str
    why: Why
    others: tuple[int, ...] = ()


def due_list(desk: Desk, *, owner: str | None = None, within: int = 0, limit: int | None = None) -> list[DueLine]:
    """The day in its order: what is due or overdue, then what comes `within` so many calendar days, in order of its day.

    `owner` None is the owner of the setting, an empty text is everyone. Closed leads whose day to return has come are in it.
    Raises Misused for an owner there is not.
    """
    return DueSource(desk, owner, within).window(0, EVERYTHING if limit is None else max(limit, 0))


_Touch = tuple[int, date]
"""The one touch that covers a lead: its person, and today or the day that comes (R10)."""


class DueSource:
    """The same list read as far as it is looked at. It is one state of the records: make a new one when they have changed."""

    def __init__(self, desk: Desk, owner: str | None = None, within: int = 0) -> None:
        owner_id = owner_asked_for(desk, owner)
        self._desk = desk
        self._scope = Scope() if owner_id is None else Scope("owner_id", owner_id)
        self._until = desk.today + timedelta(days=max(within, 0))
        self._days = BusinessDays(desk)
        self._lines: list[DueLine] = []
        self._said: set[_Touch] = set()
        self._beside: dict[_Touch, list[Entry]] = {}
        self._people: set[int] = set()
        self._read = 0
        self._ended = False
        self._counted: int | None = None

    def count(self) -> int:
        """How many lines there are: exact up to `EXACT_COUNT` leads and once all are read, else never too few."""
        if self._ended:
            return len(self._lines)
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def window(self, start: int, stop: int) -> list[DueLine]:
        """The lines from `start` up to and without `stop`."""
        while not self._ended and len(self._lines) < stop:
            self._read_on(max(stop - len(self._lines), self._read))
        return self._lines[start:stop]

    def _read_on(self, limit: int) -> None:
        sql, params = page_of_day(self._desk, self._scope, self._until, limit=limit, offset=self._read)
        rows = self._desk.rows(_LINE.format(page=sql), params)
        leads = sorted(map(_DueLead, rows), key=lambda lead: day_key(lead.entry, self._days.today))
        self._ended = len(leads) < limit
        whole = self._ended and not self._read
        self._keep_together((lead.entry for lead in leads) if whole else self._leads_beside(leads))
        returns = returns_of(self._desk) if any(lead.status != OPEN for lead in leads) else Returns({})
        for lead in leads:
            touch = self._touch_of(lead.entry)
            if touch not in self._said:
                self._said.add(touch)
                others = tuple(each.id for each in self._beside.get(touch, ()) if each.id != lead.entry.id)
                self._lines.append(lead.line(self._days, returns, others))
        self._read += len(leads)

    def _touch_of(self, entry: Entry) -> _Touch:
        return entry.contact_id, max(entry.due_on or self._days.today, self._days.today)

    def _keep_together(self, entries: Iterable[Entry]) -> None:
        """Keep, for each touch, the leads it covers, in order."""
        for entry in sorted(entries, key=lambda entry: day_key(entry, self._days.today)):
            self._beside.setdefault(self._touch_of(entry), []).append(entry)

    def _leads_beside(self, leads: Sequence["_DueLead"]) -> list[Entry]:
        """Every lead of the list whose person has several, for the people of these leads that were not met before."""
        met = {lead.entry.contact_id for lead in leads if lead.of_person > 1} - self._people
        self._people |= met
        people, found = sorted(met), list[Entry]()
        for start in range(0, len(people), _IDS_AT_ONCE):
            some = people[start : start + _IDS_AT_ONCE]
            for row in self._desk.rows(_BESIDE.format(marks=", ".join("?" * len(some))), some):
                entry, owner_id = entry_of(row), row[IN_ENTRY]
                if (entry.due_on or self._until) <= self._until and self._scope.value in (0, owner_id):
                    found.append(entry)
        return found

    def _count(self) -> int:
        condition, until, today = due_condition(self._scope), self._until.isoformat(), self._days.today.isoformat()
        total = int(self._desk.rows(f"SELECT count(*) FROM lead WHERE {condition}", scoped(self._scope, until))[0][0])
        if total > EXACT_COUNT:
            return total
        # The plus keeps SQLite from walking all leads by their contact to find the few that are due.
        touches = (
            f"SELECT DISTINCT +contact_id, CASE WHEN list_on > ? THEN list_on END AS day FROM lead WHERE {condition}"
        )
        sql = f"SELECT count(*) FROM ({touches}) AS touches"
        return int(self._desk.rows(sql, [today, *scoped(self._scope, until)])[0][0])


class DueCounts(NamedTuple):
    """How many leads the day has, by what they are about; `other` is the rest of what is due: check-ins, loops, decisions.

    `coming` are those of the next `within` calendar days. A person with several leads counts once for each.
    """

    they_wait: int
    promised: int
    overdue: int
    today: int
    other: int
    coming: int
    within: int = 3

    @property
    def due(self) -> int:
        """All that is due or overdue."""
        return self.they_wait + self.promised + self.overdue + self.today + self.other


def due_counts(desk: Desk, owner: str | None = None, within: int = 3) -> DueCounts:
    """The counts of the day, for an owner as in `due_list`, in one query of the index. Raises Misused."""
    owner_id = owner_asked_for(desk, owner)
    scope = "" if owner_id is None else "owner_id = ? AND "
    today, until = desk.today.isoformat(), (desk.today + timedelta(days=max(within, 0))).isoformat()
    parts = (
        ("precedence = 1 AND list_on <= ?", (today,)),
        ("precedence = 2 AND list_on <= ?", (today,)),
        ("precedence = 5 AND list_on < ?", (today,)),
        ("precedence = 5 AND list_on = ?", (today,)),
        ("precedence IN (4, 7, 8) AND list_on <= ?", (today,)),
        ("precedence IN (1, 2, 4, 5, 7, 8) AND list_on > ? AND list_on <= ?", (today, until)),
    )
    counts = ", ".join(f"(SELECT count(*) FROM lead WHERE {scope}{when})" for when, _ in parts)
    params = [mark for _, marks in parts for mark in ((owner_id, *marks) if scope else marks)]
    they_wait, promised, overdue, due, other, coming = map(int, desk.rows(f"SELECT {counts}", params)[0])
    return DueCounts(they_wait, promised, overdue, due, other, coming, max(within, 0))


_NAMES = ("They wait for you", "Promised", "Overdue", "Today", "Also due")
_SHORT_NAMES = ("They wait", "Promised", "Overdue", "Today", "Also")


def in_words(counts: DueCounts, room: int | None = None) -> str:
    """The counts on one line, such as `They wait for you 1 · Overdue 3 · Today 4 · next 3 days 6`; nothing is said of none.

    In `room` cells it is said shorter where it would not fit, and what is to come is left out first.
    """
    ahead = f"{'tomorrow' if counts.within == 1 else f'next {counts.within} days'} {counts.coming:,}"
    coming = [ahead] if counts.coming else []
    said = " · ".join(_named(counts, _NAMES) + coming)
    for shorter in (_named(counts, _SHORT_NAMES) + coming, _named(counts, _SHORT_NAMES)):
        if room is not None and len(said) > room:
            said = " · ".join(shorter)
    return said


def _named(counts: DueCounts, names: tuple[str, ...]) -> list[str]:
    named = zip(names, counts[: len(names)], strict=True)
    return [f"{words} {count:,}" for words, count in named if count] or ["Nobody is due"]


_LINE = f"""
SELECT {ENTRY},
    lead.status,
    (SELECT count(*) FROM lead AS beside WHERE beside.contact_id = lead.contact_id AND beside.list_on IS NOT NULL),
    lead.name, contact.company, stage.name, stage.key, owner.name, lead.next_step, lead.step_kind, lead.currency,
    lead.last_reply_on, lead.stage_id, lead.return_round, lead.return_agreed, lead.step_source, lead.unanswered, lead.position,
    lead.promise_on, stage.rhythm
FROM ({{page}}) AS page
LEFT JOIN lead ON lead.id = page.id
LEFT JOIN contact ON contact.id = lead.contact_id
LEFT JOIN stage ON stage.id = lead.stage_id
LEFT JOIN owner ON owner.id = lead.owner_id
"""
"""Left joins, so that SQLite keeps to the order of the page and looks up each row by its id."""
_BESIDE = f"""
SELECT {ENTRY}, owner_id FROM lead WHERE contact_id IN ({{marks}}) AND list_on IS NOT NULL
"""
"""Nothing else is asked for, so that no index but the contact's looks useful."""


class _DueLead:
    """One row of `_LINE`: the entry that the order looks at, and what a line says beside it."""

    __slots__ = ("_row", "entry", "of_person", "status")

    def __init__(self, row: Sequence[Any]) -> None:
        self.entry = entry_of(row)
        self.status, self.of_person, *self._row = row[IN_ENTRY:]

    def line(self, days: BusinessDays, returns: Returns, others: tuple[int, ...]) -> DueLine:
        """The line of the list."""
        (
            name, company, stage, stage_key, owner, step, kind, currency, replied_on, stage_id, round_, agreed, source,
            unanswered, position, promise_on, rhythm,
        ) = self._row  # fmt: skip
        entry, today = self.entry, days.today
        due_on = entry.due_on or today
        place, late = rank(entry.precedence, due_on, entry.due_time, today), days.late(due_on)
        why = Why(
            place, self.status, due_on, entry.due_time, late, replied_on is not None, source, unanswered,
            promised_on=day_or_none(promise_on), agreed=bool(agreed),
        )  # fmt: skip
        if self.status != OPEN:
            step = returns.step(stage_id, round_, entry.precedence)
            kind = ANSWER if entry.precedence == THEY_WAIT else kind
        elif source == CADENCE and kind in (TOUCH, CLOSE_LOOP):
            touch, touches = touches_of(position, unanswered, len(read_rhythm(rhythm)[0].beats))
            why = why._replace(touch=touch, touches=touches)
        return DueLine(
            entry.id, name, company, entry.contact_id, stage, stage_key, owner or "", step, kind, due_on, entry.due_time,
            late, place, why_listed(why, today), entry.value, currency, self.status, why, others,
        )  # fmt: skip
