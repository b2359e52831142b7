"""The assignment asked line by line, with numbers to choose by: for terminals that can do no more, and for pipes."""

import shutil
import sys
from collections.abc import Sequence

from coach.commands.setup_asking import WIDEST, Back, Keep, Leave, show
from coach.playbook.first_run import Choice
from coach.rules.text import fold, visible_line
from coach.views.assignment_pages import CHOICE, LEADS, TICKS, FieldShown

BACK, LEAVE, EMPTY, CHANGE = "b", "q", "-", "e"
NONE = "none"
"""The value of ticks of which none is left."""
_KEYS = (
    "Enter takes what is there.",
    "b: the page before.",
    "q: leave; it goes on here next time.",
    "-: empty a field, or leave it open.",
)


class LineAsker:
    """Asks on the standard output and reads from the standard input. Nothing is drawn, moved or coloured."""

    def __init__(self) -> None:
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        self._width = min(columns - 1, WIDEST) if columns else 0

    def tell(self, text: str = "", *, label: str = "") -> None:
        """Show a text, wrapped to the terminal."""
        show(text, self._width, label)

    def title(self, text: str, place: str) -> None:
        """The place, then the title, on lines of their own."""
        self.tell()
        if place:
            self.tell(f"Page {place}")
        if text:
            self.tell(text)
        self.tell()

    def keys(self) -> None:
        """One key a line."""
        for line in _KEYS:
            self.tell(line)

    def wait(self, what: str) -> None:
        """For one line, whatever is in it."""
        self.tell()
        self._read(what)

    def ask(self, field: FieldShown, keep: Keep) -> str:
        """By the form of the field."""
        self.tell()
        self.tell(field.label if field.label.endswith("?") else f"{field.label}:")
        if field.form == CHOICE:
            return self._choose(field)
        if field.form == TICKS:
            return self._tick(field)
        if field.form == LEADS:
            return self._list(field, keep)
        if field.hint and not field.value:
            self.tell(f"  (Enter alone: {field.hint})")
        return self._line(field)

    def wants_to_change(self) -> bool:
        """Enter or e."""
        while True:
            self.tell()
            said = self._read("Enter goes on, e changes it")
            if said in ("", CHANGE):
                return said == CHANGE
            self._not_understood(said)

    def confirm(self, question: str) -> bool:
        """Enter or n."""
        while True:
            said = self._read(f"{question} Enter: yes, n: no").casefold()
            if said in ("", "y", "yes", "n", "no"):
                return said in ("", "y", "yes")
            self._not_understood(said)

    def _line(self, field: FieldShown) -> str:
        if field.value:
            self.tell(f"  (Enter: {field.value})")
        said = self._read("")
        return "" if said == EMPTY else said or field.value

    def _choose(self, field: FieldShown) -> str:
        marks = _marks(field.choices)
        for mark, choice in marks.items():
            self.tell(f"  {mark}  {choice.label}{'  (Enter)' if choice.key == field.value else ''}")
        while True:
            said = self._read("")
            if not said:
                return field.value
            found = _meant(said, marks)
            if found is not None:
                return found.key
            self._not_understood(said)

    def _tick(self, field: FieldShown) -> str:
        ticked = {choice.key for choice in field.choices if choice.key in field.value.replace(",", " ").split()}
        while True:
            for number, choice in enumerate(field.choices, start=1):
                self.tell(f"  {number}  {'yes' if choice.key in ticked else 'no '}  {choice.label}")
            said = self._read("Enter takes these; a number turns yes to no, or no to yes")
            if not said:
                return ", ".join(choice.key for choice in field.choices if choice.key in ticked) or NONE
            numbers = said.replace(",", " ").split()
            if said == EMPTY:
                ticked = set()
            elif all(each.isascii() and each.isdigit() and 1 <= int(each) <= len(field.choices) for each in numbers):
                ticked ^= {field.choices[int(each) - 1].key for each in numbers}
            else:
                self._not_understood(said)

    def _list(self, field: FieldShown, keep: Keep) -> str:
        """Lines until an empty one. What was typed before is taken by Enter alone."""
        if field.value:
            self.tell(field.value, label="So far")
        lines: list[str] = []
        while True:
            said = self._read("One more, or Enter" if lines else "")
            if said == EMPTY and not lines:
                return ""
            if not said:
                return "\n".join(lines) or field.value
            lines.append(said)
            keep("\n".join(lines))

    def _read(self, prompt: str) -> str:
        """One line, without the space around it. Raises Back and Leave; the end of the input is a way to leave, too."""
        if prompt:
            self.tell(prompt)
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or not sys.stdin.isatty():
            sys.stdout.write("\n")  # nobody's Enter ends the line
        if not line:
            raise Leave
        said = line.strip()
        if said.casefold() == BACK:
            raise Back
        if said.casefold() == LEAVE:
            raise Leave
        return said

    def _not_understood(self, said: str) -> None:
        self.tell(f"“{visible_line(said)}” is none of these.")


def _marks(choices: Sequence[Choice]) -> dict[str, Choice]:
    """What is typed for each choice: its number, which is its own where it is a number; the open one has the sign for nothing."""
    kept = [choice for choice in choices if choice.key]
    numbered = all(choice.key.isdigit() for choice in kept)
    marks = {choice.key if numbered else str(place): choice for place, choice in enumerate(kept, start=1)}
    left_open = [choice for choice in choices if not choice.key]
    return marks | {EMPTY: left_open[0]} if left_open else marks


def _meant(said: str, marks: dict[str, Choice]) -> Choice | None:
    if said in marks:
        return marks[said]
    wanted = fold(said)
    exact = [choice for choice in marks.values() if fold(choice.label) == wanted or choice.key == said]
    found = exact or [choice for choice in marks.values() if choice.key and wanted and wanted in fold(choice.label)]
    return found[0] if len(found) == 1 else None
