"""A stage goes out of use: where do its leads go?"""

from collections.abc import Sequence
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.pipeline import retire_stage
from coach.errors import Misused
from coach.rules.counting import counted
from coach.views.stages import StageShown
from screens.dialogs.fields import ChoiceRow, Option, Row
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway
from screens.widgets.bars import Hint


class RetireStage(FormDialog):
    """`others` are the open stages its leads may go to, at least one."""

    AUTO_FOCUS: ClassVar[str | None] = "Choice"

    def __init__(self, gateway: Gateway, stage: StageShown, others: Sequence[StageShown]) -> None:
        super().__init__(gateway)
        self._stage, self._others = stage, others

    def title_line(self) -> str:
        """Which stage."""
        return f"Take {self._stage.name} out of use"

    def rows(self) -> Sequence[Row]:
        """The stages there are beside it; nothing is chosen beforehand."""
        options = [Option(str(each.id), each.name, each.meaning) for each in self._others]
        return (ChoiceRow("to", "Its leads to", options),)

    def hints(self) -> list[Hint]:
        """There is one line only."""
        return [hint for hint in super().hints() if hint.label not in ("next", "before")]

    def guidance(self) -> str:
        """How many leads it is about, and what becomes of their steps."""
        leads = counted(self._stage.leads, "lead is", "leads are").capitalize()
        chosen = self.query_one("#to", ChoiceRow).choice.chosen
        where = f" to {chosen.label}" if chosen else ""
        they = "It goes" if self._stage.leads == 1 else "They go"
        return (
            f"{leads} in it. {they}{where or ' where you say'}: a day that is agreed and a promise stay as they are, a step"
            " of the rhythm follows the rhythm there. What happened here stays in the history."
        )

    def save(self) -> Done:
        """Take it out of use, with all its leads, as one change."""
        chosen = self.query_one("#to", ChoiceRow).value
        if not chosen:
            self.go_to("to")
            raise Misused("Where do its leads go?", "Pick a stage with ← or →.")
        return self.gateway.do(retire_stage, self._stage.id, int(chosen))
