"""A form over the main screen. It does its verb itself; when that is refused it says why, with everything typed still there."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from coach.actions.done import Done
from coach.errors import CoachError, Misused
from coach.rules.dates import DAY_FORMS
from coach.rules.workdays import Calendar
from coach.views.proposal import calendar_of
from screens import keys
from screens.dialogs.day_words import DayTyped, day_meaning, read_day
from screens.dialogs.fields import Choice, DayRow, Row
from screens.gateway import Gateway
from screens.widgets.bars import Hint, HintBar
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

DAY_HELP = f"{DAY_FORMS} A time may follow: fri 15:00."


class FormDialog(ModalScreen[Done | None]):
    """Rows under a title, a line of help, the keys. A subclass says its rows, and does its verb in `save`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.FORM),
        Binding("f1", "about", "Help", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ".row Choice, .row Input"
    key_places: ClassVar[tuple[str, ...]] = (keys.FORM,)
    """Which parts of the table of keys hold here."""
    shares_letters: ClassVar[bool] = False
    """Whether a letter that stands for nothing in one choice is looked for in the others: each then has letters of its own."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        self._over = False
        self._complaint = ""

    def title_line(self) -> str:
        """What is asked, and about whom."""
        raise NotImplementedError

    def rows(self) -> Sequence[Row]:
        """The lines of the form."""
        return ()

    def guidance(self) -> str:
        """What there is to know as the form stands now; the help of the line that has the keys comes after it."""
        return ""

    def content(self) -> Iterable[Widget]:
        """What stands between the title and the help: the rows, unless there is nothing to fill in."""
        return self.rows()

    def hints(self) -> list[Hint]:
        """The keys that are shown."""
        ids = ("form-save", "form-next", "form-cancel")
        shown = [Hint(keys.action(each).shown, keys.action(each).label) for each in ids]
        to_choose = [Hint("← →", "choose")] if self.query(Choice) else []
        return [*shown, *to_choose, Hint("F1", "help")]

    def save(self) -> Done:
        """Do it. Raises CoachError; then nothing was changed, and the form stays."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The form."""
        with Vertical(id="form"):
            yield Panel([paragraph(("strong", self.title_line()))], id="form-title")
            yield from self.content()
            yield Panel(id="form-help")
            yield HintBar(id="form-keys")

    def on_mount(self) -> None:
        """Show the help of the first line, and the keys now that the lines are there."""
        self.query_one("#form-keys", HintBar).set_hints(self.hints())
        self.show_help()

    def action_save(self) -> None:
        """Do it, and go; or say why it cannot be done."""
        if self._over:
            return
        try:
            done = self.save()
        except CoachError as error:
            self.complain(error)
            return
        self._over = True
        self.dismiss(done)

    def action_cancel(self) -> None:
        """Go; nothing was changed."""
        if not self._over:
            self._over = True
            self.dismiss(None)

    def action_about(self) -> None:
        """The keys of a form."""
        from screens.dialogs.help import Help  # noqa: PLC0415

        self.app.push_screen(
            Help(self.title_line(), self.key_places, keymap=self.gateway.keymap, form=type(self).__name__)
        )

    def complain(self, error: CoachError) -> None:
        """Say what is wrong, and what to do about it, in the place of the help."""
        self._complaint = f"{error.what} {error.do}".strip()
        self.show_help()

    def show_help(self) -> None:
        """What is wrong, until something is changed; else the help of the form as it stands."""
        if self._complaint:
            self.query_one("#form-help", Panel).show([paragraph(("warn", self._complaint))])
            return
        row = next((each for each in self.query(Row) if each.has_focus_within), None)
        said = [paragraph(("plain", text)) for text in (self.guidance(),) if text]
        about = row.about if row is not None else ""
        if isinstance(row, DayRow):
            about = about or DAY_HELP
        self.query_one("#form-help", Panel).show([*said, *([paragraph(("dim", about))] if about else [])])

    def day_row(
        self,
        row_id: str,
        label: str,
        value: str = "",
        *,
        placeholder: str = "",
        about: str = "",
    ) -> DayRow:
        """A line for a day, read and told by the calendar of this form."""
        return DayRow(
            row_id, label, value, read=self.read_day, meaning=self.day_meaning, placeholder=placeholder, about=about
        )

    def calendar(self) -> Calendar:
        """The working calendar the days of this form are read by."""
        return self.gateway.ask(calendar_of)

    def read_day(self, text: str) -> DayTyped:
        """The day and time a person means. Raises Misused."""
        return read_day(text, self.gateway.today, self.calendar())

    def day_meaning(self, typed: DayTyped) -> str:
        """What a day means to the owner."""
        return day_meaning(typed, self.gateway.today, self.calendar())

    def day_of(self, row_id: str) -> DayTyped | None:
        """The day in a line, None when it is empty. When it cannot be read the line gets the keys, and Misused is raised."""
        row = self.query_one(f"#{row_id}", DayRow)
        try:
            return row.day
        except Misused:
            row.input.focus()
            raise

    def go_to(self, row_id: str) -> None:
        """Give the keys to a line."""
        self.query_one(f"#{row_id}", Row).field.focus()

    @on(Input.Submitted)
    def enter_in_a_field(self) -> None:
        """Enter saves from any line."""
        self.action_save()

    @on(Input.Changed)
    @on(Choice.Changed)
    def something_changed(self) -> None:
        """What was wrong may be right now."""
        self._complaint = ""
        self.show_help()

    @on(Choice.Picked)
    def choice_picked(self, event: Choice.Picked) -> None:
        """The line is answered: on to the next."""
        self.after_pick(event.widget)

    @on(Choice.Unclaimed)
    def letter_of_another_choice(self, event: Choice.Unclaimed) -> None:
        """Where the choices share their letters, none of them needs the keys to be chosen from."""
        if self.shares_letters:
            next((each for each in self.query(Choice) if each.pick(event.letter)), None)

    def after_pick(self, choice: Widget) -> None:
        """Give the keys to the line that comes after this choice."""
        self.set_focus(choice)
        self.focus_next()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002
        """Another line, another help."""
        self.show_help()


def hide(row: Widget, *, hidden: bool) -> None:
    """Take a line out of the form, or bring it back; what is typed there stays."""
    row.display = not hidden
