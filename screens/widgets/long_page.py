"""A page of any length that is wrapped only as far as it is looked at: opening it costs what is seen of it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from textual.geometry import Size
from textual.strip import Strip

from screens.widgets.cells import Span
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, wrapped

_AHEAD = 2
"""Screenfuls wrapped beyond the line that is asked for."""


class LongPage(Page):
    """Shown like a Page. Until its end was looked at, its length, and so the scrollbar, is an estimate."""

    _rest: Iterator[list[Span]] | None = None
    """The lines that are not wrapped yet; None when there are none."""
    _wrapped: tuple[Sequence[Paragraph], int] | None = None
    """What was wrapped, and for which width."""
    _room: Size = Size(0, 0)
    """The width of a line and the height of the page when it was last seen: it keeps them while it is hidden."""

    def show(self, paragraphs: Sequence[Paragraph], *, keep_scroll: bool = False) -> None:
        """Show these paragraphs, from the top unless they are the same text with something new in it."""
        self._paragraphs = paragraphs
        self._wrap()
        if not keep_scroll:
            self.to_top()

    def to_top(self) -> None:
        """Show the beginning."""
        if self.scroll_offset.y:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def action_move(self, step: int) -> None:
        """Scroll by so many lines; at either end it stays."""
        self._wrap_to(self.scroll_offset.y + step)
        super().action_move(step)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, wrapped now if it was not before: the mouse may have scrolled far."""
        if y + self.scroll_offset.y >= len(self._lines) and self._rest is not None:
            self._wrap_to(y + self.scroll_offset.y)
        return super().render_line(y)

    def _wrap(self) -> None:
        if self._width:
            self._room = Size(self._width, self.size.height)
        width = self._room.width
        if not width or self._wrapped == (self._paragraphs, width):
            return
        self._wrapped = (self._paragraphs, width)
        self._lines, self._rest = [], iter(wrapped(self._paragraphs, width))
        self._wrap_to(self.scroll_offset.y)
        self.virtual_size = Size(0, self._length())
        self.refresh()

    def _wrap_to(self, line: int) -> None:
        """Wrap up to a line and the screenfuls after it."""
        wanted = line + _AHEAD * max(self._room.height, 1) - len(self._lines)
        if self._rest is None or wanted <= 0:
            return
        more = list(islice(self._rest, wanted))
        self._lines += more
        if len(more) < wanted:
            self._rest = None
        if self._rest is None or len(self._lines) >= self.virtual_size.height:
            self.virtual_size = Size(0, self._length())

    def _length(self) -> int:
        """The lines there are; before all of them are wrapped an estimate, at least one more than are."""
        if self._rest is None:
            return len(self._lines)
        width = max(self._room.width, 1)
        guess = sum(1 + sum(len(span.text) for span in each.spans) // width for each in self._paragraphs)
        return max(len(self._lines) + 1, guess)
