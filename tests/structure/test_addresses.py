"""What is kept names no package registry and no folder of the machine it was written on."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Written in two halves so that this file does not name what it refuses.
REGISTRIES = [
    first + second
    for first, second in [
        ("pypi.", "org"),
        ("pypi.", "python.org"),
        ("pythonhosted.", "org"),
        ("registry.npm", "js.org"),
        ("registry.yarn", "pkg.com"),
        ("conda.anaconda", ".org"),
        ("crates.", "io"),
        ("proxy.go", "lang.org"),
        ("deb.debian", ".org"),
    ]
]

HOMES = re.compile(r"(?<![\w.])/(?:home|Users)/(?!user/|you/|someone/)[A-Za-z][\w.-]*/|(?<![\w.])/root/[\w.]")


def lines_with(kept_texts: dict[str, str], *, finds: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name, text in kept_texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if finds.search(line) is not None
    ]


def test_no_registry_is_named(kept_texts: dict[str, str]) -> None:
    # A lock that names its host cannot be installed behind another one, and tells where it was made.
    assert [] == lines_with(kept_texts, finds=re.compile("|".join(map(re.escape, REGISTRIES))))


def test_no_home_is_named(kept_texts: dict[str, str]) -> None:
    assert [] == lines_with(kept_texts, finds=HOMES)


def test_this_checkout_is_not_named(kept_texts: dict[str, str]) -> None:
    here = re.compile(re.escape(str(ROOT)) + r"(?![\w-])")
    assert [] == lines_with(kept_texts, finds=here)


def test_the_lock_with_hosts_stays_out(kept_texts: dict[str, str]) -> None:
    assert [] == [name for name in kept_texts if Path(name).name == "uv.lock"]


def test_locks_hold_a_hash_for_every_pin() -> None:
    for name in ("requirements.txt", "requirements-build.txt", "requirements-dev.txt"):
        entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        pins = [line for line in entries if line.strip() != "" and not line.lstrip().startswith("#")]
        assert [] == [line for line in pins if "==" not in line or "--hash=sha256:" not in line]
        assert [] == [line for line in pins if "://" in line or " @ " in line]


def test_the_locks_agree() -> None:
    # `make demo` and `make test` share one environment: a version must not go back and forth between them.
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.partition(";")[0].rstrip(" \\") for line in lines if "==" in line[:80]}

    assert set() == pins("requirements.txt") - pins("requirements-dev.txt")
    assert set() == pins("requirements-build.txt") - pins("requirements-dev.txt")
