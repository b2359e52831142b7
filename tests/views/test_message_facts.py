"""What is taken from a lead for a message: a first name only where there is one, and words in quotes that are not too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.views.message_facts import QUOTED_MOST, first_name, one_line, quote


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ben Adeyemi", "Ben"),
        ("Ben", "Ben"),
        ("Novak, Sara", "Sara"),
        ("Jean-Luc O'Neill", "Jean-Luc"),
        ("Ana Maria d\u2019Souza", "Ana"),
        ("Dr. Amara Osei", "Amara"),
        ("Mr Smith", "Mr Smith"),
        ("Frau Weber", "Frau Weber"),
        ("Zoë Ångström", "Zoë"),
        ("山田太郎", "山田太郎"),
    ],
)
def test_a_person_is_called_by_the_first_name(name: str, called: str) -> None:
    assert first_name(name) == called
    assert first_name(name, "Adeyemi Roofing") == called


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Adeyemi Roofing", "Adeyemi Roofing"),
        ("adeyemi  ROOFING", "Adeyemi Roofing"),
        ("Novak & Co", ""),
        ("Harbour Dental Ltd", ""),
        ("Müller GmbH", ""),
        ("The Bakery", ""),
        ("Studio 54", ""),
        ("3M", ""),
        ("", ""),
        ("[/x] Acme", ""),
        ("[red]Ben[/red]", ""),
        ("\x1b[31mBen", ""),
        ("Ben\u202eevil", ""),
        ("Ben {sender}", ""),
        ("B" * 500, ""),
        ("Mr Smith2", ""),
        ("J. R. Hartley", ""),
        ("info@acme.example", ""),
    ],
)
def test_what_is_no_person_for_certain_is_greeted_without_a_name(name: str, company: str) -> None:
    assert first_name(name, company) == ""


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_greeting_is_never_anything_but_words_of_the_name(name: str, company: str) -> None:
    called = first_name(name, company)
    assert called == "" or called in " ".join(name.replace(",", " ").split())
    assert all(character.isprintable() and character not in "[]{}<>" for character in called)


def test_what_was_said_is_quoted_on_one_line() -> None:
    assert quote(" The roof\n leaks.  ") == "“The roof leaks”"
    assert quote("“what about March?”") == "“what about March?”"
    assert quote("  ") == ""
    assert quote("") == ""


def test_a_long_answer_is_cut_between_two_words() -> None:
    said = quote("roof " * 100)
    assert said.endswith("roof…”")
    assert len(said) <= QUOTED_MOST + 3
    assert quote("r" * 500) == f"“{'r' * QUOTED_MOST}…”"


@given(st.text(max_size=300))
def test_a_quote_is_one_line_of_what_was_said(text: str) -> None:
    said = quote(text)
    assert "\n" not in said
    assert said.strip("“”").removesuffix("…") in one_line(text)
