"""Reading a CSV file as others write it: its encoding, its delimiter, its header, and the line of whatever is wrong."""

import codecs
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import Misused
from coach.exchange.csv_file import LARGEST_CELL, Row, open_csv

from .conftest import Write

TEXT = "name,company\nJosé Núñez,Café Süd\n"


def cells(path: Path, **how: str) -> list[list[str]]:
    return [row.cells for row in open_csv(path, **how).rows()]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found_out(write: Write, content: bytes, encoding: str) -> None:
    file = open_csv(write(content))
    assert file.encoding == encoding
    assert file.headers == ("name", "company")
    assert [row.cells for row in file.rows()] == [["José Núñez", "Café Süd"]]


def test_an_encoding_is_found_out_by_a_letter_late_in_the_file(write: Write) -> None:
    plain = "name\n" + "Ann Lee\n" * 300_000
    assert open_csv(write(plain)).encoding == "utf-8"
    assert open_csv(write(plain.encode() + "Zoë\n".encode("cp1252"))).encoding == "cp1252"


def test_a_given_encoding_is_used(write: Write) -> None:
    assert cells(write("name\nŁódź\n".encode("cp1250")), encoding="cp1250") == [["Łódź"]]


def test_a_mark_is_no_part_of_the_first_column_when_utf_8_was_given(write: Write) -> None:
    assert open_csv(write(codecs.BOM_UTF8 + b'"name",x\n'), encoding="utf8").headers == ("name", "x")


def test_a_given_encoding_that_does_not_fit_names_the_line(write: Write) -> None:
    path = write("name\nAnn\nZoë\n".encode("cp1252"))
    with pytest.raises(Misused, match="line 3 cannot be read"):
        open_csv(path, encoding="utf-8")


@pytest.mark.parametrize("name", ["klingon", "base64", "\0"])
def test_what_is_no_encoding_is_refused(write: Write, name: str) -> None:
    with pytest.raises(Misused, match="is not an encoding"):
        open_csv(write(TEXT), encoding=name)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "Excel workbook or a zip"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "contact cards"),
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"name\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_csv_file_is_said_to_be_so(write: Write, content: bytes, what: str) -> None:
    with pytest.raises(Misused, match=what):
        open_csv(write(content))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="There is no file"):
        open_csv(tmp_path / "none.csv")
    with pytest.raises(Misused, match="not a file"):
        open_csv(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Misused, match="not a file"):
        open_csv(tmp_path / "pipe")


@pytest.mark.parametrize(("delimiter", "other"), [(",", ";"), (";", ","), ("\t", ","), ("|", ";")])
def test_the_delimiter_is_found_out(write: Write, delimiter: str, other: str) -> None:
    rows = [["name", "note"], ["Ann", f"a{other}b{other}c"], ["Ben", f"one{other}two"], ["Cy", ""]]
    file = open_csv(write("".join(delimiter.join(row) + "\r\n" for row in rows)))
    assert file.delimiter == delimiter
    assert [row.cells for row in file.rows()] == rows[1:]


def test_a_delimiter_in_quotes_is_no_delimiter(write: Write) -> None:
    assert open_csv(write('"last, first, title";value\n"Lee, Ann, Dr";1,5\n')).delimiter == ";"


def test_one_column_needs_no_delimiter(write: Write) -> None:
    assert cells(write("name\nAnn\nBen\n")) == [["Ann"], ["Ben"]]


def test_excels_own_first_line_is_understood(write: Write) -> None:
    file = open_csv(write("sep=;\r\nname;value\r\nAnn, Dr;1\r\n"))
    assert (file.delimiter, file.headers) == (";", ("name", "value"))
    assert list(file.rows()) == [Row(3, ["Ann, Dr", "1"])]


@pytest.mark.parametrize(("given_", "meant"), [("tab", "\t"), (";", ";"), ("#", "#"), ("\\t", "\t")])
def test_a_given_delimiter_is_used(write: Write, given_: str, meant: str) -> None:
    assert cells(write(f"name{meant}x,y;z\nAnn{meant}1\n"), delimiter=given_) == [["Ann", "1"]]


@pytest.mark.parametrize("given_", ["::", '"', "\n", "semi"])
def test_what_is_no_delimiter_is_refused(write: Write, given_: str) -> None:
    with pytest.raises(Misused, match="is not a delimiter"):
        open_csv(write(TEXT), delimiter=given_)


def test_rows_know_the_line_they_begin_on(write: Write) -> None:
    file = open_csv(write('\nname,note\nAnn,"one\ntwo\nthree"\n\n,\nBen,x\r\nCy,y'))
    assert list(file.rows()) == [
        Row(3, ["Ann", "one\ntwo\nthree"]),
        Row(8, ["Ben", "x"]),
        Row(9, ["Cy", "y"]),
    ]


def test_a_header_over_several_lines_is_one_header(write: Write) -> None:
    file = open_csv(write('"full\nname",x\nAnn,1\n'))
    assert file.headers == ("full\nname", "x")
    assert list(file.rows()) == [Row(3, ["Ann", "1"])]


def test_old_line_ends_are_line_ends(write: Write) -> None:
    assert list(open_csv(write("name,x\rAnn,1\rBen,2\r")).rows()) == [Row(2, ["Ann", "1"]), Row(3, ["Ben", "2"])]


def test_a_cell_of_a_million_letters_is_read(write: Write) -> None:
    assert cells(write(f"name,note\nAnn,{'x' * 1_000_000}\n")) == [["Ann", "x" * 1_000_000]]


def test_an_unclosed_quote_names_the_line_it_opens_on(write: Write) -> None:
    path = write('name,note\nAnn,"fine\nso far"\nBen,"and here\n' + "Cy,x\n" * 500)
    with pytest.raises(Misused, match=r"A quote opens on line 4 of leads\.csv and is never closed"):
        cells(path)


def test_a_quote_that_closes_in_the_middle_of_a_later_cell_names_both_lines(write: Write) -> None:
    path = write('name,note\nAnn,"never closed\nBen,"x"\nCy,y\n')
    with pytest.raises(Misused, match=r"The quote that opens on line 2 of leads\.csv closes on line 3"):
        cells(path)


def test_the_quote_to_blame_may_open_in_the_middle_of_a_row(write: Write) -> None:
    path = write('name,a,b\nAnn,"one ""two""\nthree","four\nBen,x,y\n')
    with pytest.raises(Misused, match="opens on line 3"):
        cells(path)


def test_a_cell_too_large_to_be_one_is_an_unclosed_quote(write: Write) -> None:
    path = write('name,note\nAnn,"' + "x\n" * (LARGEST_CELL // 2 + 10))
    with pytest.raises(Misused, match="opens on line 2"):
        cells(path)


def test_rows_before_the_mistake_are_given(write: Write) -> None:
    rows = open_csv(write('name\nAnn\n"Ben\n')).rows()
    assert next(rows) == Row(2, ["Ann"])
    with pytest.raises(Misused, match="line 3"):
        next(rows)


@settings(max_examples=300)
@given(content=st.one_of(st.binary(max_size=300), st.text('a,;"\n\r\t|0', max_size=120).map(str.encode)))
def test_any_bytes_are_rows_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{os.getpid()}.csv"
    path.write_bytes(content)
    lines = []
    with suppress(Misused):
        lines = [row.line for row in open_csv(path).rows()]
    assert lines == sorted(set(lines))
