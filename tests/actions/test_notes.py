"""Notes, tags and own fields: written down, put right, taken out, and each of it undone as a whole."""

from collections.abc import Callable
from typing import Any

import pytest

from coach.actions.bulk import to_each
from coach.actions.leads import edit_lead
from coach.actions.moves import stop_contact
from coach.actions.notes import add_note, delete_note, rewrite_note
from coach.actions.own_fields import set_own_field
from coach.actions.tags import add_tags, remove_tags, set_tags
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.views.lead_card import lead_card
from coach.views.own_fields import own_field_names
from coach.views.tags import TagShown, all_tags

from ..records.desks import dump
from .diary import Diary, on


def notes(diary: Diary) -> list[Any]:
    return diary.rows("SELECT id, lead_id, author, text FROM note ORDER BY id")


def tags(diary: Diary, lead: int) -> tuple[str, ...]:
    return lead_card(diary, lead).tags


def fields(diary: Diary, lead: int) -> list[tuple[str, str]]:
    return [(each.name, each.text) for each in lead_card(diary, lead).own_fields]


def test_a_note_is_no_touch(diary: Diary) -> None:
    ben = diary.add()
    before = diary.lead(ben).__data__
    done = add_note(diary, ben, "  Likes slate\r\nnot tiles\n")
    assert (done.sentence, done.lead_id) == ("wrote a note about Ben Adeyemi", ben)
    assert notes(diary) == [(1, ben, "Maya", "Likes slate\nnot tiles")]
    assert diary.lead(ben).__data__ == before
    assert diary.touches(ben) == []


def test_a_note_is_written_about_anybody_whoever_they_are(diary: Diary) -> None:
    ben = diary.add()
    stop_contact(diary, ben, reason="asked us to stop")
    add_note(diary, ben, "Sold the house")
    assert [row[3] for row in notes(diary)] == ["Sold the house"]


