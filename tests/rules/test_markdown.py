"""What somebody wrote never becomes a part of the page it stands on, whatever reads the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.rules.markdown import broken, plain_line, plain_lines, unwritten
from coach.rules.text import visible_line

READERS = {
    "CommonMark": MarkdownIt("commonmark", {"html": True}),
    "GitHub": MarkdownIt("gfm-like", {"html": True, "linkify": False}),
}
PIECES = [
    "# ", "## x", " #", "- ", "+ ", "* ", "1. ", "12) ", "> ", "```", "~~~", "---", "===", "***", "___", "    ", "\t",
    "| a | b |", "|-|", ":--", "**b**", "__b__", "*i*", "_i_", "~~s~~", "`c`", "``", "[t](http://x)", "[t]: /u", "![i](u)",
    "[ ] ", "[^1]", "<b>", "</b>", "<script>", "<!--", "-->", "<?", "<![CDATA[", "&amp;", "&#35;", "&x", "\\", "\\\\",
    "\\#", "http://x.y", "www.x.y", "a@b.c", "<a@b.c>", "!", "(", ")", "{.x}", "$x$", ":x:", "a", "é", "田", " ", "\u00a0",
    "\u2028", "\x1b[31m", "\u202e", "\x00", "\ufeff", "Ben's", "5%",
]  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join)
LINES = st.lists(WORDS, max_size=5).map("\n".join)


def shown(text: str) -> str:
    """A line as a reader of Markdown shows it: runs of space are one."""
    return re.sub(" {2,}", " ", visible_line(text)).strip()


def read(token: Token) -> str:
    """The words of a paragraph or heading, when nothing but words is in it."""
    words = ""
    for each in token.children or ():
        assert each.type in {"text", "text_special", "hardbreak"}, each
        words += "\n" if each.type == "hardbreak" else each.content
    return words


def blocks(reader: MarkdownIt, page: str) -> list[str]:
    return [token.type for token in reader.parse(page)]


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(words=WORDS)
def test_a_line_is_read_as_it_was_written_in_a_heading_a_list_and_a_paragraph(reader: MarkdownIt, words: str) -> None:
    line = plain_line(words)
    if not line:
        return
    page = f"# {line}\n\n- **Means:** {line}\n  - {line}\n\n{line}\n"
    assert blocks(reader, page) == blocks(reader, "# a\n\n- **Means:** a\n  - a\n\na\n")
    heading, item, inner, paragraph = (token for token in reader.parse(page) if token.type == "inline")
    wanted = shown(words)
    assert [read(each) for each in (heading, inner, paragraph)] == [wanted] * 3
    assert "".join(child.content for child in item.children or ()) == f"Means: {wanted}"


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(words=LINES)
def test_several_lines_stay_one_paragraph_with_each_line_on_its_own(reader: MarkdownIt, words: str) -> None:
    lines = [shown(line) for line in words.split("\n") if shown(line)]
    if not lines:
        assert broken(words) == ""
        return
    for page in (f"{broken(words)}\n", f"- {broken(words, '  ')}\n"):
        tokens = [token for token in reader.parse(page) if token.type == "inline"]
        assert [read(token).split("\n") for token in tokens] == [lines]


@given(words=WORDS)
def test_a_line_of_a_page_is_read_back_without_its_marks(words: str) -> None:
    wanted = shown(words) or "x"
    line = plain_line(words) or "x"
    assert unwritten(f"- **Means:** {line}") == f"Means: {wanted}"
    assert unwritten(f"  - {line}") == wanted
    assert unwritten(f"### {line}") == wanted
    assert unwritten(f"{line}  ") == wanted


@pytest.mark.parametrize(
    "words",
    ["Proposal / trial / consultation", "Novak & Co", "Ben's (first) offer: 4,200 EUR!", "C# and 5%", "50+ \u2013 so?"],
)
def test_plain_words_stay_free_of_backslashes(words: str) -> None:
    assert plain_line(words) == words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("> x", "\\> x"),
        ("<script>", "\\<script>"),
        ("a *b* _c_", "a \\*b\\* \\_c\\_"),
        ("https://x.y", "https\\://x.y"),
        ("www.x.y", "www\\.x.y"),
        ("&copy;", "\\&copy;"),
        ("\x1b[31mred", "\ufffd\\[31mred"),
    ],
)
def test_what_would_mean_something_has_a_backslash(words: str, line: str) -> None:
    assert plain_line(words) == line


def test_empty_lines_are_left_out() -> None:
    assert plain_lines("\n a \n\n \n b\n") == ("a", "b")
