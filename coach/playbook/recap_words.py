"""The words of a recap: what was heard in a conversation, on one page, in the words of whoever said it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from coach.playbook.lens_questions import LENSES, lenses
from coach.playbook.tables import FOLDER, Table, read_table

_BRACES = re.compile(r"\{([^{}]*)\}")
_PLAIN = ("subject", "opening", "missed", "regards", "not_for_us")
_WORDS = {
    "said": ("words",),
    "said_by": ("who", "words"),
    "shown": ("words",),
    "shown_by": ("who", "words"),
    "guessed": ("words",),
    "beside": ("label", "value"),
    "theirs": ("value",),
    "together": ("value",),
}
_STEP = {
    "ours": ("step", "day"),
    "theirs": ("step", "day"),
    "agreed": ("step", "day"),
    "proposed": ("day",),
    "undated": (),
    "return": ("day",),
    "none": (),
}
_FOLLOW = {
    "ask": (),
    "recorded": ("how",),
    "words": ("words",),
    "stop": (),
}
_TITLES = ("doubts", "step", "follow")


class RecapWords(NamedTuple):
    """The pieces of a recap. Where a piece has `{name}` and its like, `filled` puts the text in.

    `heard` are the headings by lens, `beside` the labels of the fields of each lens that are sent; `words`, `step`, `follow`
    and `titles` are pieces by what they are for.
    """

    subject: str
    greeting: str
    opening: str
    missed: str
    regards: str
    not_for_us: str
    heard: Mapping[str, str]
    words: Mapping[str, str]
    beside: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]
    step: Mapping[str, str]
    follow: Mapping[str, str]


@cache
def recap_pieces(folder: Path = FOLDER) -> RecapWords:
    """The words of the recap. Raises BadContent."""
    file = read_table(folder, "recap.toml", RecapWords._fields)
    plain = {key: _piece(file, key, ()) for key in _PLAIN}
    return RecapWords(
        **plain,
        greeting=_piece(file, "greeting", ("name",)),
        heard=_pieces(file, "heard", dict.fromkeys(LENSES, ())),
        words=_pieces(file, "words", _WORDS),
        beside=_beside(file.table("beside", LENSES), folder),
        titles=_pieces(file, "titles", dict.fromkeys(_TITLES, ())),
        step=_pieces(file, "step", _STEP),
        follow=_pieces(file, "follow", _FOLLOW),
    )


def filled(piece: str, **texts: str) -> str:
    """The piece with each `{name}` replaced by its text, once: braces in a text are somebody's own and stay. Raises KeyError."""
    return _BRACES.sub(lambda found: texts[found[1]], piece)


def _pieces(file: Table, key: str, wanted: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    table = file.table(key, wanted)
    return MappingProxyType({name: _piece(table, name, braces) for name, braces in wanted.items()})


def _piece(table: Table, key: str, braces: tuple[str, ...]) -> str:
    text = table.text(key)
    if sorted(_BRACES.findall(text)) != sorted(braces) or _BRACES.sub("", text).strip("{}") != _BRACES.sub("", text):
        must = " and ".join(f"{{{name}}}" for name in braces)
        raise table.wrong(key, f"must have {must}, each once, and no other braces" if must else "must have no braces")
    return text


def _beside(table: Table, folder: Path) -> Mapping[str, Mapping[str, str]]:
    """By lens, the fields in the order they are sent in."""
    fields = {lens.key: tuple(field.key for field in lens.fields) for lens in lenses(folder)}
    found = {}
    for lens in table.names():
        labels = table.table(lens, fields[lens])
        found[lens] = MappingProxyType({key: _piece(labels, key, ()) for key in labels.names()})
    return MappingProxyType(found)
