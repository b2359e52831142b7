"""A person as coach knows them, and what two of them come to when they turn out to be one."""

from datetime import date
from typing import NamedTuple

from coach.rules.agreed import agreed_in_words
from coach.rules.dates import WEEKDAYS, show_day


class Permission(NamedTuple):
    """What the person said about being followed up. `every` in business days, None for the rhythm of the stage; `via` may be
    empty for any way, `until` None for no end."""

    asked_on: date
    via: str
    every: int | None
    until: date | None
    words: str


EMAIL, PHONE = "email", "phone"
KINDS = (EMAIL, PHONE)
"""What a person can be reached by and is known by again."""


class Address(NamedTuple):
    """An e-mail address or a phone number, as it is written, and the `key` it is found by: never empty."""

    kind: str
    text: str
    key: str


class Person(NamedTuple):
    """A contact. `quiet_weekdays` are digits, Monday is 0; `no_contact_on` is the day they asked for no contact, if they did.

    `further` are their addresses beside `email` and `phone`, e-mail before phone, in the order of their keys.
    """

    id: int
    name: str
    company: str
    email: str
    phone: str
    company_key: str
    email_key: str
    phone_key: str
    quiet_weekdays: str
    permission: Permission | None
    no_contact_on: date | None
    no_contact_reason: str
    further: tuple[Address, ...] = ()


class Joined(NamedTuple):
    """Two persons as one. `apart` is what was different of the second and has no place of its own any more, each with
    its label."""

    person: Person
    apart: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def joined(first: Person, second: Person, weekdays: frozenset[int], today: date) -> Joined:
    """The first person with what the second adds. `weekdays` are those the owner works on."""
    quiet, too_quiet = _quiet(first, second, weekdays)
    permission, older = _newer(first.permission, second.permission)
    silent = first if first.no_contact_on else second
    company = first if first.company else second
    phone = first if first.phone else second
    email = first if first.email else second
    person = first._replace(
        company=company.company,
        company_key=company.company_key,
        email=email.email,
        email_key=email.email_key,
        phone=phone.phone,
        phone_key=phone.phone_key,
        quiet_weekdays=quiet,
        permission=permission,
        no_contact_on=silent.no_contact_on,
        no_contact_reason=silent.no_contact_reason,
        further=_further(first, second, email, phone),
    )
    apart = [
        ("Name", second.name if second.name != first.name else ""),
        ("Company", second.company if second.company != person.company else ""),
        ("E-mail", "" if second.email_key or second.email == person.email else second.email),
        ("Phone", "" if second.phone_key or second.phone == person.phone else second.phone),
        ("Quiet on", quiet_in_words(second.quiet_weekdays) if too_quiet else ""),
        ("Permission", permission_in_words(older, today) if older else ""),
        ("Asked for no contact", _other_reason(first, second)),
    ]
    warnings = [f"Together they would leave no day to write to them: only {first.name}'s quiet days stay."]
    return Joined(
        person,
        tuple((label, text) for label, text in apart if text),
        tuple(warnings if too_quiet else ()),
    )


def permission_in_words(permission: Permission, today: date) -> str:
    """Such as `fine with an e-mail every 10 business days until Fri 27 Nov, asked Tue 1 Dec: “text me”`."""
    fine = agreed_in_words(permission.via, permission.every, permission.until, today)
    said = f"fine with {fine}, asked {show_day(permission.asked_on, today)}"
    return f"{said}: “{permission.words}”" if permission.words else said


def quiet_in_words(quiet_weekdays: str) -> str:
    """The weekdays, such as `Monday, Friday`."""
    return ", ".join(WEEKDAYS[int(number)] for number in quiet_weekdays)


def _further(first: Person, second: Person, email: Person, phone: Person) -> tuple[Address, ...]:
    """Every address of both but the two that stand in the contact's own row: those of `email` and of `phone`."""
    theirs = [
        *first.further,
        Address(EMAIL, second.email, second.email_key),
        Address(PHONE, second.phone, second.phone_key),
        *second.further,
    ]
    own = {(EMAIL, email.email_key), (PHONE, phone.phone_key)}
    found: dict[tuple[str, str], Address] = {}
    for address in theirs:
        if address.key and (address.kind, address.key) not in own:
            found.setdefault((address.kind, address.key), address)
    return tuple(found[place] for place in sorted(found))


def _quiet(first: Person, second: Person, weekdays: frozenset[int]) -> tuple[str, bool]:
    """The quiet weekdays of both, unless that leaves no day at all; and whether it would."""
    both = "".join(sorted({*first.quiet_weekdays, *second.quiet_weekdays}))
    alone = first.quiet_weekdays or second.quiet_weekdays
    left = weekdays - {int(number) for number in both}
    return (both, False) if left or both == alone else (first.quiet_weekdays, True)


def _newer(first: Permission | None, second: Permission | None) -> tuple[Permission | None, Permission | None]:
    """What they said last, the first person's when it was on one day; and the other, when it says something else."""
    if first is None or second is None:
        return first or second, None
    newer, older = (second, first) if second.asked_on > first.asked_on else (first, second)
    return newer, None if older == newer else older


def _other_reason(first: Person, second: Person) -> str:
    both = first.no_contact_on and second.no_contact_on
    return second.no_contact_reason if both and second.no_contact_reason != first.no_contact_reason else ""