def test_a_note_is_rewritten_and_deleted_and_its_day_stays(diary: Diary) -> None:
    ben = diary.add()
    add_note(diary, ben, "Likes slat")
    diary.goes("11-27")
    assert rewrite_note(diary.beside("Tom"), 1, "Likes slate").sentence == "rewrote a note about Ben Adeyemi"
    assert notes(diary) == [(1, ben, "Maya", "Likes slate")]
    assert str(diary.rows("SELECT day FROM note")[0][0]) == "2026-11-24"
    assert rewrite_note(diary, 1, "Likes slate ").change_id is None
    assert delete_note(diary, 1).sentence == "deleted a note about Ben Adeyemi"
    assert notes(diary) == []
    assert undo(diary).sentence == "deleted a note about Ben Adeyemi"
    assert notes(diary) == [(1, ben, "Maya", "Likes slate")]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda desk: add_note(desk, 1, " \n "),
        lambda desk: add_note(desk, 77, "x"),
        lambda desk: add_note(desk, 1, "nul \0"),
        lambda desk: add_note(desk, 1, "x" * 100_001),
        lambda desk: rewrite_note(desk, 1, ""),
        lambda desk: rewrite_note(desk, 77, "x"),
        lambda desk: delete_note(desk, 77),
        lambda desk: set_tags(desk, 1, ["x" * 81]),
        lambda desk: add_tags(desk, 1, ["\u200b"]),
        lambda desk: add_tags(desk, 1, [" , "]),
        lambda desk: remove_tags(desk, 1, []),
        lambda desk: set_tags(desk, 77, ["x"]),
        lambda desk: set_own_field(desk, 1, " ", "x"),
        lambda desk: set_own_field(desk, 1, "x" * 81, "x"),
        lambda desk: set_own_field(desk, 1, "Roof", "x" * 501),
        lambda desk: set_own_field(desk, 77, "Roof", "slate"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(diary: Diary, wrong: Callable[[Diary], Any]) -> None:
    add_note(diary, diary.add(), "Likes slate")
    before = dump(diary)
    with pytest.raises(Misused):
        wrong(diary)
    assert dump(diary) == before


def test_tags_are_one_however_they_are_written(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    assert add_tags(diary, ben, ["Roof, autumn", "ROOF"]).sentence == "tagged Ben with Roof, autumn"
    assert add_tags(diary, lin, ["roof"]).sentence == "tagged Lin with Roof"
    assert (tags(diary, ben), tags(diary, lin)) == (("autumn", "Roof"), ("Roof",))
    assert all_tags(diary) == [TagShown("autumn", 1), TagShown("Roof", 2)]
    assert add_tags(diary, ben, ["róof"]).change_id is None


def test_a_lead_is_given_these_tags_and_no_others(diary: Diary) -> None:
    ben = diary.add("Ben")
    set_tags(diary, ben, ["Roof", "autumn"])
    done = set_tags(diary, ben, ["roof", "Fair"])
    assert done.sentence == "changed the tags of Ben: Fair on, autumn off"
    assert tags(diary, ben) == ("Fair", "Roof")
    assert set_tags(diary, ben, []).sentence == "took Roof, Fair off Ben"
    assert all_tags(diary) == []
    assert set_tags(diary, ben, []).change_id is None


def test_a_tag_goes_with_its_last_lead_and_comes_back_with_undo(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    for lead in (ben, lin):
        add_tags(diary, lead, ["Roof"])
    remove_tags(diary, ben, ["roof", "never there"])
    assert all_tags(diary) == [TagShown("Roof", 1)]
    before = dump(diary)
    remove_tags(diary, lin, ["roof"])
    assert all_tags(diary) == []
    undo(diary)
    assert dump(diary) == before


def test_one_tag_is_taken_off_a_selection_at_once(diary: Diary) -> None:
    three = [diary.add(name) for name in ("Ben", "Lin", "Tom")]
    add_tags(diary, three[1], ["Roof"])
    before = dump(diary)
    to_each(diary, "took Roof off {}", three, lambda desk, lead: remove_tags(desk, lead, ["Roof"]))
    assert all_tags(diary) == []
    undo(diary)
    assert dump(diary) == before


def test_a_tag_that_somebody_else_uses_by_now_is_not_pulled_from_under_them(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    add_tags(diary, ben, ["Roof"])
    add_tags(diary.beside("Tom"), lin, ["Roof"])
    with pytest.raises(Refused, match="something added since then depends on it"):
        undo(diary)
    assert tags(diary, lin) == ("Roof",)


def test_a_tag_begun_anew_meanwhile_is_not_doubled_by_an_undo(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    add_tags(diary, ben, ["Roof"])
    remove_tags(diary, ben, ["Roof"])
    add_tags(diary.beside("Tom"), lin, ["roof"])
    with pytest.raises(Refused, match="cannot be undone"):
        undo(diary)
    assert all_tags(diary) == [TagShown("roof", 1)]


def test_an_own_field_is_one_however_it_is_written(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    assert set_own_field(diary, ben, "Roof", " slate ").sentence == "wrote down Roof of Ben"
    set_own_field(diary, lin, "ROOF", "tiles")
    set_own_field(diary, ben, "roof", "tiles")
    assert (fields(diary, ben), fields(diary, lin)) == ([("Roof", "tiles")], [("Roof", "tiles")])
    assert own_field_names(diary) == ["Roof"]
    assert set_own_field(diary, ben, "Roof", "tiles").change_id is None


def test_a_field_goes_with_its_last_lead_and_comes_back_with_undo(diary: Diary) -> None:
    ben, lin = diary.add("Ben"), diary.add("Lin")
    for lead in (ben, lin):
        set_own_field(diary, lead, "Roof", "slate")
    assert set_own_field(diary, ben, "roof", "").sentence == "took Roof of Ben out"
    assert own_field_names(diary) == ["Roof"]
    before = dump(diary)
    set_own_field(diary, lin, "roof", " ")
    assert own_field_names(diary) == []
    undo(diary)
    assert dump(diary) == before
    assert set_own_field(diary, lin, "Never there", "").change_id is None


def test_fields_are_put_right_with_the_rest_of_a_lead_as_one_change(diary: Diary) -> None:
    ben = diary.add("Ben")
    set_own_field(diary, ben, "Roof", "slate")
    before, changes = dump(diary), diary.changes()
    done = edit_lead(diary, ben, value="1200", own_fields={"Roof": "", "Area": "80 m²"})
    assert done.sentence == "changed what is known of Ben"
    assert (fields(diary, ben), diary.lead(ben).value) == ([("Area", "80 m²")], 120000)
    assert diary.changes() == changes + 1
    undo(diary)
    assert dump(diary) == before


def test_notes_stand_beside_the_rest_in_the_timeline(diary: Diary) -> None:
    ben = diary.add("Ben")
    add_note(diary.goes("11-25"), ben, "Likes slate")
    told = lead_card(diary, ben).timeline[0]
    assert (told.kind, told.text, told.row_id, told.day, told.author) == ("note", "Likes slate", 1, on("11-25"), "Maya")
