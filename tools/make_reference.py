#!/usr/bin/env python3
"""Write the reference part of the documentation from the program itself, so that it cannot lie.

    python tools/make_reference.py            write docs/reference/*.md
    python tools/make_reference.py --check    write nothing; exit 1 and name the pages that are behind

Read are: the tree of errors (`sightline.core.errors`), the settings (`sightline.core.settings`), the verbs of the
command line (`sightline.cli.main:app`), the methods of a case (`sightline.api`), the bodies of the ledger
(`sightline.model.record`), the kinds and the vocabularies (`sightline/resources`). A test compares the pages with what
this file would write.
"""

import ast
import importlib
import importlib.util
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
RESOURCES = ROOT / "src" / "sightline" / "resources"

NOTE = "<!-- Written by tools/make_reference.py: change the program, not this page. -->"


def page(title: str, lead: str, body: Iterable[str]) -> str:
    """Join a page: title, the note that it is generated, one sentence, the rest."""
    text = "\n".join([f"# {title}", "", NOTE, "", lead, "", *body])
    return text.rstrip("\n") + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Draw a Markdown table; bars and line ends inside a cell are made harmless."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

    return [line(head), line(["---"] * len(head)), *map(line, rows), ""]


def code(text: str) -> str:
    """Set a word in code type; nothing for nothing."""
    return f"`{text}`" if text != "" else ""


# -------------------------------------------------------------------------------------------------------------- errors


def children(cls: type[Any], module: ModuleType) -> list[type[Any]]:
    """List the direct subclasses that a module itself declares, in the order in which it does."""
    own = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and value.__module__ == module.__name__
    ]
    return [value for value in own if value.__base__ is cls]


def tree(cls: type[Any], module: ModuleType, indent: str = "") -> Iterator[str]:
    """Draw the tree below a class."""
    below = children(cls, module)
    for sub in below:
        last = sub is below[-1]
        yield f"{indent}{'└── ' if last else '├── '}{sub.__name__}"
        yield from tree(sub, module, indent + ("    " if last else "│   "))


def errors_page() -> str:
    """Introspect the tree of errors: what each means, its exit code and HTTP status."""
    module = importlib.import_module("sightline.core.errors")
    root = module.SightlineError
    body = ["```text", root.__name__, *tree(root, module), "```", ""]

    def sections(cls: type[Any], depth: int) -> Iterator[str]:
        about = inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("``", "`")
        yield from [f"{'#' * min(depth, 4)} {cls.__name__}", "", about, ""]
        yield from [f"Exit code {cls.exit_code}, HTTP status {cls.http_status}.", ""]
        for sub in children(cls, module):
            yield from sections(sub, depth + 1)

    body += sections(root, 2)
    lead = (
        "Every fault that Sightline names is one of these. A branch says what to do next; the exit code of the "
        "command line and the HTTP status belong to the branch. Each error carries the item it is about and what a "
        "person can do."
    )
    return page("Errors", lead, body)


# ------------------------------------------------------------------------------------------------------------ settings


