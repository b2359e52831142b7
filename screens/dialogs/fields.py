"""The lines of a form: a text, a day, one of several choices."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from coach.errors import Misused
from screens.dialogs.day_words import DayTyped
from screens.safe import cell_width, safe_line
from screens.widgets.cells import Span, flow
from screens.widgets.ink import Inked
from screens.widgets.told import Told


class TextField(Input):
    """One line to type in. What is put there beforehand, or pasted, has passed the safe door; pasted lines become one."""

    takes_letters: ClassVar[bool] = True

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(safe_line(value), placeholder=safe_line(placeholder), id=id, compact=True)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """All of it, in one line: Textual's own field keeps the first line and loses the rest without a word."""
        event.stop()
        event.prevent_default()
        self.replace(safe_line(" ".join(event.text.splitlines())), *sorted(self.selection))


class Option(NamedTuple):
    """Something to choose: its key in the code, its label, and what it means, in one sentence."""

    key: str
    label: str
    meaning: str = ""


class Choice(Inked, Widget, can_focus=True):
    """Options side by side, one of them chosen: left and right, or the letter in bold, which also goes on to the next line.

    `taken` are letters that stand for something else in the same form, so that none of these options has one of them.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Choice {
        height: auto;
        width: 1fr;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right,space", "step(1)", "Next", show=False),
    ]

    @dataclass(eq=False)
    class Changed(Told):
        """Another option is chosen."""

        key: str

    @dataclass(eq=False)
    class Picked(Told):
        """An option was chosen by its letter: the line is answered."""

        key: str

    @dataclass(eq=False)
    class Unclaimed(Told):
        """A letter was typed that stands for no option here."""

        letter: str

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        taken: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._options = tuple(options)
        self._value = value
        self._taken = taken

    @property
    def value(self) -> str:
        """The key of the chosen option; empty when none is."""
        return self._value

    @property
    def chosen(self) -> Option | None:
        """The chosen option."""
        return next((each for each in self._options if each.key == self._value), None)

    def choose(self, key: str) -> None:
        """Choose an option, and say so when it was another."""
        if key == self._value:
            return
        self._value = key
        self.refresh()
        self.post_message(self.Changed(self, key))

    def action_step(self, step: int) -> None:
        """The option beside the chosen one; at either end it stays."""
        keys = [each.key for each in self._options]
        if self._value in keys:
            self.choose(keys[max(0, min(keys.index(self._value) + step, len(keys) - 1))])
        elif keys:
            self.choose(keys[0 if step > 0 else -1])

    def pick(self, letter: str) -> bool:
        """Choose the option that a letter stands for, as if it were typed here. Says whether there is one."""
        for option, at in zip(self._options, self._letters_at, strict=True):
            if at is not None and option.label[at].casefold() == letter.casefold():
                self.choose(option.key)
                self.post_message(self.Picked(self, option.key))
                return True
        return False

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the option it stands for."""
        if not event.is_printable or not event.character or event.character == " ":
            return
        event.stop()
        event.prevent_default()
        if not self.pick(event.character):
            self.post_message(self.Unclaimed(self, event.character))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        for line, pieces in enumerate(_in_lines(self._options, self.size.width)):
            for option, at in pieces:
                if line == event.y and at <= event.x < at + _width(option):
                    self.choose(option.key)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the options take."""
        return max(1, len(_in_lines(self._options, width)))

    def render_line(self, y: int) -> Strip:
        """One line of options."""
        width = self.size.width
        lines = _in_lines(self._options, width)
        if y >= len(lines):
            return self.blank(width)
        letters = dict(zip(self._options, self._letters_at, strict=True))
        spans = (self._spans(option, letters[option]) for option, _ in lines[y])
        return self.strip(flow(chain.from_iterable(spans), width), width)

    @property
    def _letters_at(self) -> list[int | None]:
        return _letters(self._options, self._taken)

    def _spans(self, option: Option, at: int | None) -> Iterable[Span]:
        label = safe_line(option.label)
        if option.key == self._value:
            return [Span("accent", f"[{label}]")]
        if at is None or len(label) != len(option.label):
            return [Span("plain", f" {label} ")]
        return [Span("plain", f" {label[:at]}"), Span("strong", label[at]), Span("plain", f"{label[at + 1 :]} ")]


def letters_of(options: Sequence[Option]) -> str:
    """The letters that choose from these options, one each."""
    found = zip(options, _letters(options), strict=True)
    return "".join(option.label[at].casefold() for option, at in found if at is not None)


def _letters(options: Sequence[Option], taken_elsewhere: str = "") -> list[int | None]:
    """Where in each label its own letter or digit is: the first that no option before it has; None when there is none left."""
    taken = set(taken_elsewhere)
    found: list[int | None] = []
    for option in options:
        label = option.label
        at = next((i for i, sign in enumerate(label) if sign.isalnum() and sign.casefold() not in taken), None)
        if at is not None:
            taken.add(label[at].casefold())
        found.append(at)
    return found


def _width(option: Option) -> int:
    return cell_width(option.label) + 2


def _in_lines(options: Sequence[Option], width: int) -> list[list[tuple[Option, int]]]:
    """The options in lines of this width, each with the cell it begins at."""
    lines: list[list[tuple[Option, int]]] = []
    used = 0
    for option in options:
        if not lines or used + _width(option) > width:
            lines.append([])
            used = 0
        lines[-1].append((option, used))
        used += _width(option)
    return lines


class Row(Horizontal):
    """One line of a form: its label, its field, and `about`, the help shown while it has the keys."""

    def __init__(self, label: str, field: Widget, *, about: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="row")
        self.label, self.field, self.about = label, field, about

    def compose(self) -> ComposeResult:
        """The label and the field."""
        yield Static(safe_line(self.label), classes="label", markup=False)
        yield self.field

    def relabel(self, label: str) -> None:
        """Call the line something else."""
        if label != self.label:
            self.label = label
            self.query_one(".label", Static).update(safe_line(label))


class TextRow(Row):
    """A line to type in."""

    def __init__(
        self,
        row_id: str,
        label: str,
        value: str = "",
        *,
        placeholder: str = "",
        about: str = "",
    ) -> None:
        self.input = TextField(value, placeholder=placeholder)
        self._put = safe_line(value)
        super().__init__(label, self.input, about=about, id=row_id)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.value

    @property
    def is_untouched(self) -> bool:
        """Whether it is still what was put there."""
        return self.input.value == self._put

    def propose(self, value: str, placeholder: str = "") -> None:
        """Put another text there; what the owner has typed stays."""
        self.input.placeholder = safe_line(placeholder)
        if self.is_untouched:
            self._put = safe_line(value)
            self.input.value = self._put


class DayRow(TextRow):
    """A line for a day, which says at once what day that is, or what is wrong with it. `meaning` reads and tells it."""

    def __init__(
        self,
        row_id: str,
        label: str,
        value: str = "",
        *,
        read: Callable[[str], DayTyped],
        meaning: Callable[[DayTyped], str],
        placeholder: str = "",
        about: str = "",
    ) -> None:
        super().__init__(row_id, label, value, placeholder=placeholder, about=about)
        self._read, self._meaning = read, meaning
        self._aside = Static("", classes="aside", markup=False)

    def compose(self) -> ComposeResult:
        """The label, the field, and beside it what it means."""
        yield from super().compose()
        yield self._aside

    def on_mount(self) -> None:
        """Say what was put there."""
        self.say_meaning()

    @property
    def day(self) -> DayTyped | None:
        """The day typed; None when the line is empty. Raises Misused when it cannot be read."""
        return self._read(self.text) if self.text.strip() else None

    @on(Input.Changed)
    def say_meaning(self) -> None:
        """What the day means, as it is typed."""
        try:
            day = self.day
        except Misused as error:
            self._aside.update(safe_line(error.what))
            self._aside.add_class("wrong")
            return
        self._aside.remove_class("wrong")
        self._aside.update(safe_line(self._meaning(day)) if day else "")


class ChoiceRow(Row):
    """A line with a choice."""

    def __init__(
        self,
        row_id: str,
        label: str,
        options: Sequence[Option],
        value: str = "",
        *,
        about: str = "",
        taken: str = "",
    ) -> None:
        self.choice = Choice(options, value, taken=taken)
        super().__init__(label, self.choice, about=about, id=row_id)

    @property
    def value(self) -> str:
        """The key of what is chosen."""
        return self.choice.value
