"""The page of the assignment on which the pipeline stands in writing: the stages to read, and to put into own words."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coach import playbook
from coach.actions.assignment import answer_question
from coach.actions.pipeline import edit_stage, rename_stage, write_pipeline
from coach.errors import Misused
from coach.views.stages import StageShown, stage_list
from screens.assignment_fields import Line
from screens.assignment_pages import BACK, LEAVE, NEXT, AssignmentPage, Values, question
from screens.gateway import Gateway
from screens.stage_words import rhythm_words, stay_words
from screens.widgets.bars import Hint
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

AS_THEY_CAME, IN_OWN_WORDS = "Read, and taken as it stands.", "Read, and put into our own words."


class StagesPage(AssignmentPage):
    """The stages; `e` changes the name and the normal stay of the one under the cursor, in its place."""

    DEFAULT_CSS: ClassVar[str] = """
    StagesPage > LineList { max-height: 9; margin-bottom: 1; }
    StagesPage > Horizontal { height: auto; display: none; margin-bottom: 1; }
    StagesPage.-editing > Horizontal { display: block; }
    StagesPage .name-label { width: 6; height: 1; }
    StagesPage .stay-label { width: 29; height: 1; padding-left: 2; }
    StagesPage #stages-name { width: 1fr; }
    StagesPage #stages-stay { width: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "edit", "Change", show=False)]

    def __init__(self, gateway: Gateway, key: str, values: Mapping[str, str]) -> None:
        super().__init__(gateway, key, values)
        self._stages: list[StageShown] = []
        self._edited: int | None = None
        self._list = LineList(self, self._draw, id="stages-list")

    def compose(self) -> ComposeResult:
        """The question, the stages, the fields of the one that is changed, what the one under the cursor means."""
        asked = question(self.key)
        yield Panel([paragraph(("accent", asked.title)), *(paragraph(line) for line in asked.why)])
        yield self._list
        with Horizontal():
            yield Panel([paragraph(("dim", "Name"))], classes="name-label")
            yield Line(id="stages-name")
            yield Panel([paragraph(("dim", "Normal stay, business days"))], classes="stay-label")
            yield Line(id="stages-stay")
        yield Panel(id="stages-told")

    def count(self) -> int:
        """As a source: how many stages."""
        return len(self._stages)

    def window(self, start: int, stop: int) -> Sequence[StageShown]:
        """As a source: the stages."""
        return self._stages[start:stop]

    def hints(self) -> list[Hint]:
        """Other keys hold while a stage is changed."""
        if self._edited is not None:
            return [NEXT._replace(label="keep"), Hint("Tab", "next field"), BACK._replace(label="leave it as it was")]
        return [NEXT, Hint("↑ ↓", "read"), Hint("e", "change"), BACK, LEAVE._replace(key="q")]

    def values(self) -> Values:
        """What is typed about the stage that is being changed, if any."""
        if self._edited is None:
            return {}
        return {
            "stage": str(self._edited),
            "name": self.query_one("#stages-name", Line).value,
            "stay": self.query_one("#stages-stay", Line).value,
        }

    def arrive(self) -> None:
        """Write the pipeline down if it is not yet, and show it; go on with what was being changed."""
        self.gateway.do(write_pipeline)
        self._read()
        self.screen.set_focus(self._list)
        if self.given.get("stage", "").isdigit():
            self._open(int(self.given["stage"]), self.given.get("name", ""), self.given.get("stay", ""))
            self.given = {}

    def go_on(self) -> bool:
        """Enter: keep what is changed. Says whether anything was being changed. Raises Refused and Misused."""
        if self._edited is None:
            return False
        if self.screen.focused == self.query_one("#stages-name") and self._has_stay:
            self.screen.set_focus(self.query_one("#stages-stay"))
        else:
            self._keep()
        return True

    def step_out(self) -> bool:
        """Esc: leave the stage as it was. Says whether one was being changed."""
        was_editing = self._edited is not None
        if was_editing:
            self._close()
        return was_editing

    def save(self) -> None:
        """Note that the stages were read, and whether they were changed."""
        as_they_came = {(each.key, each.name, each.normal_stay) for each in playbook.stages()}
        stages = self.gateway.ask(stage_list)
        changed = [each for each in stages if (each.key, each.name, each.normal_stay) not in as_they_came]
        self.gateway.do(answer_question, self.key, IN_OWN_WORDS if changed else AS_THEY_CAME)

    def action_edit(self) -> None:
        """Change the stage under the cursor."""
        stage = self._list.current
        if stage is not None and self._edited is None:
            self._open(stage.id, stage.name, str(stage.normal_stay or ""))

    @property
    def _has_stay(self) -> bool:
        return any(each.id == self._edited and each.kind == "open" for each in self._stages)

    def _open(self, stage_id: int, name: str, stay: str) -> None:
        place = next((place for place, each in enumerate(self._stages) if each.id == stage_id), None)
        if place is None:
            return
        self._list.go_to(place)
        self._edited = stage_id
        name_field, stay_field = self.query_one("#stages-name", Line), self.query_one("#stages-stay", Line)
        name_field.value, stay_field.value = name, stay
        stay_field.disabled = not self._has_stay
        self.add_class("-editing")
        self.screen.set_focus(name_field)
        self.post_message(self.Changed())

    def _close(self) -> None:
        self._edited = None
        self.screen.set_focus(self._list)
        self.remove_class("-editing")
        self._read()
        self.post_message(self.Changed())

    def _keep(self) -> None:
        stage = next(each for each in self._stages if each.id == self._edited)
        name, stay = self.values()["name"].strip(), self.values()["stay"].strip()
        if self._has_stay and not (stay.isascii() and stay.isdigit()):
            raise Misused(f"“{stay}” is not a number of business days.", "Write it in digits, such as 10.")
        if name != stage.name:
            self.gateway.do(rename_stage, stage.id, name)
        if self._has_stay and int(stay) != stage.normal_stay:
            self.gateway.do(edit_stage, stage.id, normal_stay=int(stay))
        self._close()

    def _read(self) -> None:
        self._stages = self.gateway.ask(stage_list)
        self._list.styles.height = len(self._stages)
        self._list.reload()
        self._tell()

    @on(LineList.Moved)
    def _tell(self) -> None:
        stage = self._list.current
        self.query_one("#stages-told", Panel).show(stage_paragraphs(stage) if stage else [])

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.post_message(self.Entered())

    @on(Input.Changed)
    def _typed(self) -> None:
        self.post_message(self.Changed())

    def _draw(self, stage: StageShown) -> RowLine:
        return RowLine([Cell(stage.name, Share(), tone="strong"), Cell(stay_words(stage), 18, "right", "dim")])


def stage_paragraphs(stage: StageShown) -> list[Paragraph]:
    """What a stage means, what moves a lead on, and its rhythm."""
    told = [("Means", stage.meaning), ("Moves on", stage.exit_evidence)]
    rhythm = rhythm_words(stage)
    if rhythm:
        told.append(("Rhythm", f"While they are silent: {rhythm}, the last one to close the loop."))
    return [paragraph(("dim", f"{label:<10}"), words, hang=10) for label, words in told if words]
