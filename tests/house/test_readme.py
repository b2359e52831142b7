"""The README says what the program does: its tables are made from the program's own, and its map is one that is read."""

import re
from pathlib import Path

import pytest

from coach.commands.table import SECTIONS
from coach.exchange.mapping import read_map
from screens import keys

README = Path(__file__).parents[2] / "README.md"


def keys_page() -> str:
    """The table of keys as the README shows it."""
    lines = ["| everywhere | | on a lead | |", "|---|---|---|---|"]
    left, right = keys.actions_for(keys.EVERYWHERE), keys.actions_for(keys.LEAD)
    for place in range(max(len(left), len(right))):
        cells = []
        for column in (left, right):
            each = column[place] if place < len(column) else None
            cells.append(f"`{each.shown}` | {each.help}" if each else " | ")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def commands_page() -> str:
    """The table of commands as the README shows it."""
    lines = ["| command | |", "|---|---|"]
    for section in SECTIONS.values():
        lines += [f"| `coach {name}` | {entry.help} |" for name, entry in section.items()]
    return "\n".join(lines)


@pytest.mark.parametrize(("mark", "page"), [("keys", keys_page), ("commands", commands_page)])
def test_the_tables_of_the_readme_are_those_of_the_program(mark: str, page: object) -> None:
    assert callable(page)
    text = README.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text, re.DOTALL)
    assert found
    assert found[1].strip() == page(), f"The README's {mark} are stale: put this in their place\n{page()}"


def test_the_map_of_the_readme_is_one_that_is_read(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    path = tmp_path / "map.toml"
    path.write_text(block[1], encoding="utf-8")
    mapping = read_map(path)
    assert mapping.closed_from == "Discovery"
    assert mapping.columns["company"] == ("account",)
