"""What the tests of the house's own rules read: the source files, once, and every file that is kept."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sightline"


@pytest.fixture(scope="session")
def package() -> Path:
    """The package's own folder."""
    return PACKAGE


@pytest.fixture(scope="session")
def trees() -> dict[str, ast.Module]:
    """Every Python file of the package, parsed, by its path inside the package (``core/errors.py``)."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_bytes(), filename=str(path))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@pytest.fixture(scope="session")
def kept_texts() -> dict[str, str]:
    """Every text file that git keeps or would keep, by its path; skips where this is no checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: which files are kept is unknown")
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError) as fault:
        pytest.skip(f"git cannot say which files are kept: {fault}")
    texts = {}
    for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
        path = ROOT / name
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            texts[name] = data.decode("utf-8", errors="replace")
    return texts
