"""Who may talk to the review page: whoever has the token, from the page itself, under the address it was served at.

A page of another site can send requests to a port of this machine; it knows neither the token nor may it name our
host (DNS rebinding), and the browser says where the request came from.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "kehoach"
_UP: Final = re.compile(r"(^|[/\\=&])\.\.([/\\&]|$)")
_HEADERS: Final = {
    b"content-security-policy": (
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


@dataclass(frozen=True, slots=True)
class Door:
    """What opens the page: the token of the start link, and the hosts (`127.0.0.1:8765`) it answers to.

    The cookie's name tells servers on one machine apart: browsers do not keep cookies of two ports apart.
    """

    token: str
    hosts: frozenset[str]
    cookie: str = COOKIE


def refuse(request: Request, door: Door) -> Response | None:
    """Return the answer to a request that may not pass, None for one that may."""
    if request.headers.get("host", "") not in door.hosts:
        return PlainTextResponse("unknown host", 403)
    origin = request.headers.get("origin")
    if origin is not None and origin not in {f"http://{host}" for host in door.hosts}:
        return PlainTextResponse("requests from other sites are not answered", 403)
    if request.method not in ("GET", "HEAD") and origin is None:
        return PlainTextResponse("a request that writes must say where it comes from", 403)
    if _climbs(request):
        return PlainTextResponse("not found", 404)
    given = request.query_params.get("token")
    if request.url.path == "/" and given is not None and _same(given, door.token):
        return _let_in(door)
    if not _same(request.cookies.get(door.cookie, ""), door.token):
        return PlainTextResponse("open the link that kehoach review printed: it carries the token", 403)
    return None


def _climbs(request: Request) -> bool:
    """Tell whether a part of the path or of a parameter is `..`; names may hold dots, as in `số ...-KH`."""
    query = unquote(request.scope.get("query_string", b"").decode("latin-1"))
    return _UP.search(request.scope["path"]) is not None or _UP.search(query) is not None


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _let_in(door: Door) -> Response:
    """Keep the token in a cookie that scripts cannot read, and take it out of the address."""
    answer = RedirectResponse("/", 303)
    answer.set_cookie(door.cookie, door.token, httponly=True, samesite="strict", path="/")
    return answer


class Guard:
    """ASGI middleware: requests pass `refuse`, answers carry the headers that keep content in its place."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Stand before an application."""
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refused request at once, pass on the others."""
        from starlette.requests import Request

        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # web sockets are not spoken here

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *_HEADERS.items()]
                if b"cache-control" not in names:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        answer = refuse(Request(scope), self.door)
        await (answer or self.app)(scope, receive, guarded)
