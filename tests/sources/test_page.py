import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.doors_fake import FakeAnswer, FakeDoor
from sightline.core.errors import Damaged, OverLimit, Unsafe
from sightline.model.arrival import Arrival
from sightline.model.links import canonical_link
from sightline.sources.page import PAGE
from sightline.sources.page_article import article
from sightline.sources.source import Asked

URL = "https://blog.example/2014/04/attack"
PAGE_TEXT = b"""<!doctype html><html lang="en-GB"><head><title>Attack on the town - Example Blog</title>
<meta property="article:published_time" content="2014-04-12T09:10:00+00:00">
<meta name="author" content="Jane Roe"><meta property="og:site_name" content="Example Blog"></head><body>
<nav><a href="/about">About us</a><a href="https://elsewhere.example/">Elsewhere</a></nav>
<article><h1>Attack on the town</h1>
<p>On the morning of 11 April several videos were posted by
<a href="https://www.youtube.com/watch?v=lCl3TKuuLj8&amp;feature=share">a local channel</a>, and
<a href="/2014/03/earlier?utm_source=x">an earlier post</a> described the same. They show three tail fins.</p>
<p>A second <a href="https://youtu.be/lCl3TKuuLj8">copy</a> exists, <a href="mailto:a@example.org">mail</a> and
<a href="javascript:alert(1)">script</a> are no links, and more words follow here so that this is a body of an article
and not a menu or a footer of the page, which would be left out as such by whoever reads it.</p></article>
<footer><a href="https://example.org/imprint">Imprint</a></footer></body></html>"""


def fetch(answer: FakeAnswer | None, folder: Path, url: str = URL) -> tuple[Arrival, FakeDoor]:
    door = FakeDoor({} if answer is None else {url: answer})
    (arrival,) = PAGE.arrivals(url, Asked(folder, door=door))
    return arrival, door


def stated(arrival: Arrival) -> dict[str, object]:
    return {draft.property: draft.value for draft in arrival.drafts if draft.entity == arrival.key}


def test_an_article_is_read_without_its_frame() -> None:
    found = article(PAGE_TEXT, URL)

    assert ("Attack on the town", ("Jane Roe",), "2014-04-12", "en-gb", "Example Blog") == (
        found.title, found.author, found.date, found.language, found.sitename,
    )  # fmt: skip
    # two spellings of one video are one link; menus, mail and scripts are none
    assert (
        "https://www.youtube.com/watch?v=lCl3TKuuLj8",
        "https://blog.example/2014/03/earlier",
    ) == found.links
    assert (
        "several videos were posted by a local channel, and an earlier post described the same" in found.text
    )
    assert "About us" not in found.text


def test_a_date_is_taken_only_where_the_page_states_one() -> None:
    html = PAGE_TEXT.replace(
        b'<meta property="article:published_time" content="2014-04-12T09:10:00+00:00">', b""
    )

    assert article(html, "https://blog.example/attack").date is None


def test_arabic_pages_keep_their_words() -> None:
    words = "قال شهود إن عدة مقاطع نشرت صباح يوم الحادي عشر من نيسان وتظهر ثلاث زعانف. " * 6
    head = '<head><meta charset="windows-1256"><title>خبر</title></head>'
    html = f'<html lang="ar">{head}<body><article><p>{words}</p></article></body></html>'
    found = article(html.encode("cp1256"), "https://news.example/1")

    assert "ar" == found.language
    assert "ثلاث زعانف" in found.text


def test_a_page_that_is_none_has_no_text() -> None:
    assert "" == article(b"", URL).text
    assert () == article(b"\x00\x01\x02", URL).links
    with pytest.raises(OverLimit):
        article(b"x" * ((20 << 20) + 1), URL)


def test_pictures_inside_a_page_do_not_count_and_too_many_tags_are_refused() -> None:
    picture = b'<img src="data:image/png;base64,' + b"QUJD" * 200_000 + b'">'
    assert "Attack on the town" == article(PAGE_TEXT.replace(b"<h1>", picture + b"<h1>"), URL).title
    # a hundred thousand links keep a reader busy for a minute
    with pytest.raises(OverLimit, match="more than 100000 tags"):
        article(b"<html><body>" + b"<p><a href=/x>word</a>" * 50_000, URL)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(html: bytes) -> None:
    with contextlib.suppress(Damaged):
        article(b"<html><body><article>" + html, "https://e.example/")


def test_without_fetching_an_address_is_listed(tmp_path: Path) -> None:
    (arrival,) = PAGE.arrivals(URL, Asked(tmp_path))

    assert ("listed", f"item/url:{URL}", ()) == (arrival.state, arrival.key, arrival.files)
    assert "--fetch" in (arrival.todo or "")


def test_a_fetched_article_is_kept_with_its_answer(tmp_path: Path) -> None:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Set-Cookie", b"a=secret"))
    arrival, door = fetch(FakeAnswer(PAGE_TEXT, headers=headers), tmp_path)

    assert ("captured", "article", "Attack on the town") == (arrival.state, arrival.item_kind, arrival.title)
    assert [("original", "attack", "text/html"), ("response", "response.warc", "application/warc")] == [
        (file.role, file.name, file.media_type) for file in arrival.files
    ]
    assert PAGE_TEXT == arrival.files[0].path.read_bytes()
    assert (
        "https://www.youtube.com/watch?v=lCl3TKuuLj8",
        "https://blog.example/2014/03/earlier",
    ) == arrival.cites
    assert {"title": "Attack on the town", "posted_at": "2014-04-12", "language": "en-gb", "url": URL,
            "author": {"entity": "source/jane-roe"}} == stated(arrival)  # fmt: skip
    assert {"source/blog-example"} == {d.source for d in arrival.drafts if d.property == "title"}
    assert (200, "2014-04-12T09:00:00.000Z") == (arrival.origin.response["status"], arrival.origin.fetched_at)
    assert "secret" not in str(arrival.origin)
    assert [URL] == door.asked


