"""A note about a lead: a new one, or one that was written before, to be rewritten or deleted."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from coach.actions.done import Done
from coach.actions.notes import add_note, delete_note, rewrite_note
from coach.errors import CoachError, Misused, Refused
from coach.rules.dates import show_day
from coach.views.lead_card import lead_card
from coach.views.timeline import NOTE, TimelineEntry
from screens.dialogs.draft_text import DraftText
from screens.dialogs.fields import Choice, ChoiceRow, Option
from screens.dialogs.lead_form import LeadForm
from screens.editor import edit_outside
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.safe import safe
from screens.widgets.bars import Hint

OFFERED = 8
"""Notes of before that can be opened, the newest."""
NEW = "new"
_THEIRS = 200
"""Cells shown of what somebody else wrote meanwhile."""
_HELP = """Write down what you want to remember of the lead. It is no touch, and the next step stays as it is.

Ctrl+S   save
F5       write in your own editor, the one EDITOR names; F4 does, too
Tab      to the notes of before, to open one with the arrows, and back
F9       delete the note of before that is shown
Ctrl+Z   take back what was typed, Ctrl+Y brings it again
Esc      leave; a new note that was begun is kept until you leave coach"""
_KEPT: "WeakKeyDictionary[Gateway, dict[tuple[int, ...], str]]" = WeakKeyDictionary()
"""New notes that were left unfinished since the app was begun, by the leads they are about."""


class WriteNote(LeadForm):
    """Enter makes a line, so Ctrl+S saves. What is left unfinished with Esc is there again the next time, until coach is left."""

    asks: ClassVar[str] = "Note"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4,f5", "edit_outside", "Editor", show=False),
        Binding("f9", "delete", "Delete", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "DraftText"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        found = gateway.ask(lead_card, lead_ids[0]).timeline if self.only else ()
        self._notes = {str(note.row_id): note for note in [each for each in found if each.kind == NOTE][:OFFERED]}
        self._drafts = _KEPT.setdefault(gateway, {})
        self._typed = {NEW: self._drafts.get(lead_ids, "")}
        self._open = NEW
        self._warned_of = ""
        self._asked = False

    def content(self) -> Iterable[Widget]:
        """The text, and which note it is where there are others."""
        yield DraftText(self._typed[NEW], id="note-text")
        if self._notes:
            yield ChoiceRow("which", "Which", self._options(), NEW, about="A new note, or one of before.")

    def hints(self) -> list[Hint]:
        """The keys that are shown."""
        more = [Hint("Tab", "other notes"), Hint("F9", "delete")] if self._notes else []
        return [Hint("Ctrl+S", "save"), Hint("F5", "editor"), *more, Hint("Esc", "leave"), Hint("F1", "help")]

    @property
    def area(self) -> DraftText:
        """The text that is worked on."""
        return self.query_one(DraftText)

    def on_mount(self) -> None:
        """Write on where one left off."""
        super().on_mount()
        self.area.move_cursor(self.area.document.end)

    def guidance(self) -> str:
        """Which note it is."""
        note = self._notes.get(self._open)
        if note is not None:
            by = f" by {note.author}" if note.author else ""
            return f"Written on {show_day(note.day, self.gateway.today)}{by}. F9 deletes it."
        if self._drafts.get(self.lead_ids) and self.area.text == safe(self._drafts[self.lead_ids]):
            return "This is the note you began."
        return "What you want to remember. It is no touch: the next step stays as it is."

    def save(self) -> Done:
        """Keep the new note, or the other text of the one of before."""
        note = self._notes.get(self._open)
        text = self._text()
        if note is None:
            done = self.to_each("wrote a note about {}", partial(add_note, text=text))
            self._drafts.pop(self.lead_ids, None)
            return done
        if text == note.note:
            return Done("the note stays as it was", self.lead_ids[0])
        return self.gateway.do(self._rewrite, note, text)

    def action_cancel(self) -> None:
        """Leave. A new note that was begun is kept for the next time; what was changed in an old one is asked about once."""
        self._typed[self._open] = self.area.text
        changed = [key for key, note in self._notes.items() if self._typed.get(key, safe(note.note)) != safe(note.note)]
        if changed and not self._asked:
            self._asked = True
            self.complain(
                Misused("What you changed in the note is not saved.", "Ctrl+S saves it; Esc again leaves it.")
            )
            return
        if self._typed[NEW].strip():
            self._drafts[self.lead_ids] = self._typed[NEW]
        else:
            self._drafts.pop(self.lead_ids, None)
        super().action_cancel()

    def action_about(self) -> None:
        """What the keys do here."""
        from screens.dialogs.help import Help  # noqa: PLC0415

        self.app.push_screen(Help(_HELP, (), keymap=self.gateway.keymap))

    def action_edit_outside(self) -> None:
        """In the owner's own editor, and back."""
        try:
            edited = edit_outside(self.app, self._text())
        except CoachError as error:
            self.complain(error)
            return
        if edited is not None:
            self._put(edited)

    def action_delete(self) -> None:
        """Take the note that is shown out; undo brings it back."""
        note = self._notes.get(self._open)
        if note is None:
            self.complain(Misused("This note is not written down yet.", "Esc leaves it."))
            return
        try:
            done = self.gateway.do(delete_note, note.row_id)
        except CoachError as error:
            self.complain(error)
            return
        self._over = True
        self.dismiss(done)

    @on(Choice.Changed)
    def another_note(self, event: Choice.Changed) -> None:
        """Another note is opened; what was typed in this one is there when one comes back to it."""
        self._typed[self._open] = self.area.text
        self._open = event.key
        note = self._notes.get(event.key)
        self._put(self._typed.get(event.key, note.note if note else ""))
        self.show_help()

    @on(TextArea.Changed)
    def text_changed(self) -> None:
        """What was wrong may be right now."""
        self._asked = False
        self.something_changed()

    def _put(self, text: str) -> None:
        """Another text, with the cursor where one writes on."""
        self.area.put(text)
        self.area.move_cursor(self.area.document.end)

    def _text(self) -> str:
        """The text as it is to be kept: a line nobody has changed stays as it was, though it may be shown otherwise."""
        note = self._notes.get(self._open)
        kept = {safe(line): line for line in note.note.split("\n")} if note else {}
        return "\n".join(kept.get(line, line) for line in self.area.text.split("\n"))

    def _rewrite(self, desk: Any, note: TimelineEntry, text: str) -> Done:
        """Rewrite it, unless somebody else has done so since it was opened and the owner has not seen that yet."""
        now = next(
            (each.note for each in lead_card(desk, self.lead_ids[0]).timeline if each.row_id == note.row_id), note.note
        )
        if now not in {note.note, self._warned_of, text}:
            self._warned_of = now
            raise Refused(
                f"Somebody rewrote this note meanwhile: “{shortened(now, _THEIRS)}”",
                "Ctrl+S again puts yours in its place; Esc leaves theirs.",
            )
        return rewrite_note(desk, note.row_id, text)

    def _options(self) -> list[Option]:
        """A new note, then those of before by their day."""
        today = self.gateway.today
        old = [Option(key, show_day(note.day, today)[4:]) for key, note in self._notes.items()]
        return [Option(NEW, "new"), *old]
