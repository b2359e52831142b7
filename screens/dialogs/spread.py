"""What piled up while nobody was there: which leads would wait until which day, and that it is spread when the owner says so."""

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual.widget import Widget

from coach.actions.done import Done
from coach.actions.spread import spread_overdue
from coach.errors import Refused
from coach.rules.counting import counted
from coach.rules.dates import show_day
from coach.views.away import SpreadLine, spread_plan
from screens import keys
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway
from screens.widgets.bars import Hint
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

NAMED = 8
"""Names of one day that are shown; the others are counted."""
_DAY = 17
"""Cells of a day and how many leads it gets."""


class Spread(FormDialog):
    """Enter spreads, as one change; Esc leaves everything as it is. Raises Refused when there is nothing to spread."""

    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._plan = gateway.ask(spread_plan)
        if not self._plan:
            raise Refused("Nothing has piled up that could wait.", "Work from the top: the first waits longest.")

    def title_line(self) -> str:
        """How many wait until when."""
        last = show_day(self._plan[-1].due_on, self.gateway.today)
        return f"Spread {counted(len(self._plan), 'lead')} over the days until {last}"

    def content(self) -> Iterable[Widget]:
        """The leads by the day they would be due on."""
        yield Panel(self._days(), id="spread-days")

    def guidance(self) -> str:
        """What stays."""
        day = counted(self.gateway.capacity, "lead").capitalize()
        return (
            f"{day} a day, in the order of the list: the first stay today. What you promised and the days they named stay"
            " where they are."
        )

    def hints(self) -> list[Hint]:
        """Yes and no."""
        return [Hint(keys.action("form-save").shown, "spread them"), Hint(keys.action("form-cancel").shown, "leave it")]

    def save(self) -> Done:
        """Spread them."""
        return self.gateway.do(spread_overdue)

    def _days(self) -> list[Paragraph]:
        by_day = groupby(self._plan, lambda line: line.due_on)
        return [self._day(show_day(day, self.gateway.today), list(lines)) for day, lines in by_day]

    def _day(self, day: str, lines: list[SpreadLine]) -> Paragraph:
        names = ", ".join(line.name for line in lines[:NAMED])
        others = f" and {len(lines) - NAMED:,} more" if len(lines) > NAMED else ""
        return paragraph(("strong", f"{day}  {len(lines):>3}"), f"  {names}{others}", hang=_DAY)
