"""What the walk through the assignment wants of whoever asks, and what the owner may do instead of answering."""

import sys
from collections.abc import Callable, Iterator
from typing import Protocol

from coach.commands.telling import cells
from coach.rules.text import visible, visible_line
from coach.views.assignment_pages import FieldShown

WIDEST = 78
"""Cells of a line that is read easily, however wide the terminal is."""


Keep = Callable[[str], object]
"""Keeps what is typed so far."""


class Back(Exception):
    """To the page before."""


class Leave(Exception):
    """Stop here; all is kept."""


class Asker(Protocol):
    """Shows texts and asks for what stands in fields. Everything it asks may raise `Back` or `Leave`, or KeyboardInterrupt."""

    def tell(self, text: str = "", *, label: str = "") -> None:
        """Show a text of one or several lines, behind its label if it has one."""

    def title(self, text: str, place: str) -> None:
        """Show the title of a page, and which of how many it is."""

    def keys(self) -> None:
        """Tell once what there is to press."""

    def wait(self, what: str) -> None:
        """Until Enter is pressed; `what` says what comes of it."""

    def ask(self, field: FieldShown, keep: Keep) -> str:
        """What is to stand in a field; its value when it is taken as it is. What is half written is kept on the way."""
        ...

    def wants_to_change(self) -> bool:
        """Whether what was read is to be changed; no by Enter alone."""
        ...

    def confirm(self, question: str) -> bool:
        """A question to be answered with yes, by Enter alone, or no."""
        ...


def show(text: str, width: int, label: str = "") -> None:
    """Print a text, in lines of so many cells where a width is given; several lines stand below their label."""
    several = "\n" in text
    if label and several:
        sys.stdout.write(f"{label}:\n")
    shown = f"{label}: {text}" if label and not several else text
    for line in wrapped(shown, width, "  " if label and several else ""):
        sys.stdout.write(f"{line}\n")


def wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    """The text in lines that fit, cut between words; a word too long for a line stays whole. With no width nothing is cut.

    What goes on in the next line stands under where the text of its own began.
    """
    for paragraph in visible(text).split("\n"):
        line = f"{indent}{visible_line(paragraph)}".rstrip()
        hang = " " * (len(line) - len(line.lstrip(" ")))
        while width and cells(line) > width:
            head, rest = _cut(line, len(hang), width)
            if not rest:
                break
            yield head
            line = f"{hang}{rest}"
        yield line


def _cut(line: str, start: int, width: int) -> tuple[str, str]:
    """A line up to the last space that fits, or the first one that there is, and the rest."""
    taken, at = 0, 0
    for place, character in enumerate(line):
        taken += cells(character)
        if character == " " and place > start and (taken <= width + 1 or not at):
            at = place
        if taken > width and at:
            break
    return (line[:at].rstrip(), line[at:].strip()) if at else (line, "")
