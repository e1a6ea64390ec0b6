"""Exporters: the tuple, the entry-point group with a package as it would be installed, and what each is handed."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import NotDisclosed, UnknownName, WrongUse
from sightline.model.disclosed import Dossier
from sightline.publish.exporters import BUILTIN, all_exporters, choose_exporter, export_dossier

CODE = """
from pathlib import Path

from sightline.publish.dossier import Published


class CodesExporter:
    name = {name!r}

    def write(self, dossier, target):
        text = "".join(f"{{entity.code}}\\t{{entity.title}}\\n" for entity in dossier.entities)
        Path(target).write_text(text, encoding="utf-8")
        return Published(target, 1, len(text.encode()), target)


CODES = CodesExporter()
NOTHING = object()
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a package with an entry point where Python finds it, as an installer does."""
    folder = tmp_path / "installed"

    def go(*, name: str = "codes", offers: str = "CODES") -> None:
        (folder / "codes_for_sightline-1.0.dist-info").mkdir(parents=True)
        (folder / "codes_for_sightline-1.0.dist-info" / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: codes-for-sightline\nVersion: 1.0\n"
        )
        (folder / "codes_for_sightline-1.0.dist-info" / "entry_points.txt").write_text(
            f"[sightline.exporters]\ncodes = codes_for_sightline:{offers}\n"
        )
        (folder / "codes_for_sightline.py").write_text(CODE.format(name=name))
        monkeypatch.syspath_prepend(str(folder))
        importlib.invalidate_caches()

    yield go
    sys.modules.pop("codes_for_sightline", None)


def test_built_in_ones_have_a_name_each() -> None:
    assert sorted({one.name for one in BUILTIN}) == sorted(one.name for one in BUILTIN)
    assert "site" == choose_exporter("site").name
    with pytest.raises(UnknownName, match="there is no exporter 'pdf'"):
        choose_exporter("pdf")


def test_a_package_offers_one(install: Install, sample: ModuleType, tmp_path: Path) -> None:
    install()
    assert [*(one.name for one in BUILTIN), "codes"] == [one.name for one in all_exporters()]
    dossier: Dossier = sample.april()
    done = export_dossier(dossier, tmp_path / "codes.tsv", choose_exporter("codes"))
    assert 1 == done.files
    written = (tmp_path / "codes.tsv").read_text(encoding="utf-8").splitlines()
    assert [f"{entity.code}\t{entity.title}" for entity in dossier.entities] == written


def test_a_name_that_is_taken_stays_taken(install: Install) -> None:
    install(name="site")
    with pytest.raises(WrongUse, match="which is taken"):
        all_exporters()


def test_what_is_no_exporter_is_named(install: Install) -> None:
    install(offers="NOTHING")
    with pytest.raises(WrongUse, match="codes_for_sightline:NOTHING is no exporter"):
        all_exporters()


def test_nothing_but_a_dossier_reaches_it(install: Install, tmp_path: Path) -> None:
    install()
    with pytest.raises(NotDisclosed):
        export_dossier(cast(Any, {"entities": []}), tmp_path / "codes.tsv", choose_exporter("codes"))
    assert not (tmp_path / "codes.tsv").exists()


def test_it_is_typed_like_the_others(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    install()
    runner = CliRunner()
    case = str(tmp_path / "case")
    runner.invoke(app, ["init", case])
    assert 0 == runner.invoke(app, ["new", "Incident", "--title", "Bridge", "-w", case]).exit_code
    done = runner.invoke(app, ["export", "codes", str(tmp_path / "codes.tsv"), "-w", case])
    assert (0, "INC-1\tBridge\n") == (done.exit_code, (tmp_path / "codes.tsv").read_text(encoding="utf-8"))
    # nothing was released: the package is handed nothing
    done = runner.invoke(
        app, ["export", "codes", str(tmp_path / "released.tsv"), "--release", "public", "-w", case]
    )
    assert (0, "") == (done.exit_code, (tmp_path / "released.tsv").read_text(encoding="utf-8"))
    refused = runner.invoke(app, ["export", "pdf", str(tmp_path / "a.pdf"), "-w", case])
    assert isinstance(refused.exception, WrongUse)
    assert "statements, sheet, site, ftm" in (refused.exception.todo or "")
    refused = runner.invoke(app, ["export", "statements", "--release", "public", "-w", case])
    assert "copy for the team" in str(refused.exception)
