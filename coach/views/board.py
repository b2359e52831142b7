"""The board: one column a stage, its cards in the order of the day."""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.records.stages import OPEN, WON
from coach.rules.dates import show_day, show_days_late
from coach.rules.day_order import PROMISED, THEY_WAIT, Entry, day_key, rank
from coach.views.business_days import WAITS, BusinessDays, is_waiting
from coach.views.day_legs import ENTRY, IN_ENTRY, NEVER, Scope, entry_of, page_of_day

MOST_CLOSED = 200
"""Closed leads a column can show: the latest ones."""
FAR_DOWN = 900
"""The place in a column from which its order is read once as a whole, and the most ids asked for by name."""
MANY_SILENT = 2
"""Unanswered touches from which a card says so."""


class Column(NamedTuple):
    """One column. `value` adds up the leads in `currency` (minor units); `other_values` those in other currencies.

    An open stage counts its leads, and those past the normal stay (business days) that wait for no agreed day. Won and Not yet
    count this month's. `rows` is how many cards the column can show.
    """

    stage_id: int
    key: str
    name: str
    kind: str
    count: int  # type: ignore[assignment]  # the word of the contract; a tuple's own count is of no use here
    value: int
    currency: str
    normal_stay: int | None
    past_limit: int
    rows: int
    other_values: tuple[tuple[int, str], ...] = ()


class BoardCard(NamedTuple):
    """One card. `due_on` of a closed lead is its return; its `rank` is 0. `value` in minor units, 0 when unknown.

    `signs` say in words what may need attention: `!`, `late 2d`, `stuck`, `waits until Thu 3 Dec`, `no answer x2`.
    """

    id: int
    name: str
    company: str
    next_step: str
    due_on: date | None
    due_time: str
    overdue_business_days: int
    rank: int
    value: int
    currency: str
    owner: str
    signs: tuple[str, ...]


def columns(desk: Desk) -> list[Column]:
    """The columns of the stages in use, in their order, with their counts."""
    stages = [_StageRow(*row) for row in desk.rows(_STAGES, (MOST_CLOSED,))]
    sums = _open_sums(desk, stages) | _closed_sums(desk, stages)
    strange = {stage_id for stage_id, each in sums.items() if each.in_currency < each.count}
    others = _other_values(desk, stages) if strange else {}
    return [_column(desk.currency, stage, sums.get(stage.id, _NONE), others.get(stage.id, {})) for stage in stages]


def cards(desk: Desk, stage_id: int, start: int, stop: int) -> list[BoardCard]:
    """The cards of a column from place `start` up to and without `stop`.

    Open leads stand in the order of the day, those of later days behind; closed ones with the latest first.
    """
    found = desk.rows("SELECT kind, normal_stay FROM stage WHERE id = ?", (stage_id,))
    if not found or stop <= start:
        return []
    kind, normal_stay = found[0]
    if kind != OPEN:
        return _closed_cards(desk, stage_id, start, stop)
    page = page_of_day(desk, Scope("stage_id", stage_id), NEVER, limit=stop - start, offset=start)
    return _open_cards(desk, page, normal_stay)


class BoardSource:
    """The board read as far as it is looked at. One state of the records: make a new one when they have changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._columns = columns(desk)
        self._ids: dict[int, list[int]] = {}

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, left to right."""
        return self._columns

    def count(self, column: int) -> int:
        """How many cards the column at this place can show."""
        return self._columns[column].rows

    def window(self, column: int, start: int, stop: int) -> list[BoardCard]:
        """The cards of the column at this place, from `start` up to and without `stop`."""
        shown, stop = self._columns[column], min(stop, self.count(column))
        if shown.kind != OPEN or start < FAR_DOWN or stop - start > FAR_DOWN:
            return cards(self._desk, shown.stage_id, start, stop)
        ids = self._all_ids(column)[start:stop]
        return _open_cards(self._desk, _pick(ids), shown.normal_stay) if ids else []

    def place_of(self, card_id: Hashable) -> tuple[int, int] | None:
        """The column and the row of a card; None when it is not on the board."""
        found = self._desk.rows("SELECT stage_id FROM lead WHERE id = ?", (card_id,))
        stages = [column.stage_id for column in self._columns]
        if not found or found[0][0] not in stages:
            return None
        column = stages.index(found[0][0])
        ids = self._all_ids(column)
        return (column, ids.index(card_id)) if card_id in ids else None

    def _all_ids(self, column: int) -> list[int]:
        """The ids of a column in order, read once: far down, counting off what comes before would cost more each time."""
        if column not in self._ids:
            self._ids[column] = _ids_in_order(self._desk, self._columns[column])
        return self._ids[column]


