"""The fields of the assignment: what is put there or pasted has passed the safe door, and Enter goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coach.actions.assignment_writing import NONE
from coach.playbook.first_run import Choice as Offered
from coach.rules.text import visible
from coach.views.assignment_pages import CHOICE, LEADS, LINE, TEXT, TICKS, FieldShown
from screens.dialogs.answer_field import AnswerField
from screens.dialogs.fields import Choice, Option, TextField
from screens.safe import safe, safe_line
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.line_list import LineList
from screens.widgets.told import Told


class Line(TextField):
    """A few words. A text that was proposed is replaced by what is typed; one the owner wrote is gone on with."""

    def __init__(self, value: str = "", *, proposed: str = "", hint: str = "") -> None:
        super().__init__(value, placeholder=hint)
        self.select_on_focus = bool(value) and value == proposed


class _Rows:
    """Things to tick, as a source of rows."""

    def __init__(self, offered: Sequence[Offered]) -> None:
        self._offered = offered

    def count(self) -> int:
        """How many there are."""
        return len(self._offered)

    def window(self, start: int, stop: int) -> Sequence[Offered]:
        """Those from `start` up to and without `stop`."""
        return self._offered[start:stop]


class Ticks(LineList[Offered]):
    """Several things to tick; all of them are in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", show=False)]

    @dataclass(eq=False)
    class Changed(Told):
        """Something was ticked, or is no more."""

    def __init__(self, offered: Sequence[Offered], value: str) -> None:
        super().__init__(_Rows(offered), self._drawn, key=lambda each: each.key)
        self._offered = offered
        self._ticked = set(value.replace(",", " ").split())
        self.styles.height = len(offered)

    @property
    def value(self) -> str:
        """The keys of what is ticked, in their order."""
        return ", ".join(each.key for each in self._offered if each.key in self._ticked) or NONE

    def action_tick(self) -> None:
        """Tick the thing under the cursor, or take the tick away."""
        if self.current is not None:
            self._ticked ^= {self.current.key}
            self.reload()
            self.post_message(self.Changed(self))

    def _drawn(self, each: Offered) -> RowLine:
        is_on = each.key in self._ticked
        tick = Cell("[x]" if is_on else "[ ]", 3, tone="accent" if is_on else "dim")
        return RowLine([tick, Cell(each.label, Share(), tone="plain" if is_on else "dim")])


class LeadLines(AnswerField):
    """Leads, one a line: Enter begins another line, and goes on from an empty one. Tabs of a copied table stay what they are."""

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self.text = _lines(value)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        """Asked before the field it is made of, for which Enter always goes on."""
        if event.key == "enter" and self.document.get_line(self.cursor_location[0]).strip():
            event.stop()
            event.prevent_default()
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if result := self._replace_via_keyboard(_lines(event.text), *self.selection):
            self.move_cursor(result.end_location)


def made(field: FieldShown) -> Widget:
    """The field as a widget, with its value in it."""
    if field.form == CHOICE:
        return Choice([Option(each.key, each.label) for each in field.choices], field.value)
    if field.form == TICKS:
        return Ticks(field.choices, field.value)
    if field.form == LEADS:
        return LeadLines(field.value)
    if field.form == TEXT:
        return AnswerField(field.value)
    return Line(field.value, proposed=field.proposed, hint=f"{field.hint}, if you write nothing" if field.hint else "")


def read(widget: Widget) -> str:
    """What is in a field of any kind."""
    if isinstance(widget, TextArea):
        return widget.text
    if isinstance(widget, Input | Choice | Ticks):
        return widget.value
    raise TypeError(f"{widget!r} is not a field.")


def held(field: FieldShown, text: str) -> str:
    """A text as this field holds it: nothing in it can steer a terminal."""
    holds = {LINE: safe_line, TEXT: safe, LEADS: _lines}.get(field.form, str)
    return holds(text)


def _lines(text: str) -> str:
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))
