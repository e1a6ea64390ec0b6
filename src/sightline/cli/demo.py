"""Build the example case and publish its dossier: two accusers side by side, what is proved, what is withheld.

It says where to look, and what to type next with one's own files.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document, line, tell
from sightline.publish.dossier import publish
from sightline.work.demo import build_demo


def verb(
    folder: Annotated[Path, typer.Argument(help="Where to build it.", metavar="[DIR]")] = Path(
        "example-case"
    ),
    as_json: Json = False,
) -> None:
    """Build the example case."""
    done = build_demo(folder, tell=lambda text: tell(f"  {text}"))
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
    line(
        "Checked: every object, the chain, the checkpoint, the tables. In a copy with one flipped byte, check said:"
    )
    line(f"  {done.fault}")
    line("Held by somebody else, this line shows later that nothing was altered:")
    line(f"  {done.line}")
    line()
    line("Now with your own files:")
    name = _name()
    line(f"  {name} init my-case")
    line(f"  {name} add -w my-case PATH-TO-YOUR-FILES")
    line(f"  {name} publish -w my-case my-dossier")


def _name() -> str:
    """Give what to type for this program: its name, or its path where no shell would find the name."""
    return "sightline" if shutil.which("sightline") is not None else os.path.relpath(sys.argv[0])