def test_the_warc_is_read_by_other_tools(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    headers = ((b"Content-Type", b"text/html"), (b"Transfer-Encoding", b"chunked"))
    arrival, _ = fetch(
        FakeAnswer(PAGE_TEXT, headers=headers, redirects=("https://blog.example/b",)), tmp_path
    )
    with arrival.files[1].path.open("rb") as file:
        (record,) = [
            (
                r.rec_headers.get_header("WARC-Target-URI"),
                r.http_headers.get_statuscode(),
                r.content_stream().read(),
            )
            for r in ArchiveIterator(file, check_digests="raise")
        ]

    assert ("https://blog.example/b", "200", PAGE_TEXT) == record


def test_a_packed_answer_is_unpacked_beside_the_answer_as_sent(tmp_path: Path) -> None:
    headers = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))
    arrival, _ = fetch(FakeAnswer(gzip.compress(PAGE_TEXT), headers=headers), tmp_path)

    assert PAGE_TEXT == arrival.files[0].path.read_bytes()
    assert gzip.compress(PAGE_TEXT)[10:100] in arrival.files[1].path.read_bytes()


@pytest.mark.parametrize(
    "body", [gzip.compress(bytes(300 << 20), 9), b"\x1f\x8bnot packed", gzip.compress(PAGE_TEXT)[:200]]
)
def test_a_packed_bomb_and_a_torn_answer_are_kept_as_sent(tmp_path: Path, body: bytes) -> None:
    arrival, _ = fetch(FakeAnswer(body, headers=((b"Content-Encoding", b"gzip"),)), tmp_path)

    assert ("failed", ["response"]) == (arrival.state, [file.role for file in arrival.files])
    assert arrival.fault is not None


@pytest.mark.parametrize(
    "status, state", [(404, "gone"), (410, "gone"), (403, "failed"), (500, "failed"), (304, "failed")]
)
def test_what_the_server_says_instead_is_kept_as_its_answer(tmp_path: Path, status: int, state: str) -> None:
    arrival, _ = fetch(FakeAnswer(b"no", status=status), tmp_path)

    assert (state, ["response"]) == (arrival.state, [file.role for file in arrival.files])
    assert str(status) in (arrival.fault or "")


def test_what_cannot_be_fetched_is_a_failed_item(tmp_path: Path) -> None:
    arrival, _ = fetch(None, tmp_path)
    assert ("failed", "nobody answers") == (arrival.state, arrival.fault)

    (arrival,) = PAGE.arrivals(
        "http://127.1/", Asked(tmp_path, door=FakeDoor({"http://127.1/": Unsafe("refused")}))
    )
    assert ("failed", "refused") == (arrival.state, arrival.fault)

    (arrival,) = PAGE.arrivals("https://[::1", Asked(tmp_path))
    assert ("failed", "this is no web address") == (arrival.state, arrival.fault)


def test_other_things_at_an_address_are_kept_as_what_they_are(tmp_path: Path) -> None:
    url = "https://files.example/a/%D8%B5%D9%88%D8%B1%D8%A9.jpg"
    answer = FakeAnswer(b"\xff\xd8\xff\xe0 picture", headers=((b"Content-Type", b"image/jpeg"),))
    arrival, _ = fetch(answer, tmp_path, url)

    assert ("photo", "صورة.jpg", "image/jpeg") == (
        arrival.item_kind,
        arrival.files[0].name,
        arrival.files[0].media_type,
    )


def test_a_saved_page_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(b"<!-- saved from url=(0034)https://blog.example/2014/04/attack -->" + PAGE_TEXT)
    (arrival,) = PAGE.arrivals(str(path), Asked(tmp_path))

    assert ("captured", "Attack on the town", "saved.html") == (
        arrival.state,
        arrival.title,
        arrival.files[0].name,
    )
    assert arrival.key.startswith("file:")
    assert URL == stated(arrival)["url"]
    assert "https://blog.example/2014/03/earlier" in arrival.cites


def test_a_saved_page_of_nobody_still_has_a_source(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(b"<html><head><title>A note</title></head><body><article><p>" + b"Some words. " * 40)
    (arrival,) = PAGE.arrivals(str(path), Asked(tmp_path))

    assert all(draft.source is not None or draft.origin == "analyst" for draft in arrival.drafts)


def test_a_site_whose_name_has_no_letters_still_has_a_source(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(PAGE_TEXT.replace(b"Example Blog", b"***").replace(b"Jane Roe", b"---"))
    (arrival,) = PAGE.arrivals(str(path), Asked(tmp_path))

    assert "captured" == arrival.state
    assert all(draft.source is not None or draft.origin == "analyst" for draft in arrival.drafts)


def test_an_address_inside_an_address_that_is_none_does_no_harm() -> None:
    # one link of this kind once ended the reading of its whole page or list
    assert canonical_link("https://www.youtube.com/attribution_link?u=http://[::1") is None
    page = b'<html><body><article>%s<a href="https://www.youtube.com/attribution_link?u=http://[::1">x</a></article>'
    assert isinstance(article(page % (b"<p>" + b"words to read " * 60 + b"</p>")).links, tuple)