_CARD = f"""
SELECT {ENTRY},
    lead.name, contact.company, lead.next_step, lead.currency, owner.name, lead.step_source, lead.entered_on, lead.unanswered
FROM ({{page}}) AS page
LEFT JOIN lead ON lead.id = page.id
LEFT JOIN contact ON contact.id = lead.contact_id
LEFT JOIN owner ON owner.id = lead.owner_id
"""


def _open_cards(desk: Desk, page: tuple[str, list[Any]], normal_stay: int | None) -> list[BoardCard]:
    """The cards of the leads whose `id`s a query gives, in the order of the day."""
    sql, params = page
    days = BusinessDays(desk)
    latest_past = days.latest_past(normal_stay) if normal_stay else None
    rows = [(entry_of(row), row[IN_ENTRY:]) for row in desk.rows(_CARD.format(page=sql), params)]
    rows.sort(key=lambda row: day_key(row[0], days.today))
    return [_card(entry, row, days, latest_past) for entry, row in rows]


def _pick(ids: Sequence[int]) -> tuple[str, list[Any]]:
    marks = ", ".join("?" * len(ids))
    return f"SELECT id FROM lead WHERE id IN ({marks})", list(ids)


def _card(entry: Entry, row: Sequence[Any], days: BusinessDays, latest_past: date | None) -> BoardCard:
    name, company, step, currency, owner, source, entered_on, unanswered = row
    due_on = entry.due_on or days.today
    place, late = rank(entry.precedence, due_on, entry.due_time, days.today), days.late(due_on)
    signs = ["!"] if place in (THEY_WAIT, PROMISED) else []
    if late:
        signs.append(show_days_late(late))
    if is_waiting(source, due_on, days.today):
        signs.append(f"waits until {show_day(due_on, days.today)}")
    elif latest_past and day(entered_on) <= latest_past:
        signs.append("stuck")
    if unanswered >= MANY_SILENT:
        signs.append(f"no answer x{unanswered}")
    return BoardCard(
        entry.id,
        name,
        company,
        step,
        due_on,
        entry.due_time,
        late,
        place,
        entry.value,
        currency,
        owner or "",
        tuple(signs),
    )


def _closed_cards(desk: Desk, stage_id: int, start: int, stop: int) -> list[BoardCard]:
    rows = desk.rows(
        "SELECT lead.id, lead.name, contact.company, lead.status, lead.closed_on, lead.return_on, lead.value, lead.currency,"
        " owner.name FROM lead LEFT JOIN contact ON contact.id = lead.contact_id LEFT JOIN owner ON owner.id = lead.owner_id"
        " WHERE lead.stage_id = ? AND lead.closed_on IS NOT NULL ORDER BY lead.closed_on DESC, lead.id DESC LIMIT ? OFFSET ?",
        (stage_id, max(stop - start, 0), start),
    )
    return [_closed_card(desk.today, *row) for row in rows]


def _closed_card(
    today: date,
    id_: int,
    name: str,
    company: str,
    status: str,
    closed: Any,
    back: Any,
    value: int,
    currency: str,
    owner: str,
) -> BoardCard:
    closed_on, return_on = day(closed), day_or_none(back)
    signs = [f"{'won' if status == WON else 'since'} {show_day(closed_on, today)}"]
    if status != WON:
        signs.append(f"back {show_day(return_on, today)}" if return_on else "resting")
    return BoardCard(id_, name, company, "", return_on, "24:00", 0, 0, value, currency, owner or "", tuple(signs))


_STAGES = """
SELECT id, key, name, kind, normal_stay, CASE WHEN kind <> 'open' THEN
    (SELECT count(*) FROM (SELECT 1 AS one FROM lead WHERE stage_id = stage.id AND closed_on IS NOT NULL LIMIT ?) AS latest)
    ELSE 0 END
FROM stage WHERE retired_on IS NULL ORDER BY position, id
"""


