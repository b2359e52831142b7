"""The journal: a change is one transaction and one entry, and every row it touched can be put back as it was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coach.errors import Broken, Refused
from coach.records.journal import Journal, changing, last_change, stands_on, take_back, writing
from coach.records.models import Change, ChangeRow, Contact, Lead, Setting, Stage, Touch

from .desks import DeskAt, dump


def say(desk: DeskAt, sentence: str, *writes: Callable[[Journal], Any]) -> int:
    """One change that writes these things; its id."""
    with changing(desk, "test") as journal:
        for write in writes:
            write(journal)
        journal.say(sentence)
    assert journal.change_id is not None
    return journal.change_id


def undo(desk: DeskAt) -> str:
    """Take back the newest change of the desk; its sentence."""
    with writing(desk):
        change = last_change(desk)
        assert change is not None
        take_back(desk, change)
    return str(change.sentence)


def person(name: str) -> Callable[[Journal], int]:
    """Writes a new contact."""
    return lambda journal: journal.insert(Contact, name=name, name_key=name.casefold())


def people(*names: str) -> Callable[[Journal], range]:
    """Writes several at once."""
    rows = [(name, name.casefold()) for name in names]
    return lambda journal: journal.insert_many(Contact, ("name", "name_key"), rows)


def stop(_journal: Journal) -> None:
    """Somebody presses Ctrl+C."""
    raise KeyboardInterrupt


def names(desk: DeskAt) -> dict[int, str]:
    """The contacts that are kept."""
    return dict(desk.rows("SELECT id, name FROM contact ORDER BY id"))


def test_a_change_is_kept_with_its_author_its_moment_and_its_sentence(desk: DeskAt) -> None:
    with changing(desk, "add") as journal:
        journal.insert(Contact, name="Ben", name_key="ben")
        journal.say("added Ben", 7)
    kept: Any = Change.get_by_id(journal.change_id)
    assert (kept.author, kept.at, kept.verb) == ("Maya", "2026-11-24T09:00:00Z", "add")
    assert (kept.sentence, kept.lead_id, kept.undoable, kept.undone_at) == ("added Ben", 7, True, None)


def test_a_change_that_touches_nothing_leaves_no_entry(desk: DeskAt) -> None:
    with changing(desk, "add") as journal:
        journal.say("did nothing")
    assert journal.change_id is None
    assert not desk.rows("SELECT * FROM change")


def test_an_error_inside_leaves_everything_as_it_was(desk: DeskAt) -> None:
    say(desk, "added Ben", person("Ben"))
    before = dump(desk), desk.rows("SELECT * FROM change")

    def half_a_change() -> None:
        with changing(desk, "edit") as journal:
            journal.update(Contact, 1, name="Benjamin")
            journal.insert(Setting, key="capacity", value="9")
            assert desk.setting("capacity") == "9"
            raise Refused("No.")

    with pytest.raises(Refused):
        half_a_change()
    assert desk.journal is None
    assert desk.setting("capacity") == "8"
    assert (dump(desk), desk.rows("SELECT * FROM change")) == before
    say(desk, "added Lin", person("Lin"))
    assert list(names(desk).values()) == ["Ben", "Lin"]


def test_an_interrupted_change_is_none(desk: DeskAt) -> None:
    with pytest.raises(KeyboardInterrupt):
        say(desk, "added Ben", person("Ben"), stop)
    assert (names(desk), desk.journal) == ({}, None)


def test_a_database_error_inside_is_told_and_changes_nothing(desk: DeskAt) -> None:
    with pytest.raises(Broken, match="The database refused"):
        say(desk, "added Ben", person("Ben"), lambda j: j.insert(Touch, lead=99, at="x", day=desk.today, via="call"))
    assert (names(desk), desk.journal) == ({}, None)


def test_a_change_inside_a_change_joins_it(desk: DeskAt) -> None:
    with changing(desk, "outer") as outer:
        outer.insert(Contact, name="Ben", name_key="ben")
        with changing(desk, "inner") as inner:
            inner.insert(Contact, name="Lin", name_key="lin")
            inner.say("added Lin", 2)
        assert inner is outer
        outer.say("added both", 1)
    assert desk.rows("SELECT verb, sentence, lead_id FROM change") == [("outer", "added both", 1)]
    undo(desk)
    assert names(desk) == {}


def test_a_joined_change_that_fails_takes_back_its_own_rows_only(desk: DeskAt) -> None:
    def fail(journal: Journal) -> None:
        with changing(desk, "inner"):
            journal.insert(Contact, name="Lin", name_key="lin")
            journal.say("added Lin")
            raise Refused("No.")

    with changing(desk, "outer") as outer:
        outer.insert(Contact, name="Ben", name_key="ben")
        outer.say("added Ben")
        with pytest.raises(Refused):
            fail(outer)
    assert list(names(desk).values()) == ["Ben"]
    assert desk.rows("SELECT sentence FROM change") == [("added Ben",)]
    assert desk.rows("SELECT count(*) FROM change_row")[0][0] == 1
    undo(desk)
    assert names(desk) == {}


def test_what_was_written_elsewhere_counts_when_a_change_begins(desk: DeskAt) -> None:
    assert desk.setting("capacity") == "8"
    Setting.insert(key="capacity", value="12").execute()
    assert desk.setting("capacity") == "8"
    with changing(desk, "add"):
        assert desk.setting("capacity") == "12"


def test_only_fields_that_differ_are_written_and_noted(desk: DeskAt) -> None:
    say(desk, "added Ben", person("Ben"))
    say(desk, "moved Ben", lambda journal: journal.update(Contact, 1, name="Ben", company="Adeyemi Roofing"))
    row: Any = ChangeRow.select().order_by(ChangeRow.id.desc()).first()
    assert (row.before, row.after) == ('{"company":""}', '{"company":"Adeyemi Roofing"}')
    with changing(desk, "edit") as journal:
        journal.update(Contact, 1, name="Ben")
    assert journal.change_id is None


def every_kind(desk: DeskAt) -> None:
    """Rows of every kind of field, to be changed and restored: days, flags, numbers, texts, nothing, other rows."""
    day = date(2026, 11, 24)
    with changing(desk, "seed") as journal:
        contact = journal.insert(Contact, name='Zoë "Zo" O\u2019Neil \U0001f3e1', name_key="zoe", do_not_contact_on=day, do_not_contact_reason="asked")  # noqa: E501  # fmt: skip
        stage = journal.insert(Stage, name="Discovery", kind="open", position=0, normal_stay=5)
        journal.insert(Stage, name="Proposal", kind="open", position=1)
        journal.insert(
            Lead, contact=contact, stage=stage, name="Zoë", name_key="zoë", received_on=day, entered_on=day,
            stage_position=0, next_step="Call", due_on=day, value=10**15, loop_closed=True, anchor_on=day,
        )  # fmt: skip
        journal.insert(Touch, lead=1, at=desk.moment, day=day, via="call", inbound=True, note="a\nb\t“c”")
        journal.say("seeded")


@pytest.mark.parametrize(
    "change",
    [
        lambda journal: journal.update(Lead, 1, value=5, loop_closed=False, anchor_on=None, stage=2, name="Zoe"),
        lambda journal: journal.update(Lead, 1, due_on=date(2027, 2, 28), last_touch_on=date(2026, 11, 24)),
        lambda journal: journal.update(Contact, 1, do_not_contact_on=None, do_not_contact_reason=""),
        lambda journal: journal.delete(Touch, 1),
        lambda journal: journal.update_all(Lead, [1], stage_position=7, value=0),
        lambda journal: (journal.delete(Touch, 1), journal.delete(Lead, 1), journal.delete(Contact, 1)),
        lambda journal: (journal.update(Lead, 1, value=3), journal.update(Lead, 1, value=4), journal.delete(Touch, 1)),
    ],
    ids=["update", "days", "to nothing", "delete", "update all", "delete in order", "the same row twice"],
)
def test_whatever_a_change_did_is_put_back_exactly(desk: DeskAt, change: Callable[[Journal], Any]) -> None:
    every_kind(desk)
    before = dump(desk)
    say(desk, "changed it", change)
    assert dump(desk) != before
    assert undo(desk) == "changed it"
    assert dump(desk) == before


def test_many_rows_are_written_in_a_run_and_their_ids_are_told(desk: DeskAt) -> None:
    say(desk, "added one", person("Ann"))
    with changing(desk, "import") as journal:
        assert list(people("Ben", "Lin", "Sara")(journal)) == [2, 3, 4]
        assert list(people()(journal)) == []
        assert person("Tom")(journal) == 5
        journal.say("imported")
    assert names(desk) == {1: "Ann", 2: "Ben", 3: "Lin", 4: "Sara", 5: "Tom"}
    assert desk.rows("SELECT row_id, last_row_id FROM change_row WHERE change_id = ? ORDER BY id", (2,)) == [
        (2, 4),
        (5, 5),
    ]
    undo(desk)
    assert names(desk) == {1: "Ann"}


@pytest.mark.parametrize("gone", ["deleted", "undone", "undone at once", "rolled back"])
def test_ids_are_told_right_after_rows_were_taken_away(desk: DeskAt, gone: str) -> None:
    say(desk, "added two", people("Ann", "Ben"))
    if gone == "deleted":
        say(
            desk, "took out two", lambda journal: journal.delete(Contact, 1), lambda journal: journal.delete(Contact, 2)
        )
    elif gone == "undone":
        undo(desk)
    elif gone == "undone at once":
        say(desk, "added more", people(*(f"person {n}" for n in range(500))))
        undo(desk)
    else:
        with pytest.raises(KeyboardInterrupt):
            say(desk, "added more", people(*(f"person {n}" for n in range(500))), stop)
    before = names(desk)
    with changing(desk, "import") as journal:
        ids = list(people("Lin", "Sara", "Tom")(journal))
        last = person("Uma")(journal)
        journal.say("imported")
    assert {each: names(desk)[each] for each in (*ids, last)} == dict(
        zip((*ids, last), ("Lin", "Sara", "Tom", "Uma"), strict=True)
    )
    assert last == ids[-1] + 1
    assert {each: name for each, name in names(desk).items() if each not in (*ids, last)} == before
    undo(desk)
    assert names(desk) == before


def test_an_id_is_never_given_twice(desk: DeskAt) -> None:
    say(desk, "added two", people("Ann", "Ben"))
    undo(desk)
    with changing(desk, "add") as journal:
        assert person("Lin")(journal) > 2
        journal.say("added Lin")


def test_a_deleted_row_comes_back_with_its_id_and_ids_go_on_behind_it(desk: DeskAt) -> None:
    say(desk, "added two", people("Ann", "Ben"))
    say(desk, "took out Ben", lambda journal: journal.delete(Contact, 2))
    undo(desk)
    assert names(desk) == {1: "Ann", 2: "Ben"}
    with changing(desk, "add") as journal:
        assert list(people("Lin", "Sara")(journal)) == [3, 4]
        journal.say("added two")


def test_many_rows_are_given_the_same_value_whatever_they_held(desk: DeskAt) -> None:
    say(desk, "added many", people(*(f"person {n}" for n in range(2000))))
    say(desk, "changed one", lambda journal: journal.update(Contact, 7, company="Seven"))
    before = dump(desk)
    say(desk, "changed all", lambda journal: journal.update_all(Contact, range(1, 2001), company="Seven", phone="1"))
    assert desk.rows("SELECT count(*) FROM contact WHERE company = 'Seven' AND phone = '1'")[0][0] == 2000
    with changing(desk, "again") as journal:
        journal.update_all(Contact, range(1, 2001), company="Seven")
    assert journal.change_id is None
    undo(desk)
    assert dump(desk) == before


def test_undo_takes_the_newest_change_of_its_author(desk: DeskAt) -> None:
    jo = desk.beside("Jo")
    say(desk, "added Ann", person("Ann"))
    say(desk, "added Ben", person("Ben"))
    say(jo, "added Lin", person("Lin"))
    assert [undo(desk), undo(desk)] == ["added Ben", "added Ann"]
    assert last_change(desk) is None
    assert list(names(desk).values()) == ["Lin"]
    marked = desk.rows("SELECT sentence, undone_by FROM change ORDER BY id")
    assert marked == [("added Ann", "Maya"), ("added Ben", "Maya"), ("added Lin", None)]


def test_upkeep_is_no_change_to_undo_and_stands_in_the_way_of_none(desk: DeskAt) -> None:
    say(desk, "added Ann", person("Ann"))
    say(desk, "renamed Ann", lambda journal: journal.update(Contact, 1, name="Anna"))
    with changing(desk, "upkeep", upkeep=True) as journal:
        journal.update(Contact, 1, name="ANNA")
        journal.say("tidied up")
    assert undo(desk) == "renamed Ann"
    assert names(desk) == {1: "Ann"}


def test_upkeep_inside_a_change_can_be_undone_with_it(desk: DeskAt) -> None:
    with changing(desk, "add") as journal:
        person("Ann")(journal)
        with changing(desk, "upkeep", upkeep=True):
            journal.insert(Setting, key="capacity", value="9")
        journal.say("added Ann")
    assert undo(desk) == "added Ann"
    assert dump(desk)["setting"] == []


Write = Callable[[Journal], Any]
RUN = people(*(f"person {n}" for n in range(10)))


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (lambda j: j.update(Contact, 3, name="A"), lambda j: j.update(Contact, 3, name="B"), True),
        (lambda j: j.update(Contact, 3, name="A"), lambda j: j.update(Contact, 3, company="B"), True),
        (lambda j: j.update(Contact, 3, name="A"), lambda j: j.update(Contact, 4, name="B"), False),
        (lambda j: j.update(Contact, 3, name="A"), lambda j: j.delete(Contact, 3), True),
        (lambda j: j.update(Contact, 1, name="A"), lambda j: j.insert(Setting, key="capacity", value="9"), False),
        (RUN, lambda j: j.update(Contact, 11, name="B"), True),
        (RUN, lambda j: j.update(Contact, 20, name="B"), True),
        (RUN, lambda j: j.update(Contact, 10, name="B"), False),
        (RUN, RUN, False),
    ],
)
def test_a_change_stands_on_another_when_it_came_later_and_touched_a_row_of_it(
    desk: DeskAt, first: Write, second: Write, stands: bool
) -> None:
    jo = desk.beside("Jo")
    say(desk, "seeded", RUN)
    lower = say(desk, "did the first", first)
    upper = say(jo, "did the second", second)
    later = stands_on(desk, lower)
    assert (later.id if later else None) == (upper if stands else None)
    assert stands_on(desk, upper) is None
    if not stands:
        undo(desk)
        return
    before = dump(desk)
    with (
        pytest.raises(Refused, match=r"“did the first” cannot be undone: Jo did the second since then\."),
        writing(desk),
    ):
        take_back(desk, last_change(desk))
    assert dump(desk) == before
    undo(jo)
    assert undo(desk) == "did the first"


def test_a_run_of_rows_that_reaches_into_another_is_found_from_both_sides(desk: DeskAt) -> None:
    say(desk, "seeded", RUN)
    with changing(desk, "first") as journal:
        journal._note(Contact, 4, 8, {"name": "A"}, {"name": "B"})
        journal.say("changed a run")
    lower = journal.change_id
    assert lower is not None
    for first, last, stands in (
        (1, 3, False),
        (1, 4, True),
        (6, 7, True),
        (1, 10, True),
        (8, 10, True),
        (9, 10, False),
    ):
        with changing(desk, "second") as journal:
            journal._note(Contact, first, last, {"name": "A"}, {"name": "B"})
            journal.say("changed another")
        assert (stands_on(desk, lower) is not None) is stands, (first, last)
        Change.update(undone_at=desk.moment).where(Change.id == journal.change_id).execute()


def test_the_oldest_change_that_stands_on_one_is_named(desk: DeskAt) -> None:
    say(desk, "seeded", RUN)
    lower = say(desk, "did the first", lambda journal: journal.update(Contact, 3, name="A"))
    second = say(desk, "did the second", lambda journal: journal.update(Contact, 3, name="B"))
    say(desk, "did the third", lambda journal: journal.update(Contact, 3, name="C"))
    later = stands_on(desk, lower)
    assert later is not None
    assert later.id == second


def test_moments_are_kept_in_utc_and_days_are_the_desks_own(desk: DeskAt) -> None:
    from datetime import datetime, timezone

    desk.clock.moment = datetime(2026, 11, 25, 0, 30, tzinfo=timezone(timedelta(hours=13)))
    say(desk, "added Ann", person("Ann"))
    assert desk.today == date(2026, 11, 25)
    assert desk.rows("SELECT at FROM change") == [("2026-11-24T11:30:00Z",)]
