"""Paragraphs broken into lines by words, counted in cells; a word never loses its accents to the next line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import get_character_cell_size

from screens.safe import safe
from screens.widgets.cells import Span, Tone, flow

_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*").fullmatch
"""Letters of the Latin scripts, figures, dashes and quotes: each takes one cell, and none is ever replaced."""


class Paragraph(NamedTuple):
    """Spans that belong together, line breaks included. Each line after the first begins `hang` cells further in."""

    spans: Sequence[Span]
    hang: int = 0


class _Glyph(NamedTuple):
    tone: Tone
    character: str
    cells: int


def paragraph(*spans: tuple[Tone, str] | str, hang: int = 0) -> Paragraph:
    """A paragraph of pairs (tone, text); a bare text is plain."""
    return Paragraph([Span("plain", span) if isinstance(span, str) else Span(*span) for span in spans], hang)


def wrapped(paragraphs: Iterable[Paragraph], width: int) -> Iterator[list[Span]]:
    """The lines of the paragraphs, one after another, each of exactly `width` cells and safe to draw."""
    for spans, hang in paragraphs:
        indent = hang if hang <= width // 2 else 0
        if width > 2 and all(_PLAIN(text) for _, text in spans):
            yield from _plain_lines(spans, width, indent)
            continue
        first = True
        for hard in _hard_lines(spans):
            for line in _soft_lines(hard, width, indent, first=first):
                shown = [Span(tone, "".join(glyph.character for glyph in run)) for tone, run in groupby(line, _tone)]
                yield flow(shown if first else [Span("plain", " " * indent), *shown], width)
                first = False


def _plain_lines(spans: Sequence[Span], width: int, indent: int) -> Iterator[list[Span]]:
    """The same for a text of one hard line in which every character is a cell of its own: most are, and that is quick."""
    text = "".join(span.text for span in spans)
    start, margin = 0, ""
    while True:
        end = start + width - len(margin)
        if end < len(text) and text[end] != " ":
            end = text.rfind(" ", start, end) + 1 or end
        line = _cut(spans, start, end)
        filled = len(margin) + sum(len(span.text) for span in line)
        yield [*([Span("plain", margin)] if margin else []), *line, Span("plain", " " * (width - filled))]
        start, margin = end, " " * indent
        while start < len(text) and text[start] == " ":
            start += 1
        if start >= len(text):
            return


def _cut(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """What stands between two places of the whole text, each run of one tone a span."""
    found: list[Span] = []
    at = 0
    for tone, text in spans:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        at += len(text)
        if piece and found and found[-1].tone == tone:
            found[-1] = Span(tone, found[-1].text + piece)
        elif piece:
            found.append(Span(tone, piece))
    return found


def message_lines(text: str, width: int) -> list[list[Span]]:
    """A message in the place of rows that are not there: a free line, then the text a little further in."""
    lines = [paragraph(("dim", f"  {line}"), hang=2) for line in text.split("\n")]
    return list(wrapped([paragraph(), *lines], width))


def _tone(glyph: _Glyph) -> Tone:
    return glyph.tone


def _hard_lines(spans: Sequence[Span]) -> Iterator[list[_Glyph]]:
    line: list[_Glyph] = []
    for tone, text in spans:
        first, *others = safe(text).split("\n")
        line += _glyphs(tone, first)
        for other in others:
            yield line
            line = _glyphs(tone, other)
    yield line


def _glyphs(tone: Tone, text: str) -> list[_Glyph]:
    return [_Glyph(tone, character, get_character_cell_size(character)) for character in text]


def _soft_lines(line: list[_Glyph], width: int, indent: int, *, first: bool) -> Iterator[list[_Glyph]]:
    start = 0
    while True:
        room = max(2, width if first else width - indent)
        end = _fitting(line, start, room)
        if end == len(line):
            yield line[start:]
            return
        end = _break_before(line, start, end)
        yield line[start:end]
        start, first = end, False
        while start < len(line) and line[start].character == " ":
            start += 1
        if start == len(line):
            return


def _fitting(line: list[_Glyph], start: int, room: int) -> int:
    """The end of what fits into `room` cells from `start`, a mark together with its letter."""
    used = 0
    for at in range(start, len(line)):
        used += line[at].cells
        if used > room:
            return at
    return len(line)


def _break_before(line: list[_Glyph], start: int, end: int) -> int:
    """The last place up to `end` where a line may end: at a space, beside a wide character, else in the middle of the word."""
    for at in range(end, start, -1):
        before = next(line[back] for back in range(at - 1, start - 1, -1) if line[back].cells or back == start)
        if " " in {line[at].character, before.character} or 2 in {line[at].cells, before.cells}:
            return at
    return end
