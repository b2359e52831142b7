"""What is written on every database of ours: whose it is, and which shape its tables have."""

import os
from typing import NamedTuple

APPLICATION_ID = 0x636F6163
"""`coac` in the header of every SQLite file of ours, so that another program's file is told apart before it is touched."""
SCHEMA = 5
"""The number of the newest migration this program knows."""

_MAGIC = b"SQLite format 3\0"
_VERSION_AT, _APPLICATION_AT, _LOG_AT = 60, 68, 18
_IN_LOG = 2


class Header(NamedTuple):
    """What the first bytes of a file say. It can be behind what SQLite says, when the last program was killed.

    `logged` says that writes go to a write-ahead log beside the file.
    """

    is_sqlite: bool
    application: int
    version: int
    logged: bool


def read_header(path: str | os.PathLike[str]) -> Header | None:
    """The header of a file, read without opening it as a database; None for an empty file. Raises OSError."""
    with open(path, "rb") as file:
        first = file.read(100)
    if not first:
        return None
    application, version = (int.from_bytes(first[at : at + 4], "big") for at in (_APPLICATION_AT, _VERSION_AT))
    return Header(first.startswith(_MAGIC), application, version, first[_LOG_AT : _LOG_AT + 1] == bytes([_IN_LOG]))


def address(path: str) -> str:
    """The file as an address that SQLite takes options behind, `file:///home/maya/coach.sqlite3`."""
    plain = os.path.abspath(path).replace(os.sep, "/").replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if plain.startswith('/') else '/'}{plain}"
