"""Verbs that are made out of what is their own: what they take, and in which order."""

import inspect
from typing import Annotated

import typer
from typer.testing import CliRunner

from sightline.cli.acting import acting
from sightline.cli.asking import Asked, asking
from sightline.work.act import Act
from sightline.work.case import Case

Word = Annotated[str, typer.Argument(help="A word.")]


def test_an_act_takes_its_own_words_and_then_what_all_take() -> None:
    @acting
    def act(case: Case, word: Word, why: str | None = None) -> Act:
        """Do it."""
        raise NotImplementedError

    assert ["word", "why", "workspace", "by", "as_json"] == list(inspect.signature(act).parameters)
    assert "Do it." == act.__doc__


def test_a_question_is_told_how_it_was_asked() -> None:
    heard = []
    app = typer.Typer()

    @app.command()
    @asking
    def question(asked: Asked, word: Word) -> None:
        """Ask it."""
        heard.append((word, asked.times.held_at, asked.times.known_at, str(asked.workspace), asked.as_json))

    done = CliRunner().invoke(app, ["what", "--held-at", "2014", "-w", "there", "--json"])
    assert (0, [("what", "2014", None, "there", True)]) == (done.exit_code, heard)
