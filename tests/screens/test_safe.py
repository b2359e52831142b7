"""The one door to a widget: nothing foreign passes, and every text takes the cells it is said to take."""

import unicodedata

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from screens.safe import cell_width, content, fit, safe, safe_line

HIDING = st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Me", "Mc", "Co", "Zl", "Zp"])
PICTURES = (
    "\u2764\u260e\ufe0f\u200d\U0001f468\U0001f469\U0001f3fd\U0001f1e9\U0001f1ea\u20e3\U0001f308\u6f22\u0301\u1161a1# \n"
)
TEXTS = st.text(max_size=60) | st.text(HIDING, max_size=40) | st.text(st.sampled_from(PICTURES), max_size=40)
# Characters this Python does not know yet have no width that two programs agree on.
KNOWN = TEXTS.map(lambda text: "".join(c for c in text if unicodedata.category(c) != "Cn"))
MARKUP = [
    "[/]", "[/x]", "[/", "[ACME]", "[true, false]", "[@click=app.wipe('all')]Jane[/]", "[b]bold[/b]", "[link=file:///]x[/link]",
    "\\[/]", "[$error]", "[[/]]", "]][[",
]  # fmt: skip
CONTROLS = [
    "\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\x", "\x1b]52;c;aGk=\x1b\\", "\x1b[6n", "\x1bc",
    "\x1b[?1049l", "\x1b[?2004l",
    "\x9b31m", "\x9d0;x\x9c", "\x90q\x9c", "\0", "\x0e", "\x7f", "\a\b\v\f\r", "\u202e\u2066\u2069",
    "\u200b\u200e\ufeff", "\u2028\u2029",
    "\U000e0041\U000e007f", "a" + "\u0300" * 500, "\u0300" * 500, "\udc80\udfff\ud800", "\t\ttabs",
]  # fmt: skip


def cells_in_terminal(text: str) -> int:
    """Where the cursor of a terminal stands after it was given the text."""
    screen = pyte.Screen(400, 2)
    stream = pyte.Stream(screen)
    for character in text:  # one by one: pyte forgets the rest of what it is fed with a sign of no width
        stream.feed(character)
    assert screen.cursor.y == 0
    return int(screen.cursor.x)


@pytest.mark.parametrize("text", MARKUP + CONTROLS, ids=ascii)
def test_a_hostile_text_reaches_the_terminal_without_a_control_character(text: str) -> None:
    for shown in (safe_line(text), fit(text, 30), content(text).plain.replace("\n", "")):
        assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
        assert cells_in_terminal(shown) == cell_len(shown)


@pytest.mark.parametrize("text", MARKUP)
def test_brackets_stay_brackets(text: str) -> None:
    made = content(text)
    assert isinstance(made, Content)
    assert made.plain == safe(text) == text
    assert made.spans == []


@given(TEXTS)
def test_only_line_breaks_are_left_of_all_controls(text: str) -> None:
    assert not [c for c in safe(text) if c != "\n" and unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in safe_line(text) if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert safe(safe(text)) == safe(text)


@given(TEXTS)
def test_content_holds_what_is_safe_and_nothing_is_lost_on_the_way(text: str) -> None:
    assert content(text).plain == safe(text)


@given(TEXTS, st.integers(-3, 50))
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cell_len(fitted) == max(width, 0)
    assert sum(cell_len(character) for character in fitted) == max(width, 0)


@given(KNOWN, st.integers(0, 50))
def test_a_terminal_gives_a_fitted_text_the_same_cells(text: str, width: int) -> None:
    assert cells_in_terminal(fit(text, width)) == width


@given(KNOWN)
def test_a_terminal_gives_every_line_the_width_it_was_measured_with(text: str) -> None:
    assert cells_in_terminal(safe_line(text)) == cell_width(text) == cell_len(safe_line(text))


@given(TEXTS, st.integers(0, 50))
def test_a_text_that_fits_is_only_filled_up_and_one_that_does_not_ends_in_an_ellipsis(text: str, width: int) -> None:
    line, fitted = safe_line(text), fit(text, width)
    if cell_width(text) <= width:
        assert fitted == line + " " * (width - cell_width(text))
    elif width:
        assert fitted.rstrip(" ").endswith("…")
        assert line.startswith(fitted.rstrip(" ").removesuffix("…"))


@given(TEXTS, st.integers(1, 50))
def test_cropping_never_parts_a_letter_from_its_accents(text: str, width: int) -> None:
    line = safe_line(text)
    if cell_width(text) > width:
        kept = fit(text, width).rstrip(" ").removesuffix("…")
        assert cell_len(line[len(kept)]) > 0


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Sara Novak", 12, "Sara Novak  "),
        ("Sara Novak", 10, "Sara Novak"),
        ("Sara Novak", 6, "Sara …"),
        ("Sara Novak", 1, "…"),
        ("Sara Novak", 0, ""),
        ("Sara Novak", -1, ""),
        ("", 3, "   "),
        ("株式会社", 8, "株式会社"),
        ("株式会社", 7, "株式会…"),
        ("株式会社", 6, "株式… "),
        ("株式会社", 2, "… "),
        ("株", 1, "…"),
        ("Nova\u0301kova\u0301", 5, "Nova\u0301…"),
        ("a\nb\tc", 6, "a b c "),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 Family", 7, "\U0001f468\U0001f469\U0001f467…"),
        ("\U0001f1e9\U0001f1ea Berlin", 9, "DE Berlin"),
    ],
)
def test_cropping_and_filling_count_in_cells(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


def test_a_tab_is_four_spaces_where_lines_are_kept() -> None:
    assert safe("a\tb\nc") == "a    b\nc"
    assert cell_width("a\tb\nc") == 5
