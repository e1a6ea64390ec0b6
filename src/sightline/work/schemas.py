"""Finds the declarations in force: those of the package, then those of the workspace, read in one way."""

import hashlib
from functools import lru_cache
from pathlib import Path

from sightline.core.errors import BadSchema
from sightline.core.resources import Node, builtin, load_yaml
from sightline.model.schema import Schema
from sightline.model.schema_read import Declaration, build

FOLDERS = ("schemas", "vocabularies")


def load_schema(workspace: Path | None) -> Schema:
    """Load the built-in schema and what a workspace adds under ``schemas/``.

    Raises
    ------
    BadSchema
        Names file, line and field.
    """
    own = [] if workspace is None else _own_files(workspace)
    if not own:
        return _builtin_schema()
    return build([*_builtin_declarations(), *(_declaration(path, path.name) for path in own)])


def declaration_texts(workspace: Path | None) -> dict[str, str]:
    """Give name and text of every declaration in force, as the ledger keeps them."""
    texts = {
        f"sightline/{folder}/{p.name}": p.read_text("utf-8") for folder in FOLDERS for p in builtin(folder)
    }
    for path in [] if workspace is None else _own_files(workspace):
        texts[f"workspace/{path.name}"] = path.read_text("utf-8")
    return texts


def fingerprint(texts: dict[str, str]) -> str:
    """Digest of all declarations, to see whether any changed (hex)."""
    whole = hashlib.sha256()
    for name in sorted(texts):
        whole.update(f"{name}\0{len(texts[name])}\0{texts[name]}".encode())
    return whole.hexdigest()


def _own_files(workspace: Path) -> list[Path]:
    return sorted(p for p in (workspace / "schemas").glob("*") if p.suffix in (".yaml", ".yml"))


@lru_cache(maxsize=1)
def _builtin_schema() -> Schema:
    return build(_builtin_declarations())


@lru_cache(maxsize=1)
def _builtin_declarations() -> tuple[Declaration, ...]:
    return tuple(_declaration(path, path.name) for folder in FOLDERS for path in builtin(folder))


def _declaration(path: object, name: str) -> Declaration:
    node = load_yaml(path, name=name, error=BadSchema)  # type: ignore[arg-type]
    tree = node.plain()
    if not isinstance(tree, dict):
        node.refuse("a declaration is a mapping of keys")

    def where(steps: tuple[str | int, ...]) -> str:
        here: Node = node
        for step in steps:
            below: Node | None = None
            if isinstance(here.value, dict):
                below = here.value.get(str(step))
            elif isinstance(here.value, tuple) and isinstance(step, int):
                below = here.value[step]
            if below is None:
                break
            here = below
        return f"{name}:{here.line}"

    return Declaration(tree, where)
