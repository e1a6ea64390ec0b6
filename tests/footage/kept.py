"""Render each film once in a test run, whoever asks for it, under pytest's own temporary folder.

In a test module::

    from tests.footage.kept import kept

    @pytest.fixture(scope="session")
    def films(tmp_path_factory):
        return kept(tmp_path_factory)

    def test_something(films):
        original = films.scene(seed=3, seconds=8)
        smaller = films.edited("resize", strength=0.5, scene_seed=3, seconds=8)
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.footage.broken import BROKEN, broken
from tests.footage.edit import edit
from tests.footage.scene import film_scene


class Kept:
    """A folder of films that are there already; reads must not change them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def scene(self, *, seed: int = 1, seconds: float = 8.0, **options) -> Path:
        """Return the film of a scene; the options are those of ``film_scene``."""
        return self.make(
            f"scene-{seed}",
            lambda path: film_scene(path, seed=seed, seconds=seconds, **options),
            of=(seconds, sorted(options.items())),
        )

    def edited(self, name: str, *, strength=None, edit_seed: int = 1, scene_seed: int = 1, **options) -> Path:
        """Return an edited copy of ``scene(seed=scene_seed, **options)``."""
        source = self.scene(seed=scene_seed, **options)
        return self.make(
            f"{name}-{scene_seed}",
            lambda path: edit(source, path, name, strength=strength, seed=edit_seed),
            of=(strength, edit_seed, source.name),
        )

    def broken(self, name: str) -> Path:
        """Return the film or picture with a fault, a key of ``tests.footage.broken.BROKEN``."""
        return self.make(name, lambda path: broken(path.parent, name).rename(path), ending=BROKEN[name][1])

    def make(
        self, name: str, maker: Callable[[Path], object], *, of: object = (), ending: str = "mp4"
    ) -> Path:
        """Return the file that ``maker`` writes at a path, made at the first call with the same name and ``of``."""
        mark = hashlib.sha256(repr((name, of)).encode()).hexdigest()[:10]
        target = self.folder / f"{name}-{mark}.{ending}"
        if not target.exists():
            work = self.folder / f"unfinished-{mark}"
            work.mkdir(parents=True, exist_ok=True)
            made = work / target.name
            maker(made)
            # only what is whole gets its name, so a test that was stopped leaves nothing half
            made.rename(target)
        return target


@cache
def _kept_in(folder: Path) -> Kept:
    folder.mkdir(parents=True, exist_ok=True)
    return Kept(folder)


def kept(tmp_path_factory) -> Kept:
    """Return the films of this test run: the same object for all that ask."""
    return _kept_in(tmp_path_factory.getbasetemp() / "footage")
