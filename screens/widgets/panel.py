"""Text to read: a block beside a list, and a page that scrolls."""

from collections.abc import Sequence
from itertools import groupby, islice, zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.cells import Span, flow
from screens.widgets.cursor import KEYS
from screens.widgets.ink import SCROLLBAR_CSS, Inked
from screens.widgets.wrap import Paragraph, wrapped


class Panel(Inked, Widget):
    """Paragraphs wrapped by words, that cannot take the focus. What does not fit ends in a line with `…`."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Panel {
        height: 1fr;
        width: 1fr;
    }
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph] = (),
        *,
        id: str | None = None,  # noqa: A002  # the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paragraphs = paragraphs
        self._lines: list[list[Span]] | None = None
        self._wrapped_for = Size(0, 0)

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these paragraphs in the place of the others."""
        if paragraphs == self._paragraphs:
            return
        before = self._lines if self._wrapped_for == self.size else None
        self._paragraphs, self._lines = paragraphs, None
        if before is None or self.styles.is_auto_height:
            self.refresh(layout=self.styles.is_auto_height)
        elif changed := _changed(before, self._in_size(), self.size.width):
            self.refresh(*changed)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All there is: text takes the room it is given."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The lines of the text in this width, for `height: auto`."""
        return sum(1 for _ in wrapped(self._paragraphs, width))

    def render_line(self, y: int) -> Strip:
        """One line of the text, wrapped for the size it is drawn in: a screen may be drawn before it is told of its new size."""
        lines, width = self._in_size(), self.size.width
        return self.strip(lines[y], width) if y < len(lines) else self.blank(width)

    def _in_size(self) -> list[list[Span]]:
        """The lines of the text in the size the panel has now."""
        if self._lines is None or self._wrapped_for != self.size:
            self._wrapped_for = width, height = self.size
            lines = list(islice(wrapped(self._paragraphs, width), height + 1))
            if len(lines) > height:
                lines[height - 1 :] = [flow([Span("dim", "…")], width)]
            self._lines = lines
        return self._lines


def _changed(before: Sequence[list[Span]], after: Sequence[list[Span]], width: int) -> list[Region]:
    """The lines that are not what they were: drawing a panel anew costs more than working out what is in it."""
    pairs = enumerate(zip_longest(before, after))
    differing = [y for y, (old, new) in pairs if old != new]
    runs = groupby(enumerate(differing), lambda numbered: numbered[1] - numbered[0])
    return [Region(0, (lines := [y for _, y in run])[0], width, len(lines)) for _, run in runs]


class Page(Inked, ScrollView, can_focus=True, inherit_bindings=False):
    """Paragraphs wrapped by words, of any length, that scroll by the line and by the screenful."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = f"""
    Page {{
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        {SCROLLBAR_CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("space", "page(1)", "Page down", show=False, id="page-on"),
    ]

    def __init__(
        self,
        paragraphs: Sequence[Paragraph] = (),
        *,
        id: str | None = None,  # noqa: A002  # the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paragraphs = paragraphs
        self._lines: list[list[Span]] = []

    def show(self, paragraphs: Sequence[Paragraph], *, keep_scroll: bool = False) -> None:
        """Show these paragraphs, from the top unless they are the same text with something new in it."""
        self._paragraphs = paragraphs
        self._wrap()
        if not keep_scroll:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def action_move(self, step: int) -> None:
        """Scroll by so many lines; at either end it stays."""
        target = max(0, min(self.scroll_offset.y + step, self.max_scroll_y))
        self.scroll_to(y=target, animate=False, immediate=True, force=True)

    def action_page(self, step: int) -> None:
        """Scroll by a screenful less one line."""
        self.action_move(step * max(1, self.size.height - 1))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width, place = self._width, y + self.scroll_offset.y
        return self.strip(self._lines[place], width) if place < len(self._lines) else self.blank(width)

    @property
    def _width(self) -> int:
        """The cells of a line: the scrollbar's are kept free, whether it is there or not."""
        return self.scrollable_content_region.width

    def _wrap(self) -> None:
        self._lines = list(wrapped(self._paragraphs, self._width)) if self._width else []
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()
