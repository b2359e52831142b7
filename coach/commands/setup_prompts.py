"""The assignment asked with prompts: lists to choose from with the arrow keys, lines that can be edited."""

import shutil
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

from coach.commands.setup_asking import WIDEST, Back, Keep, show
from coach.rules.text import visible_line
from coach.views.assignment_pages import CHOICE, LEADS, TICKS, FieldShown

NONE = "none"
"""The value of ticks of which none is left."""
_ESCAPE = 0.1
"""Seconds after which Esc is a key of its own, and not the beginning of one."""
_STYLE = questionary.Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("answer", "noinherit"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noinherit"),
        ("instruction", "noinherit"),
    ]
)
"""No colour means anything here, so there is none."""


class PromptAsker:
    """Asks with the prompts of questionary. Esc goes back, Ctrl+C leaves."""

    def __init__(self) -> None:
        self._width = min(shutil.get_terminal_size().columns - 1, WIDEST)

    def tell(self, text: str = "", *, label: str = "") -> None:
        """Show a text, wrapped to the terminal."""
        show(text, self._width, label)

    def title(self, text: str, place: str) -> None:
        """Both on one line."""
        self.tell()
        self.tell(" · ".join(filter(None, (text, place))))
        self.tell()

    def keys(self) -> None:
        """In one line."""
        self.tell("Enter takes what is there. Esc goes back, Ctrl+C leaves; it goes on here next time.")

    def wait(self, what: str) -> None:
        """For Enter."""
        _answer(questionary.text(f"{what}.", **_LOOK))

    def ask(self, field: FieldShown, keep: Keep) -> str:
        """By the form of the field."""
        if field.form == CHOICE:
            chosen = questionary.select(
                visible_line(field.label),
                choices=[questionary.Choice(visible_line(each.label), value=each.key) for each in field.choices],
                default=field.value if field.value in [each.key for each in field.choices] else None,
                instruction=" ",
                **_LOOK,
            )
            return str(_answer(chosen))
        if field.form == TICKS:
            ticked = field.value.replace(",", " ").split()
            boxes = [
                questionary.Choice(each.label, value=each.key, checked=each.key in ticked) for each in field.choices
            ]
            marked = _answer(questionary.checkbox(field.label, choices=boxes, instruction="(Space marks)", **_LOOK))
            return ", ".join(marked) or NONE
        if field.form == LEADS:
            return self._list(field, keep)
        if field.hint and not field.value:
            self.tell(f"(Enter alone: {field.hint})")
        return self._text(field.label, field.value, keep)

    def wants_to_change(self) -> bool:
        """Two things to choose from."""
        go_on, change = questionary.Choice("Go on", value=False), questionary.Choice("Change it", value=True)
        return bool(
            _answer(questionary.select("Is this how it is?", choices=[go_on, change], instruction=" ", **_LOOK))
        )

    def confirm(self, question: str) -> bool:
        """Yes, or no."""
        yes, no = questionary.Choice("Yes", value=True), questionary.Choice("No", value=False)
        return bool(_answer(questionary.select(question, choices=[yes, no], instruction=" ", **_LOOK)))

    def _list(self, field: FieldShown, keep: Keep) -> str:
        """Lines until an empty one; several can be pasted at once."""
        lines = field.value.split("\n") if field.value else []
        if lines:
            self.tell(field.value, label="So far")
        while said := self._text("One more, or Enter" if lines else field.label, "", lambda _half: None):
            lines += said.split("\n")
            keep("\n".join(lines))
        return "\n".join(lines)

    def _text(self, label: str, value: str, keep: Keep) -> str:
        question = questionary.text(visible_line(label), default=value, **_LOOK)
        try:
            return str(_answer(question)).strip()
        except (Back, KeyboardInterrupt):
            keep(question.application.current_buffer.text)
            raise


_LOOK: dict[str, Any] = {"qmark": "", "style": _STYLE}


def _answer(question: questionary.Question) -> Any:
    """The answer. Raises Back for Esc, KeyboardInterrupt for Ctrl+C."""
    app = question.application
    app.ttimeoutlen, app.timeoutlen = _ESCAPE, _ESCAPE
    keys = KeyBindings()

    @keys.add("escape")
    def _back(event: KeyPressEvent) -> None:
        event.app.exit(exception=Back)

    @keys.add("c-q")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
    return question.unsafe_ask()
