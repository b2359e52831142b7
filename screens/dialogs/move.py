"""To another stage. Forward, it asks before it writes: what they did that shows it, or why the lead moves all the same."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on

from coach.actions.done import Done
from coach.actions.moves import move_lead
from coach.errors import Misused, Refused
from coach.views.stages import StageShown, stage_list
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextRow
from screens.dialogs.lead_form import OPEN, LeadForm
from screens.gateway import Gateway


class Move(LeadForm):
    """`stage_id` is the stage chosen to begin with; without one it is the stage after the lead's own, if any. Raises Refused
    when there is no other stage to move to.
    """

    asks: ClassVar[str] = "Move"
    meant_for: ClassVar[tuple[str, ...]] = (OPEN,)

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...], *, stage_id: int | None = None) -> None:
        super().__init__(gateway, lead_ids)
        self._all = {stage.id: stage for stage in gateway.ask(stage_list, retired=True)}
        own = {each.stage_id for each in self.told}
        self._targets = [stage for stage in self._all.values() if stage.kind == OPEN and not stage.retired]
        if len(own) == 1:
            self._targets = [stage for stage in self._targets if stage.id not in own]
        if not self._targets:
            raise Refused("There is no other open stage to move to.", "Add one in the pipeline first.")
        self._first = str(stage_id) if stage_id is not None else self._after(self.told[0].stage_id)

    def rows(self) -> Sequence[Row]:
        """The stages, and what is asked of a move forward."""
        stages = [Option(str(stage.id), stage.name, stage.meaning) for stage in self._targets]
        return (
            ChoiceRow("stage", "To", stages, self._first),
            TextRow("evidence", "They did", about="What they did or said that shows it, in a line."),
            TextRow("anyway", "Or why anyway", about="Why the lead moves although that has not happened yet."),
        )

    def on_mount(self) -> None:
        """Ask only what this move needs."""
        super().on_mount()
        self._show_asked()

    def guidance(self) -> str:
        """What has to have happened for a move forward, else what the stage means."""
        asked = self._asked_of()
        if asked:
            return "\n".join(f"{stage.name} is left when this has happened: {stage.exit_evidence}" for stage in asked)
        chosen = self.query_one("#stage", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else ""

    def save(self) -> Done:
        """Each lead to that stage."""
        target = self._target()
        if target is None:
            self.go_to("stage")
            raise Misused("Which stage?", "Pick one. The ends have keys of their own: w for won, x for not yet.")
        evidence, anyway = (self.query_one(f"#{each}", TextRow).text for each in ("evidence", "anyway"))
        asked = self._asked_of()
        if asked and not (evidence.strip() or anyway.strip()):
            self.go_to("evidence")
            raise Misused(
                f"{asked[0].name} is left when this has happened: {asked[0].exit_evidence}",
                "Write what they did, or in the line below why the lead moves all the same.",
            )
        do = partial(move_lead, stage_id=target.id, evidence=evidence, anyway=anyway)
        return self.to_each(f"moved {{}} to {target.name}", do)

    @on(Choice.Changed)
    def stage_changed(self) -> None:
        """Back asks nothing, forward does."""
        self._show_asked()

    def _after(self, stage_id: int) -> str:
        """The stage that comes next; none after the last, where a lead goes on by a win or a Not yet."""
        position = self._all[stage_id].position
        return next((str(stage.id) for stage in self._targets if stage.position > position), "")

    def _target(self) -> StageShown | None:
        chosen = self.query_one("#stage", ChoiceRow).value
        return self._all[int(chosen)] if chosen else None

    def _asked_of(self) -> list[StageShown]:
        """The stages that are left forward, and ask for something to have happened."""
        target = self._target()
        if target is None:
            return []
        left = {each.stage_id: self._all[each.stage_id] for each in self.told}
        return [stage for stage in left.values() if stage.position < target.position and stage.exit_evidence]

    def _show_asked(self) -> None:
        asked = bool(self._asked_of())
        for each in ("evidence", "anyway"):
            self.query_one(f"#{each}", TextRow).display = asked
