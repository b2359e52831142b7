"""What is written down about a lead beside its steps: note, tag, edit --field, merge, and show, which shows all of it."""

from .conftest import FrontDoor


def test_a_note_is_written_and_shown(with_ben: FrontDoor) -> None:
    said = with_ben("note", "ben", "Likes slate")
    assert said.out == "Wrote a note about Ben Adeyemi.\nNext: Answer them, Tue 24 Nov.\n"
    assert "Tue 24 Nov  note: Likes slate       (maya)" in with_ben("show", "ben").out
    shown = with_ben.json("show", "ben")["timeline"][0]
    assert (shown["kind"], shown["text"], shown["row_id"]) == ("note", "Likes slate", 1)
    with_ben.fails(2, "note", "ben", " ")
    with_ben.fails(2, "note", "tom", "x")


def test_tags_are_given_taken_off_and_listed(with_ben: FrontDoor) -> None:
    assert with_ben("tag").out == "There are no tags. Give a lead its first: coach tag LEAD --add NAME\n"
    assert with_ben("tag", "ben").out == "Ben Adeyemi: no tags\n"
    assert with_ben("tag", "ben", "--add", "Roof", "--add", "autumn").out.startswith(
        "Tagged Ben Adeyemi with Roof, autumn.\n"
    )
    with_ben("add", "Lin")
    with_ben("tag", "lin", "--add", "roof")
    assert with_ben("tag").out == "autumn  1  lead\nRoof    2  leads\n"
    assert with_ben.json("tag") == [{"name": "autumn", "leads": 1}, {"name": "Roof", "leads": 2}]
    assert with_ben.json("tag", "ben") == {"id": 1, "name": "Ben Adeyemi", "tags": ["autumn", "Roof"]}
    assert with_ben("show", "ben").out.count("Tags: autumn, Roof") == 1
    assert with_ben("tag", "ben", "--add", "fair", "--remove", "ROOF").out.startswith(
        "Tagged Ben Adeyemi with fair; took Roof off Ben Adeyemi.\n"
    )
    with_ben("undo")
    assert with_ben.json("show", "ben")["tags"] == ["autumn", "Roof"]


def test_a_slip_of_the_keyboard_is_told(with_ben: FrontDoor) -> None:
    assert "There is no tag 'rof'." in with_ben.fails(2, "tag", "ben", "--remove", "rof").err
    with_ben.fails(2, "tag", "--add", "roof")
    with_ben.fails(2, "tag", "ben", "--add", " ")
    with_ben.fails(2, "tag", "tom", "--add", "roof")


def test_own_fields_are_put_right_with_the_rest(with_ben: FrontDoor) -> None:
    with_ben("edit", "ben", "--field", "Roof=slate", "--field", "Area = 80 = large", "--value", "1200")
    shown = with_ben.json("show", "ben")
    assert shown["own_fields"] == [{"name": "Area", "text": "80 = large"}, {"name": "Roof", "text": "slate"}]
    assert shown["value"] == 1200
    assert "Area  80 = large\nRoof  slate\n" in with_ben("show", "ben").out
    with_ben("edit", "ben", "--field", "roof=")
    assert [field["name"] for field in with_ben.json("show", "ben")["own_fields"]] == ["Area"]
    assert "NAME=TEXT" in with_ben.fails(2, "edit", "ben", "--field", "Roof").err
    with_ben.fails(2, "edit", "ben", "--field", "=slate")
    with_ben.fails(2, "edit", "ben")


def test_the_steps_that_are_over_are_shown_with_what_ended_them(with_ben: FrontDoor) -> None:
    assert "Steps that are over" not in with_ben("show", "ben").out
    with_ben.today("2026-11-26")
    with_ben("log", "ben", "--via", "call")
    assert "Steps that are over\n  Tue 24 Nov  Answer them  ended Thu 26 Nov, with a touch  late 2d\n" in (
        with_ben("show", "ben").out
    )
    assert with_ben.json("show", "ben")["past_steps"] == [
        {
            "text": "Answer them",
            "kind": "answer",
            "due_on": "2026-11-24",
            "ended_on": "2026-11-26",
            "ended_by": "touch",
            "business_days_late": 2,
        }
    ]