def written(value: object) -> str:
    """Write a default as it would stand in sightline.toml."""
    if isinstance(value, str | bool | int | float | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None or value is attrs.NOTHING else str(value)


def settings_page() -> str:
    """Introspect the settings record: a section of sightline.toml a heading, a key a row."""
    record = importlib.import_module("sightline.core.settings").Settings
    body: list[str] = []
    sections: dict[str, list[tuple[str, ...]]] = {}
    for field in attrs.fields(record):
        section, _, key = field.name.partition("_")
        kind = getattr(field.type, "__name__", str(field.type))
        row = (
            code(key),
            {"str": "text", "int": "whole number", "float": "number", "bool": "yes or no"}.get(kind, kind),
        )
        sections.setdefault(section, []).append(
            (*row, code(written(field.default)), field.metadata.get("about", ""))
        )
    for section, rows in sections.items():
        body += [f"## [{section}]", "", *table(("key", "takes", "default", "what it is"), rows)]
    lead = (
        "Settings stand in `sightline.toml` in the workspace. A key that is not known, or a value that cannot be "
        "used, stops the start and names its line."
    )
    return page("Settings", lead, body)


# ------------------------------------------------------------------------------------------------------------ commands


def flags(param: Any) -> str:
    """Write how a parameter is given: its name for an argument, its spellings for an option."""
    if param.param_type_name == "argument":
        name = param.metavar or param.name.upper()
        more = param.nargs != 1 and "..." not in name and "…" not in name
        return code(f"{name}..." if more else name)
    takes_one = not getattr(param, "is_flag", False) and param.metavar is not None
    word = f" {param.metavar}" if takes_one else ""
    return ", ".join(code(f"{spelling}{word}") for spelling in [*param.opts, *param.secondary_opts])


def default(param: Any) -> str:
    """Write the default of a parameter where saying it helps."""
    value = param.default() if callable(param.default) else param.default
    if value is None or value is False or value in ("", [], ()):
        return "needed" if param.required else ""
    return code(str(value))


def help_text(text: str) -> str:
    """Set a verb's help in Markdown: a paragraph under a lone backspace is kept line by line."""
    parts = []
    for part in inspect.cleandoc(text).split("\f")[0].strip().split("\n\n"):
        whole = part.removeprefix("\b\n")
        parts.append(f"```text\n{whole}\n```" if whole != part else part)
    return "\n\n".join(parts)


def verb_sections(command: Any, name: str, context: Any, depth: int) -> Iterator[str]:
    """Describe one verb, and the verbs below it."""
    yield from [f"{'#' * depth} {name}", ""]
    if command.help:
        yield from [help_text(command.help), ""]
    params = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    arguments = [p for p in params if p.param_type_name == "argument"]
    shown = [name, *(["[OPTIONS]"] if len(params) > len(arguments) else [])]
    for p in arguments:
        given = flags(p).strip("`")
        shown.append(given if p.required or given.startswith("[") else f"[{given}]")
    if not hasattr(command, "list_commands"):
        yield from ["```text", " ".join(shown), "```", ""]
    if params:
        rows = [(flags(p), default(p), getattr(p, "help", None) or "") for p in params]
        yield from table(("", "default", "what it does"), rows)
    if hasattr(command, "list_commands"):
        for sub in command.list_commands(context):
            below = command.get_command(context, sub)
            if below is not None and not getattr(below, "hidden", False):
                inner = below.context_class(below, info_name=sub, parent=context)
                yield from verb_sections(below, f"{name} {sub}", inner, max(2, depth))


def command_line() -> Any:
    """Give the command line as one command with verbs below it, every verb loaded."""
    return importlib.import_module("typer.main").get_command(
        importlib.import_module("sightline.cli.main").app
    )


def commands_page() -> str:
    """Introspect the verbs of the command line."""
    sections: list[str] = []
    if importlib.util.find_spec("sightline.cli.main") is not None:
        top = command_line()
        sections = list(verb_sections(top, "sightline", top.context_class(top, info_name="sightline"), 1))
    lead = (
        "The verbs of the command line, in the order of an investigation. Messages are printed on standard error, so "
        "that what is printed on standard output can be used by another program."
    )
    return page("Commands", lead, sections[2:])


# ------------------------------------------------------------------------------------------------------------- library


def call(name: str, method: Callable[..., Any]) -> str:
    """Write how a method is called, types by their last name."""
    taken = inspect.signature(method)
    shown = str(taken.replace(parameters=list(taken.parameters.values())[1:]))
    return name + re.sub(r"\b(?:[A-Za-z_]\w*\.)+(\w+)", r"\1", shown)


def library_page() -> str:
    """Introspect what an open case offers in Python, by area."""
    api = importlib.import_module("sightline.api")
    body: list[str] = []
    for area in api.Case.__bases__:
        about = (importlib.import_module(area.__module__).__doc__ or "").strip().splitlines()[0]
        methods = {name: method for name, method in vars(area).items() if inspect.isfunction(method)}
        told = ((call(n, m), (inspect.getdoc(m) or "").split("\n\n")[0]) for n, m in methods.items())
        lines = (f"- {code(typed)}: {words.replace('``', '`')}" for typed, words in told)
        body += [f"## {about.rstrip('.')}", "", *lines, ""]
    body += ["## Names beside", "", ", ".join(code(name) for name in api.__all__) + "."]
    lead = (
        "What `import sightline` gives. `sightline.open(folder, by=None)` and `sightline.make(folder, by=None)` give a "
        "`Case`; these are its methods. [How it is used](../how-to/use-from-python.md)."
    )
    return page("Library", lead, body)


# -------------------------------------------------------------------------------------------------------------- ledger


def body_shapes(module: ModuleType) -> Iterator[tuple[str, str, list[str]]]:
    """Read from its source what each function writes: (the word in ``is``, what it is, its keys as written)."""
    for node in ast.parse(inspect.getsource(module)).body:
        if (
            not isinstance(node, ast.FunctionDef)
            or node.name.startswith("_")
            or node.name in ("shell", "upcast")
        ):
            continue
        keys: list[str] = []
        word = ""
        for inner in ast.walk(node):
            pairs: list[tuple[ast.expr | None, ast.expr | None]] = []
            if isinstance(inner, ast.Dict):
                pairs = list(zip(inner.keys, inner.values, strict=True))
            elif isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Subscript):
                pairs = [(inner.targets[0].slice, inner.value)]
            for key, value in pairs:
                if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
                    continue
                keys.append(key.value)
                if key.value == "is" and isinstance(value, ast.Constant):
                    word = str(value.value)
        if word:
            about = (ast.get_docstring(node) or "").split("\n\n")[0]
            about = " ".join(about.replace("``", "`").split()).removeprefix("Make the ")
            yield word, about[:1].upper() + about[1:], list(dict.fromkeys(k for k in keys if k != "is"))


