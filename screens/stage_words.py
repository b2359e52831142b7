"""A stage of the written pipeline in words: its rhythm, its normal stay."""

from collections.abc import Sequence
from typing import Protocol


class WrittenStage(Protocol):
    """What is read of a stage."""

    @property
    def normal_stay(self) -> int | None:
        """In business days, None where leads do not stay."""
        ...

    @property
    def gaps(self) -> tuple[int, ...]:
        """The business days between the touches of its rhythm."""
        ...


def days(count: int) -> str:
    """`1 business day`, `10 business days`."""
    return "1 business day" if count == 1 else f"{count} business days"


def stay_words(stage: WrittenStage) -> str:
    """How long a lead may stay."""
    return days(stage.normal_stay) if stage.normal_stay else ""


def rhythm_words(stage: WrittenStage) -> str:
    """When the touches come while nobody answers: `the same day, then after 2, 3 and 5 business days`."""
    if not stage.gaps:
        return ""
    first, *rest = stage.gaps
    begun = "the same day" if first == 0 else f"after {days(first)}"
    return f"{begun}, then after {_listed(rest)} business days" if rest else begun


def _listed(numbers: Sequence[int]) -> str:
    *before, last = map(str, numbers)
    return f"{', '.join(before)} and {last}" if before else last
