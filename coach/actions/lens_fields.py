"""What is kept beside an answer, each field in its own form: a figure, a day, one of the choices, names, a line of text."""

import re
from collections.abc import Mapping
from typing import Any

from coach import playbook
from coach.errors import Misused
from coach.playbook import LensField
from coach.records.desk import Desk
from coach.rules.dates import parse_day
from coach.rules.money import currency_in, parse_amount, show_amount
from coach.rules.text import clean_line, fold, quoted

MONEY, HOURS, NONE = "money", "hours", "none"
"""What a figure is counted in; the kind of date of somebody for whom it can wait."""
_IN_HOURS = re.compile(r"(?i)(.*\d)\s*(?:h|hrs?|hours?)")
_NAMES_APART = re.compile(r"[,;\n]")


class FieldAmiss(Misused):
    """What was written beside an answer cannot be kept. `key` names the field."""

    def __init__(self, key: str, what: str, do: str = "") -> None:
        super().__init__(what, do)
        self.key = key


def read_fields(desk: Desk, lens: str, fields: Mapping[str, str], currency: str) -> dict[str, Any]:
    """The fields of a lens as they are kept, in the order of the lens; those left empty are not.

    A day is kept as ISO text, names as a list, a figure in money with its currency (`currency` where none is typed), any other
    as a plain number. A figure with a currency is money, and `6 h` is hours, without being called so. Raises FieldAmiss.
    """
    known = {field.key: field for field in next(each for each in playbook.lenses() if each.key == lens).fields}
    for key in fields:
        if key not in known:
            what = f"{quoted(key)} is nothing that is kept beside an answer about {lens}."
            raise FieldAmiss(key, what, f"Use one of: {', '.join(known)}.")
    kept: dict[str, Any] = {}
    for key, field in known.items():
        text = _cleaned(field, fields.get(key, ""))
        if text and (value := _read(desk, field, text)):
            kept[key] = value
    if "amount" in kept:
        kept = _with_figure(kept, known["amount"], currency)
    if kept.get("kind") == NONE and "date" in kept:
        raise FieldAmiss("date", "There is a date, and the kind says there is none.", "Take one of the two out.")
    return {key: kept[key] for key in known if key in kept}


def _cleaned(field: LensField, text: str) -> str:
    try:
        return clean_line(text, f"line “{field.label}”")
    except Misused as error:
        raise FieldAmiss(field.key, error.what, error.do) from error


def _read(desk: Desk, field: LensField, text: str) -> Any:
    """A figure stays as it was typed: what it is of stands in another field."""
    if field.form == "choice":
        chosen = next((choice for choice in field.choices if choice == text.casefold()), None)
        if chosen is None:
            raise FieldAmiss(
                field.key, f"{field.label}: {quoted(text)} is none of the choices.", f"Use {_either(field.choices)}."
            )
        return chosen
    if field.form == "day":
        try:
            return parse_day(text, desk.today, desk.calendar).isoformat()
        except Misused as error:
            raise FieldAmiss(field.key, f"{field.label}: {error.what}", error.do) from error
    if field.form == "list":
        names = (name for each in _NAMES_APART.split(text) if (name := each.strip()))
        return list({fold(name): name for name in names}.values())
    return text


def _with_figure(kept: dict[str, Any], field: LensField, currency: str) -> dict[str, Any]:
    try:
        return {**kept, **_figure(str(kept["amount"]), kept.get("unit", ""), currency)}
    except Misused as error:
        raise FieldAmiss(field.key, f"{field.label}: {error.what}", error.do) from error


def _figure(text: str, unit: str, currency: str) -> dict[str, str]:
    """The figure as it is kept, and what it is counted in, when that is known. Raises Misused."""
    in_hours = _IN_HOURS.fullmatch(text)
    if in_hours and unit in ("", HOURS):
        return {"amount": _number(in_hours[1]), "unit": HOURS}
    is_money = bool(currency_in(text, ""))
    if unit == MONEY or (is_money and not unit):
        named = currency_in(text, currency)
        return {"amount": show_amount(parse_amount(text, named), named), "unit": MONEY}
    if is_money:
        raise Misused(f"{quoted(text)} is money, and it is counted in {unit}.", "Take one of the two out.")
    return {"amount": _number(text)}


def _number(text: str) -> str:
    """A number of anything, to hundredths, written without what sets thousands apart. Raises Misused."""
    try:
        whole, hundredths = divmod(parse_amount(text, "EUR"), 100)  # any currency of two decimals reads it so
    except Misused as error:
        raise Misused(f"{quoted(text)} is not a number I can read.", "Write it as 6, 2.5 or 1,200.") from error
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
