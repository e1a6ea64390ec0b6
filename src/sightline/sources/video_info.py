"""Read what yt-dlp says about a video, which is what the platform says, and take secrets out of a copy.

The description as it came is kept whole; it may hold cookies and signed addresses that let others act as whoever
collected it, so what is shown or sent is the scrubbed copy.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sightline.core.errors import Damaged
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.links import canonical_link
from sightline.sources.list_values import language_by_script
from sightline.sources.names import plain_text, source_key

__all__ = ["info_text", "parse_info", "read_info", "scrub_info", "state_info", "stream_facts"]

_LARGEST_INFO = 64 << 20
_SECRET_KEYS = frozenset(
    {"http_headers", "cookies", "_cookies", "proxy", "_filename", "filename", "__real_download"}
)
_SIGNED = re.compile(
    r"([?&;/](?:sig|lsig|signature|token|access_token|auth|key|policy|hdnea|hdnts|ip|expire|oh|oe|s|x-amz-[a-z-]+)[=/])"
    r"[^&;/\s\"]+",
    re.IGNORECASE,
)


def read_info(path: Path) -> dict[str, Any]:
    """Read an info file.

    :raises Damaged: when it is no JSON object, or too large to be one.
    """
    if path.stat().st_size > _LARGEST_INFO:
        raise Damaged(
            "what yt-dlp says about it is too large to be read", item=path.name, todo="it is kept as it is"
        )
    return parse_info(path.read_bytes())


def parse_info(raw: bytes) -> dict[str, Any]:
    """Read an info object from bytes.

    :raises Damaged: when it is no JSON object.
    """
    try:
        info = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Damaged("what yt-dlp says about it is no JSON", todo="try again, or update yt-dlp") from error
    if not isinstance(info, dict):
        raise Damaged("what yt-dlp says about it is no JSON object", todo="try again, or update yt-dlp")
    return info


def scrub_info(value: Any) -> Any:
    """Return a copy without cookies, request headers, paths of this machine and the signatures in addresses."""
    if isinstance(value, dict):
        return {
            key: "(withheld)" if key in _SECRET_KEYS and inner is not None else scrub_info(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [scrub_info(inner) for inner in value]
    if isinstance(value, str) and "://" in value[:4096]:
        return _SIGNED.sub(r"\1(withheld)", value)
    return value


def state_info(info: Mapping[str, Any], key: str, address: str) -> tuple[Draft, ...]:
    """Return what the uploader and the platform state, as statements; the info file is their evidence."""
    posted = _posted(info)
    uploader = info_text(info, "channel") or info_text(info, "uploader") or info_text(info, "uploader_id")
    author = None
    if uploader is not None:
        try:
            author = source_key(uploader)
        except ValueError:
            author = None
    link = canonical_link(address)
    platform = link.platform if link is not None else (info_text(info, "extractor_key") or "web").lower()
    host = source_key(platform)
    drafts = [Draft(host, "name", platform, kind="Source", source=host)]

    def say(name: str, value: str | None, *, lang: bool = False, source: str = host) -> None:
        if value is not None:
            drafts.append(
                Draft(
                    key, name, value, kind="Item", lang=language_by_script(value) if lang else None, said=posted,
                    source=source, evidence=(EvidenceRef(key, quote=value[:500]),),
                )
            )  # fmt: skip

    voice = host if author is None else author
    say("title", info_text(info, "title"), lang=True, source=voice)
    say("description", info_text(info, "description"), lang=True, source=voice)
    say("posted_at", posted)
    say("url", link.url if link is not None else address)
    say("platform", platform)
    say("platform_id", link.id if link is not None else info_text(info, "id"))
    say("language", info_text(info, "language"))
    say("licence", info_text(info, "license"))
    if author is not None and uploader is not None:
        quote = (EvidenceRef(key, quote=uploader),)
        account = info_text(info, "channel_url") or info_text(info, "uploader_url")
        drafts.append(
            Draft(key, "author", {"entity": author}, kind="Item", said=posted, source=host, evidence=quote)
        )
        lang = language_by_script(uploader)
        drafts.append(Draft(author, "name", uploader, kind="Source", lang=lang, source=host, evidence=quote))
        drafts.append(Draft(author, "platform", platform, kind="Source", source=host, evidence=quote))
        if account is not None:
            drafts.append(Draft(author, "url", account, kind="Source", source=host, evidence=quote))
    return tuple(drafts)


def stream_facts(info: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each format that was offered, how it is served: ``{"137": "https, video only"}``."""
    facts: dict[str, str] = {}
    offered = info.get("formats")
    for one in [info, *(offered if isinstance(offered, list) else [])]:
        if not isinstance(one, dict) or info_text(one, "format_id") is None:
            continue
        has_video, has_audio = (str(one.get(codec) or "unknown") != "none" for codec in ("vcodec", "acodec"))
        what = "video and sound" if has_video and has_audio else "video only" if has_video else "sound only"
        facts.setdefault(str(one["format_id"]), f"{info_text(one, 'protocol') or 'unknown'}, {what}")
    return facts


def _posted(info: Mapping[str, Any]) -> str | None:
    stamp = info.get("timestamp")
    if isinstance(stamp, int | float) and not isinstance(stamp, bool) and 0 < stamp < 32_503_680_000:
        return datetime.fromtimestamp(int(stamp), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = info.get("upload_date")
    if isinstance(day, str) and re.fullmatch(r"\d{8}", day) is not None:
        try:
            return datetime.strptime(f"{day}+0000", "%Y%m%d%z").strftime("%Y-%m-%d")
        except ValueError:
            return None
    return None


def info_text(info: Mapping[str, Any], name: str) -> str | None:
    """Return one field as plain text, or None when it is empty or no text."""
    value = info.get(name)
    if isinstance(value, str) and value.strip() != "":
        return plain_text(value).strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
