"""Run yt-dlp as an outside program, behind our proxy, so that it delivers what the platform has or says it did not.

Its defaults suit viewers, not archives: it skips missing fragments in silence, repairs and merges what it got, and
follows a page to any address. Here a missing fragment is an error, streams stay as they were served, and every
connection goes through a proxy of ours.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from sightline.core.doors import Door
from sightline.core.doors_program import CompletedRun, RunProgram
from sightline.core.errors import OverLimit

__all__ = ["Downloaded", "download", "list_playlist"]

_ALWAYS = (
    "--ignore-config", "--no-plugin-dirs", "--no-cache-dir", "--no-exec", "--no-progress", "--no-color", "--newline",
    "--socket-timeout", "20", "--retries", "3", "--extractor-retries", "2",
)  # fmt: skip
_KEEP_WHOLE = (
    "--abort-on-unavailable-fragments", "--abort-on-error", "--fragment-retries", "3", "--fixup", "never",
    "--downloader", "native", "--no-playlist", "--no-mtime", "--restrict-filenames",
    "--write-info-json", "--no-clean-info-json", "--write-subs", "--sub-langs", "all,-live_chat",
    # streams apart, each as it was served; never one file made of two
    "--format", "bv*,ba",
)  # fmt: skip


@frozen(slots=True)
class Downloaded:
    """What a run left."""

    run: CompletedRun
    folder: Path
    refused: tuple[str, ...]
    """Addresses our proxy did not let it reach, with why."""

    @property
    def had_begun(self) -> bool:
        """Whether bytes of the video itself were on their way."""
        return b"[download] Destination" in self.run.stdout

    @property
    def fault(self) -> str | None:
        """What went wrong, in yt-dlp's last word, or None."""
        if self.run.code == 0:
            return None
        if len(self.refused) > 0:
            return f"it leads to an address that is refused: {self.refused[0]}"
        said = self.run.stderr.decode("utf-8", "replace").replace("\r", " ").splitlines()
        errors = [line.removeprefix("ERROR:").strip() for line in said if line.startswith("ERROR:")]
        errors = [line for line in errors if line != ""]
        if len(errors) > 0:
            return errors[-1][:500]
        last = next((line for line in reversed(said) if line.strip() != ""), "")
        return f"yt-dlp ended with code {self.run.code}: {last[:300]}"


def download(
    address: str, door: Door, *, folder: Path, run: RunProgram, timeout_s: float, more: Sequence[str] = ()
) -> Downloaded:
    """Download the streams, subtitles and description of one video into an empty folder.

    :param more: further arguments, such as ``--load-info-json FILE`` to replay a recorded description offline.
    :raises OverLimit: it took too long.
    :raises Unsafe: the network was not asked for.
    """
    names = ("-o", str(folder / "%(format_id)s.%(ext)s"), "-o", f"infojson:{folder / 'info'}")
    return _run((*_KEEP_WHOLE, *names, *more), address, door, folder=folder, run=run, timeout_s=timeout_s)


def list_playlist(address: str, door: Door, *, folder: Path, run: RunProgram, timeout_s: float) -> Downloaded:
    """Ask for the members of a playlist, downloading none; the answer is JSON on the run's standard output.

    :raises OverLimit: it took too long.
    :raises Unsafe: the network was not asked for.
    """
    wanted = ("--flat-playlist", "--yes-playlist", "--dump-single-json")
    return _run(wanted, address, door, folder=folder, run=run, timeout_s=timeout_s)


def _run(
    arguments: Sequence[str], address: str, door: Door, *, folder: Path, run: RunProgram, timeout_s: float
) -> Downloaded:
    # a home of its own: no settings, no passwords, no cookies of the person's; no ffmpeg, which knows no proxy of ours
    nothing = folder / ".home"
    nothing.mkdir()
    with door.proxy() as proxy:
        argv = (
            sys.executable, "-m", "yt_dlp", *_ALWAYS, "--proxy", proxy.url, "--ffmpeg-location", str(nothing),
            *arguments, "--", address,
        )  # fmt: skip
        env = {"HOME": str(nothing), "XDG_CONFIG_HOME": str(nothing), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            ran = run(argv, timeout_s=timeout_s, cwd=folder, env=env, max_output=64 << 20)
        except OverLimit as error:
            raise OverLimit(
                f"yt-dlp took longer than {timeout_s:g} seconds", item=address, todo="try again later"
            ) from error
        refused = tuple(f"{entry.host} ({entry.fault})" for entry in proxy.entries if entry.fault is not None)
    return Downloaded(ran, folder, refused)
