"""The pages of the assignment: a question with its fields, and a page to be read, whose fields come when it is to be changed."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from coach.errors import CoachError
from coach.views.assignment_pages import CHOICE, TICKS, FieldShown, PageShown
from screens import assignment_words as words
from screens.assignment_fields import Ticks, held, made, read
from screens.dialogs.answer_field import AnswerField
from screens.dialogs.fields import Choice
from screens.gateway import Gateway
from screens.safe import safe_line
from screens.widgets.bars import Hint
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import paragraph

NEXT, BACK, LEAVE = Hint("Enter", "next"), Hint("Esc", "back"), Hint("Ctrl+Q", "leave; it goes on here")
FIELD, CHOOSE, TICK = Hint("Tab", "next field"), Hint("← →", "choose"), Hint("Space", "tick")


class FieldRow(Vertical):
    """A field under its label; what is ticked was named above. The label tells whether it has the keys."""

    def __init__(self, shown: FieldShown, field: Widget) -> None:
        super().__init__(classes="row")
        self._shown, self._field = shown, field

    def compose(self) -> ComposeResult:
        """The label and the field."""
        if self._shown.form != TICKS:
            yield Static(safe_line(self._shown.label), classes="label", markup=False)
        yield self._field


class AssignmentPage(Vertical):
    """One page. Its fields hold what is typed; the screen writes it down, and keeps it while it is not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Field before", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
    ]

    class Changed(Message):
        """Something was typed or chosen, or other keys hold now."""

    class Entered(Message):
        """Enter in a field or a list."""

    class Said(Message):
        """Something on the page was done."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Failed(Message):
        """Something on the page could not be done."""

        def __init__(self, error: CoachError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, gateway: Gateway, shown: PageShown) -> None:
        super().__init__()
        self.gateway, self.shown = gateway, shown
        self._fields = {each.key: made(each) for each in shown.fields}
        self._rows = {each.key: FieldRow(each, self._fields[each.key]) for each in shown.fields}

    @property
    def key(self) -> str:
        """Which page it is."""
        return self.shown.key

    @property
    def work(self) -> str:
        """What the next Enter does that may take a while, in words; empty when it does not."""
        return ""

    def fields(self) -> dict[str, Widget]:
        """The fields that can be written in now, from above, by their keys."""
        return {key: field for key, field in self._fields.items() if self._rows[key].display}

    def field(self, key: str) -> Widget:
        """A field by its key."""
        return self._fields[key]

    def values(self) -> dict[str, str]:
        """What is in the fields, to be written down. A text that was not touched is the one on file, not what is shown of it."""
        return {each.key: each.proposed for each in self.shown.fields} | self.draft()

    def draft(self) -> dict[str, str]:
        """What is in the fields that differs from what would stand there of itself."""
        found = ((each, read(self._fields[each.key])) for each in self.shown.fields)
        return {each.key: text for each, text in found if text != held(each, each.proposed)}

    def hints(self) -> list[Hint]:
        """The keys of the page."""
        forms = {each.form for each in self.shown.fields}
        how = [CHOOSE] if CHOICE in forms else [FIELD] if len(self._fields) > 1 else []
        return [NEXT, *how, *self.ways_out()]

    def ways_out(self) -> list[Hint]:
        """The keys that lead back, and away; the first page has none before it."""
        leave = LEAVE if self.takes_letters else LEAVE._replace(key="q")
        return [BACK, leave] if self.shown.number else [leave]

    @property
    def takes_letters(self) -> bool:
        """Whether letters are typed somewhere on the page as it is now."""
        return any(isinstance(field, Input | TextArea | Choice) for field in self.fields().values())

    def on_mount(self) -> None:
        """The page is shown."""
        self.arrive()

    def arrive(self) -> None:
        """Give the keys to the first field."""
        self.screen.set_focus(next(iter(self.fields().values()), None))

    def go_on(self) -> bool:
        """Enter: to the next field. Says whether there was one. Raises CoachError."""
        fields = list(self.fields().values())
        place = fields.index(self.screen.focused) if self.screen.focused in fields else len(fields)
        if place + 1 >= len(fields):
            return False
        self.screen.set_focus(fields[place + 1])
        return True

    def go_to(self, key: str) -> None:
        """Give the keys to a field."""
        self.screen.set_focus(self._fields.get(key, self.screen.focused))

    def step_out(self) -> bool:
        """Esc: out of something on the page. Says whether there was something to leave."""
        return False

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(Ticks.Changed)
    def _changed(self) -> None:
        self.post_message(self.Changed())

    @on(Input.Submitted)
    @on(AnswerField.Submitted)
    @on(LineList.Chosen)
    @on(Choice.Picked)
    def _entered(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Entered())


class WordsPage(AssignmentPage):
    """The opening: words alone."""

    def compose(self) -> ComposeResult:
        """The words."""
        yield Panel(words.opening(self.shown))

    def hints(self) -> list[Hint]:
        """There is no page before this one."""
        return [NEXT._replace(label="begin"), *self.ways_out()]


class AskPage(AssignmentPage):
    """A question, what was answered to it before, its fields one under the other."""

    def compose(self) -> ComposeResult:
        """The question, the answer of before, the fields."""
        with VerticalScroll(can_focus=False):
            yield Panel(words.heading(self.shown), classes="heading")
            said = words.earlier(self.shown.earlier, self.gateway.today)
            if said:
                yield Panel(said, classes="earlier")
            yield from self._rows.values()

    def hints(self) -> list[Hint]:
        """How a thing is ticked, too."""
        if any(each.form == TICKS for each in self.shown.fields):
            return [NEXT, Hint("↑ ↓", "choose"), TICK, *self.ways_out()]
        return super().hints()


class ReadPage(AssignmentPage):
    """A page to be read. `e` puts fields in the place of its text; they are written down when Enter leaves the last one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Change", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, gateway: Gateway, shown: PageShown) -> None:
        super().__init__(gateway, shown)
        self.is_edited = bool(self.draft())
        self._text = Page([*words.heading(shown), words.BLANK, *words.told(shown)])

    def compose(self) -> ComposeResult:
        """The text; the fields are there when it is changed."""
        yield self._text
        with VerticalScroll(can_focus=False, classes="edited"):
            yield Panel([paragraph(("accent", self.shown.title))], classes="heading")
            yield from self._rows.values()

    def fields(self) -> dict[str, Widget]:
        """There are none while it is read."""
        return super().fields() if self.is_edited else {}

    def values(self) -> dict[str, str]:
        """Only what was changed: the rest may have been changed elsewhere meanwhile."""
        return self.draft()

    def hints(self) -> list[Hint]:
        """Other keys hold while it is changed."""
        if self.is_edited:
            return [NEXT._replace(label="next field"), Hint("Ctrl+S", "keep"), Hint("Esc", "leave it as it was"), LEAVE]
        return [NEXT, Hint("↑ ↓", "read"), Hint("e", "change"), *self.ways_out()]

    def arrive(self) -> None:
        """Go on with what was being changed, if anything was."""
        self._open() if self.is_edited else self._close()

    def step_out(self) -> bool:
        """Esc: leave it as it was. Says whether it was being changed."""
        was_edited, self.is_edited = self.is_edited, False
        return was_edited

    def action_edit(self) -> None:
        """Change it."""
        if not self.is_edited:
            self._open()

    def action_keep(self) -> None:
        """Keep what is changed, from whichever field."""
        if self.is_edited:
            self.screen.set_focus(list(self.fields().values())[-1])
            self.post_message(self.Entered())

    def _open(self) -> None:
        self.is_edited = True
        self.add_class("-edited")
        self.screen.set_focus(next(iter(self.fields().values())))
        self.post_message(self.Changed())

    def _close(self) -> None:
        self.remove_class("-edited")
        self.screen.set_focus(self._text)
