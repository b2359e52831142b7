"""How a lead looks in a list by name: who, where it stands, what comes next and when."""

from datetime import date

from coach.rules.dates import show_day
from coach.views.search import Found
from screens.lead_words import short_stage
from screens.widgets.cells import Cell, RowLine, Share, Tone

ROOMY = 90
"""Cells from which there is room for the company."""
STAGE, DAY = 13, 16
"""Cells of the stage and of the day."""


def lead_cells(lead: Found, today: date, room: int) -> RowLine:
    """One line: name, company where there is room, stage or how it ended, next step, day.

    Of one found by what was written, the passage stands in the place of all that follows the name.
    """
    if lead.where:
        return RowLine([Cell(lead.name, Share(3), tone="strong"), Cell(lead.where, Share(7), tone="dim")])
    cells = [Cell(lead.name, Share(3), tone="strong"), Cell(lead.company, Share(3), tone="dim")]
    if room < ROOMY:
        del cells[1]
    cells.append(Cell(short_stage(lead.stage, STAGE), STAGE, tone="good" if lead.status == "won" else "dim"))
    return RowLine([*cells, *_what_comes(lead, today)])


def _what_comes(lead: Found, today: date) -> tuple[Cell, Cell]:
    """The step and its day; of a Not yet that it comes back, of a won lead that it is asked how it goes, and when."""
    if lead.due_on is None:
        back = show_day(lead.return_on, today) if lead.return_on else ""
        what = "check in" if lead.status == "won" else "comes back"
        return Cell(what if back else "", Share(4), tone="dim"), Cell(back, DAY, "right", "dim")
    day, is_late = show_day(lead.due_on, today), lead.due_on < today
    tone: Tone = "warn" if is_late else "plain"
    return Cell(lead.next_step, Share(4)), Cell(f"late {day}" if is_late else day, DAY, "right", tone)
