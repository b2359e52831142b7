"""The fixed words of the written pipeline: all there, filled in where they say so, and named in the error when they are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach import playbook
from coach.playbook import BadContent
from coach.playbook.page_text import PageText, page_text
from coach.rules.markdown import plain_line

Edited = Callable[[str, str, str], Path]
NAME = "written_pipeline.toml"


def test_a_faithful_copy_reads_like_the_original(copied: Path) -> None:
    assert page_text(copied) == page_text(playbook.FOLDER)
    assert all(page_text())


def test_no_word_of_the_page_means_something_in_markdown() -> None:
    for key, text in page_text()._asdict().items():
        filled = text.format_map(
            dict.fromkeys(("owner", "day", "days", "weekday", "time", "touches", "stage", "minutes"), "x")
        )
        assert plain_line(filled) == filled, key


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Pipeline of {owner}"', 'title = "Pipeline"', "'title' must have {owner} once, and no other brace"),
        (
            'title = "Pipeline of {owner}"',
            'title = "{owner} {owner}"',
            "'title' must have {owner} once, and no other brace",
        ),
        (
            'title = "Pipeline of {owner}"',
            'title = "{owner} {0}"',
            "'title' must have {owner} once, and no other brace",
        ),
        ('title = "Pipeline of {owner}"', 'title = "{owner.x}"', "'title' must have {owner} once, and no other brace"),
        ("{weekday} at {time}.", "{weekday}.", "'every_week' must have {weekday} and {time} once, and no other brace"),
        ('means = "Means"', 'means = "{Means}"', "'means' must have no braces"),
        ('means = "Means"', 'means = "Me}ans"', "'means' must have no braces"),
        ('means = "Means"', 'means = "Means\\nall"', "'means' must be one line"),
        ('means = "Means"\n', "", "'means' is missing"),
        ('means = "Means"', 'meanings = "Means"', "'meanings' is not a key of this table"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(edited: Edited, old: str, new: str, told: str) -> None:
    with pytest.raises(BadContent) as raised:
        page_text(edited(NAME, old, new))
    assert str(raised.value) == f"content/{NAME}: {told}"


def test_every_word_is_in_the_file_once_and_no_other() -> None:
    written = (playbook.FOLDER / NAME).read_text(encoding="utf-8").splitlines()
    keys = [line.partition(" = ")[0] for line in written if " = " in line and not line.startswith("#")]
    assert tuple(keys) == PageText._fields
