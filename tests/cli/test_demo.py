"""What the example case ends with: what to type next, the other example among it."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from sightline.cli import demo


@pytest.mark.parametrize("built, other", [("april-2014", "lower-aren"), ("lower-aren", "april-2014")])
def test_the_other_example_is_named_at_the_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    built: str,
    other: str,
) -> None:
    done = SimpleNamespace(dossier=None, fault="", line="a line")
    monkeypatch.setattr(demo, "EXAMPLES", dict.fromkeys(demo.EXAMPLES, lambda folder, tell: done))
    monkeypatch.setattr(demo, "publish", lambda dossier, folder: SimpleNamespace(front=folder / "index.html"))
    demo.verb(tmp_path / "example", example=built)
    assert capsys.readouterr().out.rstrip().endswith(f"demo --case {other} {other}")
