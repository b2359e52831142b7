"""Rows by pages: bounded memory, bounded questions, and short answers that are asked for again."""

from screens.widgets.source import KEPT, PAGE, REACH, Pages, finder_of

from .worlds import MILLION, Crowd, Findable, people


def pages_of(source: Crowd) -> Pages[object]:
    return Pages(source.count, source.window)


def test_a_row_asks_for_its_page_once() -> None:
    crowd = Crowd(MILLION)
    pages = pages_of(crowd)
    assert [pages.row(index) for index in range(PAGE)] == crowd.window(0, PAGE)
    assert crowd.windows == 2


def test_only_so_many_pages_are_kept() -> None:
    crowd = Crowd(MILLION)
    pages = pages_of(crowd)
    for number in range(3 * KEPT):
        assert pages.row(number * PAGE) is not None
    assert sum(pages.known(number * PAGE) is not None for number in range(3 * KEPT)) == KEPT
    assert pages.known((3 * KEPT - 1) * PAGE) is not None


def test_there_is_no_row_beyond_the_ends() -> None:
    pages = pages_of(Crowd(3))
    assert pages.row(-1) is None
    assert pages.row(3) is None


def test_the_last_page_is_asked_for_only_up_to_its_end() -> None:
    crowd = Crowd(PAGE + 3)
    assert pages_of(crowd).row(PAGE + 2) is not None
    assert crowd.asked == 3


def test_a_short_answer_is_asked_for_again() -> None:
    answers = [["a"], ["a", "b"]]
    pages: Pages[str] = Pages(lambda: 2, lambda *_: answers.pop(0))
    assert pages.row(1) is None
    assert pages.row(1) == "b"


def test_a_row_is_found_nearby_and_not_looked_for_everywhere() -> None:
    crowd = Crowd(MILLION)
    pages = pages_of(crowd)
    middle = MILLION // 2
    assert pages.find(lambda row: row == crowd.window(middle + 200, middle + 201)[0], middle) == middle + 200
    crowd.asked = 0
    assert pages.find(lambda _: False, middle) is None
    assert crowd.asked <= 2 * REACH + 2 * PAGE


def test_a_short_list_is_looked_through_from_wherever() -> None:
    pages = pages_of(Crowd(REACH))
    assert pages.is_within_reach
    assert pages.find(lambda row: row == pages.row(0), 10_000) == 0
    assert pages.find(lambda row: row == pages.row(REACH - 1), 0) == REACH - 1


def test_nothing_is_found_among_no_rows() -> None:
    assert pages_of(Crowd(0)).find(lambda _: True, 0) is None


def test_only_a_source_that_knows_places_is_a_finder() -> None:
    findable = Findable([])
    assert finder_of(findable) is findable
    assert finder_of(people(3)) is None
