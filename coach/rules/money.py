"""Money: whole minor units (cents) of one currency, as people type it and as coach shows it."""

from coach.errors import Misused
from coach.rules.text import quoted

LARGEST = 10**15
"""The largest amount kept, in minor units."""

AMOUNT_FORMS = "Write an amount as 1200, 1,200, 1.200,50, 250k or 1.5m."

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3)
"""ISO 4217: digits after the point, for the currencies that have not two."""

_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU")
_SIGNS = {
    "us$": ("USD",), "r$": ("BRL",), "$": _DOLLARS, "€": ("EUR",), "£": ("GBP", "EGP"), "¥": ("JPY", "CNY"), "₹": ("INR",),
    "₩": ("KRW",), "₽": ("RUB",), "₺": ("TRY",), "₴": ("UAH",), "₪": ("ILS",), "₫": ("VND",), "฿": ("THB",), "₱": ("PHP",),
    "₦": ("NGN",), "zł": ("PLN",), "kč": ("CZK",), "ft": ("HUF",), "kr": ("SEK", "NOK", "DKK", "ISK"), "fr.": ("CHF",),
}  # fmt: skip
"""The signs people write, each with the currencies it may mean, the likeliest first."""

_DIGITS = frozenset("0123456789")
_TIMES = {"k": 3, "m": 6}
_LONGEST = 40


def parse_amount(text: str, currency: str) -> int:
    """The amount in minor units of `currency`, an ISO 4217 code.

    Thousands may be set apart by comma, point, space or apostrophe, and the decimals by comma or point. One comma or point with
    exactly three digits after it sets thousands apart (`1.200` is 1,200), save a point in a currency of three decimals, where
    coach itself writes 1.200 for a dinar and a fifth. `k` and `m` are thousand and million. Raises Misused for another currency
    than `currency`, for a negative amount, for less than a minor unit, above `LARGEST`, and for anything else.
    """
    named = currency_in(text, currency)
    if named != currency:
        raise Misused(
            f"{quoted(text)} is in {named}, and the amount here is in {currency}.",
            f"Write it in {currency}, or change the currency first.",
        )
    body, times = _without_currency(text)[0], 0
    if body.startswith(("-", "\u2212", "(")):
        raise Misused(f"{quoted(text)} is negative; an amount is zero or more.", AMOUNT_FORMS)
    if body[-1:] in _TIMES:
        times = _TIMES[body[-1]]
        body = body[:-1].rstrip()
    decimals = decimals_of(currency)
    whole, fraction = _cut(body, decimals)
    if times and _only_thousands(body, decimals):
        raise Misused(f"{quoted(text)} can be read in two ways.", "Write the amount in full, such as 1200.")
    digits = _ungrouped(whole)
    if digits is None or not _DIGITS.issuperset(fraction) or not (digits + fraction):
        raise Misused(f"{quoted(text)} is not an amount I can read.", AMOUNT_FORMS)
    shift = decimals + times - len(fraction)
    up: int = 10 ** max(shift, 0)
    down: int = 10 ** max(-shift, 0)
    minor, rest = divmod(int(digits + fraction) * up, down)
    if rest:
        places = f"has {decimals} decimals" if decimals else "has no decimals"
        raise Misused(f"{quoted(text)} is finer than {currency}, which {places}.", "Round it.")
    if minor > LARGEST:
        raise Misused(f"{quoted(text)} is more than coach can keep.", f"The most is {show_amount(LARGEST, currency)}.")
    return minor


def show_amount(minor: int, currency: str) -> str:
    """`4,200 EUR`, with decimals only when there are cents: `4,200.50 EUR`."""
    decimals = decimals_of(currency)
    whole, cents = divmod(abs(minor), 10**decimals)
    shown = f"{whole:,}.{cents:0{decimals}}" if cents else f"{whole:,}"
    return f"{'-' if minor < 0 else ''}{shown} {currency}"


def parse_currency(text: str) -> str:
    """A currency code of three letters, in capitals. Raises Misused."""
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise Misused(f"{quoted(text)} is not a currency code.", "Write three letters, such as EUR, USD or GBP.")
    return code


def currency_in(text: str, default: str) -> str:
    """The currency an amount names itself, by code or by sign; `default` when it names none or its sign can mean `default`."""
    may_mean = _without_currency(text)[1]
    return may_mean[0] if may_mean and default not in may_mean else default


def decimals_of(currency: str) -> int:
    """How many digits the minor unit takes: 2 for most currencies, 0 for the yen, 3 for some dinars."""
    return _DECIMALS.get(currency, 2)


def _without_currency(text: str) -> tuple[str, tuple[str, ...]]:
    """The amount in small letters without its currency, and the currencies that may be meant, none when it names none."""
    body = text.strip().casefold() if len(text) <= _LONGEST else ""
    for code, rest in ((body[:3], body[3:]), (body[-3:], body[:-3])):
        if len(code) == 3 and code.isascii() and code.isalpha() and any(character in _DIGITS for character in rest):
            return rest.strip(), (code.upper(),)
    for sign, may_mean in _SIGNS.items():
        if body.startswith(sign):
            return body[len(sign) :].strip(), may_mean
        if body.endswith(sign):
            return body[: -len(sign)].strip(), may_mean
    return body, ()


def _cut(body: str, decimals: int) -> tuple[str, str]:
    """What stands before and after the decimal sign; nothing after when there is none."""
    at = max(body.rfind(","), body.rfind("."))
    if (
        at < 0
        or at == len(body) - 1
        or body.count(body[at]) > 1
        or body.startswith(",")
        or _only_thousands(body, decimals)
    ):
        return body, ""
    return body[:at], body[at + 1 :]


def _only_thousands(body: str, decimals: int) -> bool:
    """Whether its one comma or point sets thousands apart: one to three digits before it, not a lone zero, and three after."""
    separators = [character for character in body if character not in _DIGITS]
    if separators not in ([","], ["."]) or (separators == ["."] and decimals == 3):
        return False
    before, _, after = body.partition(separators[0])
    return len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")


def _ungrouped(whole: str) -> str | None:
    """The digits without what sets thousands (or Indian lakhs) apart; None when the groups are not whole."""
    plain = "".join(" " if character.isspace() else character for character in whole).replace("\u2019", "'")
    separators = {character for character in plain if character not in _DIGITS}
    if not separators:
        return plain
    separator = separators.pop()
    if separators or separator not in " ,.'":
        return None
    first, *middle, last = plain.split(separator)
    by_thousands = 1 <= len(first) <= 3 and all(len(group) == 3 for group in middle)
    by_lakhs = separator == "," and 1 <= len(first) <= 2 and all(len(group) == 2 for group in middle)
    return first + "".join(middle) + last if len(last) == 3 and (by_thousands or by_lakhs) else None
