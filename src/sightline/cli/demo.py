"""Build the example case and publish its dossier, or with --training the training case: a valley with known answers.

The example case: two accusers side by side, what is proved, what is withheld, and what to type next with one's own
files. --case lower-aren builds the second one: an invented coalition that changes its members, told by three posts that
correct each other. The training case: six exercises from "find the place name" to "whose account of when cannot be
true"; with --answer, an answer is checked and explained.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document, line, tell
from sightline.core.errors import WrongUse
from sightline.publish.dossier import publish
from sightline.work.demo import build_demo
from sightline.work.demo_coalition import build_coalition
from sightline.work.training.answers import check_answer
from sightline.work.training.build import build_training, is_training

EXAMPLES = {"april-2014": build_demo, "lower-aren": build_coalition}


def verb(
    folder: Annotated[Path, typer.Argument(help="Where to build it.", metavar="[DIR]")] = Path(
        "example-case"
    ),
    example: Annotated[
        str, typer.Option("--case", help="Which example: april-2014 or lower-aren.", metavar="NAME")
    ] = "april-2014",
    training: Annotated[
        Path | None,
        typer.Option("--training", help="Build the training case there instead.", metavar="DIR"),
    ] = None,
    answer: Annotated[
        tuple[int, str] | None,
        typer.Option(
            "--answer",
            help="With --training: check the answer to exercise N; 'show' tells it.",
            metavar="N TEXT",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Build the example case, or the training case."""
    if answer is not None:
        if training is None:
            raise WrongUse("--answer belongs to --training", todo="add --training DIR")
        _answer(training, answer, as_json=as_json)
    elif training is not None:
        _training(training, as_json=as_json)
    else:
        _example(folder, example, as_json=as_json)


def _example(folder: Path, example: str, *, as_json: bool) -> None:
    if example not in EXAMPLES:
        raise WrongUse(f"there is no example {example!r}", item="--case", todo=f"use {' or '.join(EXAMPLES)}")
    done = EXAMPLES[example](folder, tell=lambda text: tell(f"  {text}"))
    site = publish(done.dossier, folder.with_name(f"{folder.name}-dossier"))
    if as_json:
        body = {
            "folder": str(folder),
            "dossier": str(site.front),
            "checkpoint": done.line,
            "flipped": done.fault,
        }
        document("demo", body)
        return
    line()
    line(f"The example case lies in {folder}; its dossier is ready. Open in a browser:")
    line(f"  {site.front.resolve().as_uri()}")
    line()
    if done.fault:
        line("Checked: every object, the chain, the checkpoint, the tables.")
        line("In a copy with one flipped byte, check said:")
        line(f"  {done.fault}")
    line("Held by somebody else, this line shows later that nothing was altered:")
    line(f"  {done.line}")
    line()
    line("Now with your own files:")
    name = _name()
    line(f"  {name} init my-case")
    line(f"  {name} add -w my-case PATH-TO-YOUR-FILES")
    line(f"  {name} publish -w my-case my-dossier")
    other = next(one for one in EXAMPLES if one != example)
    line("Or another example:")
    line(f"  {name} demo --case {other} {other}")


def _training(folder: Path, *, as_json: bool) -> None:
    # the pages' commands are typed in the folder, so a path would have to be a whole one
    program = "sightline" if shutil.which("sightline") is not None else str(Path(sys.argv[0]).resolve())
    done = build_training(folder, program=program, tell=lambda text: tell(f"  {text}"))
    if as_json:
        document("training", {"folder": str(folder), "pages": [str(page) for page in done.pages]})
        return
    line()
    line(f"The training case lies in {folder}. Begin with:")
    line(f"  {done.pages[0]}")
    line()
    line("Six exercises, each a page with its question and the command to try. Check an answer:")
    line(f'  {_name()} demo --training {folder} --answer 1 "LAT, LON"')


def _answer(folder: Path, answer: tuple[int, str], *, as_json: bool) -> None:
    if not is_training(folder):
        raise WrongUse(
            "there is no training case in this folder",
            item=str(folder),
            todo=f"build it first: {_name()} demo --training {folder}",
        )
    judged = check_answer(*answer)
    if as_json:
        body = {
            "exercise": judged.number,
            "answer": answer[1],
            "judged": judged.word,
            "off": judged.off,
            "tolerance": judged.tolerance,
            "truth": judged.truth,
            "how": judged.how,
        }
        document("training-answer", body)
        return
    line(judged.word.capitalize() + (f": {judged.off}" if judged.off != "" else "."))
    if judged.tolerance != "":
        line(f"  counts as {judged.tolerance}")
    if judged.truth is not None:
        line(f"  {judged.truth}")
    line(f"  {judged.how}")


def _name() -> str:
    """Give what to type for this program: its name, or its path where no shell would find the name."""
    return "sightline" if shutil.which("sightline") is not None else os.path.relpath(sys.argv[0])
