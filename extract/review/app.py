"""The review page's routes. Every document is looked up by its stem in the folder's own listing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from extract.corrections import Conflict, apply, golden_of, write_golden
from extract.errors import OutputFault, UsageFault
from extract.review.acts import Act, NoSuchRecord, carry_out
from extract.review.guard import Door, Guard
from extract.review.overview import Overview
from extract.review.painter import DPIS, Look, PageFault, Painter
from extract.review.view import Shown, changes, view
from extract.wording import LANGUAGES, said, wording
from models import Source

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

    from extract.review.folder import Folder, Loaded

PAGE_OF_LIST: Final = 100
_SCRIPT: Final = "text/javascript"
_STATIC: Final = {
    "review.css": "text/css",
    "review.js": _SCRIPT,
    "pages.js": _SCRIPT,
    "records.js": _SCRIPT,
    "list.js": _SCRIPT,
}
_UNCACHED: Final = {"cache-control": "no-cache"}
_KEPT: Final = {"cache-control": "private, max-age=3600"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page works on: the output folder, the golden folder if there is one, the painter, and the door."""

    folder: Folder
    painter: Painter
    door: Door
    golden: Path | None = None


def create_app(desk: Desk) -> ASGIApp:
    """Return the guarded application; the painter's children end with it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.painter.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    _add_pages(app, desk)
    _add_assets(app)
    _add_documents(app, desk)
    _add_writing(app, desk)
    _add_faults(app)
    return Guard(app, desk.door)


def _templates() -> Environment:
    return Environment(loader=PackageLoader("extract.review"), autoescape=True, undefined=StrictUndefined)


def _language(request: Request) -> str:
    chosen = request.cookies.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    return "vi" if "en" not in request.headers.get("accept-language", "vi")[:2] else "en"


def _add_pages(app: FastAPI, desk: Desk) -> None:
    """Add the list and the document page."""
    templates = _templates()
    overview = Overview(desk.folder)

    def render(name: str, request: Request, values: Mapping[str, object]) -> HTMLResponse:
        language = _language(request)
        words = wording(language)
        return HTMLResponse(templates.get_template(name).render(t=words, language=language, quote=quote, **values))

    @app.get("/")
    def documents(request: Request, page: int = 1, q: str = "") -> Response:
        language = _language(request)
        lines = overview.lines(q)
        pages = max(1, -(-len(lines) // PAGE_OF_LIST))
        page = min(max(page, 1), pages)
        shown = lines[(page - 1) * PAGE_OF_LIST : page * PAGE_OF_LIST]
        return render(
            "list.html",
            request,
            {
                "documents": [overview.of(line.stem) for line in shown],
                "unseen": sum(line.state == "unseen" for line in lines),
                "failures": [(shown, said("failure", why, language)) for shown, why in desk.folder.failures()],
                "total": len(lines),
                "page": page,
                "pages": pages,
                "q": q,
            },
        )

    @app.get("/d/{stem}")
    def document(request: Request, stem: str) -> Response:
        loaded = _loaded(desk, stem)
        stems = desk.folder.stems()
        at = stems.index(loaded.stem)
        line = overview.of(loaded.stem)
        values = {
            "line": line,
            "previous": stems[at - 1] if at else None,
            "next": stems[at + 1] if at + 1 < len(stems) else None,
            "has_pages": line.kind != "text" and desk.folder.source(loaded) is not None,
            "golden": desk.golden is not None,
        }
        return render("document.html", request, values)


def _add_assets(app: FastAPI) -> None:
    """Add what belongs to no document: the choice of language and the page's own files."""

    @app.get("/lang/{language}")
    def language(language: str, back: str = "/") -> Response:
        if language not in LANGUAGES or not back.startswith("/") or back[1:2] in ("/", "\\"):
            raise HTTPException(404)
        answer = RedirectResponse(back, 303)
        answer.set_cookie("lang", language, samesite="strict", path="/")
        return answer

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404)
        content = files("extract.review").joinpath("static", name).read_bytes()
        return Response(content, media_type=_STATIC[name], headers=_UNCACHED)

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return Response(status_code=204)


