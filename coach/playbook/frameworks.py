"""Message frameworks: the order of the thoughts for each touch. The words stay the owner's."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from coach.playbook.tables import FOLDER, Table, read_table

DECIDE = "decide"
"""The one kind of step that is no touch: nothing is written to anybody."""
PROMISE, PROMISE_LATE, CLOSE_LOOP = "promise", "promise_late", "close_loop"
TOUCH_KINDS = ("touch", "answer", PROMISE, PROMISE_LATE, "check_in", CLOSE_LOOP, "return", "won")
"""Every kind of touch that has a message of its own: the kinds of a step, a late promise of ours, and what follows an end."""
MESSAGE_WORDS = (40, 120)
"""How many words a message has, at least and at most, when it is easy to read."""


class Message(NamedTuple):
    """A framework for one message: its thoughts in order, what it gives them, and what has no place in it."""

    key: str
    name: str
    beats: tuple[str, ...]
    carries: str
    never: str


@cache
def messages(folder: Path = FOLDER) -> tuple[Message, ...]:
    """Every message framework, in the order of the file. Raises BadContent."""
    return tuple(_read(folder)[0].values())


def message(key: str, folder: Path = FOLDER) -> Message:
    """The framework with this key, as a beat or a follow names it. Raises KeyError when there is none."""
    return _read(folder)[0][key]


def message_for(kind: str, *, late: bool = False, folder: Path = FOLDER) -> Message | None:
    """The framework for a step of this kind; `late` for a promise of ours whose day has passed.

    None for `decide`, which writes to nobody. A step of the rhythm has a message of its own: its beat's. Raises KeyError for
    a kind that does not exist, and BadContent.
    """
    if kind == DECIDE:
        return None
    by_key, kinds = _read(folder)
    return by_key[kinds[PROMISE_LATE if late and kind == PROMISE else kind]]


@cache
def _read(folder: Path) -> tuple[Mapping[str, Message], Mapping[str, str]]:
    file = read_table(folder, "messages.toml", ("kinds", "message"))
    by_key = {each.key: each for each in map(_message, file.rows("message", Message._fields))}
    table = file.table("kinds", TOUCH_KINDS)
    kinds = {kind: message_key(table, kind, by_key) for kind in TOUCH_KINDS}
    return MappingProxyType(by_key), MappingProxyType(kinds)


def message_key(row: Table, key: str, known: Mapping[str, Message]) -> str:
    """The message key written under `key`. Raises BadContent when no message has it."""
    named = row.text(key)
    if named not in known:
        raise row.wrong(key, f"names the message '{named}', which messages.toml does not have")
    return named


def _message(row: Table) -> Message:
    return Message(row.text("key"), row.text("name"), row.texts("beats"), row.text("carries"), row.text("never"))
