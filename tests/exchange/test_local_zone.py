"""The time zone of the system by its name, believed only where the clock of the system follows it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.exchange import local_zone
from coach.exchange.local_zone import local_zone as name_of_the_zone

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ZONES = Path("/usr/share/zoneinfo")
System = Callable[..., str]


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    """`system(clock=…, link=…, name=…)`: what the clock follows, what /etc says; the zone that is found."""

    def found(*, clock: str, link: str | None = None, name: str | None = None, tz: str = "") -> str:
        monkeypatch.setattr(local_zone, "LINK", tmp_path / "localtime")
        monkeypatch.setattr(local_zone, "NAME_FILE", tmp_path / "timezone")
        if link is not None:
            (tmp_path / "localtime").symlink_to(link)
        if name is not None:
            (tmp_path / "timezone").write_text(name)
        monkeypatch.setenv("TZ", clock)  # what the clock of this process follows
        time.tzset()
        if tz:
            monkeypatch.setenv("TZ", tz)
        else:
            monkeypatch.delenv("TZ")
        return name_of_the_zone(NOON)

    return found


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/UTC"])
def test_the_link_of_the_system_names_the_zone(system: System, zone: str) -> None:
    assert system(clock=zone, link=str(ZONES / zone)) == zone


@pytest.mark.parametrize("path", ["/var/db/timezone/zoneinfo/Europe/Berlin", "/usr/share/zoneinfo/posix/Europe/Berlin"])
def test_the_folder_of_the_zones_may_be_anywhere(system: System, path: str) -> None:
    assert system(clock="Europe/Berlin", link=path) == "Europe/Berlin"


def test_a_name_in_a_file_counts_where_the_link_says_nothing(system: System) -> None:
    assert system(clock="Asia/Kolkata", name="Asia/Kolkata\n") == "Asia/Kolkata"


def test_a_name_that_the_clock_does_not_follow_is_not_believed(system: System) -> None:
    assert system(clock="Europe/Berlin", link=str(ZONES / "America/New_York"), name="Europe/Berlin") == "Europe/Berlin"
    assert system(clock="Asia/Kolkata") == ""


def test_a_zone_with_the_same_winter_and_another_summer_is_not_believed(system: System) -> None:
    assert system(clock="Africa/Lagos", name="Europe/Berlin") == ""


@pytest.mark.parametrize(
    ("tz", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        (":/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", ""),
        ("Nowhere/Atlantis", ""),
        ("../../etc/passwd", ""),
        ("/etc/passwd", ""),
        ("posixrules", ""),
    ],
)
def test_tz_counts_before_all_else(system: System, tz: str, zone: str) -> None:
    assert system(clock="Europe/Berlin", link=str(ZONES / "Europe/Berlin"), name="Europe/Berlin", tz=tz) == zone


def test_a_system_that_says_nothing_has_no_zone(system: System) -> None:
    assert system(clock="UTC") == ""
    assert system(clock="UTC", name="\xff\x00 Not/A zone") == ""
