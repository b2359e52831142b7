"""The written pipeline: read as one page, a cursor among its parts, and each stage changed where it stands."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from coach.actions.pipeline import place_stage, retire_stage
from coach.errors import CoachError
from coach.views.stages import StageShown, stage_list
from coach.views.written_and_done import PartedWays, written_and_done
from coach.views.written_pipeline import written_pipeline
from screens import keys
from screens.asking import AskingPane
from screens.gateway import Gateway
from screens.pipeline_words import GAPS, OPEN, Part, on_the_page, parts
from screens.widgets.bars import Hint
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.cursor import KEYS
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page
from screens.widgets.wrap import wrapped

if TYPE_CHECKING:
    from coach.actions.done import Done

_OF_A_STAGE = ("stage-edit", "stage-new", "stage-down", "stage-up", "stage-retire", "stage-lesson", "pipeline-versions")
_OF_THE_REST = ("assignment", "pipeline-versions", "stage-lesson")


class Parts:
    """The parts of the page, for the list."""

    def __init__(self) -> None:
        self.rows: Sequence[Part] = ()

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def window(self, start: int, stop: int) -> Sequence[Part]:
        """Some of them."""
        return self.rows[start:stop]


class PartsPage(Page):
    """All parts one after the other; the one under the cursor is brought into sight, and moves nothing when it is there."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="pipeline-page")
        self._parts: Sequence[Part] = ()
        self._current = 0

    def show_parts(self, shown: Sequence[Part], current: int) -> None:
        """Show the parts, with the current one in sight."""
        self._parts, self._current = shown, current
        lines = [line for at, part in enumerate(shown) for line in on_the_page(part, is_current=at == current)]
        self.show(lines, keep_scroll=True)
        self._bring_into_sight()

    def on_resize(self) -> None:
        """Wrap anew, the current part still in sight."""
        super().on_resize()
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        if not self._width or not self._parts:
            return
        first = sum(self._height(part) for part in self._parts[: self._current])
        last = first + self._height(self._parts[self._current]) - 2  # without the free line after it
        top, height = self.scroll_offset.y, self.size.height
        if first < top or last >= top + height:
            self.action_move((first if last - first >= height or first < top else last - height + 1) - top)

    def _height(self, part: Part) -> int:
        return sum(1 for _ in wrapped(on_the_page(part, is_current=False), self._width))


