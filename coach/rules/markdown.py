r"""Text as it may stand in a Markdown page: what somebody wrote stays what they wrote, and never becomes a part of the page.

Markdown is CommonMark with the tables, strikethrough and links of GitHub. A sign that would mean something there has a
backslash before it, as CommonMark provides for; no other sign has.
"""

import re

from coach.rules.text import visible_line

_ANYWHERE = re.compile(r"[\\`*_\[<~|]|&(?=[#A-Za-z])|(?<!\S)#|:(?=//)|(?<=\bwww)\.|(?<=\bWWW)\.")
"""What means something within a line: code, emphasis, links, HTML, entities, tables, the end of a heading."""
_AT_START = re.compile(r"(?P<sign>[-+>=:])|(?P<number>\d{1,9})(?=[.)])")
"""What means something only where a line begins: lists, quotes, the underline of a heading."""
_SPACES = re.compile(" {2,}")


def plain_line(text: str) -> str:
    """One line of somebody's words, to stand anywhere on a page; harmless in a terminal as well."""
    line = _ANYWHERE.sub(lambda match: f"\\{match[0]}", _SPACES.sub(" ", visible_line(text)).strip())
    started = _AT_START.match(line)
    if started is None:
        return line
    return f"\\{line}" if started["sign"] else f"{started['number']}\\{line[started.end() :]}"


def plain_lines(text: str) -> tuple[str, ...]:
    """As `plain_line`, for a text of several lines; empty lines are left out."""
    return tuple(line for each in text.split("\n") if (line := plain_line(each)))


def broken(text: str, indent: str = "") -> str:
    """A text of several lines in one paragraph, each on its own line; `indent` stands before all but the first."""
    return f"  \n{indent}".join(plain_lines(text))


def unwritten(line: str) -> str:
    r"""A line of a page as it is read: without the marks of a list, a heading or strong words, and without backslashes."""
    bare = re.sub(r"^\s*(?:#+ |- |\d+\. )?", "", line.rstrip())
    return re.sub(r"\*\*|\\(.)", lambda match: match[1] or "", bare)
