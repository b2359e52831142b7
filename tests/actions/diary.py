"""A desk for the tests of the actions: days are written as `12-01`, leads are known by their number, stages by their key."""

from datetime import date
from typing import Any

from coach.actions.leads import add_lead
from coach.actions.pipeline import write_pipeline
from coach.records.models import Contact, Lead, PastStep, StageVisit, Touch
from coach.records.stages import stages_on_file

from ..records.desks import DeskAt

CHRISTMAS = ("12-25", "12-28", "2027-01-01")
"""The closed days of the worked examples."""


def on(day: str) -> date:
    """`12-01` in 2026, or a whole ISO date."""
    return date.fromisoformat(day if len(day) == 10 else f"2026-{day}")


class Diary(DeskAt):
    """A desk with a written pipeline."""

    def __init__(self, database: Any, author: str = "Maya", clock: Any = None) -> None:
        super().__init__(database, author, clock)
        write_pipeline(self)

    def goes(self, day: str, hour: int = 9) -> "Diary":
        """Sit at it on another day."""
        self.at(on(day), hour)
        return self

    def beside(self, author: str) -> "Diary":
        """Somebody else at the same records, by the same clock."""
        return Diary(self.database, author, self.clock)

    def stage(self, key: str) -> int:
        """The id of a default stage by its key: lead, discovery, proposal, decision, won, not_yet."""
        return next(stage.id for stage in stages_on_file(self, retired=True) if stage.key == key)

    def add(self, name: str = "Ben Adeyemi", stage: str = "lead", **known: Any) -> int:
        """A new lead; its id."""
        added = add_lead(self, name, stage_id=self.stage(stage), **known)
        assert added.lead_id is not None
        return added.lead_id

    def lead(self, lead_id: int) -> Any:
        """Its row."""
        return Lead.get_by_id(lead_id)

    def contact(self, lead_id: int) -> Any:
        """The row of its contact."""
        return Contact.get_by_id(self.lead(lead_id).contact_id)

    def step(self, lead_id: int) -> tuple[str, str]:
        """The day and the kind of its next step: `("12-03", "touch")`; the year is told when it is another one."""
        lead = self.lead(lead_id)
        return shown(lead.due_on), lead.step_kind

    def visits(self, lead_id: int) -> list[tuple[str, str]]:
        """Its stays, by the key of the stage and the outcome, oldest first."""
        keys = {stage.id: stage.key or stage.name for stage in stages_on_file(self, retired=True)}
        query: Any = StageVisit.select().where(StageVisit.lead == lead_id).order_by(StageVisit.id)
        return [(keys[visit.stage_id], visit.outcome) for visit in query]

    def touches(self, lead_id: int) -> list[Any]:
        """Its touches and replies, oldest first."""
        return list(Touch.select().where(Touch.lead == lead_id).order_by(Touch.id))

    def past(self, lead_id: int) -> list[tuple[str, str, str]]:
        """Its steps that are over: the kind, the day, and what ended them, oldest first."""
        query: Any = PastStep.select().where(PastStep.lead == lead_id).order_by(PastStep.id)
        return [(step.kind, shown(step.due_on), step.ended_by) for step in query]

    def changes(self) -> int:
        """How many changes stand."""
        return int(self.rows("SELECT count(*) FROM change WHERE undone_at IS NULL")[0][0])


def shown(day: date | None) -> str:
    """A day as these tests write it; empty for none."""
    if day is None:
        return ""
    return day.isoformat() if day.year != 2026 else day.isoformat()[5:]
