"""The lines of Today: the first few that fit a day, and the line that tells how many more there are."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from coach.rules.cadence import END_OF_DAY
from coach.rules.counting import number_word, ordinal_word
from coach.rules.day_order import PROMISED, THEIR_PROMISE, THEY_WAIT, TIMED
from coach.views.day import DueLine
from coach.views.returning import ANSWER_THEM
from screens.lead_words import OPEN, others_in_words, short_stage
from screens.widgets.cells import Cell, RowLine, Share, Tone

NAME, STAGE, COMPANY = 17, 10, 17
"""Cells of these columns."""
WITH_COMPANY = 96
"""Cells from which there is room for the company, too: below, the words about the step need it more."""


class More(NamedTuple):
    """The last line: how many are behind it, or, when all are shown, that it can be fewer again; `key` does either."""

    hidden: int
    key: str


class Due(Protocol):
    """The day in its order."""

    def count(self) -> int:
        """How many lines there are."""
        ...

    def window(self, start: int, stop: int) -> Sequence[DueLine]:
        """Some of them."""
        ...


class DueRows:
    """The first lines of the day, or all of them, and one line more when that is not the same. Nothing before `renew`."""

    def __init__(self, key: str) -> None:
        self.total = 0
        self.all_shown = False
        self._key = key
        self._due: Due | None = None
        self._shown = 0
        self._has_more = False

    def renew(self, due: Due, most: int) -> None:
        """Take the day as it is now; `most` lines are shown first."""
        self._due, self.total = due, due.count()
        self._shown = self.total if self.all_shown else min(self.total, most)
        self._has_more = self.total > most

    def count(self) -> int:
        """The lines, the one that tells of more included."""
        return self._shown + self._has_more

    def next_lead(self, place: int, done_with: Collection[int]) -> int | None:
        """The id of the lead that comes next from `place` on, shown or behind the rest, when these are done with.

        After the last one it is the nearest before; None when nobody else is due.
        """
        if self._due is None:
            return None
        for at in chain(range(place, self.total), range(min(place, self.total) - 1, -1, -1)):
            (line,) = self._due.window(at, at + 1) or (None,)
            if line is not None and line.id not in done_with:
                return line.id
        return None

    def window(self, start: int, stop: int) -> Sequence[DueLine | More]:
        """Some of the lines."""
        rows: list[DueLine | More] = []
        if self._due is not None:
            rows += self._due.window(start, min(stop, self._shown))
        if self._has_more and stop > self._shown:
            rows.append(More(self.total - self._shown, self._key))
        return rows


def due_cells(row: DueLine | More, room: int) -> RowLine:
    """A sign, how late or at what time, who, from where, in which stage, what to do."""
    if isinstance(row, More):
        told = (
            f"That is a day's worth. {row.hidden:,} more: press {row.key} to show all"
            if row.hidden
            else f"press {row.key} to show the first few"
        )
        return RowLine([Cell(f"        {told}", Share(1), tone="dim")], is_heading=True)
    sign = "!" if row.rank in (THEY_WAIT, PROMISED) else ""
    late, tone = _late(row)
    cells = [Cell(sign, 1, tone="warn"), Cell(late, 5, "right", tone), Cell(row.name, NAME, tone="strong")]
    others = others_in_words(row.others)
    if room >= WITH_COMPANY:
        cells.append(Cell(others or row.company, COMPANY, tone="dim"))
    cells += [Cell(short_stage(row.stage, STAGE), STAGE, tone="dim"), Cell(_what(row), Share(1))]
    if others and room < WITH_COMPANY:
        cells.append(Cell(f"and {len(row.others)} more", 10, "right", tone="dim"))
    return RowLine(cells)


def _late(row: DueLine) -> tuple[str, Tone]:
    if row.overdue_business_days:
        return f"{row.overdue_business_days}d", "warn"
    if row.rank == TIMED and row.due_time != END_OF_DAY:
        return row.due_time, "accent"
    return "", "plain"


def _what(row: DueLine) -> str:
    """What to do, with the reason for it in front where that is more than the rhythm's first word."""
    why, step = row.why, row.next_step
    if row.status != OPEN:
        return f"As agreed: {step}" if why.agreed else step
    if row.rank == THEY_WAIT and why.heard:
        return "Waits for your answer" if step == ANSWER_THEM else f"Waits: {step}"
    reasons = {THEY_WAIT: "New", PROMISED: "You promised", THEIR_PROMISE: "Their promise passed"}
    reason = reasons.get(row.rank, "")
    if not reason and 1 < why.touch < why.touches:
        reason = f"{ordinal_word(why.touch).capitalize()} of {number_word(why.touches)}"
    return f"{reason}: {step}" if reason else step
