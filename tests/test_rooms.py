"""The house: rooms import only from rooms above them, files are short, functions are typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import goodoffices

ROOT = Path(goodoffices.__file__).parent
ROOMS = [
    ("version", "errors", "memory", "progress", "heavy", "files", "template", "examples"),
    ("machine",),
    ("model",),
    ("may", "columns"),
    ("enumeration",),
    ("states",),
    ("groups",),
    ("ranks",),
    ("modes",),
    ("formats",),
    ("series",),
    ("evidence",),
    ("reading",),
    ("search",),
    ("schemas",),
    ("moves",),
    ("stability",),
    ("batch",),
    ("evolution",),
    ("analyses",),
    ("robustness",),
    ("sensitivity",),
    ("suggestions",),
    ("positions",),
    ("mediation",),
    ("elicitation",),
    ("outlook",),
    ("case",),
    ("review",),
    ("brief",),
    ("catalog",),
    ("api",),
    ("web",),
    ("cli",),
    ("__main__", "__init__"),
]
"""Top to bottom; each may import from those above and from itself."""

LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
LAZY = {"rich", "numba", "pyarrow", "networkx", "openpyxl", "scipy", "countryinfo"}
LAZY |= {"trafilatura", "lxml", "pypdf", "dateparser", "rapidfuzz", "httpx", "sqlite3"}
LAZY |= {"distributed"}
"""Heavy third-party packages that a function may import when it is called."""


def _files() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        yield parts[0].removesuffix(".py"), path


def _imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node


def test_every_room_has_its_level() -> None:
    assert {room for room, _ in _files()} <= set(LEVEL)


def test_imports_go_one_way() -> None:
    wrong = []
    for room, path in _files():
        for module, _ in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            parts = module.split(".")
            if parts[0] != "goodoffices" or len(parts) == 1:
                continue
            if LEVEL[parts[1]] > LEVEL[room] and room != "__init__":
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_no_import_is_hidden_in_a_function_but_heavy_ones() -> None:
    wrong = []
    for room, path in _files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for module, _ in _imports(function):
                if module.split(".")[0] not in LAZY and room != "__init__":
                    wrong.append(f"{path.relative_to(ROOT)}: {module} in {function.name}")
    assert wrong == []


def test_files_can_be_read_in_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for _, path in _files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
