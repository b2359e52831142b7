"""Counts in words."""

from coach.rules.counting import counted, listed, number_word, ordinal_word


def test_small_counts_are_words_and_large_ones_figures() -> None:
    assert [number_word(count) for count in (0, 1, 12, 13, 1234)] == ["no", "one", "twelve", "13", "1,234"]


def test_one_of_a_thing_is_not_several() -> None:
    assert counted(1, "business day") == "one business day"
    assert counted(2, "business day") == "two business days"
    assert counted(3, "touch", "touches") == "three touches"
    assert counted(0, "lead") == "no leads"


def test_places_are_words_up_to_ten_and_end_as_they_are_spoken_after() -> None:
    assert [ordinal_word(place) for place in (1, 3, 10)] == ["first", "third", "tenth"]
    assert [ordinal_word(place) for place in (11, 12, 13, 21, 22, 23, 24, 101, 111)] == [
        "11th", "12th", "13th", "21st", "22nd", "23rd", "24th", "101st", "111th"
    ]  # fmt: skip


def test_a_list_is_read_aloud() -> None:
    assert [listed(parts) for parts in ([], ["fit"], ["problem", "fit"], ["problem", "impact", "fit"])] == [
        "",
        "fit",
        "problem and fit",
        "problem, impact and fit",
    ]
