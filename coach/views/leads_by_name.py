"""Leads by name, all or a part of them, read only as far as they are looked at, however many there are."""

from typing import Any

from coach.records.desk import Desk
from coach.views.found import Found, shown
from coach.views.which_leads import EVERY, Which, where_all

_Key = tuple[str, int]


class LeadsByName:
    """A list of leads by name. It is counted first, and is the same until it is counted again.

    All of them, and those of one status, are read in the order of an index, from the nearest place that is known already: from
    either end, or from where one was before. Of the few that rest or have one tag the numbers are kept.
    """

    def __init__(self, desk: Desk, which: Which = EVERY) -> None:
        self.which = which
        self._desk = desk
        self._count = 0
        self._ids: list[int] | None = None
        self._edges: dict[int, _Key] = {}

    def count(self) -> int:
        """How many there are."""
        self.forget_places()
        where, params = where_all(self.which.condition())
        if self.which.is_gathered:
            rows = self._desk.rows(f"SELECT lead.id FROM lead{where} ORDER BY lead.name_key, lead.id", params)
            self._ids = [row[0] for row in rows]
            self._count = len(self._ids)
        else:
            self._count = int(self._desk.rows(f"SELECT count(*) FROM lead{where}", params)[0][0])
        return self._count

    def forget_places(self) -> None:
        """Count off from the ends again."""
        self._edges.clear()

    def window(self, start: int, stop: int) -> list[Found]:
        """The leads from `start` up to and without `stop`."""
        if self._ids is not None:
            return shown(self._desk, self._ids[start:stop])
        if not self._count:
            self.count()
        stop = min(stop, self._count)
        if stop <= start:
            return []
        keys = self._keys(start, stop)
        if keys:
            self._edges[start], self._edges[start + len(keys) - 1] = keys[0], keys[-1]
        return shown(self._desk, [id_ for _, id_ in keys])

    def _keys(self, start: int, stop: int) -> list[_Key]:
        """The keys of a window, counted off from the nearest known place before it or behind it."""
        before = max((edge for edge in self._edges if edge <= start), default=0)
        behind = min((edge for edge in self._edges if edge >= stop), default=self._count)
        if start - before <= behind - stop:
            return self._read(self._edges.get(before), start - before, stop - start, forwards=True)
        return self._read(self._edges.get(behind), behind - stop, stop - start, forwards=False)[::-1]

    def _read(self, edge: _Key | None, skipped: int, wanted: int, *, forwards: bool) -> list[_Key]:
        """Keys from an edge on (which is among them) or from the end back to it (which is not), some of them skipped."""
        sign, order = (">=", "") if forwards else ("<", " DESC")
        from_here: tuple[str, list[Any]] = ("", []) if edge is None else (f"(name_key, id) {sign} (?, ?)", [*edge])
        where, params = where_all(self.which.condition(), from_here)
        page = f"SELECT name_key, id FROM lead{where} ORDER BY name_key{order}, id{order} LIMIT ? OFFSET ?"
        return [(key, id_) for key, id_ in self._desk.rows(page, [*params, wanted, skipped])]


AllLeads = LeadsByName
"""Every lead by name, open and closed."""
