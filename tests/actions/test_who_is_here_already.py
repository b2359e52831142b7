"""Who is here already."""

import pytest

from coach.views.alike import alike

from .diary import Diary


@pytest.mark.parametrize("name", ["Ben Adeyemi", " ben  ADEYEMI", "Adeyemi Ben", "Ben Adeyemy", "Bén Adeyemi"])
def test_the_same_name_is_found_however_it_is_written(diary: Diary, name: str) -> None:
    ben = diary.add("Ben Adeyemi")
    diary.add("Lin Wei")
    assert [lead.id for lead in alike(diary, name)] == [ben]


@pytest.mark.parametrize("name", ["Ben", "Ben Adams", "Adeyemi & Sons Roofing", "", "  ", "x" * 2_000, "%", "[/]"])
def test_another_name_is_not(diary: Diary, name: str) -> None:
    diary.add("Ben Adeyemi")
    assert alike(diary, name) == []


def test_an_address_or_a_number_tells_a_person_whatever_the_name(diary: Diary) -> None:
    ben = diary.add("Ben Adeyemi", email="ben@adeyemi.example")
    lin = diary.add("Lin Wei", phone="+44 20 7946 0958")
    assert [lead.id for lead in alike(diary, "Somebody", email="BEN@adeyemi.example")] == [ben]
    assert [lead.id for lead in alike(diary, "Somebody", phone="0044 20 7946 0958")] == [lin]


def test_a_person_is_named_once_and_few_are_named(diary: Diary) -> None:
    for _ in range(5):
        diary.add("Ben Adeyemi", email="ben@adeyemi.example")
    found = alike(diary, "Ben Adeyemi", email="ben@adeyemi.example")
    assert len(found) == 3
    assert len({lead.id for lead in found}) == 3
