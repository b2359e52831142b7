"""Leads by name, all or a part of them: the same list wherever one jumps to, and read only where one looks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.records.models import LeadTag, Tag
from coach.views.leads_by_name import LeadsByName
from coach.views.which_leads import NOT_YET, OPEN, RESTING, WON, Which

from .records import Counted, Records, on

MANY = 137


@pytest.fixture
def known(records: Records) -> Records:
    """Leads of every kind, two of one name among them; Ada and Lin are tagged."""
    tag = Tag.insert(name="Roof", name_key="roof").execute()
    records.lead("Zoe")
    for name in ("Ada", "lin"):
        LeadTag.insert(lead=records.lead(name), tag=tag).execute()
    records.lead("Ada")
    LeadTag.insert(lead=records.closed("Wim", "won"), tag=tag).execute()
    records.closed("Rik")
    records.closed("Tom", back=on("12-20"))
    records.closed("Una", contact=records.contact("Una", do_not_contact_on=on("11-20"), do_not_contact_reason="asked"))
    return records


PARTS = {
    "all": (Which(), ["Ada", "Ada", "lin", "Rik", "Tom", "Una", "Wim", "Zoe"]),
    "open": (Which(OPEN), ["Ada", "Ada", "lin", "Zoe"]),
    "won": (Which(WON), ["Wim"]),
    "not yet": (Which(NOT_YET), ["Rik", "Tom", "Una"]),
    "resting": (Which(RESTING), ["Rik"]),
    "tagged": (Which(tag="ROOF"), ["Ada", "lin", "Wim"]),
    "open and tagged": (Which(OPEN, "roof"), ["Ada", "lin"]),
    "no such tag": (Which(tag="cellar"), []),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_leads_is_listed_by_name(known: Records, part: str) -> None:
    which, names = PARTS[part]
    source = LeadsByName(known.desk, which)
    assert source.count() == len(names)
    assert [each.name for each in source.window(0, 99)] == names
    assert [each.name for number in range(len(names)) for each in source.window(number, number + 1)] == names
    assert source.window(len(names), 99) == []


@pytest.fixture
def long_list(records: Records) -> tuple[Records, list[int]]:
    """Many leads, three of each name, and their numbers in order."""
    with records.database.atomic():
        ids = [records.lead(f"Lead {number * 7 % MANY // 3:03}") for number in range(MANY)]
    names = dict(records.desk.rows("SELECT id, name_key FROM lead"))
    return records, sorted(ids, key=lambda id_: (names[id_], id_))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.lists(st.tuples(st.integers(0, MANY + 5), st.integers(0, 40)), max_size=12), is_open=st.booleans())
def test_wherever_one_jumps_the_list_is_the_same(
    long_list: tuple[Records, list[int]], looks: list[tuple[int, int]], is_open: bool
) -> None:
    records, ids = long_list
    source = LeadsByName(records.desk, Which(OPEN) if is_open else Which())
    source.count()
    for start, length in looks:
        assert [each.id for each in source.window(start, start + length)] == ids[start : start + length]


def test_going_on_from_a_known_place_skips_nothing(long_list: tuple[Records, list[int]]) -> None:
    records, _ = long_list
    source = LeadsByName(records.desk)
    source.count()
    skipped = _skipped(records, source, [(0, 20), (20, 40), (40, 60), (20, 40), (117, 137), (97, 117), (60, 80)])
    assert max(skipped) <= 1


def _skipped(records: Records, source: LeadsByName, looks: list[tuple[int, int]]) -> list[int]:
    """How many leads each look passes over in the index."""
    skipped: list[int] = []
    rows = records.desk.rows

    def watch(sql: str, params: Any = ()) -> list[Any]:
        if "OFFSET" in sql:
            skipped.append(params[-1])
        return rows(sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records.desk, "rows", watch)
        for start, stop in looks:
            source.window(start, stop)
    return skipped


def test_a_page_takes_two_statements(known: Records) -> None:
    source = LeadsByName(known.desk)
    source.count()
    with Counted(known.database) as counted:
        source.window(0, 8)
    assert len(counted.statements) == 2