def ledger_page() -> str:
    """Introspect what a ledger holds: kinds of events, shapes of bodies, what of a body outlives its withholding."""
    module = importlib.import_module("sightline.model.record")
    evidence = importlib.import_module("sightline.model.evidence_record")
    shells = importlib.import_module("sightline.model.shells")
    kinds = importlib.import_module("sightline.model.event_kinds").EVENT_KINDS
    body = ["## Kinds of events", ""]
    body += table(("kind", "what happened"), ((code(kind), about) for kind, about in kinds.items()))
    body += ["## Bodies", ""]
    body += ["The first body of an event is the `act`. Keys with their ordinary value are left out.", ""]
    rows = []
    for word, about_it, keys in [*body_shapes(module), *body_shapes(evidence), *body_shapes(shells)]:
        listed = [*module.IDENTITY_KEYS, "rank", "note", "succeeds", *keys] if word == "statement" else keys
        kept = shells.SHELL_KEYS.get(word, ())
        rows.append(
            (code(word), about_it, ", ".join(map(code, dict.fromkeys(listed))), ", ".join(map(code, kept)))
        )
    body += table(("`is`", "what it is", "keys", "readable when withheld"), rows)
    body += ["## A statement's ordinary values", ""]
    body += table(
        ("key", "ordinary value"),
        ((code(k), code(json.dumps(v))) for k, v in module.STATEMENT_DEFAULTS.items()),
    )
    lead = (
        f"What is written into the ledger, in version {module.VERSION} of its format. How it is hashed, signed and "
        "encrypted, byte for byte: [the format of the ledger](../decisions/0002-ledger-format.md)."
    )
    return page("Ledger", lead, body)


# ------------------------------------------------------------------------------------------- kinds and vocabularies


