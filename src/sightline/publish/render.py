"""Turn templates into pages: autoescaping on, and every text disarmed at one gate before it is escaped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sightline.model.shown import Link
from sightline.publish.addresses import safe_address
from sightline.publish.words import beside_time, disarm, media_time, radius_text, size_text

POLICY: Final = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: scripts, styles and pictures of its own site. ``file:`` is what 'self' means in a folder."""


def _finalize(value: object) -> object:
    """Disarm text on its way into a page; markup made by a template passes as it is."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return disarm(value)
    return value


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _named(link: Link) -> str:
    return link.title or link.code or "unnamed"


def environment() -> Environment:
    """Make the templates' environment; it holds nothing of any dossier."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        keep_trailing_newline=True,
    )
    made.filters.update(
        paragraphs=_paragraphs,
        named=_named,
        media_time=media_time,
        beside_time=beside_time,
        size=size_text,
        radius=radius_text,
        outside=safe_address,
    )
    made.globals["policy"] = POLICY
    return made


@frozen(slots=True)
class Ui:
    """What a piece of a page needs to link: the way back to the root, and the page of a code."""

    root: str
    href: Callable[[str | None], str | None]


class Pages:
    """Renders the pages of one site, each with its links relative to where it lies."""

    def __init__(self, pages: Mapping[str, str], always: Mapping[str, object]) -> None:
        self._pages = pages
        self._always = always
        self._made = environment()

    def render(self, path: str, template: str, **context: object) -> str:
        """Render one page that will lie at ``path`` (relative to the site's root)."""
        root = "../" * path.count("/")

        def href(code: str | None) -> str | None:
            page = None if code is None else self._pages.get(code)
            return None if page is None else root + page

        return self._made.get_template(template).render(
            {**self._always, **context, "root": root, "ui": Ui(root, href), "path": path}
        )
