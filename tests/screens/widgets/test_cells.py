"""Texts in cells: every line is exactly as wide as it is told to be, whatever is written in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.safe import cell_width
from screens.widgets.cells import Cell, Share, Span, aligned, flow, laid_out, widths

from .worlds import HOSTILE

TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=30)
WIDTHS = st.integers(0, 60)
SPANS = st.lists(st.builds(Span, st.just("plain"), TEXTS), max_size=5)
CELLS = st.lists(
    st.builds(Cell, TEXTS, WIDTHS | st.builds(Share, st.integers(1, 3)), st.sampled_from(["left", "right", "centre"])),
    max_size=6,
)


def text_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


def cells_of(spans: list[Span]) -> int:
    return sum(cell_width(span.text) for span in spans)


@given(SPANS, WIDTHS)
def test_spans_fill_the_line_exactly(spans: list[Span], width: int) -> None:
    assert cells_of(flow(spans, width)) == width


@given(CELLS, WIDTHS)
def test_cells_fill_the_row_exactly(cells: list[Cell], width: int) -> None:
    assert cells_of(laid_out(cells, width)) == width


@given(TEXTS, WIDTHS, st.sampled_from(["left", "right", "centre"]))
def test_an_aligned_text_has_its_width(text: str, width: int, align: str) -> None:
    assert cell_width(aligned(text, width, align)) == width  # type: ignore[arg-type]


@pytest.mark.parametrize(("align", "shown"), [("left", "12    "), ("right", "    12"), ("centre", "  12  ")])
def test_a_cell_is_aligned(align: str, shown: str) -> None:
    assert aligned("12", 6, align) == shown  # type: ignore[arg-type]


def test_what_is_cropped_ends_in_an_ellipsis_however_it_is_aligned() -> None:
    assert aligned("1,234,567", 6, "right") == "1,234…"
    assert text_of(laid_out([Cell("Ben Adeyemi", 6)], 6)) == "Ben A…"


def test_shares_divide_what_the_fixed_cells_leave_over() -> None:
    assert widths([Cell("", 10), Cell("", Share(2)), Cell("", Share(1))], 42) == [10, 20, 10]


def test_shares_that_do_not_divide_evenly_lose_nothing() -> None:
    assert widths([Cell("", Share()), Cell("", Share()), Cell("", Share())], 12) == [3, 3, 4]


def test_the_cells_at_the_right_give_way_first() -> None:
    cells = [Cell("Ben", 5), Cell("Roofing", 10), Cell("Lead", 4)]
    assert text_of(laid_out(cells, 12)) == "Ben   Roofi…"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (10, "Ben · Roof"),
        (11, "Ben · Roof "),
        (9, "Ben · Ro…"),
        (6, "Ben ·…"),
        (4, "Ben…"),
        (3, "Be…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_a_line_of_spans_is_cropped_wherever_its_end_falls(width: int, shown: str) -> None:
    assert text_of(flow([Span("strong", "Ben"), Span("dim", " · Roof")], width)) == shown


def test_markup_and_escapes_are_only_text() -> None:
    assert text_of(flow([Span("plain", "[red]x[/x]")], 10)) == "[red]x[/x]"
    assert "\x1b" not in text_of(laid_out([Cell("\x1b[31mred", 12)], 12))
