"""Bring in videos from platforms: the streams as served, what the platform says about them, and playlists in order."""

import json
import re
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import evolve, frozen

from sightline.core.clock import rfc3339
from sightline.core.doors import Door
from sightline.core.doors_program import RunProgram, run_program
from sightline.core.errors import Damaged, SkipItem
from sightline.model.arrival import Arrival, File, Origin
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.links import canonical_link, item_key
from sightline.sources.kinds import HEAD_BYTES, guess_kind
from sightline.sources.page import listed_link
from sightline.sources.source import Asked
from sightline.sources.video_info import (
    info_text,
    parse_info,
    read_info,
    scrub_info,
    state_info,
    stream_facts,
)
from sightline.sources.video_run import Downloaded, download, list_playlist

__all__ = ["VIDEO", "VideoSource"]

_KINDS = frozenset({"video", "post", "story", "playlist"})
_STREAMED = frozenset({".m3u8", ".mpd"})
_SUBTITLES = frozenset({".vtt", ".srt", ".ass", ".ttml", ".srv1", ".srv2", ".srv3", ".json3", ".lrc"})
_UNFINISHED = (".part", ".ytdl", ".temp", ".tmp")
_GONE = re.compile(
    r"removed|no longer (?:available|exists)|does(?:n't| not) exist|terminated|deleted|HTTP Error (?:404|410)"
    r"|not found|been taken down",
    re.IGNORECASE,
)


@frozen(slots=True)
class VideoSource:
    """Everything yt-dlp knows how to read."""

    run: RunProgram = run_program
    timeout_s: float = 3600.0
    """For one video [s]."""
    more: tuple[str, ...] = ()
    """Further arguments of yt-dlp, such as ``--load-info-json FILE`` to replay what was recorded."""

    @property
    def name(self) -> str:
        """The word that names this source."""
        return "video"

    def accepts(self, address: str, asked: Asked) -> bool:  # noqa: ARG002 - the same question to every source
        """Say whether the address names a video, a post or a playlist of a platform, or a stream in pieces."""
        if not address[:8].lower().startswith(("http://", "https://")):
            return False
        link = canonical_link(address)
        if link is not None and link.archived_by is None:
            return link.kind in _KINDS
        try:
            return Path(urlsplit(address).path).suffix.lower() in _STREAMED
        except ValueError:  # whoever takes it will say that it is no address
            return False

    def arrivals(self, address: str, asked: Asked) -> Iterator[Arrival]:
        """Yield the video, or a playlist and then its members in order; listed only when nothing may be fetched."""
        link = canonical_link(address)
        is_playlist = link is not None and link.kind == "playlist"
        listed = evolve(listed_link(address), item_kind="playlist" if is_playlist else "video")
        if asked.door is None or listed.state == "failed":
            yield evolve(listed, drafts=(*listed.drafts, *_platform(listed.key, address)))
        elif is_playlist:
            yield from self._playlist(listed, address, asked, asked.door)
        else:
            yield self._one(listed, address, asked, asked.door)

    def _one(self, listed: Arrival, address: str, asked: Asked, door: Door) -> Arrival:
        folder = Path(tempfile.mkdtemp(prefix="video-", dir=asked.scratch))
        origin = _origin(address, asked)
        try:
            got = download(
                address, door, folder=folder, run=self.run, timeout_s=self.timeout_s, more=self.more
            )
        except SkipItem as error:
            return evolve(listed, state="failed", origin=origin, fault=error.fault, todo=error.todo)
        described = next(iter(sorted(folder.glob("info*.json"))), None)
        files: tuple[File, ...] = ()
        info: dict[str, Any] = {}
        if described is not None:
            try:
                info = read_info(described)
            except Damaged as error:
                return evolve(listed, state="failed", origin=origin, fault=error.fault, todo=error.todo)
            files = _info_files(described, info)
        drafts = state_info(info, listed.key, address) if described is not None else listed.drafts
        title = info_text(info, "title")
        if got.fault is not None:
            return _not_got(
                evolve(listed, origin=origin, title=title, drafts=drafts, files=files, todo=None), got
            )
        media = _media_files(folder)
        if not any(file.role == "original" for file in media):
            fault = "yt-dlp found no video at this address"
            return evolve(
                listed,
                state="failed",
                origin=origin,
                fault=fault,
                files=files,
                todo="add it as a page: --as page",
            )
        facts: dict[str, Json] = {f"stream:{name}": said for name, said in sorted(stream_facts(info).items())}
        kept = {f"stream:{Path(file.path).stem}" for file in media if file.role == "original"}
        origin = evolve(origin, response={name: said for name, said in facts.items() if name in kept})
        return evolve(
            listed,
            state="captured",
            origin=origin,
            title=title,
            files=(*media, *files),
            drafts=drafts,
            todo=None,
        )

    def _playlist(self, listed: Arrival, address: str, asked: Asked, door: Door) -> Iterator[Arrival]:
        folder = Path(tempfile.mkdtemp(prefix="playlist-", dir=asked.scratch))
        origin = _origin(address, asked)
        try:
            got = list_playlist(address, door, folder=folder, run=self.run, timeout_s=self.timeout_s)
            if got.fault is not None:
                yield _not_got(evolve(listed, origin=origin, todo=None), got)
                return
            info = parse_info(got.run.stdout)
        except SkipItem as error:
            yield evolve(listed, state="failed", origin=origin, fault=error.fault, todo=error.todo)
            return
        raw = folder / "playlist.info.json"
        raw.write_bytes(got.run.stdout)
        addresses = _members(info)
        yield evolve(
            listed,
            state="captured",
            origin=origin,
            title=info_text(info, "title"),
            files=_info_files(raw, info),
            drafts=state_info(info, listed.key, address),
            members=tuple(item_key(member) for member in addresses),
            todo=None,
        )
        for member in addresses:
            yield self._one(evolve(listed_link(member), item_kind="video"), member, asked, door)


