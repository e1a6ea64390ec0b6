"""Compiled loops are kept on disk, and made again only when something they depend on changed."""

import time

from sightline.measure.media import compiling
from sightline.measure.media.compiling import prepare_cache


def test_loops_are_compiled_once(tmp_path, monkeypatch):
    prepare_cache(tmp_path / "compiled")
    kept = sorted(one.name for one in (tmp_path / "compiled").rglob("*.nbc"))
    assert 7 == len(kept)
    began = time.monotonic()
    prepare_cache(tmp_path / "compiled")
    assert time.monotonic() - began < 0.5
    calls = []
    monkeypatch.setattr(compiling, "_state", lambda: "another compiler")
    monkeypatch.setattr(compiling.subprocess, "run", lambda argv, **_: calls.append(argv) or _Done())
    prepare_cache(tmp_path / "compiled")
    assert 1 == len(calls)


class _Done:
    returncode = 0
