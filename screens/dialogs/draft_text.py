"""A text of several lines to work on, with places in brackets that are the owner's to fill."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location, Selection

from coach.views.message import gaps_in
from screens.safe import safe


class DraftText(TextArea):
    """The text. Whatever comes into it, typed, pasted or put there, passes the safe door first."""

    takes_letters: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f6", "next_gap", "Next gap", show=False)]

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002  # the name Textual gives it
        super().__init__(safe(text), id=id, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    def edit(self, edit: Edit) -> EditResult:
        """Every way of changing the text ends here."""
        edit.text = safe(edit.text)
        return super().edit(edit)

    def put(self, text: str) -> None:
        """Another text in the place of all of it, as one step that Ctrl+Z takes back."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor((0, 0))

    def action_next_gap(self) -> None:
        """Select the next place in brackets, from the top again after the last: typing takes its place."""
        text, end = self.text, self._index(self.selection.end)
        gaps = gaps_in(text)
        gap = next((each for each in gaps if each[1] > end), gaps[0] if gaps else None)
        if gap is not None:
            self.selection = Selection(*map(self._place, gap))

    def _index(self, place: Location) -> int:
        return sum(len(line) + 1 for line in self.document.lines[: place[0]]) + place[1]

    def _place(self, index: int) -> Location:
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)
