import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sightline.core.doors import HttpDoor
from sightline.core.doors_fake import FakeDoor
from sightline.core.doors_program import CompletedRun, FakeProgram
from sightline.core.errors import OverLimit
from sightline.model.arrival import Arrival
from sightline.sources.source import Asked
from sightline.sources.video import VIDEO, VideoSource
from sightline.sources.video_info import scrub_info, state_info

WATCH = "https://www.youtube.com/watch?v=lCl3TKuuLj8"
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 800
PLAYLIST = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n" + "".join(
    f"#EXTINF:2.0,\n{name}\n" for name in ("s0.ts", "s1.ts", "s2.ts")
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve one film, one whole stream in pieces, and one with a piece missing; give ``address:port``."""
    root = tmp_path_factory.mktemp("web")
    (root / "film.mp4").write_bytes(FILM)
    for folder, pieces in (("whole", (0, 1, 2)), ("torn", (0, 2)), ("inward", (0,))):
        (root / folder).mkdir()
        (root / folder / "index.m3u8").write_text(PLAYLIST + "#EXT-X-ENDLIST\n")
        for number in pieces:
            (root / folder / f"s{number}.ts").write_bytes(b"G" + bytes([number]) * 9399)
    (root / "inward" / "index.m3u8").write_text(
        PLAYLIST.replace("s1.ts", "http://127.0.0.1:9/s1.ts") + "#EXT-X-ENDLIST\n"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def bring(address: str, where: str, folder: Path) -> Arrival:
    door = HttpDoor(allow_network=True, allow_local=frozenset({where}))
    source = VideoSource(timeout_s=60, more=("--fragment-retries", "0", "--retries", "0"))
    (arrival,) = source.arrivals(address, Asked(folder, door=door))
    return arrival


# ------------------------------------------------------------------------------------------- the real yt-dlp


def test_a_film_arrives_byte_for_byte(web: str, tmp_path: Path) -> None:
    arrival = bring(f"http://{web}/film.mp4", web, tmp_path)
    files = {file.role: file for file in arrival.files}

    assert ("captured", None) == (arrival.state, arrival.fault)
    assert FILM == files["original"].path.read_bytes()
    assert "video/mp4" == files["original"].media_type
    assert ["info.json", "info.scrubbed.json"] == [file.name for file in arrival.files if file.role == "info"]
    assert "yt-dlp" == arrival.origin.tool
    assert "" != arrival.origin.tool_version


def test_a_stream_in_pieces_arrives_whole(web: str, tmp_path: Path) -> None:
    arrival = bring(f"http://{web}/whole/index.m3u8", web, tmp_path)

    assert "captured" == arrival.state
    assert b"".join(b"G" + bytes([n]) * 9399 for n in range(3)) == arrival.files[0].path.read_bytes()
    # how it was served stands with the capture, since it was put together from pieces
    assert {"stream:0": "m3u8_native, video and sound"} == dict(arrival.origin.response)


def test_a_missing_piece_is_an_error_and_no_video(web: str, tmp_path: Path) -> None:
    # left to itself, yt-dlp skips the piece and calls the rest the video
    arrival = bring(f"http://{web}/torn/index.m3u8", web, tmp_path)

    assert "failed" == arrival.state
    assert "it did not arrive whole" in (arrival.fault or "")
    assert {"info"} == {file.role for file in arrival.files}


def test_a_stream_that_leads_inward_is_refused(web: str, tmp_path: Path) -> None:
    arrival = bring(f"http://{web}/inward/index.m3u8", web, tmp_path)

    assert "failed" == arrival.state
    assert "it leads to an address that is refused: 127.0.0.1 (it leads to no public address" in (
        arrival.fault or ""
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_the_downloader_does_not_reach_this_machine(web: str, tmp_path: Path, host: str) -> None:
    port = web.rsplit(":", 1)[1]
    arrival = bring(f"http://{host}:{port}/film.mp4", "192.0.2.1:1", tmp_path)

    assert "failed" == arrival.state
    assert "refused" in (arrival.fault or "")


def test_a_recorded_description_is_replayed_offline(web: str, tmp_path: Path) -> None:
    info = {
        "id": "lCl3TKuuLj8", "title": "قصف", "extractor": "youtube", "extractor_key": "Youtube", "ext": "mp4",
        "webpage_url": WATCH, "uploader": "A channel", "timestamp": 1397207400, "_type": "video",
        "formats": [
            {"format_id": "v", "url": f"http://{web}/film.mp4", "ext": "mp4", "vcodec": "avc1", "acodec": "none",
             "protocol": "http", "http_headers": {"Cookie": "secret"}},
            {"format_id": "a", "url": f"http://{web}/film.mp4", "ext": "m4a", "vcodec": "none", "acodec": "mp4a",
             "protocol": "http"},
        ],
    }  # fmt: skip
    recorded = tmp_path / "recorded.json"
    recorded.write_text(json.dumps(info))
    source = VideoSource(timeout_s=60, more=("--load-info-json", str(recorded)))
    door = HttpDoor(allow_network=True, allow_local=frozenset({web}))
    (arrival,) = source.arrivals(WATCH, Asked(tmp_path, door=door))

    assert ("captured", None) == (arrival.state, arrival.fault)
    # picture and sound stay two files as they were served
    assert ["a.m4a", "v.mp4"] == [file.name for file in arrival.files if file.role == "original"]
    assert {"stream:a": "http, sound only", "stream:v": "http, video only"} == dict(arrival.origin.response)
    scrubbed = next(file for file in arrival.files if file.name == "info.scrubbed.json").path.read_text()
    assert "secret" not in scrubbed
    assert "2014-04-11T09:10:00Z" in {
        draft.value for draft in arrival.drafts if draft.property == "posted_at"
    }


# ----------------------------------------------------------------------------------------------- without it


@pytest.mark.parametrize(
    "address, accepted",
    [
        (WATCH, True),
        ("https://t.me/somechannel/12", True),
        ("https://x.com/someone/status/1", True),
        ("https://www.youtube.com/playlist?list=PL123", True),
        ("https://news.example/live.m3u8", True),
        # a whole channel is asked for by name only, never by accident
        ("https://www.youtube.com/@channel", False),
        ("https://news.example/article", False),
        ("https://web.archive.org/web/2014/" + WATCH, False),
        ("film.mp4", False),
    ],
)
def test_what_is_a_video(address: str, accepted: bool, tmp_path: Path) -> None:
    assert accepted is VIDEO.accepts(address, Asked(tmp_path))


def test_without_fetching_a_video_is_listed_with_its_platform(tmp_path: Path) -> None:
    (arrival,) = VIDEO.arrivals("https://youtu.be/lCl3TKuuLj8?t=3", Asked(tmp_path))

    assert ("listed", "video", "item/youtube:lCl3TKuuLj8") == (arrival.state, arrival.item_kind, arrival.key)
    assert {
        "url": "https://youtu.be/lCl3TKuuLj8?t=3",
        "platform": "youtube",
        "platform_id": "lCl3TKuuLj8",
    } == {draft.property: draft.value for draft in arrival.drafts}


def failing(stderr: str, tmp_path: Path) -> Arrival:
    fake = FakeProgram([CompletedRun((), 1, b"", stderr.encode(), 0.1)])
    (arrival,) = VideoSource(run=fake).arrivals(WATCH, Asked(tmp_path, door=FakeDoor()))
    return arrival


@pytest.mark.parametrize(
    "stderr, state",
    [
        (
            "ERROR: [youtube] lCl3TKuuLj8: Video unavailable. This video has been removed by the uploader",
            "gone",
        ),
        ("ERROR: [youtube] x: Video unavailable. The account has been terminated", "gone"),
        ("ERROR: [youtube] x: Sign in to confirm your age", "failed"),
        ("Traceback (most recent call last):\nKeyError: 'x'\n", "failed"),
        ("", "failed"),
    ],
)
def test_the_last_word_of_the_downloader_is_the_fault(stderr: str, state: str, tmp_path: Path) -> None:
    arrival = failing(stderr, tmp_path)

    assert state == arrival.state
    assert arrival.fault is not None
    assert arrival.files == ()


def test_what_it_is_told_leaves_nothing_to_its_defaults(tmp_path: Path) -> None:
    fake = FakeProgram([CompletedRun((), 1, b"", b"ERROR: x", 0.1)])
    list(VideoSource(run=fake).arrivals(WATCH, Asked(tmp_path, door=FakeDoor())))
    (call,) = fake.calls

    assert {
        "--abort-on-unavailable-fragments",
        "--no-playlist",
        "--write-info-json",
        "--ignore-config",
    } <= set(call)
    assert "never" == call[call.index("--fixup") + 1]
    assert "bv*,ba" == call[call.index("--format") + 1]
    assert call[call.index("--proxy") + 1].startswith("http://sightline:")
    # an address that looks like an option stays an address
    assert ("--", WATCH) == call[-2:]


def test_a_run_that_takes_too_long_is_a_failed_item(tmp_path: Path) -> None:
    def slow(*_: object, **__: object) -> CompletedRun:
        raise OverLimit("python took longer than 5 seconds")

    (arrival,) = VideoSource(run=slow).arrivals(WATCH, Asked(tmp_path, door=FakeDoor()))

    assert ("failed", "yt-dlp took longer than 3600 seconds") == (arrival.state, arrival.fault)


def test_a_playlist_keeps_its_order_and_brings_its_members(tmp_path: Path) -> None:
    listing = {
        "id": "PL123", "title": "The videos of August", "uploader": "A channel", "extractor_key": "YoutubeTab",
        "entries": [
            {"url": "https://www.youtube.com/watch?v=R1V5I7p99hI"}, {"url": WATCH}, {"url": None},
            {"url": "https://youtu.be/lCl3TKuuLj8"},
        ],
    }  # fmt: skip
    fake = FakeProgram(
        [CompletedRun((), 0, json.dumps(listing).encode(), b"", 0.1)]
        + [CompletedRun((), 1, b"", b"ERROR: private", 0.1)] * 2
    )
    address = "https://www.youtube.com/playlist?list=PL123"
    arrivals = list(VideoSource(run=fake).arrivals(address, Asked(tmp_path, door=FakeDoor())))

    assert ("playlist", "captured", "item/youtube:playlist:PL123", "The videos of August") == (
        arrivals[0].item_kind, arrivals[0].state, arrivals[0].key, arrivals[0].title,
    )  # fmt: skip
    assert ("item/youtube:R1V5I7p99hI", "item/youtube:lCl3TKuuLj8") == arrivals[0].members
    assert list(arrivals[0].members) == [arrival.key for arrival in arrivals[1:]]


def test_an_answer_that_is_no_json_is_a_failed_item(tmp_path: Path) -> None:
    fake = FakeProgram([CompletedRun((), 0, b"[not json", b"", 0.1)])
    (arrival,) = VideoSource(run=fake).arrivals(
        "https://www.youtube.com/playlist?list=PL123", Asked(tmp_path, door=FakeDoor())
    )

    assert "failed" == arrival.state


def test_secrets_are_taken_out_of_the_copy() -> None:
    info = {
        "http_headers": {"Cookie": "hunter2"},
        "formats": [
            {"url": "https://a.example/v?id=1&sig=hunter2&expire=99", "cookies": "hunter2", "height": 720}
        ],
        "title": "a & sig=kept words",
    }
    scrubbed = scrub_info(info)

    assert "hunter2" not in json.dumps(scrubbed)
    assert "https://a.example/v?id=1&sig=(withheld)&expire=(withheld)" == scrubbed["formats"][0]["url"]
    assert (720, "a & sig=kept words") == (scrubbed["formats"][0]["height"], scrubbed["title"])
    assert "hunter2" in json.dumps(info)


def test_uploader_and_platform_speak_with_two_voices() -> None:
    info = {
        "title": "T",
        "uploader": "A channel",
        "channel_url": "https://www.youtube.com/@a",
        "upload_date": "20140411",
    }
    drafts = {(draft.entity, draft.property): draft for draft in state_info(info, "item/x", WATCH)}

    assert ("source/a-channel", "2014-04-11") == (
        drafts["item/x", "title"].source,
        drafts["item/x", "title"].said,
    )
    assert ("source/youtube", "2014-04-11") == (
        drafts["item/x", "posted_at"].source,
        drafts["item/x", "posted_at"].value,
    )
    assert "https://www.youtube.com/@a" == drafts["source/a-channel", "url"].value


@pytest.mark.parametrize(
    "info",
    [{}, {"timestamp": "x", "upload_date": "20149999", "uploader": "…", "formats": 3}, {"timestamp": 1e30}],
)
def test_a_strange_description_is_no_fault(info: dict[str, object]) -> None:
    assert "posted_at" not in {draft.property for draft in state_info(info, "item/x", WATCH)}


def test_half_characters_in_a_description_do_no_harm(tmp_path: Path) -> None:
    # platforms cut titles in the middle of an emoji, and JSON carries the half
    def run(argv: tuple[str, ...], *, cwd: Path, **_: object) -> CompletedRun:
        (cwd / "info.info.json").write_text('{"title": "cut \\ud83d", "uploader": "A \\ud83d channel"}')
        (cwd / "v.mp4").write_bytes(FILM)
        return CompletedRun(argv, 0, b"", b"", 0.1)

    (arrival,) = VideoSource(run=run).arrivals(WATCH, Asked(tmp_path, door=FakeDoor()))

    assert ("captured", "cut ?") == (arrival.state, arrival.title)
    str(arrival).encode()
