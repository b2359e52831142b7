"""What changed between two versions of the written pipeline, told by the part of the page it is in."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from coach.playbook.page_text import page_text
from coach.rules.markdown import unwritten

NEW, GONE, RENAMED, CHANGED, MOVED = "new", "gone", "renamed", "changed", "moved"
ALIKE = 0.75
"""From this share of equal lines on, a part that went and one that came are the same one under another name."""
_HEADING = re.compile(r"(#{1,3}) (?:\d+\. )?(.+)")

_Key = tuple[str, str]
"""A part of the page: the heading of its chapter, and its own heading within that."""
_Parts = dict[_Key, list[str]]
_TOP = ("", "")


class Changed(NamedTuple):
    """One part of the page that changed. `was` and `now` are the lines that differ, as they are read.

    `what` is `new`, `gone`, `changed`, `renamed` (`where` is its new name, `before` the old one) or `moved` (the parts of the
    chapter `where` stand in another order; `was` and `now` are their names).
    """

    where: str
    what: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    before: str = ""


def compare(older: str, newer: str) -> tuple[Changed, ...]:
    """What changed from one page to the next. The day of a page says nothing, nor does what only follows from the rest."""
    old, new = _parts(older), _parts(newer)
    renamed = _renamed(old, new)
    found = [
        _changed(key, GONE, lines, []) for key, lines in old.items() if key not in new and key not in renamed.values()
    ]
    for key, lines in new.items():
        was = renamed.get(key, key)
        if was not in old:
            found.append(_changed(key, NEW, [], lines))
            continue
        gone, come = _differing(old[was], lines)
        if was != key:
            found.append(_changed(key, RENAMED, gone, come)._replace(before=was[1]))
        elif gone or come:
            found.append(_changed(key, CHANGED, gone, come))
    return (*(each for each in found if each.was or each.now or each.before), *_moved(old, new, renamed))


def _parts(text: str) -> _Parts:
    """The lines of each part, by its headings. The first part has the title for a line, and not the day."""
    words = page_text()
    parts: _Parts = {_TOP: []}
    key = _TOP
    for line in filter(str.strip, text.split("\n")):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            if key != _TOP or line.startswith("- "):
                parts[key].append(unwritten(line))
            continue
        name = unwritten(heading[2])
        if len(heading[1]) == 1:
            parts[_TOP].append(name)
        else:
            key = (name, "") if len(heading[1]) == 2 else (key[0], name)
            parts[key] = []
    for follows_from_the_rest in ((words.answers, words.earlier), (words.open, "")):
        parts.pop(follows_from_the_rest, None)
    return parts


def _renamed(old: _Parts, new: _Parts) -> dict[_Key, _Key]:
    """The parts that have another name now, each with what it was called."""
    gone = [key for key in old if key not in new and key[1]]
    found: dict[_Key, _Key] = {}
    for key in new:
        if key in old or not key[1]:
            continue
        alike = {was: _share(old[was], new[key]) for was in gone if was[0] == key[0]}
        nearest = max(alike, key=alike.__getitem__, default=_TOP)
        if alike.get(nearest, 0) >= ALIKE:
            found[key] = nearest
            gone.remove(nearest)
    return found


def _share(before: list[str], after: list[str]) -> float:
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _differing(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the one and of the other that are not in both at the same place."""
    gone: list[str] = []
    come: list[str] = []
    for what, start, end, from_, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            gone += before[start:end]
            come += after[from_:to]
    return gone, come


def _moved(old: _Parts, new: _Parts, renamed: Mapping[_Key, _Key]) -> list[Changed]:
    """The chapters whose parts stand in another order."""
    found = []
    for chapter in dict.fromkeys(chapter for chapter, _ in new):
        stay = [key for key in new if key[0] == chapter and key[1] and renamed.get(key, key) in old]
        place = {key: at for at, key in enumerate(old)}
        before = sorted(stay, key=lambda key: place[renamed.get(key, key)])
        if before != stay:
            was, now = (tuple(name for _, name in keys) for keys in (before, stay))
            found.append(Changed(chapter, MOVED, was, now))
    return found


def _changed(key: _Key, what: str, was: list[str], now: list[str]) -> Changed:
    return Changed(key[1] or key[0], what, tuple(was), tuple(now))
