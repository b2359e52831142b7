"""A lesson to read, and those beside it: a page of what coach teaches."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from coach import playbook
from screens.markdown_words import paragraphs_of
from screens.widgets.bars import Hint, HintBar
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import paragraph


class ReadLesson(ModalScreen[None]):
    """`lessons` are their keys in the order one leafs through them; `first` is the one it opens at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", "Back", show=False),
        Binding("right,n", "leaf(1)", "Next", show=False),
        Binding("left,p", "leaf(-1)", "Before", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "Page"

    def __init__(self, lessons: Sequence[str], first: str = "") -> None:
        super().__init__()
        self._lessons = [playbook.lesson(key) for key in lessons]
        self._at = lessons.index(first) if first else 0

    def compose(self) -> ComposeResult:
        """The title, the text, the keys."""
        with Vertical(id="lesson"):
            yield Panel(id="lesson-title")
            yield Page(id="lesson-page")
            several = [Hint("← →", "other pages")] if len(self._lessons) > 1 else []
            yield HintBar([Hint("↑ ↓", "scroll"), *several, Hint("Esc", "back")], id="lesson-keys")

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def action_leaf(self, step: int) -> None:
        """The lesson before or after; at either end it stays."""
        at = max(0, min(self._at + step, len(self._lessons) - 1))
        if at != self._at:
            self._at = at
            self._show()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def _show(self) -> None:
        shown = self._lessons[self._at]
        place = f"   {self._at + 1} of {len(self._lessons)}" if len(self._lessons) > 1 else ""
        self.query_one("#lesson-title", Panel).show([paragraph(("strong", shown.title), ("dim", place))])
        self.query_one("#lesson-page", Page).show(paragraphs_of(shown.text))
