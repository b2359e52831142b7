"""The versions of the written pipeline: what each of them changed, and how it read."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen

from coach.rules.dates import show_day
from coach.rules.written_difference import GONE, MOVED, NEW, RENAMED, Changed
from coach.views.version_history import VersionTold, version_history
from screens.gateway import Gateway
from screens.markdown_words import paragraphs_of
from screens.widgets.bars import Hint, HintBar
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.cursor import KEYS
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import Paragraph, paragraph

NONE_YET = "No version is kept yet. The next change of the pipeline keeps one."
FIRST = "The first version."
OURS = "Nothing of yours: coach's own words on the page are others now."
_WHAT = {NEW: "new", GONE: "no longer there", MOVED: "in another order"}
_NARROW = 110


class VersionList(LineList[VersionTold], inherit_bindings=False):
    """The cursor moves among the versions; a screenful up or down is one of the page beside them."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, page: Page, today_line: "Versions") -> None:
        super().__init__(today_line, today_line.draw, id="versions-list")
        self._page = page

    def action_page(self, step: int) -> None:
        """Scroll the page."""
        self._page.action_page(step)


class Versions(ModalScreen[None]):
    """Enter shows the whole page as it read then, and again what it changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,y", "leave", "Back", show=False),
        Binding("enter,space", "turn", "Whole page", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "VersionList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-wide")]  # noqa: RUF012  # Textual declares it on the instance

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        self._history = gateway.ask(version_history)
        self._is_whole = False
        self._page = Page(id="versions-page")
        self._page.can_focus = False

    def compose(self) -> ComposeResult:
        """The versions at the left, what the one under the cursor changed at the right."""
        with Vertical(id="versions"):
            yield Panel([paragraph(("strong", "Versions of the written pipeline"))], classes="versions-title")
            with Horizontal(id="versions-both"):
                yield VersionList(self._page, self)
                yield self._page
            yield HintBar(self._hints(), id="versions-keys")

    def count(self) -> int:
        """As a source: how many there are."""
        return len(self._history)

    def window(self, start: int, stop: int) -> Sequence[VersionTold]:
        """As a source: some of them."""
        return self._history[start:stop]

    def draw(self, told: VersionTold) -> RowLine:
        """The day, and who changed it."""
        day = show_day(told.day, self.gateway.today) if told.day else "As it stands"
        return RowLine([Cell(day, 17), Cell(told.author, Share(), tone="dim")])

    def on_mount(self) -> None:
        """Show the newest."""
        if not self._history:
            self._page.show([paragraph(NONE_YET)])

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_turn(self) -> None:
        """The whole page, or what it changed."""
        self._is_whole = not self._is_whole
        self.query_one("#versions-keys", HintBar).set_hints(self._hints())
        self._show()

    @on(LineList.Moved)
    def another(self) -> None:
        """Another version is under the cursor."""
        self._show()

    def _show(self) -> None:
        told = self.query_one(VersionList).current
        if told is not None:
            self._page.show(paragraphs_of(told.text) if self._is_whole else changes_in_words(told))

    def _hints(self) -> list[Hint]:
        turn = Hint("Enter", "what changed" if self._is_whole else "whole page")
        return [Hint("↑ ↓", "versions"), Hint("PgUp PgDn", "scroll"), turn, Hint("Esc", "back")]


def changes_in_words(told: VersionTold) -> list[Paragraph]:
    """What a version changed, part by part of the page."""
    if told.changes is None:
        return [paragraph(FIRST)]
    lines: list[Paragraph] = [] if told.day else [paragraph(("dim", "Kept with the next change.")), paragraph("")]
    if not told.changes:
        return [*lines, paragraph(OURS)]
    for each in told.changes:
        lines += [_named(each), *_lines(each), paragraph("")]
    return lines[:-1]


def _named(changed: Changed) -> Paragraph:
    """The part of the page, and what became of it."""
    what = f"until then {changed.before}" if changed.what == RENAMED else _WHAT.get(changed.what, "")
    return paragraph(("strong", changed.where or "At the top"), ("dim", f"  {what}" if what else ""))


def _lines(changed: Changed) -> list[Paragraph]:
    was, now = ((", ".join(names),) if changed.what == MOVED else names for names in (changed.was, changed.now))
    return [
        *(paragraph(("dim", "  was  "), ("dim", line), hang=7) for line in was),
        *(paragraph(("dim", "  now  "), line, hang=7) for line in now),
    ]
