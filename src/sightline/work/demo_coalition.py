"""Builds the second example: an invented coalition that changes its members, in three posts that correct each other.

Its texts are kept whole, so that every statement quotes the words it rests on; each quote is looked up while building.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from sightline.core.errors import Unreadable, WrongUse
from sightline.core.settings import FILE
from sightline.model.disclosed import Dossier
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.checkpoint import checkpoint
from sightline.work.demo import Demo, Tell
from sightline.work.disclose import disclose
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.taking.intake import Added, Wish

TITLE = "The Lower Aren Front: an invented coalition and who belonged to it"
FIRST = "incident/2021-05-08-fordham"
FOLDER = "resources/cases/lower_aren"


def build_coalition(folder: Path, *, tell: Tell) -> Demo:
    """Build the second example, or open it where it is there.

    Raises
    ------
    WrongUse
        It is no folder, or holds other files.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUse("this is no folder", item=str(folder), todo="name a new folder")
    if (folder / FILE).exists():
        tell(f"{folder} is there already and is used as it is")
        case = open_case(folder)
    else:
        case = make_case(folder, title=TITLE)
        _fill(case, tell)
    try:
        line = checkpoint(case).line
        dossier: Dossier = disclose(case, first=FIRST)
    finally:
        close_case(case)
    return Demo(folder, dossier, line, "")


def _fill(case: Case, tell: Tell) -> None:
    with as_file(files("sightline") / FOLDER) as source:
        texts = {f"item/{path.stem}": path for path in sorted(source.glob("*.txt"))}
        codes = {}
        for key, path in texts.items():
            outcomes = list(add(case, [str(path)], Wish(why="a text of the second example")))
            codes[key] = next(one.code for one in outcomes if isinstance(one, Added))
        tell(f"kept {len(codes)} texts, each with its digest")
        with _lines(source / "statements.jsonl", texts, codes) as path:
            done = import_statements(case, path)
    tell(f"recorded {done.new} statements about {done.entities} entities, each with the words it rests on")


@contextmanager
def _lines(statements: Path, texts: Mapping[str, Path], codes: Mapping[str, str]) -> Iterator[Path]:
    """Write the statements with the codes that the texts have here and the span of every quote."""
    read = {key: path.read_text(encoding="utf-8") for key, path in texts.items()}
    with TemporaryDirectory() as folder:
        path = Path(folder) / statements.name
        with path.open("w", encoding="utf-8") as out:
            for line in statements.read_text(encoding="utf-8").splitlines():
                body = json.loads(line)
                for ref in body.get("evidence", ()):
                    begin = read[ref["item"]].find(ref["quote"])
                    if begin < 0:
                        raise Unreadable(
                            f"{ref['quote']!r} does not stand in it",
                            item=f"{ref['item']}.txt",
                            todo="install Sightline again: its example was altered",
                        )
                    ref |= {"start": begin, "end": begin + len(ref["quote"]), "item": codes[ref["item"]]}
                body["entity"] = codes.get(body.get("entity"), body.get("entity"))
                if body["entity"] is None:
                    del body["entity"]
                value = body.get("value")
                if isinstance(value, dict) and value.get("entity") in codes:
                    body["value"] = {"entity": codes[value["entity"]]}
                out.write(json.dumps(body, ensure_ascii=False) + "\n")
        yield path
