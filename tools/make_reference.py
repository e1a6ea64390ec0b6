#!/usr/bin/env python3
"""Write the reference part of the documentation from the program itself, so that it cannot lie.

    python tools/make_reference.py            write docs/reference/*.md
    python tools/make_reference.py --check    write nothing; exit 1 and name the pages that are behind

Read are: the tree of errors (`sightline.core.errors`), the settings (`sightline.core.settings`), the verbs of the
command line (`sightline.cli.main:app`), the kinds and the vocabularies (`sightline/resources`). A test compares the
pages with what this file would write.
"""

import importlib
import importlib.util
import inspect
import json
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
        name = (param.metavar or param.name).upper()
        return code(f"{name}..." if param.nargs != 1 and not name.endswith("...") else name)
    return ", ".join(code(spelling) for spelling in [*param.opts, *param.secondary_opts])


def default(param: Any) -> str:
    """Write the default of a parameter where saying it helps."""
    value = param.default() if callable(param.default) else param.default
    if value is None or value is False or value in ("", [], ()):
        return "needed" if param.required else ""
    return code(str(value))


def verb_sections(command: Any, name: str, context: Any, depth: int) -> Iterator[str]:
    """Describe one verb, and the verbs below it."""
    yield from [f"{'#' * depth} {name}", ""]
    if command.help:
        yield from [inspect.cleandoc(command.help).split("\f")[0].strip(), ""]
    params = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    arguments = [p for p in params if p.param_type_name == "argument"]
    shown = [name, *(["[OPTIONS]"] if len(params) > len(arguments) else [])]
    shown += [flags(p).strip("`") if p.required else f"[{flags(p).strip('`')}]" for p in arguments]
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
    """Introspect the verbs of the command line; while there is none, the exit codes alone."""
    sections: list[str] = []
    if importlib.util.find_spec("sightline.cli.main") is not None:
        top = command_line()
        sections = list(verb_sections(top, "sightline", top.context_class(top, info_name="sightline"), 1))
    lead = (
        "Exit codes: 0 done; 1 something was found wrong, everything else done; 2 wrong use; 3 not a workspace or a "
        "newer one; 4 an outside program is missing, named with how to install it."
    )
    return page("Commands", lead, sections[2:])


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
