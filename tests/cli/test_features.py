"""``sightline features`` for a person: what is left out is said."""

import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from sightline.cli.main import run
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.say import Saying, say


def test_hits_beyond_the_best_fifty_are_counted(
    tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # a case with many plates of one make printed fifty hits as if there were no more
    case = make_case(tmp_path / "case", title="A case", by="tester")
    new(case, "Artefact", title="Cylinder")
    for n in range(52):
        say(case, "ART-1", "marking", f"8G-7715 plate {n}", saying=Saying())
    close_case(case)
    argv = ["sightline", "features", "--marking", "8G-7715", "-w", str(tmp_path / "case")]
    with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
        run()
    told = capsys.readouterr().out
    assert (0, 50) == (end.value.code, told.count(": as asked"))
    assert "\n2 more are left out" in told
