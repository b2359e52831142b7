"""The two lines above the keys: what was just done, or else what the coach has to say."""

from typing import ClassVar

from textual.strip import Strip

from screens.widgets.bars import StatusLine
from screens.widgets.cells import Span, flow
from screens.widgets.wrap import paragraph, wrapped

HEIGHT = 2
_INDENT = 1


class SaidLine(StatusLine):
    """A sentence of one line stands on the lower one, with room above; a longer one takes both."""

    DEFAULT_CSS: ClassVar[str] = f"SaidLine {{ height: {HEIGHT}; }}"

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        width = self.size.width
        lines = self._lines(max(width - _INDENT, 1))
        place = y - (HEIGHT - len(lines))
        return self.strip([Span("plain", " " * _INDENT), *lines[place]], width) if place >= 0 else self.blank(width)

    def _lines(self, width: int) -> list[list[Span]]:
        tone = self._tone if self._said else "dim"
        first, *others = wrapped([paragraph((tone, self.text))], width)
        if not others:
            return [first]
        rest = "".join(span.text for span in others[0]).rstrip()
        return [first, flow([Span(tone, rest + (" …" if len(others) > 1 else ""))], width)]
