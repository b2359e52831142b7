"""A text in Markdown as paragraphs to read: a lesson, or the written pipeline as it once read."""

from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from screens.widgets.cells import Span, Tone
from screens.widgets.wrap import Paragraph, paragraph

_BLANK = paragraph("")
_ITEM = 2
"""Cells an item of a list is further in than what it belongs to."""


def paragraphs_of(text: str) -> list[Paragraph]:
    """Headings, paragraphs and lists, a free line between two of them. Nothing of it can become more than text."""
    shown: list[Paragraph] = []
    depth, is_new_item, heading = 0, False, False
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if not depth:
                    shown.append(_BLANK)
            case "list_item_open":
                is_new_item = True
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "inline":
                spans = list(_spans(token.children or (), "strong" if heading else "plain"))
                if depth:
                    spans.insert(0, _before(depth, is_new=is_new_item))
                    is_new_item = False
                    shown.append(Paragraph(spans, _ITEM * depth))
                else:
                    shown += [Paragraph(spans), _BLANK]
            case "code_block" | "fence":
                shown += [paragraph(token.content.rstrip("\n")), _BLANK]
    return shown[:-1] if shown and shown[-1] == _BLANK else shown


def _before(depth: int, *, is_new: bool) -> Span:
    return Span("dim", f"{' ' * (_ITEM * (depth - 1))}{'- ' if is_new else '  '}")


def _spans(tokens: Sequence[Token], tone: Tone) -> Iterable[Span]:
    """The words of a line; a line that was only broken to be edited is one again."""
    now = tone
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                yield Span(now, token.content)
            case "softbreak":
                yield Span(now, " ")
            case "hardbreak":
                yield Span(now, "\n")
            case "strong_open":
                now = "strong"
            case "strong_close":
                now = tone