def _loaded(desk: Desk, stem: str) -> Loaded:
    known = desk.folder.known(stem)
    if known is None:
        raise HTTPException(404, "no such document")
    return desk.folder.load(known)


def _add_documents(app: FastAPI, desk: Desk) -> None:
    """Add what a document's page asks for: its records, its text, its page images and their words."""

    @app.get("/api/d/{stem}")
    def records(request: Request, stem: str) -> Response:
        loaded = _loaded(desk, stem)
        language = _language(request)
        content = view(loaded, Shown(desk.folder.text(loaded.stem), language))
        return JSONResponse({**content, "words": wording(language), "dpis": DPIS})

    @app.get("/api/d/{stem}/text")
    def text(stem: str) -> Response:
        return JSONResponse({"text": desk.folder.text(_loaded(desk, stem).stem)})

    @app.get("/api/d/{stem}/page/{number}/{step}")
    def page(stem: str, number: int, step: int) -> Response:
        if not 0 <= step < len(DPIS):
            raise HTTPException(404)
        path, sha256 = _source(desk, stem)
        look = Look(DPIS[step], _turned(_loaded(desk, stem), number))
        return FileResponse(desk.painter.page(path, sha256, number, look), media_type="image/jpeg", headers=_KEPT)

    @app.get("/api/d/{stem}/words/{number}")
    def words(stem: str, number: int) -> Response:
        path, sha256 = _source(desk, stem)
        return FileResponse(desk.painter.words(path, sha256, number), media_type="application/json", headers=_KEPT)


def _turned(loaded: Loaded, number: int) -> int:
    """Return by how many degrees clockwise a page had to be turned when it was read."""
    source = Source.model_validate(loaded.plan.get("source"))
    return next((page.turned for page in source.reading if page.page == number), 0)


def _source(desk: Desk, stem: str) -> tuple[Path, str]:
    loaded = _loaded(desk, stem)
    path = desk.folder.source(loaded)
    source = loaded.plan.get("source")
    if path is None or not isinstance(source, Mapping):
        raise HTTPException(404, "the document's own file is not found; name its folder with --sources")
    return path, str(source.get("sha256"))


def _add_writing(app: FastAPI, desk: Desk) -> None:
    """Add the two requests that write: one into the review, one into the golden folder."""

    @app.post("/api/d/{stem}/act")
    def act(request: Request, stem: str, wanted: Act) -> Response:
        loaded = _loaded(desk, stem)
        after = loaded.with_review(carry_out(desk.folder, loaded, wanted))
        return JSONResponse(changes(loaded, after, Shown(desk.folder.text(loaded.stem), _language(request))))

    @app.post("/api/d/{stem}/golden")
    def golden(stem: str, *, replace: bool = False) -> Response:
        loaded = _loaded(desk, stem)
        if desk.golden is None:
            raise HTTPException(404, "start kehoach review with --golden FOLDER to save golden records")
        if (desk.golden / f"{loaded.stem}.json").exists() and not replace:
            return JSONResponse({"exists": True}, 409)
        path = write_golden(desk.golden, loaded.stem, golden_of(apply(loaded.plan, loaded.review).plan))
        return JSONResponse({"saved": path.name})


def _add_faults(app: FastAPI) -> None:
    """Turn what can go wrong into answers that the page can show."""

    @app.exception_handler(Conflict)
    def conflict(_request: Request, error: Exception) -> Response:
        return JSONResponse({"conflict": True, "reason": str(error)}, 409)

    @app.exception_handler(UsageFault)
    def unusable(request: Request, error: Exception) -> Response:
        return JSONResponse({"reason": said("refusal", str(error), _language(request))}, 422)

    @app.exception_handler(NoSuchRecord)
    def no_record(_request: Request, error: Exception) -> Response:
        return JSONResponse({"reason": str(error)}, 404)

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, _error: Exception) -> Response:
        return JSONResponse({"reason": "not found"}, 404)

    @app.exception_handler(PageFault)
    def no_page(request: Request, error: Exception) -> Response:
        return JSONResponse({"reason": said("failure", str(error), _language(request))}, 502)

    @app.exception_handler(OutputFault)
    def unwritable(_request: Request, error: Exception) -> Response:
        return JSONResponse({"reason": str(error)}, 507)
