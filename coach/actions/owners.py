"""Who owns: one person, named."""

from coach import playbook
from coach.errors import Refused
from coach.rules.text import clean_line, quoted


def one_person(name: str) -> str:
    """The name as it is kept, empty for none. Raises Refused for a name that stands for everyone, and so for nobody."""
    name = clean_line(name, "owner")
    if playbook.owner_is_shared(name):
        raise Refused(f"{quoted(name)} is not one person.", playbook.assignment().shared_names_text)
    return name
