"""Phone numbers that may be one: the same number with the code of its country, and as it is dialled at home."""

import re
from typing import NamedTuple

_WRITTEN = (
    "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91"
    " 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240"
    " 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291"
    " 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389"
    " 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677"
    " 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 880 886 960 961 962 963 964 965"
    " 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998"
)
_CODES = frozenset(_WRITTEN.split())
"""The country codes of the world (ITU-T E.164). None begins another, so a number has one at most."""
_LONGEST_CODE = 3
_FEWEST = 6
"""Digits a number has at least."""
_NORTH_AMERICAN = 11
"""Digits of a number of North America with the 1 before it, which is written without a plus as often as with one."""
_NO_DIGITS = re.compile(r"[^0-9]+")


class Reading(NamedTuple):
    """One way to read a written number: the code of its country, empty where none is told, and the number at home without 0."""

    code: str
    at_home: str


def readings(phone: str) -> list[Reading]:
    """The ways to read a number: one when it is written with its code, one or two when it may be, or is written as at home.

    Two numbers may be one where a reading of each has the same number at home, and not another code, see `one_number`.
    """
    digits, whole = _digits(phone)
    code = _code_of(digits)
    found = [Reading("", digits.removeprefix("0"))] if not (whole and code) else []
    if code:
        found.append(Reading(code, digits[len(code) :].removeprefix("0")))
    return [reading for reading in found if len(reading.at_home) >= _FEWEST]


def one_number(first: str, second: str) -> bool:
    """Whether two written numbers may be one. Two that do not say of which country they are need not be."""
    theirs = readings(second)
    return any(agree(mine, other) for mine in readings(first) for other in theirs)


def agree(first: Reading, second: Reading) -> bool:
    """Whether two readings may be of one number."""
    return first.at_home == second.at_home and (first.code == second.code or not (first.code and second.code))


def other_writings(phone: str) -> set[str]:
    """The digits this number may also be kept by, beside its own: with and without a country code, with and without the 0.

    A number written as at home may be of any country: two numbers that meet here may be one, and need not be.
    """
    digits, whole = _digits(phone)
    code = _code_of(digits) if whole else ""
    at_home = digits[len(code) :].removeprefix("0")
    if len(at_home) < _FEWEST:
        return set()
    codes = (code,) if code else _CODES
    writings = {at_home, f"0{at_home}", *(f"{each}{zero}{at_home}" for each in codes for zero in ("", "0"))}
    return writings - {digits}


def _digits(phone: str) -> tuple[str, bool]:
    """The digits of a number, and whether it begins with the code of its country."""
    digits = _NO_DIGITS.sub("", phone)
    whole = phone.lstrip().startswith(("+", "00")) or (len(digits) == _NORTH_AMERICAN and digits[0] == "1")
    return digits.removeprefix("00"), whole


def _code_of(digits: str) -> str:
    return next((digits[:length] for length in range(1, _LONGEST_CODE + 1) if digits[:length] in _CODES), "")
