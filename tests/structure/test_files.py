"""Files are small, hold one idea, and their names say which."""

import ast
from pathlib import Path

SAYS_NOTHING = {
    "base", "common", "helper", "helpers", "manager", "managers", "misc", "service", "services", "util", "utils",
}  # fmt: skip

LINES = 300

# A longer file must say here why it is one idea all the same.
LONG_FOR_A_REASON: dict[str, str] = {
    "store/tables.py": "the one schema of the catalogue, to be read from top to bottom",
}


def test_names_say_something(trees: dict[str, ast.Module]) -> None:
    faults = [name for name in trees if set(Path(name).with_suffix("").parts) & SAYS_NOTHING]
    assert [] == faults


def test_files_are_small(package: Path, trees: dict[str, ast.Module]) -> None:
    lines = {name: len((package / name).read_text().splitlines()) for name in trees}
    faults = {name: n for name, n in lines.items() if n > LINES and name not in LONG_FOR_A_REASON}
    assert {} == faults, "split these, or say in LONG_FOR_A_REASON why each is one idea"


def test_reasons_are_still_needed(package: Path) -> None:
    stale = [
        name
        for name in LONG_FOR_A_REASON
        if not (package / name).is_file() or len((package / name).read_text().splitlines()) <= LINES
    ]
    assert [] == stale


def test_packages_open_empty(trees: dict[str, ast.Module]) -> None:
    # A package that imports its rooms makes every import of one room load all: rings of modules begin there.
    faults = []
    for name, tree in trees.items():
        if not name.endswith("__init__.py") or name in ("__init__.py", "measure/geo/__init__.py"):
            continue  # these two give names when they are used (docs/decisions/0005)
        only_docstring = [node for node in tree.body if not isinstance(node, ast.Expr)] == []
        if not only_docstring:
            faults.append(name)
    assert [] == faults


def test_importing_sightline_loads_no_house(trees: dict[str, ast.Module]) -> None:
    if "__init__.py" not in trees:
        return
    eager = [
        ast.unparse(node)
        for node in trees["__init__.py"].body
        if isinstance(node, ast.Import | ast.ImportFrom) and "sightline" in ast.unparse(node)
    ]
    assert [] == eager


def test_every_file_says_why_it_exists(trees: dict[str, ast.Module]) -> None:
    faults = [
        name
        for name, tree in trees.items()
        if tree.body and ast.get_docstring(tree) is None and not name.endswith("__init__.py")
    ]
    assert [] == faults


def test_resources_are_data(package: Path) -> None:
    assert [] == sorted(str(path) for path in (package / "resources").rglob("*.py"))
