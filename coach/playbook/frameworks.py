"""Message frameworks: the order of the thoughts for each touch. The words stay the owner's."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import NamedTuple

from coach.playbook.lens_questions import LENSES
from coach.playbook.tables import FOLDER, Table, read_table

DECIDE = "decide"
"""The one kind of step that is no touch: nothing is written to anybody."""
PROMISE, PROMISE_LATE, CLOSE_LOOP = "promise", "promise_late", "close_loop"
TOUCH_KINDS = ("touch", "answer", PROMISE, PROMISE_LATE, "check_in", CLOSE_LOOP, "return", "won")
"""Every kind of touch that has a message of its own: the kinds of a step, a late promise of ours, and what follows an end."""
MESSAGE_WORDS = (40, 120)
"""How many words a message has, at least and at most, when it is easy to read."""
ALWAYS = ("permission",)
"""What is known of every lead, so that a draft may count on it."""
KNOWN = (
    "first_name", "sender", "their_words", "heard", *LENSES, "our_promise", "our_day", "their_promise", "their_day",
    "agreed_day", "return_day", "heard_day", "reason", "permitted", *ALWAYS,
)  # fmt: skip
"""What may stand in the braces of a draft."""

Says = tuple[str, ...]
"""Sentences for the same thought, the one that says most first. The last needs nothing to be known of the lead."""


class Message(NamedTuple):
    """A framework for one message: its thoughts in order, what it gives them, and what has no place in it.

    `draft` says how each of the `beats` may begin. With `asks_permission` it also asks how to stay in touch.
    """

    key: str
    name: str
    subject: str
    beats: tuple[str, ...]
    carries: str
    never: str
    draft: tuple[Says, ...]
    asks_permission: bool


class Letter(NamedTuple):
    """What stands around every message: the greeting, the end, how to ask for permission, and how to say it was given.

    `heard` names each lens to them.
    """

    greeting: Says
    goodbye: Says
    permission_ask: Says
    permission_agreed: Says
    heard: Mapping[str, str]


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
def letter(folder: Path = FOLDER) -> Letter:
    """What stands around every message. Raises BadContent."""
    file = _file(folder)
    row = file.table("letter", tuple(name for name in Letter._fields if name != "heard"))
    heard = file.table("heard", LENSES)
    return Letter(
        greeting=_says(row, "greeting"),
        goodbye=_says(row, "goodbye"),
        permission_ask=_says(row, "permission_ask"),
        permission_agreed=_says(row, "permission_agreed"),
        heard=MappingProxyType({lens: heard.text(lens) for lens in LENSES}),
    )


def said_with(says: Says, known: Mapping[str, str]) -> str:
    """The first of the sentences whose braces are all known, with what is known in their place."""
    chosen = next(each for each in says if all(known.get(name) for name in _braces(each)))
    return chosen.format_map(known)


@cache
def _read(folder: Path) -> tuple[Mapping[str, Message], Mapping[str, str]]:
    file = _file(folder)
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


def _file(folder: Path) -> Table:
    return read_table(folder, "messages.toml", ("letter", "heard", "kinds", "message"))


def _message(row: Table) -> Message:
    beats = row.texts("beats")
    draft = tuple(_says(each, "say") for each in row.rows("draft", ("say",)))
    if len(draft) != len(beats):
        raise row.wrong("draft", f"must have one for each of the {len(beats)} beats, and has {len(draft)}")
    return Message(
        key=row.text("key"),
        name=row.text("name"),
        subject=row.text("subject"),
        beats=beats,
        carries=row.text("carries"),
        never=row.text("never"),
        draft=draft,
        asks_permission=row.has("asks_permission") and row.flag("asks_permission"),
    )


def _says(row: Table, key: str) -> Says:
    """Sentences that can be filled. Raises BadContent for braces that nobody knows, and when all of them need some."""
    says = row.texts(key)
    for each in says:
        try:
            names = _braces(each)
        except ValueError as error:
            raise row.wrong(key, f"has braces that do not fit: {error}") from error
        for name in names:
            if name not in KNOWN:
                raise row.wrong(key, f"has {{{name}}}, which must be one of {', '.join(KNOWN)}")
    counted_on = [[name for name in _braces(each) if name not in ALWAYS] for each in says]
    if counted_on[-1]:
        raise row.wrong(key, f"must end with a sentence that does without {{{counted_on[-1][0]}}}")
    if not all(counted_on[:-1]):
        raise row.wrong(key, "has a sentence without braces before the last: what follows it is never said")
    return says


def _braces(text: str) -> Sequence[str]:
    """What stands in braces. Raises ValueError for a brace that is not closed, and for more in it than a name."""
    found = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"a name alone belongs in them, not {name!r}")
        found.append(name)
    return found
