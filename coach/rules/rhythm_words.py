"""A written rhythm in words: when each touch comes, and what it is."""

from typing import NamedTuple

from coach.rules.cadence import Rhythm
from coach.rules.returns import Follow


class RhythmLine(NamedTuple):
    """One touch of a rhythm: when, counted from the one before it, and what."""

    when: str
    what: str


def business_days(count: int) -> str:
    """`1 business day`, `10 business days`."""
    return "1 business day" if count == 1 else f"{count} business days"


def beats_in_words(rhythm: Rhythm) -> tuple[RhythmLine, ...]:
    """The touches while nobody answers, and the decision after the last of them."""
    if not rhythm.beats:
        return ()
    touches = (
        RhythmLine(_after(beat.gap, "business ", later=place > 0), beat.text) for place, beat in enumerate(rhythm.beats)
    )
    return (*touches, RhythmLine(_after(rhythm.decide_after, "business ", later=True), rhythm.decide_text))


def follows_in_words(follows: tuple[Follow, ...]) -> tuple[RhythmLine, ...]:
    """What comes back after a lead has ended. Each is counted from the one before it, the first from the end."""
    return tuple(
        RhythmLine(_after(follow.after, "business " if follow.unit == "business" else "", later=place > 0), follow.text)
        for place, follow in enumerate(follows)
    )


def anchors_in_words(rhythm: Rhythm) -> str:
    """Where the first touches stand around a day agreed with them: `3 business days before it, then 1 business day after it`."""
    return ", then ".join(map(_around, rhythm.anchors))


def _after(count: int, kind: str, *, later: bool) -> str:
    if count == 0:
        return "the same day"
    return f"after {count} {'more ' if later else ''}{kind}{'day' if count == 1 else 'days'}"


def _around(offset: int) -> str:
    if offset == 0:
        return "on that day"
    return f"{business_days(abs(offset))} {'before' if offset < 0 else 'after'} it"
