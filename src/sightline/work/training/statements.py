"""The accounts of exercise 6 as statements, for a practice case: who says when, and when the clips were posted."""

import json
from pathlib import Path
from typing import Any, Final

SOURCES: Final = {
    "diary": "Rooftop diary",
    "keeper": "Bridge keeper",
    "news": "Ozrem Valley News",
    "log": "Log of postings",
}
_QUARRY: Final = "incident/quarry"
_SAID: Final = (
    # source, when it happened as this source says, when the source said it
    ("diary", "2021-10-09T12:00:00+01:00/2021-10-09T23:59:59+01:00", "2021-10-09"),
    ("keeper", "2021-10-09T13:00:00+01:00/2021-10-09T23:59:59+01:00", "2021-10-12"),
    ("news", "2021-10-09T21:00:00+01:00/2021-10-09T23:00:00+01:00", "2021-10-10"),
)
_CLIPS: Final = (
    ("clip-2", "2021-10-09T17:05:00+01:00"),
    ("clip-3", "2021-10-09T23:40:00+01:00"),
)


def write_statements(path: Path) -> None:
    """Write the accounts as JSON lines that ``import`` takes."""
    lines: list[dict[str, Any]] = []
    for key, name in SOURCES.items():
        lines.append(
            {
                "entity": f"source/{key}",
                "kind": "Source",
                "property": "name",
                "value": name,
                "origin": "analyst",
            }
        )
    title = "The bang from the old quarry"
    lines.append(
        {"entity": _QUARRY, "kind": "Incident", "property": "title", "value": title, "origin": "analyst"}
    )
    for key, when, said in _SAID:
        lines.append(
            {
                "entity": _QUARRY,
                "property": "occurred",
                "value": when,
                "said": said,
                "source": f"source/{key}",
            }
        )
    for key, posted in _CLIPS:
        item = f"item/{key}"
        lines.append({"entity": item, "kind": "Item", "property": "title", "value": key, "origin": "analyst"})
        lines.append({"entity": item, "property": "posted_at", "value": posted, "source": "source/log"})
    lines.append(
        {"entity": "item/clip-2", "property": "shows", "value": {"entity": _QUARRY}, "origin": "analyst"}
    )
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    path.write_text(text, encoding="utf-8")
