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


class Person(NamedTuple):
    """A contact. `quiet_weekdays` are digits, Monday is 0; `no_contact_on` is the day they asked for no contact, if they did."""

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


class Joined(NamedTuple):
    """Two persons as one. `apart` is what was different of the second and has no place of its own any more: a label and a text.

    `stays_known` says that the second had an address of its own and that contact is not wanted: it has to be known again.
    """

    person: Person
    apart: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    stays_known: bool


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
    )
    apart = [
        ("Name", second.name if second.name != first.name else ""),
        ("Company", second.company if second.company != person.company else ""),
        ("E-mail", "" if _same(second.email, second.email_key, person.email, person.email_key) else second.email),
        ("Phone", "" if _same(second.phone, second.phone_key, person.phone, person.phone_key) else second.phone),
        ("Quiet on", quiet_in_words(second.quiet_weekdays) if too_quiet else ""),
        ("Permission", permission_in_words(older, today) if older else ""),
        ("Asked for no contact", _other_reason(first, second)),
    ]
    warnings = [f"Together they would leave no day to write to them: only {first.name}'s quiet days stay."]
    strange = {key for key in (second.email_key, second.phone_key) if key} - {person.email_key, person.phone_key}
    return Joined(
        person,
        tuple((label, text) for label, text in apart if text),
        tuple(warnings if too_quiet else ()),
        bool(strange) and person.no_contact_on is not None,
    )


def permission_in_words(permission: Permission, today: date) -> str:
    """Such as `fine with an e-mail every 10 business days until Fri 27 Nov, asked Tue 1 Dec: “text me”`."""
    fine = agreed_in_words(permission.via, permission.every, permission.until, today)
    said = f"fine with {fine}, asked {show_day(permission.asked_on, today)}"
    return f"{said}: “{permission.words}”" if permission.words else said


def quiet_in_words(quiet_weekdays: str) -> str:
    """The weekdays, such as `Monday, Friday`."""
    return ", ".join(WEEKDAYS[int(number)] for number in quiet_weekdays)


def _same(second: str, second_key: str, kept: str, kept_key: str) -> bool:
    """Whether two addresses are one: the same when written differently, or nothing to lose."""
    return not second or second == kept or bool(second_key and second_key == kept_key)


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
