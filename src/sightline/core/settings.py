"""Settings of a workspace: one frozen record, read from ``sightline.toml``; a bad line is named by its number."""

import os
import re
import tomllib
from pathlib import Path

from attrs import Attribute, field, fields, frozen

from sightline.core.errors import BadSetting

FILE = "sightline.toml"
SCHEDULERS = ("local",)
_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]")
_GIVEN = re.compile(r"""\s*(["']?)([A-Za-z0-9_-]+)\1\s*[=.]""")


@frozen(slots=True)
class Settings:
    """Everything that can be set; the name of a field is ``[section] key`` with an underscore between."""

    case_title: str = field(default="", metadata={"about": "Title of the case, shown on its dossier."})
    case_by: str = field(
        default="", metadata={"about": "Who works here, recorded with every act; else $USER."}
    )
    case_zone: str = field(
        default="", metadata={"about": "IANA zone of dates without one; unknown when empty."}
    )
    catalogue_url: str = field(
        default="", metadata={"about": "SQLAlchemy URL; empty means catalogue.sqlite3 in the folder."}
    )
    catalogue_text: str = field(
        default="at once",
        metadata={"about": "Text index: 'at once', in the same transaction, or 'following'."},
    )
    vault_url: str = field(
        default="", metadata={"about": "s3://bucket/prefix; empty means objects/ in the folder."}
    )
    keys_folder: str = field(
        default="",
        metadata={"about": "Where signing and sealing keys lie; empty means outside the workspace."},
    )
    network_proxy: str = field(default="", metadata={"about": "Proxy of every request, when one is allowed."})
    network_seconds: int = field(default=120, metadata={"about": "Longest time for one request [s]."})
    network_bytes: int = field(default=2_000_000_000, metadata={"about": "Largest answer taken [bytes]."})
    examine_workers: int = field(default=0, metadata={"about": "Processes that examine; 0 means one a core."})
    examine_seconds: int = field(default=120, metadata={"about": "Longest time for one file [s]."})
    examine_memory: int = field(
        default=2_000_000_000, metadata={"about": "Most memory for one file [bytes]."}
    )
    safety_recent_days: int = field(
        default=30,
        metadata={
            "about": "Positions, control and medical sites younger than this leave at district precision only [days]."
        },
    )
    suggest_command: str = field(
        default="",
        metadata={
            "about": "A program of your own that reads text and prints suggestions, run without a network."
        },
    )
    compute_scheduler: str = field(default="local", metadata={"about": "Where work runs: local."})


CHOICES = {"catalogue_text": ("at once", "following"), "compute_scheduler": SCHEDULERS}


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises
    ------
    BadSetting
        Names the file and line of what is unknown, of the wrong type, or out of range.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BadSetting("is not in UTF-8", item=str(path), todo="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"is no TOML: {error}", item=str(path), todo="mend that line") from error
    known = {f.name: f for f in fields(Settings)}
    given: dict[str, object] = {}
    for section, keys in tree.items():
        if not isinstance(keys, dict):
            raise _bad(path, text, section, None, "stands outside any [section]")
        for key, value in keys.items():
            name = f"{section}_{key}"
            if name not in known:
                near = (
                    ", ".join(n.split("_", 1)[1] for n in known if n.startswith(f"{section}_")) or "no keys"
                )
                raise _bad(path, text, section, key, f"is not a setting; [{section}] knows {near}")
            _check(path, text, section, key, known[name], value)
            given[name] = value
    return Settings(**given)  # type: ignore[arg-type]


def _check(
    path: Path, text: str, section: str, key: str, attribute: "Attribute[object]", value: object
) -> None:
    wanted = type(attribute.default)
    if type(value) is not wanted:
        raise _bad(
            path, text, section, key, f"is {value!r}; it takes {'a number' if wanted is int else 'text'}"
        )
    if isinstance(value, int) and value < 0:
        raise _bad(path, text, section, key, f"is {value}; it cannot be negative")
    allowed = CHOICES.get(attribute.name)
    if allowed is not None and value not in allowed:
        raise _bad(path, text, section, key, f"is {value!r}; it is one of {', '.join(allowed)}")


def _bad(path: Path, text: str, section: str, key: str | None, fault: str) -> BadSetting:
    name = section if key is None else f"[{section}] {key}"
    return BadSetting(
        f"{name} {fault}", item=f"{path}, line {_line(text, section, key)}", todo="mend that line"
    )


def _line(text: str, section: str, key: str | None) -> int:
    """Find the line that sets a key: below its section's header, in a header of its own, or written as one."""
    here = ""
    for number, row in enumerate(text.splitlines(), 1):
        if (header := _HEADER.match(row)) is not None:
            here = header[1].strip()
            if here == (section if key is None else f"{section}.{key}"):
                return number
        elif (given := _GIVEN.match(row)) is not None:
            name = given[2]
            if (here == section and name == key) or (here == "" and name == section):
                return number
    return 0


def keys_folder(settings: Settings, workspace: Path) -> Path:
    """Tell where the keys of workspaces lie: by setting, by ``SIGHTLINE_KEYS``, or in the user's data folder.

    The default stands outside the workspace, so that a copy of the case is not a copy of its keys.
    """
    if settings.keys_folder:
        return (workspace / settings.keys_folder).resolve()
    if (given := os.environ.get("SIGHTLINE_KEYS")) is not None:
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "sightline" / "keys"
