"""The map: what may stand in it, and that whatever may not is named by file and key."""

from pathlib import Path

import pytest

from coach.errors import Misused
from coach.exchange.columns import Columns, find_columns, header_key
from coach.exchange.dialects import dialect
from coach.exchange.mapping import FIELDS, OWN_WORDS, Mapping, checked_map, read_map

from .conftest import Write

WHOLE = """
from = "old-crm"
dates = "dmy"
delimiter = "tab"
encoding = "cp1252"
closed_from = "Engaging"

[columns]
id = "Deal - ID"
name = ["First name", "Last name"]
value = "Amount"

[stages]
"Prospecting" = "Lead received"

[statuses]
"Closed lost" = "not yet"
"Signed" = "Won"

[reasons]
"Price" = "budget"

[defaults]
reason = "went-quiet"
owner = "Maya"
source = "old list"
currency = "usd"
stage = "Discovery"
closed = 2026-01-31
"""


def test_the_whole_format_is_read(write: Write) -> None:
    found = read_map(write(WHOLE, "map.toml"))
    assert found == Mapping(
        where="map.toml",
        columns={"id": ("Deal - ID",), "name": ("First name", "Last name"), "value": ("Amount",)},
        stages={"prospecting": "Lead received"},
        statuses={"closed lost": "not_yet", "signed": "won"},
        reasons={"price": "budget"},
        defaults={
            "reason": "went-quiet",
            "owner": "Maya",
            "source": "old list",
            "currency": "USD",
            "stage": "Discovery",
            "closed": "2026-01-31",
        },
        origin="old-crm",
        dates="dmy",
        delimiter="tab",
        encoding="cp1252",
        closed_from="Engaging",
    )


def test_an_empty_map_finds_columns_by_our_own_words(write: Write) -> None:
    assert read_map(write("\ufeff# nothing yet\n", "map.toml")).columns == {}


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ("colums = 1", "colums", "Did you mean columns"),
        ("[columns]\nvaleu = 'x'", "columns.valeu", "Did you mean value"),
        ("[columns]\nzzz = 'x'", "columns.zzz", "There can be: id, name"),
        ("[columns]\nname = 3", "columns.name", "a text in quotes"),
        ("[columns]\nname = ''", "columns.name", "a text in quotes"),
        ("[columns]\nname = []", "columns.name", "one column is needed"),
        ("[columns]\nvalue = ['a', 'b']", "columns.value", "one column is needed"),
        ("[columns]\nclosed = ['a', 'b']", "columns.closed", "one column is needed"),
        ("columns = 'name'", "columns", "this is a table"),
        ("[stages]\nA = 1", "stages.A", "a text in quotes"),
        ("[statuses]\nA = 'maybe'", "statuses.a", "is not a status"),
        ("[reasons]\nA = 'price'", "reasons.a", "is not a reason"),
        ("[defaults]\nreason = 'bored'", "defaults.reason", "is not a reason"),
        ("[defaults]\ncurrency = 'euro'", "defaults.currency", "is not a currency code"),
        ("[defaults]\nclosed = 'soon'", "defaults.closed", "is not a day"),
        ("[defaults]\nzzz = '1'", "defaults.zzz", "There can be: reason"),
        ("dates = 'dd/mm'", "dates", "is not an order of days"),
        ("encoding = 8", "encoding", "a text in quotes"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(write: Write, text: str, key: str, what: str) -> None:
    with pytest.raises(Misused) as refused:
        read_map(write(text, "map.toml"))
    assert refused.value.what.startswith(f"map.toml, {key}: ")
    assert what in f"{refused.value.what} {refused.value.do}"


@pytest.mark.parametrize(
    ("content", "what"), [(b"[columns\n", "line 1"), (b"a = 'x\xff'", "not UTF-8"), (None, "cannot be read")]
)
def test_a_map_that_is_no_map_is_said_to_be_so(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "map.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Misused, match=what):
        read_map(path)


@pytest.mark.parametrize(
    ("header", "alike"),
    [
        ("\ufeffName", "name"),
        ("Person - Name*", "person name"),
        ("E-mail 1 - Value", "Email 1 Value"),
        ("opportunity_id", "Opportunity ID"),
        ("  Straße ", "strasse"),
    ],
)
def test_headers_are_compared_by_letters_and_digits(header: str, alike: str) -> None:
    assert header_key(header) == header_key(alike)
    assert header_key("name 1") != header_key("name 2")


def columns(headers: list[str], mapping: Mapping = OWN_WORDS) -> Columns:
    return find_columns(headers, mapping, "leads.csv")


def test_our_own_words_need_no_map() -> None:
    headers = ["Notes", "Next step", "\ufeffName*", "E-Mail", "Favourite colour", "stage"]
    found = columns(headers)
    assert found.at == {"name": (2,), "email": (3,), "stage": (5,), "next_step": (1,), "note": (0,)}
    assert found.unused == ("Favourite colour",)


def test_every_field_is_found_by_its_own_name() -> None:
    assert set(columns([field.replace("_", " ") for field in FIELDS]).at) == set(FIELDS)


def test_columns_are_joined_in_the_order_of_the_map() -> None:
    found = columns(["Last", "First"], checked_map({"columns": {"name": ["First", "Last"]}}, "map.toml"))
    assert found.text(["Lee ", " Ann"], "name") == "Ann Lee"
    assert found.text(["Lee", " "], "name") == "Lee"
    assert found.text(["Lee", "Ann"], "email") == ""


def test_a_column_the_file_has_not_is_named_with_those_it_has() -> None:
    with pytest.raises(Misused) as refused:
        columns(["Title", "Acount"], checked_map({"columns": {"company": "account"}}, "map.toml"))
    assert refused.value.what == "map.toml, columns.company: leads.csv has no column 'account'."
    assert refused.value.do == "It has 'Title', 'Acount'."


def test_a_column_that_stands_there_twice_is_refused_when_it_is_needed() -> None:
    twice = ["Name", "Value", "name "]
    with pytest.raises(Misused, match=r"more than once \(columns 1 and 3\)"):
        columns(twice)
    with pytest.raises(Misused, match=r"map.toml, columns.name: .* more than once"):
        columns(twice, checked_map({"columns": {"name": "Name"}}, "map.toml"))
    assert columns(["x", "name", "x"]).at == {"name": (1,)}


def test_a_file_without_names_asks_for_a_map() -> None:
    with pytest.raises(Misused, match=r"No column of leads\.csv is called name\. Its columns are 'Deal', 'Company'."):
        columns(["Deal", "Company"])


def test_dialects_are_maps_by_name() -> None:
    assert dialect("plain") is OWN_WORDS
    with pytest.raises(Misused, match="is not a kind of file"):
        dialect("klingon")
