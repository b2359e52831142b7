"""Paragraphs in lines: by words, in cells, with nothing lost and nothing wider than the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.safe import cell_width, safe
from screens.widgets import wrap
from screens.widgets.cells import Span
from screens.widgets.wrap import Paragraph, message_lines, paragraph, wrapped

from .worlds import HOSTILE

TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=60) | st.text("ab 漢e\u0301\n", max_size=60)
PARAGRAPHS = st.lists(
    st.builds(
        Paragraph, st.lists(st.builds(Span, st.sampled_from(["plain", "dim"]), TEXTS), max_size=4), st.integers(0, 12)
    ),
    max_size=4,
)


def shown(*paragraphs: Paragraph, width: int) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in wrapped(paragraphs, width)]


@given(PARAGRAPHS, st.integers(1, 50))
def test_every_line_has_the_width(paragraphs: list[Paragraph], width: int) -> None:
    for line in wrapped(paragraphs, width):
        assert sum(cell_width(span.text) for span in line) == width


@given(st.text("ab c漢d", max_size=80), st.integers(2, 30))
def test_no_letter_is_lost(text: str, width: int) -> None:
    assert "".join(shown(paragraph(text), width=width)).replace(" ", "") == text.replace(" ", "")


PLAIN = "".join(chr(code) for code in range(0x2100) if wrap._PLAIN(chr(code)))
"""Every character that is laid out the quick way."""


def test_what_is_laid_out_the_quick_way_is_one_cell_wide_and_never_replaced() -> None:
    assert len(PLAIN) > 400
    assert "\n" not in PLAIN
    for character in PLAIN:
        assert safe(character) == character
        assert cell_width(character) == 1


@given(
    st.lists(
        st.builds(Span, st.sampled_from(["plain", "dim", "warn"]), st.text("ab c  d“é·", max_size=40)), max_size=5
    ),
    st.integers(0, 12),
    st.integers(1, 40),
)
def test_the_quick_way_gives_the_same_lines_as_the_careful_one(spans: list[Span], hang: int, width: int) -> None:
    quick = list(wrapped([Paragraph(spans, hang)], width))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrap, "_PLAIN", lambda text: None)  # noqa: ARG005
        assert quick == list(wrapped([Paragraph(spans, hang)], width))


def test_lines_break_between_words() -> None:
    assert shown(paragraph("When will you decide, and what happens"), width=20) == [
        "When will you",
        "decide, and what",
        "happens",
    ]


def test_a_word_that_just_fits_stays() -> None:
    assert shown(paragraph("four five"), width=9) == ["four five"]
    assert shown(paragraph("four five"), width=8) == ["four", "five"]


def test_lines_after_the_first_hang() -> None:
    ask = paragraph(("dim", "Ask   "), "When will you decide?", hang=6)
    assert shown(ask, width=18) == ["Ask   When will", "      you decide?"]


def test_a_line_break_in_the_text_hangs_too() -> None:
    assert shown(paragraph("20 Nov  ", "one\ntwo", hang=8), width=20) == ["20 Nov  one", "        two"]


def test_a_hang_that_leaves_no_room_is_left_out() -> None:
    assert shown(paragraph("a b c", hang=9), width=3) == ["a b", "c"]


def test_a_word_longer_than_the_line_is_cut_by_cells() -> None:
    assert shown(paragraph("abcdefgh"), width=3) == ["abc", "def", "gh"]


def test_wide_characters_need_no_space_to_break_at() -> None:
    assert shown(paragraph("ab 漢字漢字漢字"), width=8) == ["ab 漢字", "漢字漢字"]


def test_an_accent_stays_with_its_letter() -> None:
    assert shown(paragraph("abe\u0301f"), width=3) == ["abe\u0301", "f"]


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert shown(paragraph("a"), paragraph(), paragraph("b"), width=5) == ["a", "", "b"]


def test_tones_survive_the_break() -> None:
    lines = list(wrapped([paragraph("plain ", ("warn", "late two days"))], 10))
    assert [[span for span in line if span.text.strip()] for line in lines] == [
        [Span("plain", "plain "), Span("warn", "late")],
        [Span("warn", "two days")],
    ]


def test_a_message_stands_below_a_free_line_and_further_in() -> None:
    lines = ["".join(span.text for span in line) for line in message_lines("Nobody is due.\nA good morning.", 20)]
    assert lines == [" " * 20, "  Nobody is due.    ", "  A good morning.   "]
