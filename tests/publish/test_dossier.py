import hashlib
import re
import time
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import attrs
import pytest

from sightline.core.errors import NotDisclosed
from sightline.model.shown import ShownEntity, ShownPosition
from sightline.publish.dossier import publish
from sightline.publish.folder import MANIFEST

REFERENCE = re.compile(r'(?:href|src)="([^"]*)"')


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_same_dossier_gives_the_same_bytes(sample: ModuleType, tmp_path: Path, april_site: Path) -> None:
    again = publish(sample.april(), tmp_path / "again").folder
    assert (april_site / MANIFEST).read_bytes() == (again / MANIFEST).read_bytes()


def test_the_manifest_names_every_file(april_site: Path) -> None:
    named = dict(reversed(line.split("  ", 1)) for line in (april_site / MANIFEST).read_text().splitlines())
    there = {path.relative_to(april_site).as_posix() for path in april_site.rglob("*") if path.is_file()} - {
        MANIFEST
    }
    assert there == set(named)
    assert all(hashlib.sha256((april_site / path).read_bytes()).hexdigest() == named[path] for path in named)


@pytest.mark.parametrize("which", ["april_site", "hostile_site"])
def test_every_link_is_relative_and_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        ids = set(re.findall(r' id="([^"]*)"', text))
        for target in REFERENCE.findall(text):
            if target.startswith(("https://", "http://")):
                continue
            parts = urlsplit(target)
            assert parts.scheme == "", (page, target)
            assert parts.netloc == "", (page, target)
            if not parts.path:
                assert parts.fragment in ids, (page, target)
                continue
            assert not parts.path.startswith("/"), (page, target)
            assert (page.parent / parts.path).resolve().is_relative_to(site.resolve())
            assert (page.parent / parts.path).is_file(), (page, target)


def test_links_into_statements_find_them(april_site: Path) -> None:
    text = (april_site / "index.html").read_text(encoding="utf-8")
    targets = re.findall(r'href="(incident/INC-1\.html)#(s-[0-9a-f]+)"', text)
    assert 2 == len(targets)
    page = (april_site / "incident" / "INC-1.html").read_text(encoding="utf-8")
    assert all(f'id="{fragment}"' in page for _, fragment in targets)


def test_addresses_outside_carry_nothing_along(april_site: Path) -> None:
    for page in pages(april_site):
        for anchor in re.findall(r'<a [^>]*href="https?://[^>]*>', page.read_text(encoding="utf-8")):
            assert "noreferrer noopener" in anchor


def test_every_page_says_internal_and_forbids_the_network(april_site: Path) -> None:
    for page in pages(april_site):
        text = page.read_text(encoding="utf-8")
        assert "<strong>INTERNAL</strong>" in text
        assert "default-src &#39;none&#39;; script-src &#39;self&#39;" in text
        assert 'content="noindex' in text
        assert 'name="referrer" content="no-referrer"' in text
        assert re.search(r"<script(?![^>]* src=)", text) is None, "no script stands in a page"
        assert ' style="' not in text
        assert re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", text)) is None


def test_no_script_of_ours_fetches_or_is_a_module(april_site: Path) -> None:
    for script in ("assets/site.js", "assets/map.js"):
        text = (april_site / script).read_text(encoding="utf-8")
        assert not re.search(
            r"\bfetch\(|XMLHttpRequest|new Worker|import\(|innerHTML|insertAdjacentHTML|eval\(", text
        )


def test_a_release_names_its_audience_and_leaves_pictures_at_home(sample: ModuleType, tmp_path: Path) -> None:
    dossier = attrs.evolve(sample.april(), audience="press")
    site = publish(dossier, tmp_path / "site").folder
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "INTERNAL" not in text
    assert "<bdi>press</bdi>" in text
    assert 1 == len(list((site / "media").iterdir()))
    page = (site / "item" / "ITM-10.html").read_text(encoding="utf-8")
    assert "Ward of the clinic" not in page


def test_a_camera_position_stops_a_release(sample: ModuleType, tmp_path: Path) -> None:
    camera = ShownPosition(350_000_000, 360_000_000, 5, "point", "roof", "camera")
    entity = ShownEntity("ITM-77", "Item", "video", positions=(camera,))
    dossier = attrs.evolve(sample.april(), audience="press", entities=(entity,))
    with pytest.raises(NotDisclosed, match="camera"):
        publish(dossier, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_withheld_value_that_came_along_stops_everything(sample: ModuleType, tmp_path: Path) -> None:
    leaked = sample.say(sample.BLOG, "Name", "canary-7Q", status="withheld")
    entity = ShownEntity("SRC-1", "Source", "x", statements=(leaked,))
    with pytest.raises(NotDisclosed):
        publish(attrs.evolve(sample.april(), entities=(entity,)), tmp_path / "site")


def test_only_a_dossier_is_published(sample: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(NotDisclosed):
        publish(sample.april().entities, tmp_path / "site")


def test_an_empty_dossier_is_a_site_too(sample: ModuleType, tmp_path: Path) -> None:
    empty = attrs.evolve(
        sample.april(),
        entities=(),
        first=None,
        times=(),
        corrections=(),
        arrivals=None,
        todos=(),
        proof=None,
        sections=(),
    )
    site = publish(empty, tmp_path / "site").folder
    assert "Nothing here has a date yet" in (site / "timeline.html").read_text(encoding="utf-8")
    assert "carries no proof" in (site / "proof.html").read_text(encoding="utf-8")


def test_pictures_can_stay_at_home(sample: ModuleType, tmp_path: Path) -> None:
    site = publish(sample.april(), tmp_path / "site", copy_media=False).folder
    assert not (site / "media").exists()
    assert "picture not copied" in (site / "item" / "ITM-10.html").read_text(encoding="utf-8")


def test_a_site_of_1700_items_is_written_in_seconds(sample: ModuleType, tmp_path: Path) -> None:
    began = time.monotonic()
    published = publish(sample.crowded(1700), tmp_path / "site")
    assert 1700 < published.files
    assert 20 > time.monotonic() - began


def test_hostile_text_stays_text(hostile_site: Path) -> None:
    for page in pages(hostile_site):
        text = page.read_text(encoding="utf-8")
        assert "window.pwned=1</script>" not in text
        assert "<svg onload" not in text
        assert "\u202e" not in text
        assert 'href="javascript:' not in text
        assert "{{ 7*7 }}" in text or page.name != "ITM-5.html"
    for script in sorted((hostile_site / "data").iterdir()):
        assert "</script" not in script.read_text(encoding="utf-8")