def test_a_merge_is_shown_first_and_then_done(with_ben: FrontDoor) -> None:
    with_ben("add", "Ben A.", "--phone", "0171 2345678", "--value", "300")
    shown = with_ben("merge", "1", "2", "--dry-run").out.splitlines()
    assert [cell.strip() for cell in shown[0].split("  ") if cell.strip()] == [
        "keep: 1", "Ben Adeyemi", "other: 2", "Ben A.", "result",
    ]  # fmt: skip
    assert any(line.split("  ")[0] == "Value" and line.endswith("4,200 EUR") for line in shown)
    assert shown[-1] == "Nothing was changed: this was a dry run."
    preview = with_ben.json("merge", "1", "2", "--dry-run")
    assert {"label": "Phone", "kept": "", "other": "0171 2345678", "result": "0171 2345678"} in preview["lines"]
    assert (preview["keep"]["id"], preview["other"]["id"], preview["refused"]) == (1, 2, "")
    done = with_ben("merge", "adeyemi", "ben a.")
    assert done.out == "Merged Ben A. into Ben Adeyemi.\nNext: Answer them, Tue 24 Nov.\n"
    assert "Value there: 300 EUR." in with_ben("show", "1").out
    assert [lead["id"] for lead in with_ben.json("find", "ben")] == [1]
    with_ben("undo")
    assert with_ben.json("show", "2")["phone"] == "0171 2345678"


def test_two_people_are_joined_and_the_leads_stay_two(with_ben: FrontDoor) -> None:
    with_ben("add", "The gutters", "--phone", "0171 2345678")
    shown = with_ben("merge", "ben", "gutters", "--people", "--dry-run").out
    assert "Goes over: The gutters (lead 2)." in shown
    assert (
        "Made Ben Adeyemi and The gutters leads of one person." in with_ben("merge", "ben", "gutters", "--people").out
    )
    assert [other["id"] for other in with_ben.json("show", "1")["others"]] == [2]


def test_what_else_a_person_is_reached_at_is_shown(with_ben: FrontDoor) -> None:
    with_ben("add", "Ben A.", "--email", "old@x.com", "--phone", "0171 2345678")
    with_ben("edit", "1", "--email", "ben@x.com")
    preview = with_ben.json("merge", "1", "2", "--people", "--dry-run")
    assert {"label": "Also at", "kept": "", "other": "", "result": "old@x.com"} in preview["lines"]
    with_ben("merge", "1", "2", "--people")
    assert "Also at old@x.com\n" in with_ben("show", "1").out
    assert with_ben.json("show", "2")["further_addresses"] == ["old@x.com"]
    assert [lead["id"] for lead in with_ben.json("find", "old@x.com")] == [2, 1]
    with_ben("do-not-contact", "2", "--reason", "asked us to stop")
    assert "asked for no contact" in with_ben.fails(1, "add", "Somebody", "--email", "OLD@x.com").err
    with_ben("do-not-contact", "1", "--lift", "--reason", "wrote to us again")
    with_ben("add", "Somebody", "--email", "OLD@x.com")


def test_a_merge_that_cannot_be_is_refused_in_the_dry_run_too(with_ben: FrontDoor) -> None:
    assert "one lead already" in with_ben.fails(1, "merge", "1", "ben").err
    assert "one lead already" in with_ben.fails(1, "merge", "1", "ben", "--dry-run").err
    assert "one lead already" in with_ben.json("merge", "1", "ben", "--dry-run")["refused"]
    with_ben.fails(2, "merge", "1", "nobody")


def test_what_they_are_fine_with_is_shown(with_ben: FrontDoor) -> None:
    with_ben("permission", "ben", "--via", "call", "--every", "5", "--words", "call me")
    assert "Fine with a call every 5 business days, asked Tue 24 Nov: “call me”" in with_ben("show", "ben").out
    assert with_ben.json("show", "ben")["permission"] == {
        "asked_on": "2026-11-24", "via": "call", "every": 5, "until": None, "words": "call me",
    }  # fmt: skip
