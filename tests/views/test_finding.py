"""Finding leads by a part of what one remembers, and the one lead that a few letters mean."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import Misused
from coach.records.database import open_database
from coach.records.models import MODELS, Answer, Note, Touch
from coach.records.search_index import keep_in_step
from coach.rules.text import fold
from coach.views import search
from coach.views.find_lead import find_lead
from coach.views.search import AllLeads, find, is_hopeless
from coach.views.which_leads import OPEN, WON, Which

from .records import TODAY, Records, on


@pytest.fixture
def known(records: Records) -> Records:
    """Four leads and what is known of them."""
    records.lead("Ben Adeyemi", company="Adeyemi Roofing", email="ben@roof.example", phone="+49 (171) 555-0199")
    records.lead("Benita Öz", company="Öz & Co", email="hello@oez.example", stage="proposal", due=on("12-08"))
    records.closed("Łukasz", company="100% Print_Works", back=on("12-20"))
    records.lead("ben", company="Backslash \\ Ltd")
    keep_in_step(records.database)
    return records


def found(records: Records, text: str, **more: Any) -> list[str]:
    return [each.name for each in find(records.desk, text, **more)]


def test_leads_are_found_by_name_company_email_and_phone_in_the_order_of_their_names(known: Records) -> None:
    assert found(known, "ben") == ["ben", "Ben Adeyemi", "Benita Öz"]
    assert found(known, "roofing") == ["Ben Adeyemi"]
    assert found(known, "OEZ.example") == ["Benita Öz"]
    assert found(known, "ben", limit=2) == ["ben", "Ben Adeyemi"]
    assert found(known, "nobody") == []


def test_case_accents_and_the_order_of_words_make_no_difference(known: Records) -> None:
    assert found(known, "OZ") == ["Benita Öz"]
    assert found(known, "lukasz") == ["Łukasz"]
    assert found(known, "  roofing   BEN ") == ["Ben Adeyemi"]
    assert found(known, "roofing benita") == []


@pytest.mark.parametrize("number", ["+49 171 5550199", "0049 171/555.0199", "5550199", "(171) 555"])
def test_a_phone_number_is_found_however_it_is_written(known: Records, number: str) -> None:
    assert found(known, number) == ["Ben Adeyemi"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "0%", "t_w", " \\ "])
def test_the_signs_of_a_pattern_stand_for_themselves(known: Records, sign: str) -> None:
    assert len(found(known, sign)) == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\0", "\ud800", "x" * 100_000, "x " * 5_000])
def test_a_text_that_cannot_match_finds_nothing(known: Records, text: str) -> None:
    assert found(known, text) == []
    with pytest.raises(Misused):
        find_lead(known.desk, text)


def test_what_is_found_says_where_it_stands(known: Records) -> None:
    (open_one,) = find(known.desk, "benita")
    assert open_one[1:] == (
        "Benita Öz", "Öz & Co", "hello@oez.example", "Proposal / trial / consultation", "open", "Call about the offer",
        on("12-08"), None, "",
    )  # fmt: skip
    (closed,) = find(known.desk, "lukasz")
    assert closed[4:] == ("Not yet", "not_yet", "", None, on("12-20"), "")


def test_all_leads_are_listed_by_name_page_by_page(known: Records) -> None:
    source = AllLeads(known.desk)
    assert source.count() == 4
    names = ["ben", "Ben Adeyemi", "Benita Öz", "Łukasz"]
    assert [each.name for each in source.window(0, 9)] == names
    assert [each.name for start in range(4) for each in source.window(start, start + 1)] == names
    assert source.window(9, 12) == []
    assert source.window(2, 1) == []


def test_a_lead_is_meant_by_its_number_its_whole_name_or_a_part_only_it_has(known: Records) -> None:
    ben_adeyemi, benita, lukasz, ben = (each.id for each in sorted(AllLeads(known.desk).window(0, 9)))
    assert find_lead(known.desk, f" {benita} ") == benita
    assert find_lead(known.desk, "BEN") == ben
    assert find_lead(known.desk, "n a") == ben_adeyemi
    assert find_lead(known.desk, "lukasz") == lukasz
    assert find_lead(known.desk, "print_") == lukasz
    assert find_lead(known.desk, "adeyemi ben") == ben_adeyemi
    assert find_lead(known.desk, "hello@oez") == benita


def test_a_part_that_several_leads_have_is_answered_with_all_of_them(known: Records) -> None:
    with pytest.raises(Misused) as bens:
        find_lead(known.desk, "be")
    assert bens.value.what.startswith("'be' fits 3 leads: ")
    assert "Ben Adeyemi, Adeyemi Roofing; " in bens.value.what
    assert bens.value.do == "Name the one you mean by its number."


def test_two_leads_of_one_name_are_told_apart_by_number(records: Records) -> None:
    first, second = records.lead("Lin Wei"), records.lead("LIN WEI")
    records.lead("Lin Wei and partners")
    with pytest.raises(Misused) as both:
        find_lead(records.desk, "lin wei")
    assert f"'lin wei' fits 2 leads: {first} Lin Wei; {second} LIN WEI." == both.value.what


def test_many_matches_are_not_all_listed_and_hostile_names_are_made_visible(records: Records) -> None:
    for number in range(12):
        records.lead(f"Lin {number:02}\x1b[2J")
    with pytest.raises(Misused) as many:
        find_lead(records.desk, "lin")
    assert "fits 12 leads" in many.value.what
    assert many.value.what.endswith(" and 2 more.")
    assert "\x1b" not in many.value.what


@pytest.mark.parametrize("text", ["4711", "9" * 30, "nobody"])
def test_no_match_is_said_plainly(known: Records, text: str) -> None:
    with pytest.raises(Misused) as nobody:
        find_lead(known.desk, text)
    assert nobody.value.what == f"There is no lead '{text}'."


def test_a_number_that_is_no_leads_may_be_part_of_a_name(records: Records) -> None:
    lead = records.lead("Studio 4711")
    assert find_lead(records.desk, "4711") == lead
    assert find_lead(records.desk, "47") == lead


def test_finding_works_the_same_after_a_day(records: Records) -> None:
    lead = records.lead("Ben", due=TODAY)
    records.go_to(on("12-20"))
    assert find_lead(records.desk, "ben") == lead


def wrote(records: Records, lead: int, note: str, *, day: str = "11-03", **more: Any) -> int:
    """A touch, written straight into its table."""
    values = {"lead": lead, "at": "2026-11-03T09:00:00Z", "day": on(day), "via": "call", "note": note, **more}
    return int(Touch.insert(**values).execute())


def in_step(records: Records) -> None:
    """What a change does before it is committed."""
    keep_in_step(records.database)


def where(records: Records, text: str) -> dict[str, str]:
    return {each.name: each.where for each in find(records.desk, text)}


def test_what_was_written_is_found_after_names_the_newest_first_and_says_where(records: Records) -> None:
    ben, lin, olsen = (records.lead(name) for name in ("Ben", "Lin", "Gutte Olsen"))
    wrote(
        records,
        lin,
        "She asked for the checklist and then, all of a sudden: what about the gutters on the back of the house?",
    )
    wrote(records, ben, "gutters again", via="email", day="11-20")
    in_step(records)
    assert where(records, "gutte") == {
        "Gutte Olsen": "",
        "Ben": "in an e-mail of 20 Nov: gutters again",
        "Lin": "in a call of 3 Nov: …what about the gutters on the back of the house?",
    }
    assert found(records, "gutters") == ["Ben", "Lin"]
    assert found(records, "gutte", limit=2) == ["Gutte Olsen", "Ben"]
    assert [each.id for each in find(records.desk, "gutters", which=Which(OPEN))] == [ben, lin]
    assert find(records.desk, "gutters", which=Which(WON)) == []
    assert olsen


def test_every_kind_of_writing_is_found(records: Records) -> None:
    lead = records.lead("Ben")
    wrote(records, lead, "", gave="a sketch of the kitchen")
    wrote(records, lead, "thursday suits me", inbound=True)
    wrote(records, lead, "from the old list", imported=True, via="other")
    Note.insert(lead=lead, at="x", day=on("11-05"), text="allergic to cats").execute()
    Answer.insert(
        lead=lead, lens="impact", text="six days a year", basis="said", clarity="clear", noted_on=on("11-06")
    ).execute()
    closed = records.closed("Lin", reason_words="the landlord decides")
    in_step(records)
    assert where(records, "kitchen") == {"Ben": "in a call of 3 Nov: a sketch of the kitchen"}
    assert where(records, "thursday") == {"Ben": "in their reply of 3 Nov: thursday suits me"}
    assert where(records, "old") == {"Ben": "in a note of 3 Nov: from the old list"}
    assert where(records, "cats") == {"Ben": "in a note of 5 Nov: allergic to cats"}
    assert where(records, "days") == {"Ben": "in an answer on impact of 6 Nov: six days a year"}
    assert where(records, "landlord") == {"Lin": "in the reason of 20 Nov: the landlord decides"}
    assert closed


def test_words_may_stand_in_different_places(records: Records) -> None:
    ben, other = records.lead("Ben Adeyemi"), records.lead("Ben Brown")
    wrote(records, ben, "two storms")
    wrote(records, ben, "and a leak")
    wrote(records, other, "two storms")
    in_step(records)
    assert found(records, "ben storm") == ["Ben Brown", "Ben Adeyemi"]
    assert where(records, "leak ben storms") == {"Ben Adeyemi": "in a call of 3 Nov: and a leak"}
    assert found(records, "leak brown") == []


def test_any_part_of_a_name_will_do_as_long_as_there_are_few_and_when_nothing_begins_so(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.lead("Bauer")
    records.lead("Neubauer")
    in_step(records)
    assert found(records, "bauer") == ["Bauer", "Neubauer"]
    monkeypatch.setattr(search, "_FEW", 0)
    assert found(records, "bauer") == ["Bauer"]
    assert found(records, "ubau") == ["Neubauer"]
    assert found(records, "u%b") == []


def test_of_very_many_those_whose_name_begins_so_come_first_by_name(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_SORTED", 4)
    for name in ("Zoe Bell", "Bella", "Yan Bell", "Bell", "Xu Bell", "Bellow"):
        records.lead(name)
    in_step(records)
    assert found(records, "bell", limit=4) == ["Bell", "Bella", "Bellow", "Xu Bell"]
    assert len(found(records, "bell", limit=5)) == 5


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Die Größe der Dachrinne", "grosse"),
        ("Die Größe der Dachrinne", "GRÖSSE"),
        ("Dach\u00adrinne", "dachrinne"),
        ("gut\u200bters", "gutters"),
        ("\u202egutters", "gutters"),
        ("Ærø i Øresund", "aero oresund"),
        ("который час", "который"),
        ("o'brien's house", "o'brien"),
        ("屋根が漏れる", "屋根"),
        ("ring me 🏠 soon", "🏠 soon"),
        ("שלום עולם", "עולם"),
        ("cafe\u0301 au lait", "café"),
    ],
)
def test_what_was_written_is_found_however_it_is_spelled(records: Records, note: str, text: str) -> None:
    wrote(records, records.lead("Ben"), note)
    in_step(records)
    assert found(records, text) == ["Ben"]


@pytest.mark.parametrize(
    "text",
    ['"', "*", "NEAR(a b)", "a NEAR b", "-a", "words:a", "a OR", "AND", "^a", "a+b", "{words}:a", "'", "\\", "a\\'b", "':*",
     "\0a", "\ud800 a", "\u202e", "()", "a:*&!b|<->", "%", "x" * 10_000, "ab " * 300, "" + "́" * 900,
     " ".join(f"w{n}" for n in range(190)), "漢字" * 400, "🏠" * 500, "\uff46\uff55", "\x1b[2J", "\uff02\uff2e"],
)  # fmt: skip
def test_hostile_texts_are_only_looked_for(records: Records, text: str) -> None:
    wrote(records, records.lead("Ben"), "nothing of the kind")
    in_step(records)
    assert found(records, text) in ([], ["Ben"])


LETTERS = st.sampled_from(
    "abcxyzäößøñéł\u0411\u0432\u0439\u0451日本語한글שלעمر0123456789 -'.@&/\"*%🏠\u200b\u00ad\u0301\n"
)
TEXTS = st.text(LETTERS, max_size=24)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres_server: Any) -> Iterator[list["Writer"]]:
    """The same records on each database."""
    url = postgres_server.fresh_database()
    made = [
        Writer(open_database(where, create=True))
        for where in (str(tmp_path_factory.mktemp("both") / "coach.sqlite3"), url)
    ]
    yield made
    for each in made:
        each.database.close()
    postgres_server.finished_with(url)


class Writer(Records):
    """Records beside others: each binds the tables to itself before it writes."""

    def write(self, names: list[str], notes: list[str]) -> None:
        self.database.bind(MODELS)
        with self.database.atomic():
            for model in (Touch, Note, Answer):
                model.delete().execute()
            self.empty()
            leads = [self.lead(name) for name in names]
            for number, note in enumerate(notes):
                wrote(self, leads[number % len(leads)], note)
            in_step(self)

    def names(self, text: str) -> list[str]:
        """Who is found, by name: numbers go on, and differ."""
        return sorted(each.name for each in find(self.desk, text))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(TEXTS.filter(lambda text: bool(fold(text))), min_size=1, max_size=4),
    notes=st.lists(TEXTS, max_size=4),
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    few=st.sampled_from([0, 5_000]),
)
def test_both_databases_find_the_same_and_each_lead_by_each_word_of_its_name(
    both: list[Writer], names: list[str], notes: list[str], texts: list[str], few: int
) -> None:
    local, server = both
    local.write(names, notes)
    server.write(names, notes)
    with patch.object(search, "_FEW", few):
        for text in [*texts, *(word for each in (*names, *notes) for word in each.split())]:
            assert local.names(text) == server.names(text), text
        for name in names:
            for word in fold(name).split():
                assert name in local.names(word)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_whatever_is_typed_nothing_breaks(both: list[Writer], text: str) -> None:
    for each in both:
        find(each.desk, text)


@given(text=st.text(LETTERS, min_size=1, max_size=6), more=st.text(LETTERS, max_size=4))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_nothing_was_found_more_letters_find_nothing(both: list[Writer], text: str, more: str) -> None:
    local = both[0]
    if is_hopeless(text) and not find(local.desk, text):
        assert not find(local.desk, text + more)