def _members(info: dict[str, Any]) -> list[str]:
    """Return the members' addresses in the playlist's order, each once, what is no address left out."""
    found: dict[str, str] = {}
    entries = info.get("entries")
    for entry in entries if isinstance(entries, list) else []:
        address = entry.get("url") or entry.get("webpage_url") if isinstance(entry, dict) else None
        if isinstance(address, str):
            try:
                found.setdefault(item_key(address), address)
            except ValueError:
                continue
    return list(found.values())


def _not_got(listed: Arrival, got: Downloaded) -> Arrival:
    """What arrived before the error is no video: only what was said about it is kept."""
    fault = str(scrub_info(got.fault or ""))
    if got.had_begun and len(got.refused) == 0:
        fault = f"it did not arrive whole, so nothing is kept as the video: {fault}"
    elif _GONE.search(fault) is not None:
        return evolve(listed, state="gone", fault=fault, todo="look for an archived copy")
    return evolve(listed, state="failed", fault=fault, todo="try again later, or update yt-dlp")


def _media_files(folder: Path) -> tuple[File, ...]:
    files = []
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.suffix == ".json" or path.name.endswith(_UNFINISHED):
            continue
        with path.open("rb") as file:
            guess = guess_kind(file.read(HEAD_BYTES), path.name)
        role = "subtitle" if path.suffix.lower() in _SUBTITLES else "original"
        files.append(File(path, path.name, role=role, media_type=guess.media_type))
    return tuple(files)


def _info_files(described: Path, info: dict[str, Any]) -> tuple[File, ...]:
    scrubbed = described.with_name("info.scrubbed.json")
    scrubbed.write_text(
        json.dumps(scrub_info(info), ensure_ascii=False, indent=1, sort_keys=True),
        encoding="utf-8",
        errors="replace",
    )
    return (
        File(described, "info.json", role="info", media_type="application/json"),
        File(scrubbed, "info.scrubbed.json", role="info", media_type="application/json"),
    )


def _platform(key: str, address: str) -> tuple[Draft, ...]:
    link = canonical_link(address)
    if link is None:
        return ()
    stated = (("platform", link.platform), ("platform_id", link.id))
    return tuple(Draft(key, name, value, kind="Item", origin="analyst") for name, value in stated)


def _origin(address: str, asked: Asked) -> Origin:
    try:
        release = version("yt-dlp")
    except PackageNotFoundError:
        release = ""
    return Origin(
        address=address, tool="yt-dlp", tool_version=release, fetched_at=rfc3339(asked.clock.now_ms())
    )


VIDEO = VideoSource()
