"""A written rhythm is given other gaps: what each of its touches is stays, and the last one still closes the loop."""

from coach.errors import Misused
from coach.rules.cadence import Rhythm
from coach.rules.text import quoted

MOST_GAPS, LONGEST_GAP = 12, 60
_DIGITS = 3


def read_gaps(text: str) -> tuple[int, ...]:
    """Gaps as they are typed, `0,2,3,5` or `0 2 3 5`, in business days. Raises Misused for what is no row of numbers."""
    parts = text.replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in parts):
        raise Misused(f"{quoted(text)} is not a row of business days.", "Write it as 0,2,3,5.")
    return tuple(int(part) for part in parts)


def with_gaps(rhythm: Rhythm, gaps: tuple[int, ...]) -> Rhythm:
    """The rhythm with these gaps, in business days. Raises Misused for too many, for none, and for one that is too long."""
    if not 1 <= len(gaps) <= MOST_GAPS or not all(0 <= gap <= LONGEST_GAP for gap in gaps):
        raise Misused(f"A rhythm is 1 to {MOST_GAPS} gaps of 0 to {LONGEST_GAP} business days.", "Write it as 0,2,3,5.")
    beats = [rhythm.beats[min(k, len(rhythm.beats) - 1)] for k in range(len(gaps))]
    if len(gaps) > len(rhythm.beats) > 1:  # only the last beat ends the rhythm; those put in between go on as before it
        beats[len(rhythm.beats) - 1 : -1] = [rhythm.beats[-2]] * (len(gaps) - len(rhythm.beats))
    else:
        beats[-1] = rhythm.beats[-1]
    return rhythm._replace(beats=tuple(beat._replace(gap=gap) for beat, gap in zip(beats, gaps, strict=True)))
