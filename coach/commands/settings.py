"""`coach settings`: how coach works for its owner."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.settings import KEYMAP
from coach.rules.text import quoted


@click.command(cls=Verb)
@click.argument("key", required=False)
@click.argument("value", required=False)
def settings(key: str | None, value: str | None) -> None:
    """List the settings, show the one of KEY, or give it the VALUE. An empty VALUE ("") takes it back to nothing."""
    if key is not None and value is not None:
        if key == KEYMAP:
            _refuse_keys_that_cannot_hold(value)
        desk = open_to_change(create=True)
        from coach.actions.settings import change_setting

        tell_done(desk, change_setting(desk, key, value))
        return
    desk = open_desk()
    if key is None:
        _list(desk)
    else:
        _show(desk, key)


def _list(desk: Desk) -> None:
    from coach.views.settings import setting_list

    found = setting_list(desk)
    if as_json():
        say_json([each._asdict() for each in found])
        return
    say_columns(
        [
            (
                each.key,
                each.value or "-",
                f"(default {each.default})" if each.value != each.default else "",
                each.meaning,
            )
            for each in found
        ]
    )


def _show(desk: Desk, key: str) -> None:
    from coach.views.settings import setting_list

    found = next((each for each in setting_list(desk) if each.key == key), None)
    if found is None:
        raise Misused(f"There is no setting {quoted(key)}.", "coach settings lists them.")
    if as_json():
        say_json(found._asdict())
        return
    say(f"{found.key}: {found.value or '-'}")
    say(found.meaning)
    if found.default and found.value != found.default:
        say(f"Without a word of yours it is {found.default}.")
    if key == KEYMAP:
        _list_keys()


def _refuse_keys_that_cannot_hold(keymap: str) -> None:
    """Raises Misused as `read_keymap` does, before anything is kept: the app would not use it."""
    from screens.keys import read_keymap

    read_keymap(keymap)


def _list_keys() -> None:
    from screens.keys import ACTIONS, AS_THEY_ARE

    say()
    say_columns([(each.id, each.shown, each.help) for each in ACTIONS if each.where not in AS_THEY_ARE])
