"""What of a lead a text is compared with when it is looked for, as a condition of SQL."""

from coach.rules.text import fold
from coach.views.search_words import LONGEST

_PHONE = frozenset("0123456789+-/(). ")
_CONTAINS = r"search_key LIKE ? ESCAPE '\'"
_LITERAL = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


def words_match(text: str) -> tuple[str, list[str]] | None:
    """A condition on `lead` that each word of `text` occurs, and its parameters; None when nothing can match."""
    folded = fold(text)
    if not folded or len(folded) > LONGEST:
        return None
    words = _like(folded.split())
    digits = phone_digits(folded)
    if not digits:
        return words
    return f"({words[0]} OR {_CONTAINS})", [*words[1], f"%{digits}%"]


def part_matches(text: str) -> tuple[str, list[str]] | None:
    """As `words_match`, for `text` as one piece."""
    folded = fold(text)
    return _like([folded]) if folded and len(folded) <= LONGEST else None


def phone_digits(folded: str) -> str:
    """The digits of a text written as a phone number is; empty when it is not one, or is a part too short to tell."""
    if not _PHONE.issuperset(folded):
        return ""
    digits = "".join(character for character in folded if character.isdigit()).removeprefix("00")
    return digits if len(digits) >= 4 else ""


def _like(parts: list[str]) -> tuple[str, list[str]]:
    patterns = [f"%{part.translate(_LITERAL)}%" for part in parts]
    return " AND ".join([_CONTAINS] * len(parts)), patterns
