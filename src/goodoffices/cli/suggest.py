"""``goodoffices suggest``: what the evidence would add to the model, inserted by your word only."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from goodoffices.brief.suggest_words import Code, sentence_lines, suggestion_lines, summary
from goodoffices.case import OUTLOOK, SITUATION, Case, load_case
from goodoffices.cli import common
from goodoffices.cli.interview import read_line
from goodoffices.errors import InputError, Problem, RequestError, nearest, one_of
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.read import read_items
from goodoffices.files import whole_file
from goodoffices.formats.yaml_tree import read_text, text_of
from goodoffices.reading.store import PROPOSED
from goodoffices.suggestions.inserting import inserted, refused, reworded
from goodoffices.suggestions.suggest import suggestions
from goodoffices.suggestions.suggestion import Suggestion

MARK = b"\xef\xbb\xbf"
BEGIN = "# What could follow on the ground.\n\nevents: {}\n"
"""What an outlook begins with where a case has none."""


@click.command("suggest")
@common.case_argument
@click.option("--proposed", is_flag=True, help="also from items that are only proposed")
@click.option("--insert", "insert_id", metavar="ID", help="put this suggestion into its file")
@click.option("--as", "says", metavar='"EXPR"', default="", help="with --insert: what it says")
@click.option("--id", "name", metavar="NAME", default="", help="with --insert: what it is called")
@click.option(
    "--above", metavar="NUMBER", default="", help="with --insert: above which statement, or end"
)
@click.option("--yes", is_flag=True, help="with --insert: write without asking")
@common.format_option
def command(
    path: Path,
    proposed: bool,
    insert_id: str | None,
    says: str,
    name: str,
    above: str,
    yes: bool,
    form: str,
) -> int:
    """What accepted evidence would add to the model: causes, rules, terms, statements.

    Each suggestion stands beside its sentence. Nothing is written but by --insert, which shows the
    lines first and asks.
    """
    if not path.is_dir():
        raise RequestError(f"{path} is no folder; expected a case with its evidence")
    if insert_id is None and (says or name or above or yes):
        raise RequestError("--as, --id, --above and --yes go with --insert ID")
    case = load_case(path)
    if insert_id is None or form == "json":
        common.warn(case.warnings)
    if insert_id is not None:
        return _insert(case, insert_id, (says, name, above), yes, form)
    items = [item for item in case.items if item.status == "accepted"]
    items += _proposed(case) if proposed else []
    with common.working("reading items") as progress:
        found = suggestions(items, case.situation, case.space, progress)
    if form == "json":
        data = [one.as_dict() for one in found]
        common.print_json(case.situation.question() | {"items": len(items), "suggestions": data})
        return 0
    if not items:
        common.say("No accepted items; goodoffices review accepts what goodoffices read proposes.")
        return 0
    files = {key: file.name for key, file in _files(path).items()}
    titles = {key: source.title for key, source in case.sources.items()}
    for line in suggestion_lines(found, titles, files):
        if isinstance(line, Code):
            click.echo(line)
        else:
            common.show([line])
    common.say(summary(found, len(items)))
    return 0


def _proposed(case: Case) -> list[EvidenceItem]:
    """Items that wait for the analyst: those of ``proposed.yaml`` that evidence has not."""
    waiting = [item for item in case.items if item.status == "proposed"]
    file = case.folder / PROPOSED
    if not file.is_file():
        return waiting
    known = {item.id for item in case.items} | {(item.source, item.span) for item in case.items}
    return waiting + [
        item
        for item in read_items(file, case.sources, case.situation)
        if item.status == "proposed" and not {item.id, (item.source, item.span)} & known
    ]


def _files(path: Path) -> dict[bool, Path]:
    """The file of the situation, and that of its outlook, which may be the same."""
    situation = path / SITUATION
    data = read_text(text_of(situation), str(situation)).data
    inside = isinstance(data, dict) and "outlook" in data
    return {False: situation, True: situation if inside else path / OUTLOOK}


def _insert(case: Case, insert_id: str, words: tuple[str, str, str], yes: bool, form: str) -> int:
    says, name, above = words
    chosen = _chosen(case, insert_id)
    if chosen.item.status != "accepted":
        refused(chosen)
    chosen = reworded(chosen, case.situation, case.space, says, name)
    refused(chosen)
    files = _files(case.path)
    raw = {file: file.read_bytes() if file.is_file() else None for file in files.values()}
    texts = {key: text_of(file) if file.is_file() else BEGIN for key, file in files.items()}
    shown = {key: str(file) for key, file in files.items()}
    outlook, new = inserted(chosen, texts, shown, above)
    file = files[outlook]
    after = _checked(case, file, new)
    old = texts[outlook] if raw[file] is not None else ""
    lines = _diff(old, new, file.name)
    states = [None if one.space is None else len(one.space) for one in (case, after)]
    fresh = _only_new(case, after)
    if form == "json":
        if yes:
            _write(file, raw[file], new)
        told = {"inserted": chosen.as_dict(), "file": str(file), "diff": lines, "states": states}
        warnings = [one.found for one in fresh]
        common.print_json(told | {"warnings": warnings, "written": yes})
        return 0
    common.show(sentence_lines(chosen.item, {}))
    common.say()
    for line in lines:
        click.echo(line)
    common.say()
    common.say(_states(states))
    for note in chosen.notes:
        common.say(f"Note: {note}.")
    for warning in fresh:
        common.say(f"Note: {warning.found}.")
    if not yes:
        common.say(f"Write this into {file}?")
        if read_line("y, n: ") not in ("y", "yes"):
            common.say(f"Nothing was written; {file.name} is as it was.")
            return 0
    _write(file, raw[file], new)
    common.say(f"Wrote {file}.")
    return 0


def _chosen(case: Case, insert_id: str) -> Suggestion:
    """The suggestion of this id. Raises ``RequestError`` where there is none."""
    found = suggestions(
        [item for item in case.items if item.status == "accepted"], case.situation, case.space
    )
    for one in found:
        if one.id == insert_id:
            return one
    for one in suggestions(_proposed(case), case.situation, case.space):
        if one.id == insert_id:
            return one
    ids = [one.id for one in found]
    expected = f"expected one of {one_of(ids)}" if ids else "there is none"
    hint = nearest(insert_id, ids)
    raise RequestError(f'there is no suggestion "{insert_id}"; {expected}; {hint}'.rstrip("; "))


def _checked(case: Case, file: Path, new: str) -> Case:
    """The case as it would be. Raises ``RequestError`` where that is in no order."""
    try:
        return load_case(case.path, {file.name: new})
    except InputError as error:
        told = "; ".join(str(problem) for problem in error.problems[:3])
        raise RequestError(
            f"with it the case is in no order: {told}; nothing was written"
        ) from None


def _only_new(case: Case, after: Case) -> list[Problem]:
    """The warnings that were not there before."""
    before = {one.found for one in case.warnings}
    return [one for one in after.warnings if one.found not in before]


def _diff(old: str, new: str, name: str) -> list[str]:
    """What changes, line by line, as a unified diff shows it."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, n=2, lineterm="")
    return list(lines)


def _states(states: Sequence[int | None]) -> str:
    before, after = states
    if before is None or after is None:
        return "The feasible situations were not counted: there are too many."
    if before == after:
        return f"As before, {after:,} situations are feasible."
    return f"{after:,} situations are feasible with it, {before:,} without."


def _write(file: Path, before: bytes | None, new: str) -> None:
    """The file whole or not at all. Raises ``RequestError`` where it is no longer what was read."""
    now = file.read_bytes() if file.is_file() else None
    if now != before:
        raise RequestError(f"{file} has changed meanwhile; nothing was written; run this again")
    mark = MARK if before is not None and before.startswith(MARK) else b""
    with whole_file(file) as out:
        out.write(mark + new.encode("utf-8"))
