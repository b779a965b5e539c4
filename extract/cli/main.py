"""All commands of `kehoach`, each a few lines over the function that does the work."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from extract.errors import KehoachError, UsageFault
from extract.settings import EngineName, Limits, Settings

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the output folder of kehoach extract")]
Engine = Annotated[EngineName, typer.Option(help="what recognises pages without a sound text layer")]
Tessdata = Annotated[Path | None, typer.Option(help="folder with vie.traineddata; asked of tesseract when not given")]
Jobs = Annotated[int, typer.Option(min=0, help="workers; 0 takes every core")]
PageSeconds = Annotated[float, typer.Option(min=1, help="time limit for reading one page")]
Memory = Annotated[int, typer.Option(min=256, help="memory limit of a worker in MiB")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from extract.provenance import own_version

        print(f"kehoach {own_version()}")
        raise typer.Exit


@app.callback()
def kehoach(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version and end")
    ] = False,
) -> None:
    """Vietnamese local-government plans into structured records, each value with its place on the page."""


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="documents, or folders of documents")],
    out: Annotated[Path, typer.Option(help="output folder; a run that was cut short goes on there")],
    jobs: Jobs = 0,
    scheduler: Annotated[str | None, typer.Option(help="a Dask scheduler, such as tcp://host:8786")] = None,
    engine: Engine = "auto",
    tessdata: Tessdata = None,
    redo: Annotated[bool, typer.Option("--redo", help="read everything anew")] = False,
    json: Annotated[bool, typer.Option("--json", help="progress as JSON lines on standard error")] = False,
    page_seconds: PageSeconds = 60.0,
    memory: Memory = 3072,
) -> None:
    """Read documents or folders of them into the output folder; resumes where it stopped.

    Exit codes: 0 all done, 1 some documents failed, 2 wrong usage, 3 something is missing here, 4 the output folder
    cannot be used, 130 interrupted; the same command goes on.
    """
    from extract.cli.archive import extract_archive

    settings = _settings(engine, tessdata, jobs, page_seconds, memory)
    raise typer.Exit(extract_archive(paths, out, settings, scheduler=scheduler, redo=redo, as_json=json))


@app.command()
def status(
    folder: Folder,
    json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    failures: Annotated[Path | None, typer.Option(help="also write the failed documents to this CSV file")] = None,
) -> None:
    """Say where a run stands, also while it runs, and what failed and why."""
    from extract.cli.archive import show_status

    show_status(folder, as_json=json, failures=failures)


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="a text file; standard input if none")] = None,
) -> None:
    """Print the repaired text of FILE or of standard input."""
    from extract.cli.text import print_restored

    print_restored(file)


@app.command()
def text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a document of any kind")],
    jobs: Jobs = 0,
    engine: Engine = "auto",
    tessdata: Tessdata = None,
    page_seconds: PageSeconds = 60.0,
    memory: Memory = 3072,
) -> None:
    """Print the repaired text of any document, as in DIR/text/."""
    from extract.cli.text import print_text

    print_text(file, _settings(engine, tessdata, jobs, page_seconds, memory))


@app.command()
def score(
    extracted: Annotated[Path, typer.Argument(metavar="EXTRACTED", help="folder or file of plan JSON")],
    golden: Annotated[Path, typer.Argument(metavar="GOLDEN", help="folder or file of golden records")],
    json: Annotated[bool, typer.Option("--json", help="the counts as JSON")] = False,
    html: Annotated[Path | None, typer.Option(help="also write one self-contained HTML file")] = None,
    fail_under: Annotated[float | None, typer.Option(help="exit with 1 when pooled F1 is lower")] = None,
    texts: Annotated[Path | None, typer.Option(help="folder of texts that golden spans point into")] = None,
    agreement: Annotated[bool, typer.Option("--agreement", help="both sides are labellers")] = False,
    against: Annotated[Path | None, typer.Option(help="an earlier run over the same documents")] = None,
) -> None:
    """Compare extracted records with golden ones."""
    from extract.score import ScoreOptions, run_score

    for path in (extracted, golden):
        if not path.exists():
            raise UsageFault(f"{path}: no such file or folder; check the path")
    raise typer.Exit(run_score(extracted, golden, ScoreOptions(json, fail_under, texts, html, agreement, against)))


@app.command()
def review(
    folder: Folder,
    golden: Annotated[Path | None, typer.Option(help='folder that "save as golden" writes into')] = None,
    sources: Annotated[list[Path] | None, typer.Option(help="folder of the documents, if they have moved")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="port; 0 takes a free one")] = 0,
    host: Annotated[
        str, typer.Option(help="address to listen on; anything but loopback is your own risk")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="open the page in the browser")] = True,
) -> None:
    """Show page and record side by side in the browser, to accept and correct."""
    from extract.review import ServeOptions, serve

    options = ServeOptions(golden=golden, sources=tuple(sources or ()), host=host, port=port, open_browser=browser)
    serve(folder, options)


@app.command()
def report(
    folder: Folder,
    html: Annotated[Path | None, typer.Option(help="file to write instead of DIR/report.html")] = None,
    language: Annotated[Literal["vi", "en"], typer.Option(help="language of the report")] = "en",
) -> None:
    """Write one self-contained HTML file about everything that was read, corrections applied."""
    from extract.report import run_report

    print(run_report(folder, html, language))


@app.command()
def export(
    folder: Folder,
    to: Annotated[Literal["csv", "parquet", "xlsx", "jsonl"], typer.Option(help="format of the tables")],
) -> None:
    """Write the tables in another format, with corrections applied, to DIR/export/FORMAT/."""
    from extract.cli.archive import export_tables

    export_tables(folder, to)


@app.command()
def doctor() -> None:
    """Say whether this machine is set up right, and what to do if not."""
    from extract.cli.doctor import examine

    raise typer.Exit(examine())


def _settings(engine: EngineName, tessdata: Path | None, jobs: int, page_seconds: float, memory: int) -> Settings:
    from extract.archive.run import cores

    if tessdata is not None and not tessdata.is_dir():
        raise UsageFault(f"{tessdata}: no such folder; --tessdata names the folder that holds vie.traineddata")
    limits = Limits(page_seconds=page_seconds, memory_mib=memory)
    return Settings(engine=engine, tessdata=tessdata, jobs=jobs or cores(), limits=limits)


def main() -> None:
    """Run the command line; every fault is one line on standard error and its exit code."""
    try:
        app(prog_name="kehoach")
    except KehoachError as error:
        print(f"kehoach: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("kehoach: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; there is nobody to tell
        sys.exit(0)
