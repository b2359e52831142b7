"""The six stages a new pipeline starts with: what each means, what moves a lead on, and its rhythm in words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.playbook.frameworks import CLOSE_LOOP, Message, message_key, messages
from coach.playbook.tables import FOLDER, Table, read_table

OPEN, WON, NOT_YET = "open", "won", "not_yet"
BUSINESS, DAYS = "business", "days"
_RHYTHM = ("normal_stay", "beats", "anchors", "anchor_name", "decide_after", "decide_text")


class BeatText(NamedTuple):
    """One touch of a rhythm: `gap` business days after the previous touch, the step's words, its message key."""

    gap: int
    text: str
    message: str


class FollowText(NamedTuple):
    """One touch after a lead has ended: `after` counted in `unit` (`business` or calendar `days`), words, message key."""

    after: int
    unit: str
    text: str
    message: str


class StageText(NamedTuple):
    """One stage. `kind` is open, won or not_yet.

    `normal_stay` is in business days and None for an end. `anchors` are business days around the date `anchor_name` names,
    for the first beats. `decide_after` is in business days, 0 for an end. An open stage has beats, an end has follows.
    """

    key: str
    name: str
    kind: str
    meaning: str
    entry: str
    exit_evidence: str
    normal_stay: int | None
    beats: tuple[BeatText, ...]
    anchors: tuple[int, ...]
    anchor_name: str
    decide_after: int
    decide_text: str
    follows: tuple[FollowText, ...]


@cache
def stages(folder: Path = FOLDER) -> tuple[StageText, ...]:
    """The default stages in their order: open ones first, then one won and one not_yet. Raises BadContent."""
    known = {each.key: each for each in messages(folder)}
    file = read_table(folder, "stages.toml", ("stage",))
    read = tuple(_stage(row, known) for row in file.rows("stage", StageText._fields))
    kinds = [stage.kind for stage in read]
    if len(kinds) < 3 or kinds[-2:] != [WON, NOT_YET] or set(kinds[:-2]) != {OPEN}:
        raise file.wrong("stage", f"must list the stages of kind '{OPEN}', then one '{WON}', then one '{NOT_YET}'")
    names = [stage.name.casefold() for stage in read]
    for stage, name in zip(read, names, strict=True):
        if names.count(name) > 1:
            raise file.wrong("stage", f"has two stages named '{stage.name}'")
    return read


def _stage(row: Table, known: Mapping[str, Message]) -> StageText:
    kind = row.one_of("kind", (OPEN, WON, NOT_YET))
    is_open = kind == OPEN
    row.refuse(("follows",) if is_open else _RHYTHM, f"has no place in a stage of kind '{kind}'")
    beats = _beats(row, known) if is_open else ()
    return StageText(
        key=row.text("key"),
        name=row.text("name"),
        kind=kind,
        meaning=row.text("meaning"),
        entry=row.text("entry"),
        exit_evidence=row.text("exit_evidence", required=is_open),
        normal_stay=row.whole("normal_stay", above=0) if is_open else None,
        beats=beats,
        anchors=_anchors(row, len(beats)) if is_open else (),
        anchor_name=row.text("anchor_name", required=row.has("anchors")),
        decide_after=row.whole("decide_after", above=0, required=is_open),
        decide_text=row.text("decide_text", required=is_open),
        follows=() if is_open else _follows(row, known),
    )


def _beats(stage: Table, known: Mapping[str, Message]) -> tuple[BeatText, ...]:
    rows = stage.rows("beats", BeatText._fields, noun="beat")
    beats = tuple(
        BeatText(row.whole("gap", above=-1), row.text("text"), message_key(row, "message", known)) for row in rows
    )
    for row, beat in zip(rows, beats, strict=True):
        if (beat.message == CLOSE_LOOP) != (row is rows[-1]):
            raise row.wrong("message", f"must be '{CLOSE_LOOP}' in the last beat, and in no other")
    return beats


def _anchors(stage: Table, beats: int) -> tuple[int, ...]:
    anchors = stage.wholes("anchors", required=False)
    if len(anchors) > beats:
        raise stage.wrong("anchors", "has more days than the stage has beats")
    if list(anchors) != sorted(set(anchors)):
        raise stage.wrong("anchors", "must go from the earliest day to the latest")
    if not anchors:
        stage.refuse(("anchor_name",), "names a date, but there are no 'anchors' around it")
    return anchors


def _follows(stage: Table, known: Mapping[str, Message]) -> tuple[FollowText, ...]:
    return tuple(
        FollowText(
            row.whole("after", above=0),
            row.one_of("unit", (BUSINESS, DAYS)),
            row.text("text"),
            message_key(row, "message", known),
        )
        for row in stage.rows("follows", FollowText._fields, noun="follow")
    )
