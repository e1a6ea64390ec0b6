"""The script that installs Debian packages: does so where it may, and else prints the one line to run."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "debian_packages.sh"


@pytest.fixture
def machine(tmp_path: Path):
    """Make a machine of stubs: who we are, what is installed, whether sudo asks for a password."""

    def run(
        argument: str, *, uid: int = 1000, installed: str = "", sudo: bool = False, apt_works: bool = True
    ) -> tuple[int, str, list[str]]:
        stubs = tmp_path / "bin"
        stubs.mkdir(exist_ok=True)
        log = tmp_path / "log"
        log.write_text("")
        outcome = "exit 0" if apt_works else "exit 100"
        bodies = {
            "id": f"echo {uid}",
            "dpkg-query": f'case " {installed} " in *" $3 "*) printf installed ;; *) exit 1 ;; esac',
            "apt-get": f'echo "$@" >> {log}; {outcome}',
            "sudo": 'shift; [ "$1" = true ] && exit 0; exec "$@"' if sudo else "exit 1",
        }
        for name, body in bodies.items():
            (stubs / name).write_text(f"#!/bin/sh\n{body}\n")
            (stubs / name).chmod(0o755)
        done = subprocess.run(
            ["/bin/sh", str(SCRIPT), argument],
            env={"PATH": f"{stubs}:/usr/bin:/bin"} | {k: v for k, v in os.environ.items() if k == "LANG"},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr, log.read_text().splitlines()

    return run


USING = (
    "python3-venv bubblewrap tesseract-ocr tesseract-ocr-ara tesseract-ocr-rus tesseract-ocr-ukr "
    "libimage-exiftool-perl ffmpeg poppler-utils fonts-noto-core"
)


def test_nothing_missing_is_silence(machine) -> None:
    assert (0, "", []) == machine("demo", uid=0, installed=USING)


def test_without_root_or_sudo_it_prints_one_line_and_goes_on(machine) -> None:
    code, said, apt = machine("demo", installed=USING.replace("bubblewrap ", "").replace("ffmpeg ", ""))
    assert 0 == code
    assert [] == apt
    lines = [line.strip() for line in said.splitlines() if "apt-get" in line]
    assert ["sudo apt-get install -y --no-install-recommends bubblewrap ffmpeg"] == lines


def test_root_installs_only_what_is_missing(machine) -> None:
    code, _, apt = machine("test", uid=0, installed=USING)
    assert 0 == code
    assert "update" in apt[0]
    assert apt[1].endswith(" postgresql chromium")
    assert "bubblewrap" not in apt[1]


def test_sudo_without_a_password_installs_too(machine) -> None:
    code, _, apt = machine("demo", sudo=True, installed=USING.replace(" ffmpeg", ""))
    assert 0 == code
    assert apt[-1].endswith(" ffmpeg")


def test_what_cannot_be_installed_is_said_and_does_not_stop(machine) -> None:
    # An offline machine: make must go on with what there is.
    code, said, _ = machine("demo", uid=0, apt_works=False)
    assert 0 == code
    assert "Please run" in said
    assert "sudo apt-get install -y --no-install-recommends python3-venv" in said


def test_wrong_use_is_refused(machine) -> None:
    assert 2 == machine("everything")[0]