class PartList(LineList[Part], inherit_bindings=False):
    """The cursor moves among the parts; a screenful up or down is one of the page beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("space", "page(1)", "Page down", show=False, id="page-on"),
    ]

    def __init__(self, rows: Parts, page: Page) -> None:
        super().__init__(rows, _cells, id="pipeline-parts")
        self._page = page

    def action_page(self, step: int) -> None:
        """Scroll the page."""
        self._page.action_page(step)


class PipelinePane(AskingPane):
    """Its parts at the left, the page at the right. What is changed here is one change each, and one undo."""

    place: ClassVar[str] = "pipeline"
    purpose: ClassVar[str] = (
        "Your pipeline in writing, as coach pipeline prints it. Up and down go from part to part, PgUp and PgDn scroll the page,"
        " Enter changes what is under the cursor. Whatever you change here can be taken back, and every version is kept."
    )
    key_places: ClassVar[tuple[str, ...]] = (keys.PIPELINE, keys.READ)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.PIPELINE)]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._rows = Parts()
        self._page = PartsPage()
        self._list = PartList(self._rows, self._page)
        self._parted: Sequence[PartedWays] = ()
        self._was_at = ""

    def compose(self) -> ComposeResult:
        """The parts, and the page they are in."""
        with Horizontal(id="pipeline-both"):
            yield self._list
            yield self._page

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.post_message(self.Moved())

    def hints(self) -> Sequence[Hint]:
        """What can be done with the part under the cursor."""
        is_stage = self._stage is not None
        return [self.hint(each) for each in (_OF_A_STAGE if is_stage else _OF_THE_REST)]

    def coach_line(self) -> str:
        """Where what is written and what was done part ways in the stage under the cursor; else how much is still open."""
        stage = self._stage
        ways = [each for each in self._parted if stage is not None and each.stage_id == stage.id]
        if ways:
            return f"Coach: {ways[0].text} {keys.shown('stage-edit', self.gateway.keymap)} changes what is written."
        left = next((len(part.lines) for part in self._rows.rows if part.id == GAPS), 0)
        if not left:
            return "Coach: it is all in writing. Change a word whenever your own leads teach you better."
        return f"Coach: {'one point is' if left == 1 else f'{left} points are'} still open, at the end of the page."

    def reload(self, keep: int | None = None) -> None:  # noqa: ARG002  # the cursor stays on its part, whatever a lead did
        """Read it anew; the cursor stays on its part."""
        stages = {each.id: each for each in self.gateway.ask(stage_list)}
        self._parted = self.gateway.ask(written_and_done)
        lesson = keys.shown("stage-lesson", self.gateway.keymap)
        page = self.gateway.ask(written_pipeline)
        self._rows.rows = parts(page, stages, self._parted, self.gateway.today, lesson)
        self._list.reload()
        self._show()

    def after(self, done: "Done") -> None:
        """Something was done here: the cursor goes to a stage that was not there before."""
        before = {part.id for part in self._rows.rows}
        super().after(done)
        new = [at for at, part in enumerate(self._rows.rows) if part.stage is not None and part.id not in before]
        if new:
            self._list.go_to(new[0])

    def focus_here(self) -> None:
        """The parts have the keys."""
        self.screen.set_focus(self._list)

    def action_edit(self) -> None:
        """Change the stage under the cursor; what is no stage is changed in the assignment."""
        from screens.dialogs.stage import EditStage  # noqa: PLC0415  # made when it is first asked for

        stage = self._stage
        if stage is None:
            self.action_again()
            return
        try:
            self.ask_with(EditStage(self.gateway, stage.id))
        except CoachError as error:
            self.trouble(error)

    def action_new_below(self) -> None:
        """A stage of the owner's own below the one under the cursor; below the last open one where leads end."""
        from screens.dialogs.stage import NewStage  # noqa: PLC0415  # made when it is first asked for

        opens = [each.id for each in self._opens]
        if not opens:
            return
        here = self._stage
        try:
            self.ask_with(NewStage(self.gateway, here.id if here is not None and here.id in opens else opens[-1]))
        except CoachError as error:
            self.trouble(error)

    def action_place(self, step: int) -> None:
        """Move the stage under the cursor one place; at either end it stays."""
        stage, opens = self._stage, [each.id for each in self._opens]
        if stage is None or stage.id not in opens:
            return
        place = opens.index(stage.id) + step
        if 0 <= place < len(opens):
            self._do(lambda: self.gateway.do(place_stage, stage.id, place))

    def action_retire(self) -> None:
        """Take the stage under the cursor out of use; when there are leads in it, ask where they go."""
        from screens.dialogs.retire import RetireStage  # noqa: PLC0415  # made when it is first asked for

        stage = self._stage
        if stage is None:
            return
        others = [each for each in self._opens if each.id != stage.id]
        if stage.kind == OPEN and stage.leads and others:
            self.ask_with(RetireStage(self.gateway, stage, others))
        else:
            self._do(lambda: self.gateway.do(retire_stage, stage.id))

    def action_lesson(self) -> None:
        """The page to read that belongs to the part under the cursor, with those of this place beside it."""
        from screens import lessons  # noqa: PLC0415
        from screens.dialogs.lesson import ReadLesson  # noqa: PLC0415  # read when one is asked for

        part = self._list.current
        if part is None or self.app.screen is not self.screen:
            return
        first = lessons.OF_PLACES[keys.PIPELINE][0]
        if part.stage is not None:
            first = lessons.STUCK if part.has_parted else lessons.of_stage(part.stage.key)
        elif part.id == "review":
            first = "weekly-review"
        elif part.id == "rules":
            first = "rhythm"
        self.app.push_screen(ReadLesson(tuple(dict.fromkeys((first, *lessons.OF_PLACES[keys.PIPELINE])))))

    def action_versions(self) -> None:
        """Earlier versions."""
        from screens.dialogs.versions import Versions  # noqa: PLC0415  # made when it is first asked for

        if self.app.screen is self.screen:
            self.app.push_screen(Versions(self.gateway))

    def action_again(self) -> None:
        """The assignment once more, with the newest answers in it."""
        from screens.assignment import AssignmentScreen  # noqa: PLC0415  # seldom gone through

        if self.app.screen is self.screen:
            self.app.push_screen(AssignmentScreen(self.gateway))

    @property
    def _stage(self) -> StageShown | None:
        """The stage under the cursor, None where there is none."""
        return self._list.current.stage if self._list.current is not None else None

    @property
    def _opens(self) -> list[StageShown]:
        """The open stages, in their order."""
        return [part.stage for part in self._rows.rows if part.stage is not None and part.stage.kind == OPEN]

    def _do(self, change: "Callable[[], Done]") -> None:
        """Change the pipeline without asking anything; the cursor stays on its part."""
        if self.app.screen is not self.screen:
            return
        try:
            done = change()
        except CoachError as error:
            self.trouble(error)
        else:
            self.did(done)

    def _show(self) -> None:
        self._page.show_parts(self._rows.rows, self._list.cursor)

    @on(LineList.Moved)
    def part_changed(self) -> None:
        """Another part is under the cursor: what was said of the one before is over."""
        from screens.main import MainScreen  # noqa: PLC0415  # which makes the panes

        self._show()
        part = self._list.current
        if part is not None and part.id != self._was_at and isinstance(self.screen, MainScreen):
            self.screen.hush()
        self._was_at = part.id if part is not None else ""
        self.post_message(self.Moved())

    @on(LineList.Chosen)
    def part_chosen(self) -> None:
        """Two clicks are as good as Enter."""
        self.action_edit()


def _cells(part: Part) -> RowLine:
    """A sign where writing and doing part ways, the name, what is in it."""
    sign = Cell("!" if part.has_parted else "", 1, tone="warn")
    return RowLine([sign, Cell(part.label, Share()), Cell(part.right, 4, "right", "dim")])
