"""Saved pages made to break readers or people: each is kept whole, nothing in it runs, no link of it is followed."""

from pathlib import Path

import pytest

from sightline.work.view import entity

WORDS = b"<p>" + b"words of an article that goes on for a while " * 30 + b"</p>"
PAGES = {
    "deep.html": b"<html><body>" + b"<div>" * 45_000 + b"text" + b"</div>" * 45_000,
    "tags.html": b"<html><body>" + b"<b>" * 400_000,
    "attribute.html": b'<html><body><article><p title="'
    + b"x" * (6 << 20)
    + b'">a</p>'
    + WORDS
    + b"</article>",
    "nul.html": b"<html><head><title>A\x00B\x07\xe2\x80\xae</title></head><body><article>" + WORDS,
    "half.html": b'<html><head><title>&#xD800;&#0;&#x1F;</title><meta property="og:title" content="&#xDFFF;">'
    b'<meta property="og:site_name" content="&#xD800;&#8238;"><meta name="author" content="&#xDC00;"></head>'
    b"<body><article>" + WORDS + b"</article>",
    "entities.html": b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]><html><body><article>&b;&c;' + WORDS,
    "unclosed.html": b"<!--" + b"-" * 1_000_000,
    "binary.html": bytes(range(256)) * 500,
    "wide.html": "<html><body><article>صفحة</article>".encode("utf-16"),
    "liar.html": b'<html><head><meta charset="utf-7"><title>+ADw-script+AD4-</title></head><body><article>'
    + WORDS,
    "empty.html": b"",
    "meta.html": b'<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'
    b'<base href="javascript:alert(1)//">'
    b"</head><body><article>" + WORDS + b'<a href="x">x</a></article>',
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_that_is_made_to_harm_is_kept(take, here, box, name: str) -> None:
    (box / name).write_bytes(PAGES[name])
    (box / "z.txt").write_text("after it")
    done = take(box)
    paths = [Path(a.path).name for a in done.added]
    assert [name, "z.txt"] == paths
    assert () == done.refused
    page = done.added[0]
    assert PAGES[name] == here.vault.read(bytes.fromhex(page.sha256 or ""))
    assert "root:" not in str(entity(here, page.code))


def test_scripts_and_their_links_come_to_nothing(take, here, box) -> None:
    links = (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "https://example.org/true",
        "http://127.0.0.1:22/",
        "//example.net/scheme-less",
        "https://exa\x00mple.org/",
        "https://[::1/",
        "mailto:a@example.org",
    )
    body = b"".join(b'<p>words <a href="' + link.encode() + b'">here</a></p>' for link in links)
    (box / "page.html").write_bytes(
        b"<html><head><title><script>alert(1)</script>Title</title><script>alert(2)</script></head><body><article>"
        + WORDS + body + b'<img src=x onerror="alert(3)"></article></body></html>'
    )  # fmt: skip
    done = take(box)
    cited = [s.statement.value for s in entity(here, done.added[0].code).of("cites")]
    assert 1 <= len(cited) <= 3
    text = str(entity(here, done.added[0].code)).lower()
    assert "javascript:" not in text
    assert "file:///" not in text
