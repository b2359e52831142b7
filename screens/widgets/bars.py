"""The lines above and below every screen: where one is, which keys matter here, and what was just said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from screens.safe import cell_width
from screens.widgets.cells import Span, Tone, flow
from screens.widgets.ink import Inked
from screens.widgets.told import Told

HINTS = 8
"""Keys of one place shown at most: the rest is one `?` away."""
_BETWEEN = " · "


class Tab(NamedTuple):
    """A place to go to: its id and its label, the key first: `1 Today`."""

    id: str
    label: str


class Hint(NamedTuple):
    """A key and what it does, in a word or two."""

    key: str
    label: str


class _Piece(NamedTuple):
    """Spans that stay together, and what a click on them means; the empty text for nothing."""

    spans: tuple[Span, ...]
    means: str = ""

    @property
    def width(self) -> int:
        return _width(self.spans)


def _width(spans: Iterable[Span]) -> int:
    return sum(cell_width(span.text) for span in spans)


class Bar(Inked, Widget):
    """One line of pieces, some at the left and some at the right end."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Bar {
        height: 1;
        width: 1fr;
    }
    """

    def pieces(self, width: int) -> tuple[Sequence[_Piece], Sequence[_Piece]]:
        """What is shown in this width at the left and at the right."""
        raise NotImplementedError

    def placed(self, width: int) -> list[tuple[_Piece, int]]:
        """Each piece with the cell it begins at."""
        left, right = self.pieces(width)
        found: list[tuple[_Piece, int]] = []
        at = 0
        for piece in left:
            found.append((piece, at))
            at += piece.width
        at = max(at, width - sum(piece.width for piece in right))
        for piece in right:
            found.append((piece, at))
            at += piece.width
        return found

    def meaning_at(self, x: int) -> str:
        """What a click on this cell means, the empty text for nothing."""
        placed = self.placed(self.size.width)
        return next((piece.means for piece, at in placed if at <= x < at + piece.width), "")

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        spans: list[Span] = []
        used = 0
        for piece, at in self.placed(width) if y == 0 else ():
            spans += [Span("plain", " " * (at - used)), *piece.spans]
            used = at + piece.width
        return self.strip(flow(spans, width), width)


class TabBar(Bar):
    """The name, the tabs, and at the right the day and whose desk this is. The active tab stands in brackets."""

    @dataclass(eq=False)
    class Chosen(Told):
        """A click on a tab: its id."""

        tab: str

    def __init__(
        self,
        tabs: Sequence[Tab],
        *,
        title: str = "coach",
        active: str = "",
        right: str = "",
        warning: str = "",
        id: str | None = None,  # noqa: A002  # the name Textual gives it
    ) -> None:
        super().__init__(id=id)
        self._tabs, self._title, self._active, self._right, self._warning = tabs, title, active, right, warning

    def set_active(self, tab: str) -> None:
        """The tab one is on now, by its id."""
        self._active = tab
        self.refresh()

    def set_right(self, text: str) -> None:
        """The text at the right end, parts divided by ` · `: where room is short they go from the last on."""
        if text != self._right:  # it is told anew every second
            self._right = text
            self.refresh()

    def set_warning(self, text: str) -> None:
        """A word that is never left out, such as `demo`; the empty text for none."""
        self._warning = text
        self.refresh()

    def pieces(self, width: int) -> tuple[Sequence[_Piece], Sequence[_Piece]]:
        """Where room is short the name goes first, then the right end part by part, then the labels of the other tabs."""
        warning = [Span("warn", f" {self._warning} ")] if self._warning else []
        title = _Piece((Span("strong", f" {self._title}  "),))
        tabs = [self._tab(tab) for tab in self._tabs]
        parts = self._right.split(_BETWEEN) if self._right else []
        room = width - _width(warning) - sum(tab.width for tab in tabs)
        if room < 0:
            tabs = [self._tab(tab, short=tab.id != self._active) for tab in self._tabs]
            room = width - _width(warning) - sum(tab.width for tab in tabs)
        while parts and cell_width(_BETWEEN.join(parts)) + 2 > room:
            parts.pop()
        right = [Span("dim", f" {_BETWEEN.join(parts)} ")] if parts else []
        right_piece = _Piece((*warning, *right))
        room -= _width(right)
        return [title, *tabs] if title.width <= room else tabs, [right_piece]

    def on_click(self, event: events.Click) -> None:
        """Say which tab was clicked."""
        tab = self.meaning_at(event.x)
        if tab:
            event.stop()
            self.post_message(self.Chosen(self, tab))

    def _tab(self, tab: Tab, *, short: bool = False) -> _Piece:
        label = tab.label.split(" ", 1)[0] if short else tab.label
        active = tab.id == self._active
        # The brackets stand where other tabs have a space, so that nothing moves when another tab is active.
        text = f"[{label}]" if active else f" {label} "
        return _Piece((Span("accent" if active else "plain", text),), tab.id)


class HintBar(Bar):
    """The keys that matter here and now at the left, those of every screen at the right; a pair is shown whole or not at all."""

    @dataclass(eq=False)
    class Chosen(Told):
        """A click on a hint: its key is as good as pressed."""

        key: str

    def __init__(
        self,
        hints: Sequence[Hint | tuple[str, str]] = (),
        always: Sequence[Hint | tuple[str, str]] = (),
        *,
        id: str | None = None,  # noqa: A002  # the name Textual gives it
    ) -> None:
        super().__init__(id=id)
        self._hints, self._always = hints, always

    def set_hints(self, hints: Sequence[Hint | tuple[str, str]]) -> None:
        """The keys of this place, the most useful first."""
        if tuple(hints) != tuple(self._hints):
            self._hints = hints
            self.refresh()

    def set_always(self, hints: Sequence[Hint | tuple[str, str]]) -> None:
        """The keys at the right end, the most useful last."""
        self._always = hints
        self.refresh()

    def pieces(self, width: int) -> tuple[Sequence[_Piece], Sequence[_Piece]]:
        """Whole pairs from the left, beside a right end that takes half of the line at most."""
        right = [self._pair(hint) for hint in self._always]
        while right and sum(piece.width for piece in right) > width // 2:
            right.pop(0)
        room = width - sum(piece.width for piece in right)
        left: list[_Piece] = []
        for hint in self._hints[:HINTS]:
            piece = self._pair(hint)
            room -= piece.width
            if room < 0:
                break
            left.append(piece)
        return left, right

    def on_click(self, event: events.Click) -> None:
        """Say which hint was clicked."""
        keys = self.meaning_at(event.x)
        if keys:
            event.stop()
            self.post_message(self.Chosen(self, self._key_at(event.x, keys)))

    def _key_at(self, x: int, keys: str) -> str:
        """Of keys that share a label, such as `↑ ↓`, the one that was clicked; on the label the last one."""
        start = next(at for piece, at in self.placed(self.size.width) if at <= x < at + piece.width)
        each = keys.split(" ")
        ends = accumulate(cell_width(key) + 1 for key in each)
        return next((key for key, end in zip(each, ends, strict=True) if x - start <= end), each[-1])

    def _pair(self, hint: Hint | tuple[str, str]) -> _Piece:
        key, label = hint
        return _Piece((Span("strong", f" {key}"), Span("dim", f" {label} ")), key)


class StatusLine(Bar):
    """One sentence: what was just done, or else what the coach has to say."""

    def __init__(self, coach: str = "", *, id: str | None = None) -> None:  # noqa: A002  # the name Textual gives it
        super().__init__(id=id)
        self._coach, self._said = coach, ""
        self._tone: Tone = "plain"

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        """Show a sentence in the place of the coach's line, until `hush`."""
        if (sentence, tone) != (self._said, self._tone):
            self._said, self._tone = sentence, tone
            self.refresh()

    def hush(self) -> None:
        """Give the line back to the coach."""
        self.say("")

    def set_coach(self, sentence: str) -> None:
        """What the coach has to say here; it waits while something else is said."""
        if sentence != self._coach:
            self._coach = sentence
            self.refresh()

    @property
    def text(self) -> str:
        """The sentence that is shown, whole."""
        return self._said or self._coach

    def pieces(self, width: int) -> tuple[Sequence[_Piece], Sequence[_Piece]]:  # noqa: ARG002
        """The sentence."""
        tone: Tone = self._tone if self._said else "dim"
        return [_Piece((Span("plain", " "), Span(tone, self.text)))], []
