"""A case whose objects lie in a bucket does what any case does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.clock import FixedClock
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.rebuild import rebuild


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_imported_checked_lost_and_rebuilt(case: Case, bucket: str, lines: Callable[..., Path]) -> None:
    settings = case.folder / "sightline.toml"
    settings.write_text(settings.read_text() + f'\n[vault]\nurl = "{bucket}"\n')
    far = open_case(case.folder, clock=FixedClock(1_500_000_000_000, seed=50), by="tester")
    done = import_statements(far, lines({"entity": "actor/a", "property": "name", "value": "A"}))
    digest = bytes.fromhex(done.sha256)
    assert far.vault.where(digest).startswith(bucket)
    assert not list((case.folder / "objects").rglob("*"))
    assert [] == [f.what for f in check(far).faults]
    rebuild(far)
    assert [] == [f.what for f in check(far).faults]
    far.vault.remove(digest)
    assert ["the object is missing"] == [f.what for f in check(far).faults]
    close_case(far)
