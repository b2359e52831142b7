"""No test reaches the network. Every Python the tests start imports this by its name, since its folder is on their PYTHONPATH.

Only `sys` is used, so that a program under test loads nothing it would not load for its user. libpq opens its own sockets
and is not seen here; the tests hand it addresses of local sockets only.
"""

import sys

_TO_AN_ADDRESS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))
_ABOUT_A_HOST = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"))


class NetworkForbidden(BaseException):
    """A test, or a program it started, tried to leave this machine. Not an `Exception`: no handler may take it for an outage."""


def is_this_machine(host: str) -> bool:
    """Whether a host is the loopback, by name or number, or no host at all."""
    return host in ("", "localhost", "::1") or host.startswith("127.")


def _refuse_to_leave(event: str, arguments: tuple[object, ...]) -> None:
    if event in _TO_AN_ADDRESS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None  # the address of a Unix socket is a path
    elif event in _ABOUT_A_HOST:
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and not is_this_machine(name):
        raise NetworkForbidden(f"{event} to {name}: tests stay on this machine")


sys.addaudithook(_refuse_to_leave)