def records(folder: str) -> list[Mapping[str, Any]]:
    """Read the YAML files of a folder of resources, by name."""
    files = sorted((RESOURCES / folder).rglob("*.yaml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) | {"file": path.stem} for path in files]


def takes(declared: Mapping[str, Any]) -> str:
    """Write what a property holds."""
    words = [declared.get("type", "text")]
    if "kinds" in declared:
        words = [" or ".join(f"[{kind}](#{kind.lower()})" for kind in declared["kinds"])]
    if "vocabulary" in declared:
        words = [f"[{declared['vocabulary']}](vocabularies.md#{declared['vocabulary'].replace(' ', '-')})"]
    marks = {
        "single": "one at a time",
        "sensitive": "encrypted",
        "contradicts": "competing values contradict",
    }
    return ", ".join(words + [text for mark, text in marks.items() if declared.get(mark) is True])


def about(declared: Mapping[str, Any]) -> str:
    """Write the label of a property, what it means, and its own qualifiers."""
    text = [declared.get("label", ""), declared.get("about", "")]
    own = declared.get("qualifiers") or {}
    if own:
        text.append("Qualifiers: " + ", ".join(code(name) for name in own) + ".")
    return ". ".join(part.rstrip(".") for part in text if part) + "."


def kinds_page() -> str:
    """Introspect the built-in kinds and their properties."""
    body: list[str] = []
    declared = sorted(records("schemas"), key=lambda kind: (kind.get("extends") is not None, kind["kind"]))
    for kind in declared:
        body += [f"## {kind['kind']}", "", kind.get("about", ""), ""]
        facts = []
        if "code" in kind:
            facts.append(f"Short codes such as `{kind['code']}-12`.")
        if "extends" in kind:
            facts.append(f"Has all that [{kind['extends']}](#{kind['extends'].lower()}) has.")
        if kind.get("abstract"):
            facts.append("Nothing is of this kind itself.")
        body += [" ".join(facts), ""]
        for key, title in (("properties", "property"), ("qualifiers", "qualifier")):
            rows = [(code(name), takes(prop), about(prop)) for name, prop in (kind.get(key) or {}).items()]
            body += table((title, "holds", "what it is"), rows) if rows else []
    lead = (
        "The kinds that every case knows. A workspace adds kinds and properties of its own in its `schemas/` folder, "
        "in the same form; forms, search and exports follow from the declaration."
    )
    return page("Kinds and properties", lead, body)


def term_rows(terms: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """List the terms of a vocabulary, in its own order."""
    return [
        (
            code(str(term["id"])),
            " / ".join(str(term[k]) for k in ("label", "label_ar") if k in term),
            str(term.get("gloss", "")),
        )
        for term in terms
    ]


def vocabularies_page() -> str:
    """Introspect the vocabularies: where each comes from, when it was taken, its terms."""
    body: list[str] = []
    for words in records("vocabularies"):
        name = words.get("vocabulary", words["file"])
        body += [f"## {name}", "", f"**{words.get('title', name)}.** {words.get('about', '')}", ""]
        body += [f"From: {words['source']} ({words['date']})", ""]
        body += table(("term", "label", "what it means"), term_rows(words["terms"]))
    lead = (
        "Words that properties of type `term` may hold. Scales keep their own names and are never converted into "
        "each other."
    )
    return page("Vocabularies", lead, body)


# ---------------------------------------------------------------------------------------------------------------------

WRITERS: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "errors.md": errors_page,
    "kinds.md": kinds_page,
    "ledger.md": ledger_page,
    "library.md": library_page,
    "settings.md": settings_page,
    "vocabularies.md": vocabularies_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return the exit code."""
    behind = []
    for name, write in WRITERS.items():
        path, text = PAGES / name, write()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        behind.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"written: docs/reference/{name}")
    if behind and "--check" in arguments:
        print("behind the program, run tools/make_reference.py: " + ", ".join(behind), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
