"""A text to be worked on and handed over: to the clipboard, to a file, to the mail program. coach sends nothing itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.actions.done import Done
from coach.errors import CoachError
from coach.views.message import gaps_of
from screens import hand_over
from screens.dialogs.draft_text import DraftText
from screens.dialogs.fields import TextField
from screens.editor import edit_outside
from screens.gateway import Gateway
from screens.main import WIDE, MainScreen
from screens.safe import safe
from screens.widgets.bars import Hint, HintBar
from screens.widgets.cells import Tone
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import Paragraph, paragraph

_GAPS_NAMED = 2
_KEPT: "WeakKeyDictionary[Gateway, dict[str, str]]" = WeakKeyDictionary()
"""What was left unfinished since the app was begun, by what it is about."""
_HELP = """Work on the text here, or in your own editor, and hand it over. coach sends nothing, and logs nothing by itself.

F2       copy it to the clipboard, where the terminal allows that
F3       save it as a file
F4       hand it to your mail program, as a draft
F5       work on it in your own editor, the one EDITOR names
F6       go to the next place in brackets
F8       begin again from what was there at first
Ctrl+S   log it as a touch, once you have sent it
Ctrl+Z   take back what was typed, Ctrl+Y brings it again
Tab      to what it should say, to read it, and back
Esc      leave; what you wrote is kept until you leave coach"""


class WriteOut(ModalScreen[Done | None]):
    """`guide` stands beside the text, or above it: what it should say. `to` is an e-mail address, or empty.

    `file_name` is proposed for a file, with its ending. `about` tells texts apart that are kept as drafts until coach is left,
    such as `message 12`: the one text of this kind about this lead; the title does when it is empty. `done` makes the form by
    which the text is logged once it was sent, for Ctrl+S; without it nothing is logged from here. What that form did is the
    result, None when nothing was written down.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "about", "Help", show=False),
        Binding("f2", "copy", "Copy", show=False),
        Binding("f3", "ask_where", "Save as a file", show=False),
        Binding("f4", "mail", "Mail program", show=False),
        Binding("f5", "edit", "Editor", show=False),
        Binding("f8", "begin_again", "Begin again", show=False),
        Binding("ctrl+s", "log", "Log it as a touch", show=False),
        Binding("escape", "leave", "Leave", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "DraftText"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # Textual declares it on the instance

    def __init__(
        self,
        gateway: Gateway,
        *,
        title: str,
        text: str,
        guide: Sequence[Paragraph],
        to: str = "",
        subject: str = "",
        file_name: str,
        about: str = "",
        done: Callable[[], ModalScreen[Done | None]] | None = None,
    ) -> None:
        super().__init__()
        self.gateway = gateway
        self._title, self._fresh, self._guide = title, safe(text), guide
        self._to, self._subject, self._file_name, self._done = to, subject, file_name, done
        self._about = about or title
        self._drafts = _KEPT.setdefault(gateway, {})
        self._handed: str | None = None
        self._over = False

    def compose(self) -> ComposeResult:
        """Whom it is for, what it should say, the text, what was said last, and the keys."""
        with Vertical(id="write-out"):
            yield Panel([paragraph(("strong", self._title))], id="write-title")
            with Container(id="write-both"):
                yield Page(self._guide, id="write-guide")
                yield DraftText(self._drafts.get(self._about, self._fresh), id="write-text")
            yield Panel(id="write-said")
            with Horizontal(id="write-where"):
                yield Static("Save as", classes="label", markup=False)
                yield TextField(self._file_name)
            yield HintBar(self._hints(), id="write-keys")

    def on_mount(self) -> None:
        """The first place in brackets is ready to be written over."""
        self.query_one("#write-where").display = False
        self.call_after_refresh(self.area.action_next_gap)
        if self._about in self._drafts:
            self._tell("This is the draft you began. F8 begins again.")

    @property
    def area(self) -> DraftText:
        """The text that is worked on."""
        return self.query_one(DraftText)

    def action_about(self) -> None:
        """What the keys do here."""
        from screens.dialogs.help import Help  # noqa: PLC0415

        self.app.push_screen(Help(_HELP, (), keymap=self.gateway.keymap))

    def action_copy(self) -> None:
        """To the clipboard."""
        hand_over.copy(self.app, self.area.text)
        self._handed_over("Copied, if this terminal allows it. Not every one does: F3 saves a file instead.")

    def action_ask_where(self) -> None:
        """Ask under which name to save it."""
        self.query_one("#write-where").display = True
        self.query_one("#write-where Input", Input).focus()
        self._tell(f"Enter saves it in {_here()}, or where you write. Esc goes back to the text.")

    @on(Input.Submitted)
    def save(self, event: Input.Submitted) -> None:
        """Into a file."""
        event.stop()
        text = self.area.text
        try:
            path = hand_over.save(f"{text}\n", event.value, self._file_name)
        except CoachError as error:
            self._complain(error)
            return
        self._hide_where()
        self._handed_over(f"Saved as {path}.")

    @work(exclusive=True, group="mail")
    async def action_mail(self) -> None:
        """To the mail program."""
        text = self.area.text
        try:
            link = hand_over.mail_link(self._to, self._subject, text)
            self._tell("Handing it to your mail program …")
            await hand_over.open_mail(link)
        except CoachError as error:
            self._complain(error)
            return
        self._handed_over(self._mailed(link), text)

    def action_edit(self) -> None:
        """In the owner's own editor, and back."""
        try:
            edited = edit_outside(self.app, self.area.text)
        except CoachError as error:
            self._complain(error)
            return
        if edited is None:
            self._tell("Nothing was changed there. An editor in a window of its own must wait: EDITOR='code --wait'.")
            return
        self.area.put(edited)
        self._tell("As your editor left it. Ctrl+Z takes that back.", "good")

    def action_begin_again(self) -> None:
        """As it was at first."""
        self.area.put(self._fresh)
        self.area.action_next_gap()
        self._tell("Begun again. Ctrl+Z takes that back.")

    @work(exclusive=True, group="log")
    async def action_log(self) -> None:
        """Log it as a touch, which only the owner can: coach does not know whether it was sent."""
        if self._over:
            return
        if self._done is None:
            self._tell("Nothing is logged from here. Once you have sent it, t on the lead logs a touch.")
            return
        try:
            form = self._done()
        except CoachError as error:
            self._complain(error)
            return
        logged = await self.app.push_screen_wait(form)
        if logged is not None:
            self._drafts.pop(self._about, None)
            self._go(logged)

    def action_leave(self) -> None:
        """Back to the text from the name of a file; else back to where it was begun, and nothing typed is thrown away."""
        if self.query_one("#write-where").display:
            self._hide_where()
            self._tell("")
            return
        text = self.area.text
        if text in {self._fresh, self._handed}:
            self._drafts.pop(self._about, None)
        else:
            self._drafts[self._about] = text
            self._tell_below(f"{self._title}: what you wrote is kept until you leave coach")
        self._go(None)

    @on(HintBar.Chosen)
    def hint_chosen(self, event: HintBar.Chosen) -> None:
        """A click on a hint is as good as its key."""
        event.stop()
        self.app.call_later(self.app.simulate_key, {"Esc": "escape"}.get(event.key, event.key.casefold()))

    def _hints(self) -> list[Hint]:
        log = [Hint("Ctrl+S", "log")] if self._done else []
        return [
            Hint("F2", "copy"),
            Hint("F3", "save"),
            Hint("F4", "mail"),
            Hint("F5", "editor"),
            Hint("F6", "gap"),
            *log,
            Hint("Esc", "leave"),
            Hint("F1", "help"),
        ]

    def _mailed(self, link: str) -> str:
        address = hand_over.mail_address(self._to)
        whom = f", to {address}: it is sent there, by you." if address else ": write there whom it is for, and send it."
        cut = (
            f" It is long for a mail link, {len(link):,} characters: look there whether its end is whole."
            if len(link) > hand_over.LINK_SURE
            else ""
        )
        return f"Handed to your mail program{whom}{cut}"

    def _handed_over(self, sentence: str, text: str | None = None) -> None:
        """Say what was done with the text, what is still to be filled in it, and how it is logged."""
        self._handed = self.area.text if text is None else text
        log = "Once you have sent it, Ctrl+S logs it as a touch." if self._done else ""
        self._tell(" ".join(filter(None, (sentence, _open_gaps(self._handed), log))), "good")

    def _hide_where(self) -> None:
        self.query_one("#write-where").display = False
        self.area.focus()

    def _complain(self, error: CoachError) -> None:
        self._tell(f"{error.what} {error.do}".strip(), "warn")

    def _tell(self, sentence: str, tone: Tone = "plain") -> None:
        self.query_one("#write-said", Panel).show([paragraph((tone, sentence))] if sentence else [])

    def _tell_below(self, sentence: str) -> None:
        main = next((each for each in self.app.screen_stack if isinstance(each, MainScreen)), None)
        if main is not None:
            main.say(Done(sentence))

    def _go(self, done: Done | None) -> None:
        if not self._over:
            self._over = True
            self.dismiss(done)


def _open_gaps(text: str) -> str:
    gaps = gaps_of(text)
    if not gaps:
        return ""
    more = f" and {len(gaps) - _GAPS_NAMED} more" if len(gaps) > _GAPS_NAMED else ""
    return f"Still in brackets: {', '.join(gaps[:_GAPS_NAMED])}{more}."


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return "the folder you name"
