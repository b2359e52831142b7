"""The settings, with what they mean."""

from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.settings import SETTINGS


class SettingShown(NamedTuple):
    """One setting: its value now, the one it has when nothing is said, the kind of value it takes, its meaning."""

    key: str
    value: str
    default: str
    kind: str
    meaning: str


def setting_list(desk: Desk) -> list[SettingShown]:
    """The settings that are set by name, in the order in which they are explained."""
    return [
        SettingShown(key, desk.setting(key), each.default, each.kind, each.meaning)
        for key, each in SETTINGS.items()
        if not each.inner
    ]
