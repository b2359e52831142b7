"""A field for an answer of a sentence or three: it wraps by words, and Enter saves."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from screens.dialogs.fields import Row
from screens.safe import safe
from screens.widgets.told import Told


class AnswerField(TextArea):
    """Up in the first line and down in the last lead to the other lines of the form. What is pasted has passed the safe door."""

    takes_letters: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "above", "Up", show=False),
        Binding("down", "below", "Down", show=False),
    ]

    @dataclass(eq=False)
    class Submitted(Told):
        """Enter."""

    def __init__(self, value: str = "") -> None:
        super().__init__(safe(value), compact=True, highlight_cursor_line=False, soft_wrap=True)
        self.cursor_blink = False

    def action_above(self) -> None:
        """A line up, or to the line of the form before."""
        if self._at_first:
            self.screen.focus_previous()
        else:
            self.action_cursor_up()

    def action_below(self) -> None:
        """A line down, or to the next line of the form."""
        if self._at_last:
            self.screen.focus_next()
        else:
            self.action_cursor_down()

    async def _on_key(self, event: events.Key) -> None:
        """Enter is the form's, and makes no new line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))

    async def _on_paste(self, event: events.Paste) -> None:
        """All of it, without what could steer the terminal."""
        event.stop()
        event.prevent_default()
        if result := self._replace_via_keyboard(safe(event.text), *self.selection):
            self.move_cursor(result.end_location)

    @property
    def _line(self) -> int:
        """The line of the screen the cursor is in, counted from the first line of the text."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    @property
    def _at_first(self) -> bool:
        return self._line == 0

    @property
    def _at_last(self) -> bool:
        return self._line >= self.wrapped_document.height - 1


class AnswerRow(Row):
    """A line of a form with such a field, three lines high."""

    def __init__(self, row_id: str, label: str, *, about: str = "") -> None:
        self.area = AnswerField()
        super().__init__(label, self.area, about=about, id=row_id)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.area.text
