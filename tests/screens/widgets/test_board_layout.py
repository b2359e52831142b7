"""Where columns stand and what is written in them: every line exactly as wide as its column."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.safe import cell_width
from screens.widgets.board_layout import (
    LEAST,
    LEAST_SLIM,
    Card,
    Head,
    card_lines,
    facts_line,
    first_shown,
    head_lines,
    places,
    rule,
    strip_stops,
)
from screens.widgets.cells import Span

from .worlds import HOSTILE

TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=30)
HEADS = st.builds(Head, st.integers(), TEXTS, st.integers(0, 10**7), TEXTS, TEXTS, st.booleans())
CARDS = st.builds(Card, st.integers(), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
SLIMS = st.lists(st.booleans(), min_size=1, max_size=12)
DEFAULT = [False, False, False, False, True, True]


def text_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


@given(CARDS, st.integers(0, 60), st.sampled_from([" ", "*"]))
def test_both_lines_of_a_card_have_its_width(card: Card, width: int, mark: str) -> None:
    for line in card_lines(card, width, "▌", mark):
        assert cell_width(text_of(line)) == width


@given(HEADS, st.integers(8, 60), st.booleans(), st.booleans())
def test_the_lines_of_a_head_have_its_width(head: Head, width: int, before: bool, after: bool) -> None:
    for line in head_lines(head, width, "strong", before=before, after=after):
        assert cell_width(text_of(line)) == width


@given(st.integers(1, 60), st.sampled_from(["", "1-12", "999,990-1,000,000"]))
def test_the_rule_has_its_width(width: int, shown: str) -> None:
    assert cell_width(text_of(rule(width, "─", "dim", shown))) == width


@given(st.lists(HEADS, min_size=1, max_size=9), st.integers(0, 8), st.integers(1, 120))
def test_the_strip_has_its_width_and_its_stops_stand_side_by_side(heads: list[Head], column: int, room: int) -> None:
    spans, stops = strip_stops(heads, column % len(heads), room)
    assert cell_width(text_of(spans)) == room
    assert column % len(heads) in [stop.column for stop in stops]
    assert all(one.x + one.width <= other.x for one, other in pairwise(stops))


@given(SLIMS, st.integers(20, 300), st.integers(0, 11))
def test_columns_stand_side_by_side_and_fill_the_screen(slims: list[bool], room: int, first: int) -> None:
    first %= len(slims)
    found = places(slims, room, first)
    assert [place.column for place in found] == list(range(first, first + len(found)))
    assert all(one.x + one.width + 1 == other.x for one, other in pairwise(found))
    assert found[-1].x + found[-1].width == room
    assert all(place.width >= (LEAST_SLIM if slims[place.column] else LEAST) - 1 for place in found)


@given(SLIMS, st.integers(20, 300), st.integers(0, 11), st.integers(0, 11))
def test_the_column_of_the_cursor_is_in_view(slims: list[bool], room: int, first: int, column: int) -> None:
    column %= len(slims)
    begin = first_shown(slims, room, first % len(slims), column)
    assert column in [place.column for place in places(slims, room, begin)]


def test_the_six_default_columns_fit_from_110_cells_on() -> None:
    assert [place.column for place in places(DEFAULT, 110, 0)] == [0, 1, 2, 3, 4, 5]
    assert len(places(DEFAULT, 106, 0)) == 5


def test_what_is_over_goes_to_the_columns_that_are_not_slim() -> None:
    assert [place.width for place in places(DEFAULT, 150, 0)] == [29, 30, 30, 30, 13, 13]


def test_a_view_that_reached_the_end_goes_back_when_there_is_room() -> None:
    assert first_shown([False] * 8, 100, 7, 7) == 3
    assert first_shown([False] * 8, 160, 3, 7) == 0


def test_a_card_says_who_what_and_when() -> None:
    card = Card(1, "Ben Adeyemi", "Roofing", "Answer his question", "late 2d", "!", "stuck")
    above, below = card_lines(card, 36, "▌", "*")
    assert text_of(above) == "▌! Ben Adeyemi · Roofing       stuck"
    assert text_of(below) == "▌* Answer his question       late 2d"


@pytest.mark.parametrize(
    ("width", "above"),
    [
        (26, "   Ben Adeyemi · Roofing  "),
        (23, "   Ben Adeyemi · Roofi…"),
        (22, "   Ben Adeyemi        "),
        (14, "   Ben Adeyemi"),
        (13, "   Ben Adeye…"),
    ],
)
def test_a_company_that_could_not_be_read_is_left_out(width: int, above: str) -> None:
    assert text_of(card_lines(Card(1, "Ben Adeyemi", "Roofing"), width, " ", " ")[0]) == above


@pytest.mark.parametrize(
    ("width", "below"), [(20, "   Answe… Fri 27 Nov"), (19, "   Answ… Fri 27 Nov"), (18, "   Answer his que…")]
)
def test_a_day_gives_way_only_where_no_step_could_be_read(width: int, below: str) -> None:
    card = Card(1, "Ben", step="Answer his question", day="Fri 27 Nov")
    assert text_of(card_lines(card, width, " ", " ")[1]) == below


def test_facts_are_value_and_stay_or_the_value_alone() -> None:
    head = Head(1, "Proposal", 9, "120,000 EUR", "15 days")
    assert text_of(facts_line(head, 22)) == "120,000 EUR    15 days"
    assert text_of(facts_line(head, 13)) == "120,000 EUR  "


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (27, "120,000 EUR   2 stuck, 15d "),
        (24, "120,000 EUR 2 stuck, 15d"),
        (23, "120,000 EUR     2 stuck"),
        (18, "2 stuck           "),
    ],
)
def test_that_some_are_stuck_is_said_before_all_else(width: int, line: str) -> None:
    said = text_of(facts_line(Head(1, "Proposal", 9, "120,000 EUR", "15d", warns="2 stuck"), width))
    assert said.split() == line.split()
    assert len(said) == width


def test_the_strip_shows_neighbours_on_both_sides() -> None:
    heads = [Head(at, name, at) for at, name in enumerate(["Lead", "Discovery", "Proposal", "Decision", "Won"])]
    assert text_of(strip_stops(heads, 2, 44)[0]).rstrip() == "\u2039 Discovery 1 · [Proposal 2] · Decision 3 \u203a"
    assert text_of(strip_stops(heads, 0, 44)[0]).rstrip() == "  [Lead 0] · Discovery 1 · Proposal 2 \u203a"
    assert (
        text_of(strip_stops(heads, 4, 80)[0]).rstrip() == "  Lead 0 · Discovery 1 · Proposal 2 · Decision 3 · [Won 4]"
    )
