"""The board: the whole pipeline at a glance, its leads moved by keys or carried by the mouse."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from coach.actions.bulk import to_each
from coach.actions.done import Done
from coach.actions.moves import move_lead
from coach.errors import CoachError, Refused
from coach.views.board import Column
from coach.views.proposal import proposals
from coach.views.stages import StageShown, stage_list
from screens import keys
from screens.asking import AskingPane
from screens.board_cards import OPEN, WON, BoardOfDesk
from screens.gateway import Gateway
from screens.widgets.bars import Hint
from screens.widgets.board import Board
from screens.widgets.board_layout import WIDE


class BoardPane(AskingPane):
    """The columns. A move forward asks before it writes; one back, which loses nothing, does not."""

    place: ClassVar[str] = "board"
    purpose: ClassVar[str] = (
        "The whole pipeline, a column for each stage, the most pressing lead on top. A lead moves on when they did what"
        " the stage waits for; the form asks what that was. A card can be carried to another column with the mouse."
    )
    key_places: ClassVar[tuple[str, ...]] = (keys.BOARD, keys.LEAD, keys.CARDS, keys.LIST)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.BOARD)]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._source = BoardOfDesk(gateway, lambda: self._is_wide)
        self._board = Board(
            self._source,
            selectable=True,
            empty="Your pipeline is not written down yet.\nAdd a lead with a, and its stages stand ready.",
        )
        self._was_wide = False

    def compose(self) -> ComposeResult:
        """The board."""
        yield self._board

    def hints(self) -> Sequence[Hint]:
        """The keys for the lead under the cursor."""
        if self._board.current is None:
            return [self.hint("cursor-left"), self.hint("cursor-right")]
        if not self._is_open_here:
            return [self.hint("cursor-choose"), self.hint("reply"), self.hint("cursor-mark")]
        shown = [self.hint("cursor-choose"), self.hint("stage-back"), self.hint("stage-forward")]
        return [*shown, *(self.hint(each) for each in ("touch", "move", "won", "not-yet", "cursor-mark"))]

    def coach_line(self) -> str:
        """Where most leads stay longer than is normal."""
        columns = [column for column in self._source.columns if column.kind == OPEN]
        if not any(column.count for column in columns):
            return "No lead is open. A new one begins in the first column: a adds it."
        worst = max(columns, key=lambda column: column.past_limit)
        if not worst.past_limit:
            return "Nobody stays longer than is normal for the stage."
        sit = "1 lead sits" if worst.past_limit == 1 else f"{worst.past_limit:,} leads sit"
        return f"{sit} in {worst.name} past the {worst.normal_stay} business days that are normal."

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002  # every verb is for the same leads here
        """Those selected, else the one under the cursor."""
        marked = sorted(each for each in self._board.marked if isinstance(each, int))
        current = self._board.current
        if marked or current is None or not isinstance(current.id, int):
            return tuple(marked)
        return (current.id,)

    def reload(self, keep: int | None = None) -> None:
        """Read the board anew; the cursor follows its lead."""
        self._board.reload(keep)

    def after(self, done: Done) -> None:
        """The cursor follows the lead that was moved; what was selected is done with."""
        self._board.clear_marks()
        self.reload(done.lead_id)

    def focus_here(self) -> None:
        """The board has the keys."""
        self.screen.set_focus(self._board)

    def action_stage(self, step: int) -> None:
        """One stage on or back, with the leads that are selected or the one under the cursor."""
        lead_ids = self.lead_ids()
        if not lead_ids:
            return
        try:
            self._move(lead_ids, self._beside(lead_ids, step))
        except CoachError as error:
            self.trouble(error)

    @on(Board.Dropped)
    def dropped(self, event: Board.Dropped) -> None:
        """A card was carried to another column: to a stage, or to an end, which has its own form."""
        column = self._source.columns[event.column]
        if not isinstance(event.card.id, int):
            return
        try:
            self._carry(event.card.id, column)
        except CoachError as error:
            self.trouble(error)

    @on(Board.Chosen)
    def chosen(self, event: Board.Chosen) -> None:
        """Enter opens the lead."""
        if isinstance(event.card.id, int):
            self.post_message(self.OpenLead(event.card.id))

    @on(Board.Moved)
    def moved(self) -> None:
        """Another card is under the cursor."""
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """A card says more when its column has the whole width."""
        if self._is_wide != self._was_wide:
            self._was_wide = self._is_wide
            self.reload()

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _is_open_here(self) -> bool:
        return self._source.columns[self._board.column].kind == OPEN

    def _beside(self, lead_ids: Sequence[int], step: int) -> StageShown:
        """The stage before or after that of the leads. Raises Refused when there is none, or they are in several."""
        told = [self.gateway.ask(proposals, lead_id) for lead_id in lead_ids]
        stages = [stage for stage in self.gateway.ask(stage_list) if stage.kind == OPEN]
        at = {each.stage_id for each in told}
        if len(at) > 1:
            raise Refused("The selected leads are in several stages.", "m moves all of them to one.")
        place = next((place for place, stage in enumerate(stages) if stage.id in at), None)
        if place is None:
            ended = "won" if told[0].status == WON else "a Not yet"
            raise Refused(f"{told[0].name} is {ended}.", "When they write again, r takes the lead up.")
        if not 0 <= place + step < len(stages):
            do = "Won is w, Not yet is x." if step > 0 else "There is nothing before it."
            raise Refused(f"{stages[place].name} is the {'last' if step > 0 else 'first'} open stage.", do)
        return stages[place + step]

    def _carry(self, lead_id: int, column: Column) -> None:
        from screens.lead_verbs import ask_for  # noqa: PLC0415  # forms are made when first asked for

        if column.kind == OPEN:
            target = next(stage for stage in self.gateway.ask(stage_list) if stage.id == column.stage_id)
            self._move((lead_id,), target)
        else:
            self.ask_with(ask_for("won" if column.kind == WON else "not_yet", self.gateway, (lead_id,)))

    def _move(self, lead_ids: tuple[int, ...], target: StageShown) -> None:
        """Move at once when nothing needs to be asked, else ask. Raises Refused and Misused."""
        from screens.move_on import MoveOn  # noqa: PLC0415  # as above

        stages = {stage.id: stage for stage in self.gateway.ask(stage_list, retired=True)}
        left = [stages[self.gateway.ask(proposals, lead_id).stage_id] for lead_id in lead_ids]
        if any(stage.position < target.position and stage.exit_evidence for stage in left):
            self.ask_with(MoveOn(self.gateway, lead_ids, stage_id=target.id))
            return
        do = partial(move_lead, stage_id=target.id)
        self.did(self.gateway.do(to_each, f"moved {{}} to {target.name}", lead_ids, do))
