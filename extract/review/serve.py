"""Serving the review page on this machine."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
import tempfile
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extract.errors import EnvironmentFault, UsageFault

if TYPE_CHECKING:
    from types import FrameType

    from uvicorn import Server

    from extract.review.painter import Painter

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Options of `kehoach review`. `port` 0 takes any free one; `sources` are folders where the documents lie."""

    golden: Path | None = None
    sources: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 0
    open_browser: bool = True


def serve(out: Path, options: ServeOptions) -> None:
    """Serve the review page of an output folder until interrupted; prints the link that opens it.

    Raises UsageFault where `out` is no output folder or the address cannot be had, EnvironmentFault without FastAPI.
    """
    try:
        import uvicorn

        from extract.review.app import Desk, create_app
    except ImportError as error:
        raise EnvironmentFault(
            f"the review page needs {error.name}; install it with: pip install 'kehoach[review]'"
        ) from error
    from extract.review.folder import Folder
    from extract.review.guard import Door
    from extract.review.painter import Painter

    folder = Folder(out, options.sources)
    with tempfile.TemporaryDirectory(prefix="kehoach-review-") as cache, _bound(options) as listener:
        port = listener.getsockname()[1]
        door = Door(secrets.token_urlsafe(24), _hosts(options.host, port), f"kehoach-{port}")
        painter = Painter(Path(cache))
        link = f"http://{_shown(options.host)}:{port}/?token={door.token}"
        print(f"review page of {out}: {link}", flush=True)
        print("Ctrl-C ends it; everything is saved as you go.", file=sys.stderr, flush=True)
        if not _is_loopback(options.host):
            print(
                "Whoever has this link can read and change the folder, and the way to it is not encrypted.",
                file=sys.stderr,
            )
        if options.open_browser:
            webbrowser.open(link)
        app = create_app(Desk(folder, painter, door, options.golden))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
        )
        _run(uvicorn.Server(config), listener, painter)


def _run(server: Server, listener: socket.socket, painter: Painter) -> None:
    """Serve until told to stop; drawing ends first, so that no request is left waiting for a page."""
    leave = server.handle_exit

    def stop(sig: int, frame: FrameType | None) -> None:
        painter.close()
        leave(sig, frame)

    threading.Thread(target=painter.warm, daemon=True).start()
    server.handle_exit = stop  # type: ignore[method-assign]
    try:
        server.run(sockets=[listener])
    finally:
        painter.close()


def _bound(options: ServeOptions) -> socket.socket:
    """Return a listening socket; binding before serving makes the printed port the true one."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
        listener.listen()  # from now on the printed link is answered, if only in a moment
    except OSError as error:
        listener.close()
        raise UsageFault(f"{options.host}:{options.port}: cannot be served there: {error.strerror}") from error
    return listener


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - the user asked for it by name
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _hosts(host: str, port: int) -> frozenset[str]:
    """Return the Host headers that are answered: loopback names, and the name or address that was asked for."""
    names = set(_LOOPBACK) | {_shown(host)}
    if not _is_loopback(host):
        names |= {f"[{found}]" if ":" in found else found for found in _addresses()}
    return frozenset(f"{name}:{port}" for name in names)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _addresses() -> set[str]:
    found = socket.getaddrinfo(socket.gethostname(), None)
    return {str(address[4][0]) for address in found}
