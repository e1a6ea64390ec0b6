"""Imports go down the house only, and stand at the top of the file where everybody sees them."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Files that may import our own modules late, each with its reason.
MAY_LOAD_LATE = {
    "__init__.py": "`import sightline` loads no house: names of the library are looked up when first used",
    "measure/geo/__init__.py": "three names for notebooks, looked up when first used",
    "cli/main.py": "the roof's loader: a verb's file is imported when the verb runs, so that --help stays quick",
}

# What the model may import from outside the standard library. Of the core only what is a pure function of its
# arguments: the tree of errors, and the one way in which bytes are hashed.
# Of core, beside the errors, only the two files that are pure functions of the standard library.
MODEL_KNOWS = {
    "attr", "attrs", "sightline.core.errors", "sightline.core.digest", "sightline.core.fold", "sightline.model",
}  # fmt: skip

# What must not be loaded before a verb runs.
HEAVY = {
    "alembic", "av", "c2pa", "cv2", "django", "faiss", "lingua", "numba", "numpy", "obstore", "pandas", "PIL", "polars",
    "pypdf", "sqlalchemy", "trafilatura", "yt_dlp",
}  # fmt: skip


def is_ours(name: str | None) -> bool:
    return name is not None and (name == "sightline" or name.startswith("sightline."))


def own_imports(node: ast.AST) -> Iterator[str]:
    """Yield the names of our modules that one statement imports, `import_module("…")` included."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names if is_ours(alias.name))
        case ast.ImportFrom(module=module, level=level) if level > 0 or is_ours(module):
            yield module or "."
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name)), *_]
        ):
            yield from [name] * is_ours(name)
        case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name)), *_]):
            yield from [name] * is_ours(name)


def test_no_lazy_imports_between_our_own_files(trees: dict[str, ast.Module]) -> None:
    # A late import hides a ring: the contract of the floors then holds on paper only.
    faults = []
    for name, tree in trees.items():
        if name in MAY_LOAD_LATE:
            continue
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                faults += [
                    f"{name}:{node.lineno}: {ours}"
                    for node in ast.walk(function)
                    for ours in own_imports(node)
                    if isinstance(node, ast.stmt | ast.expr)
                ]
    assert [] == sorted(set(faults))


def test_no_type_checking_imports_between_our_own_files(trees: dict[str, ast.Module]) -> None:
    # An import for the types alone means that a thing stands on the wrong floor.
    faults = [
        f"{name}:{block.lineno}: {ours}"
        for name, tree in trees.items()
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
        for ours in own_imports(node)
    ]
    assert [] == faults


def test_the_model_knows_only_attrs_and_what_is_pure(trees: dict[str, ast.Module]) -> None:
    faults = []
    for name, tree in trees.items():
        if not name.startswith("model/"):
            continue
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            for imported in names:
                top = imported.partition(".")[0]
                known = top in sys.stdlib_module_names or any(
                    imported == allowed or imported.startswith(allowed + ".") for allowed in MODEL_KNOWS
                )
                if not known:
                    faults.append(f"{name}: {imported}")
    assert [] == faults


def test_the_floors_hold() -> None:
    """Run the contracts of pyproject.toml, so that whoever runs the tests runs them."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == run.returncode, run.stdout[-4000:] + run.stderr[-2000:]


@pytest.mark.parametrize("entry", ["sightline", "sightline.core.errors", "sightline.cli.main"])
def test_nothing_heavy_is_loaded_before_a_verb_runs(entry: str, package: Path) -> None:
    # `sightline --help` must answer at once; sqlalchemy alone costs more than all of that time.
    inside = package.parent.joinpath(*entry.split("."))
    if not (inside.is_dir() or inside.with_suffix(".py").is_file()):
        pytest.skip(f"{entry} is not written")
    run = subprocess.run(
        [sys.executable, "-c", f"import {entry}, sys; print(*sorted(sys.modules), sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert set() == loaded & HEAVY
