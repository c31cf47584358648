"""``goodoffices robustness``: how sure is that, over thousands of variants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.flips import flips_figure
from goodoffices.brief.figures.shares import shares_figure
from goodoffices.brief.robustness_words import RobustnessWords
from goodoffices.case import SITUATION, Case
from goodoffices.cli import common
from goodoffices.errors import NOWHERE, Problem, RequestError
from goodoffices.files import write_whole
from goodoffices.formats.readers import read_situation
from goodoffices.robustness.design import Design
from goodoffices.robustness.local import cores
from goodoffices.robustness.opened import variant_text
from goodoffices.robustness.pace import Pace, paced
from goodoffices.robustness.result import Result
from goodoffices.robustness.run import NothingDone, run
from goodoffices.robustness.spread import Cluster, Processes, Threads
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import remarks, require_some, uncertain

SAMPLES = 10_000
INTERRUPTED = 130
"""Exit status where Ctrl-C came before the end: what was printed is not all that was asked for."""
SLOW = 1.0
"""Minutes beyond which it is said beforehand how long it takes."""


@click.command("robustness")
@common.case_argument
@click.option(
    "--samples",
    type=click.IntRange(min=1),
    default=SAMPLES,
    show_default=True,
    help="how many variants to try",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="of the variants"
)
@click.option(
    "--ask", multiple=True, metavar="EXPR", help="in how many variants some outcome has this"
)
@click.option("--vary", type=click.Choice(["levers"]), help="vary also whether levers are on")
@click.option(
    "--variant", type=click.IntRange(min=0), help="print one variant as a situation file, and stop"
)
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="write the likeliest variants with and without each --ask into this folder",
)
@click.option(
    "--into",
    "store",
    type=click.Path(path_type=Path, file_okay=False),
    help="keep every variant in Parquet files here, and go on where these end",
)
@click.option(
    "--processes", type=click.IntRange(min=1), help="processes of this machine (else: threads)"
)
@click.option(
    "--cluster", metavar="tcp://HOST:PORT", help="a Dask scheduler of yours (extra [cluster])"
)
@common.figure_option
@click.option(
    "--map",
    "flips",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.svg",
    help="also draw which input moves what",
)
@common.change_options
@common.format_option
def command(
    path: Path,
    samples: int,
    seed: int,
    ask: tuple[str, ...],
    vary: str | None,
    variant: int | None,
    folder: Path | None,
    store: Path | None,
    processes: int | None,
    cluster: str | None,
    figure: Path | None,
    flips: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """How sure is what the model says, over thousands of variants of what is uncertain in it?

    Varied is only what the file calls uncertain: rival types, the order of statements with
    ``sure``, rules with a probability, lists of behaviours; with --vary levers also levers.
    """
    case = common.opened(path, levers, types)
    found = uncertain(case.as_variant(), vary == "levers")
    common.warn(tuple(remarks(found)))
    if variant is not None:
        design = Design(found, max(samples, variant + 1), seed)
        click.echo(variant_text(read_situation(_file(path)), design, variant), nl=False)
        return
    require_some(found)
    if processes and cluster:
        raise RequestError("--processes and --cluster exclude each other; give one of them")
    where = Cluster(cluster) if cluster else Processes(processes) if processes else Threads()
    task = Task(Design(found, samples, seed), ask)
    if not cluster:
        pace = paced(task)
        _warn_slow(pace)
        task = pace.task if store is None else task
    with common.working("solving variants") as progress:
        try:
            ran = run(task, where, store, progress)
        except NothingDone as error:
            click.echo(str(error), err=True)
            click.get_current_context().exit(INTERRUPTED)
    common.warn(ran.remarks)
    if ran.stopped:
        click.echo(f"stopped: {ran.done:,} of {ran.of:,} variants are counted", err=True)
    result = Result(task, ran.tally)
    if form == "json":
        common.print_json(result.as_dict())
    else:
        common.show(RobustnessWords(result).lines())
    written = [] if folder is None else list(_write(result, case, path, folder))
    for file, draw in ((figure, shares_figure), (flips, flips_figure)):
        if file is not None:
            write_figure(file, draw(result))
            written.append(file)
    for one in written if form != "json" else ():
        common.say(f"wrote {one}")
    if ran.stopped:
        click.get_current_context().exit(INTERRUPTED)


def _warn_slow(pace: Pace) -> None:
    """Says how long it will take where variants are solved one by one."""
    samples = pace.task.design.samples
    minutes = pace.seconds / cores() / 60
    if minutes > SLOW:
        click.echo(
            f"variants are solved one by one ({pace.why}), about {pace.each:.2g} s each: "
            f"{samples:,} of them take some {minutes:,.0f} minutes; --samples takes fewer, and "
            "Ctrl-C gives what is there",
            err=True,
        )


def _file(path: Path) -> Path:
    return path / SITUATION if path.is_dir() else path


def _write(result: Result, case: Case, path: Path, folder: Path) -> Iterator[Path]:
    """The likeliest variants of each question that was asked, one file a variant; of one that no
    file can say, why."""
    checked, design = read_situation(_file(path)), result.task.design
    numbers = {
        number
        for one in result.answers
        for number in (one.holds_in, one.fails_in)
        if number is not None and (one.question.asked or not result.task.asked)
    }
    for number in sorted(numbers):
        file = folder / f"variant-{number}.yaml"
        try:
            text = variant_text(checked, design, number)
        except RequestError as error:
            common.warn((Problem(NOWHERE, str(error), "", ""),))
            continue
        write_whole(file, text)
        yield file