class _StageRow(NamedTuple):
    id: int
    key: str
    name: str
    kind: str
    normal_stay: int | None
    closed_to_show: int


class _Sums(NamedTuple):
    count: int  # type: ignore[assignment]  # as in Column
    in_currency: int
    value: int
    past_limit: int = 0


_NONE = _Sums(0, 0, 0)
_SUMS = "count(*), sum(CASE WHEN currency = ? THEN 1 ELSE 0 END), sum(CASE WHEN currency = ? THEN value ELSE 0 END)"


def _open_sums(desk: Desk, stages: Sequence[_StageRow]) -> dict[int, _Sums]:
    """The sums of the open leads by stage, and how many stay longer than is normal and wait for no agreed day."""
    days, past = BusinessDays(desk), []
    params: list[Any] = [desk.currency, desk.currency]
    for stage in stages:
        latest = days.latest_past(stage.normal_stay) if stage.kind == OPEN and stage.normal_stay else None
        if latest is not None:
            past.append("(stage_id = ? AND entered_on <= ?)")
            params += [stage.id, latest.isoformat()]
    if past:
        stuck = f"sum(CASE WHEN ({' OR '.join(past)}) AND NOT {WAITS} THEN 1 ELSE 0 END)"
        params.append(days.today.isoformat())
    else:
        stuck = "0"
    sql = f"SELECT stage_id, {_SUMS}, {stuck} FROM lead WHERE status = 'open' GROUP BY stage_id"
    return {stage_id: _Sums(*map(int, sums)) for stage_id, *sums in desk.rows(sql, params)}


def _closed_sums(desk: Desk, stages: Sequence[_StageRow]) -> dict[int, _Sums]:
    """The sums of what was closed this month."""
    where, params = _closed_this_month(desk, stages)
    sql = f"SELECT stage_id, {_SUMS} FROM lead WHERE {where} GROUP BY stage_id"
    return {id_: _Sums(*map(int, sums)) for id_, *sums in desk.rows(sql, [desk.currency, desk.currency, *params])}


def _other_values(desk: Desk, stages: Sequence[_StageRow]) -> dict[int, dict[str, int]]:
    """What is counted in other currencies than the desk's, by stage and currency."""
    where, params = _closed_this_month(desk, stages)
    sql = (
        "SELECT stage_id, currency, sum(value) FROM lead"
        f" WHERE currency <> ? AND (status = 'open' OR ({where})) GROUP BY stage_id, currency"
    )
    found: dict[int, dict[str, int]] = {}
    for stage_id, currency, value in desk.rows(sql, [desk.currency, *params]):
        found.setdefault(stage_id, {})[currency] = int(value)
    return found


def _closed_this_month(desk: Desk, stages: Sequence[_StageRow]) -> tuple[str, list[Any]]:
    ids = [stage.id for stage in stages if stage.kind != OPEN] or [0]
    return f"stage_id IN ({', '.join('?' * len(ids))}) AND closed_on >= ?", [
        *ids,
        desk.today.replace(day=1).isoformat(),
    ]


def _column(currency: str, stage: _StageRow, sums: _Sums, others: dict[str, int]) -> Column:
    """The column; when nothing in it is in the desk's currency, the largest sum of another one speaks for it."""
    value = sums.value
    if others and not sums.in_currency:
        currency = max(others, key=lambda other: others[other])
        value = others.pop(currency)
    rows = sums.count if stage.kind == OPEN else max(sums.count, stage.closed_to_show)
    left = tuple((minor, other) for other, minor in sorted(others.items()) if minor)
    return Column(
        stage.id,
        stage.key,
        stage.name,
        stage.kind,
        sums.count,
        value,
        currency,
        stage.normal_stay,
        sums.past_limit,
        rows,
        left,
    )


def _ids_in_order(desk: Desk, column: Column) -> list[int]:
    if column.kind == OPEN:
        page, params = page_of_day(desk, Scope("stage_id", column.stage_id), NEVER)
        return [id_ for (id_,) in desk.rows(f"SELECT page.id FROM ({page}) AS page", params)]
    latest = "SELECT id FROM lead WHERE stage_id = ? AND closed_on IS NOT NULL ORDER BY closed_on DESC, id DESC LIMIT ?"
    return [id_ for (id_,) in desk.rows(latest, (column.stage_id, max(column.rows, MOST_CLOSED)))]
