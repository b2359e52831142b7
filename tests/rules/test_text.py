"""Text at its two borders: what is stored is what was typed, what is shown can neither steer nor hide."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.errors import Misused
from coach.rules.text import (
    ACCENTS_SHOWN,
    LINE_LIMIT,
    MARK,
    NOTE_LIMIT,
    SIGNS_SHOWN,
    casefold_key,
    clean_line,
    clean_text,
    fold,
    quoted,
    visible,
    visible_line,
)

HIDING = st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Me", "Mc", "Co", "Zl", "Zp", "Sk"])
SIGNS = "\u200d\ufe0f\ufe0e\U0001f3fd\U0001f1e9\U0001f1ea\u20e3\u0301\u0316\u1161\u11a8\u0e47\u0903\u3164\U000e0067\r\n\t a1#"
PICTURES = "\u2764\u260e\U0001f468\U0001f469\U0001f467\U0001f3f3\U0001f308\U0001f44d\u6f22\u8fbb\U000e0100"
HOSTILE = (
    st.text(max_size=60)
    | st.text(HIDING, max_size=60)
    | st.text(st.sampled_from(SIGNS + PICTURES), max_size=60)
    | st.lists(st.text(HIDING, max_size=12) | st.text(max_size=4)).map("".join)
)
STORABLE = HOSTILE.map(lambda text: "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff"))
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
# Arabic, Syriac and Kaithi signs that Unicode calls format characters though they are drawn.
DRAWN = {*map(chr, range(0x600, 0x606)), "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2", "\U000110bd", "\U000110cd"}


def steers_or_hides(character: str) -> bool:
    """Judged by the Unicode data alone, not by the table under test."""
    category = unicodedata.category(character)
    return (
        category in {"Cc", "Cs", "Zl", "Zp"}
        or (category == "Cf" and character not in DRAWN)
        or unicodedata.bidirectional(character) in DIRECTIONS
        or unicodedata.name(character, "").startswith(("VARIATION SELECTOR", "TAG ", "HANGUL FILLER"))
    )


def longest_pile(text: str, categories: set[str]) -> int:
    longest = pile = 0
    for character in text:
        pile = pile + 1 if unicodedata.category(character) in categories else 0
        longest = max(longest, pile)
    return longest


@given(HOSTILE)
@example("".join(map(chr, range(0x2FF))))
@example("".join(map(chr, range(0x2000, 0x2100))))
def test_nothing_shown_can_steer_the_terminal_or_hide_from_the_reader(text: str) -> None:
    assert not [c for c in visible(text) if c not in "\n\t" and steers_or_hides(c)]
    assert not [c for c in visible_line(text) if steers_or_hides(c)]


def test_no_character_of_unicode_steers_or_hides_once_shown() -> None:
    let_through = [f"U+{code:04X}" for code in range(0x110000) if steers_or_hides(visible("a" + chr(code))[-1])]
    assert let_through == ["U+0009", "U+000A"]


def test_every_letter_digit_and_sign_people_write_is_shown_as_it_is() -> None:
    shown_as_is = {
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Nd",
        "Nl",
        "No",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Sm",
        "Sc",
        "Zs",
        "Co",
    }
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in shown_as_is:
            assert visible(f"a{character}b") == f"a{character}b", f"U+{code:04X}"


@given(HOSTILE)
def test_showing_what_is_shown_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible_line(visible_line(text)) == visible_line(text)


@given(HOSTILE)
def test_no_pile_of_marks_grows_over_its_neighbours(text: str) -> None:
    assert longest_pile(visible(text), {"Mn", "Me"}) <= ACCENTS_SHOWN
    assert longest_pile(visible(text), {"Mn", "Me", "Mc"}) <= SIGNS_SHOWN


@given(HOSTILE)
def test_no_line_shown_begins_with_a_mark_that_would_sit_on_what_stands_before(text: str) -> None:
    assert not [line for line in visible(text).split("\n") if line and unicodedata.category(line[0])[0] == "M"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Sára Nováková & Söhne", "Sára Nováková & Söhne"),
        ("株式会社ミライ", "株式会社ミライ"),
        ("[/] [@click=app.wipe('all')]Jane[/]", "[/] [@click=app.wipe('all')]Jane[/]"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x1b]52;c;aGk=\x07", "�]52;c;aGk=�"),
        ("\x9b6n\x90\x9c", "�6n��"),
        ("a\x00b\x0e\x7f\b", "a�b���"),
        ("invoice\u202efdp.exe", "invoice�fdp.exe"),
        ("\u2066a\u2069\u061c", "�a��"),
        ("pay\u200bpal\ufeff\u2060", "pay�pal��"),
        ("one\u2028two\u2029", "one�two�"),
        ("soft\xadhyphen", "soft�hyphen"),
        ("tag\U000e0041\U000e007f", "tag��"),
        ("\udc80\ud83d\ude00", "���"),
        ("two\nlines\tand\r\nmore\r", "two\nlines\tand\nmore�"),
        ("z" + "\u0300" * 200 + "a", "z" + "\u0300" * 4 + "�a"),
        ("\u260e\u0301\u0301" * 9, "\u260e\u0301\u0301" * 9),
        ("a\n\u0301b", "a\n◌\u0301b"),
        ("\u1161\u1161", "◌\u1161\u1161"),
        ("x" + "\u0301\u1161" * 50, "x" + "\u0301\u1161" * 4 + "�"),
    ],
)  # fmt: skip
def test_what_would_steer_or_hide_is_shown_as_a_mark(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\u2764\ufe0f", "\u2764"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\U0001f469\U0001f467"),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f3\U0001f308"),
        ("\U0001f469\U0001f3fd\u200d\U0001f4bb", "\U0001f469\U0001f4bb"),
        ("\U0001f1e9\U0001f1ea", "DE"),
        ("\u8fbb\U000e0100", "\u8fbb"),
        ("a\ufe0f", "a�"),
        ("a\u200db", "a�b"),
        ("\U0001f3fd", "�"),
        ("\u2764\u200d", "\u2764�"),
    ],
)
def test_emoji_are_reduced_to_what_every_terminal_measures_alike(typed: str, shown: str) -> None:
    assert visible(typed) == shown


def test_one_line_has_a_space_for_each_break_and_tab() -> None:
    assert visible_line("two\nlines\tand\r\nmore") == "two lines and more"


def test_what_was_typed_is_quoted_short_and_harmless() -> None:
    assert quoted("soonish") == "'soonish'"
    assert quoted("a\x1b[2J\nb") == "'a�[2J b'"
    assert quoted("x" * 5000) == f"'{'x' * 40}…'"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ben Adeyemi ", "Ben Adeyemi"),
        ("Ben\nAdeyemi", "Ben Adeyemi"),
        ("Ben \r\n\t Adeyemi\n", "Ben Adeyemi"),
        ("Ben  Adeyemi", "Ben  Adeyemi"),
        ("Sa\u0301ra", "Sára"),
        ("\u202eevil\x1b[31m", "\u202eevil\x1b[31m"),
        ("=1+1", "=1+1"),
        ("", ""),
    ],
)
def test_a_line_is_stored_as_typed_save_space_and_unicode_form(typed: str, stored: str) -> None:
    assert clean_line(typed, "name") == stored


def test_a_text_keeps_its_lines_and_its_space() -> None:
    assert clean_text("one\r\n  two\rthree\n\n", "note") == "one\n  two\nthree\n\n"
    assert clean_text("Sa\u0301ra\x1b[31m\t\u202e", "note") == "Sára\x1b[31m\t\u202e"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@pytest.mark.parametrize("typed", ["a\0b", "\0", "é\udc80", "\ud83d\ude00", "\ud800"])
def test_what_one_of_the_databases_cannot_keep_is_refused_with_the_name_of_the_field(clean: type, typed: str) -> None:
    with pytest.raises(Misused, match="The e-mail ") as refusal:
        clean(typed, "e-mail")
    assert refusal.value.do


def test_a_name_and_a_note_have_a_limit_and_the_limit_itself_is_kept() -> None:
    assert clean_line("é" * LINE_LIMIT, "name") == "é" * LINE_LIMIT
    assert clean_line("e\u0301" * LINE_LIMIT, "name") == "é" * LINE_LIMIT
    assert len(clean_text("x" * NOTE_LIMIT, "note")) == NOTE_LIMIT
    with pytest.raises(Misused, match="The name has 501 characters; at most 500 are kept"):
        clean_line("x" * (LINE_LIMIT + 1), "name")
    with pytest.raises(Misused, match="The note has 100,001 characters"):
        clean_text("x" * (NOTE_LIMIT + 1), "note")
    with pytest.raises(Misused, match="The code has 4 characters; at most 3 are kept"):
        clean_line("four", "code", 3)


@given(STORABLE)
def test_what_is_stored_can_be_stored_again_unchanged(text: str) -> None:
    line, note = clean_line(text, "name"), clean_text(text, "note")
    assert clean_line(line, "name") == line
    assert clean_text(note, "note") == note
    assert not {"\n", "\r", "\t"} & set(line)
    assert "\r" not in note
    note.encode()


@given(STORABLE)
def test_storing_changes_no_character_but_line_ends_and_unicode_form(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert unicodedata.normalize("NFD", clean_text(text, "note")) == unicodedata.normalize("NFD", lines)


def test_marks_without_end_are_kept_as_they_are_rather_than_put_in_order() -> None:
    # Putting 100,000 of them in canonical order takes twelve seconds; nobody reads them.
    endless = "a" + "\u0301\u0316" * (NOTE_LIMIT // 2 - 1)
    assert clean_text(endless, "note") == endless
    assert clean_text(f"e\u0301 {endless[:200]} e\u0301", "note") == f"é {endless[:200]} é"
    assert fold(endless) == "a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sára NOVÁKOVÁ", "sara novakova"),
        ("Straße", "STRASSE"),
        ("Søren Łukasz Đorđe", "soren lukasz dorde"),
        ("Æther Œuvre", "aether oeuvre"),
        ("İstanbul Isparta \u0131l\u0131ca", "istanbul isparta ilica"),
        ("\uff21\uff43\uff4d\uff45", "acme"),
        ("ﬁrst", "first"),
        ("pay\u200bpal\u202e", "paypal"),
        ("ac\xadme", "acme"),
        ("Ben \n\t  Adeyemi ", "ben adeyemi"),
        ("Ben\u2028Adeyemi", "ben adeyemi"),
        ("zalgo" + "\u0300" * 50, "zalgo"),
        ("Ёлка", "елка"),
        ("\u2764\ufe0f", "\u2764"),
        ("a\x1bb\x00c\udc80", "abc"),
    ],
)
def test_texts_that_look_alike_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("नि", "न"), ("กิน", "กัน"), ("Ben", "Bem"), ("a b", "ab")])
def test_texts_that_sound_different_fold_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(HOSTILE)
def test_folding_twice_changes_nothing_and_leaves_nothing_hidden(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not [c for c in folded if steers_or_hides(c)]


@given(STORABLE)
def test_a_text_is_found_by_itself_stored_or_typed(text: str) -> None:
    assert fold(clean_text(text, "note")) == fold(text)


def test_names_sort_by_casefold_alone() -> None:
    assert sorted(["Straße", "adam", "Zoe", "strasse", "Ádám"], key=casefold_key) == [
        "adam",
        "Straße",
        "strasse",
        "Zoe",
        "Ádám",
    ]


def test_the_mark_is_the_replacement_character() -> None:
    assert unicodedata.name(MARK) == "REPLACEMENT CHARACTER"
