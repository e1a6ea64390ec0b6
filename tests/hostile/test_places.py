"""Texts and gazetteers made to hang or break a look-up: they end in time, with an answer or a named fault."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import OverLimit, SightlineError
from sightline.measure.geo.described.grammar import describe
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.readers import read_gazetteer
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.measure.geo.resolving import resolve


@pytest.fixture(scope="module")
def few() -> Gazetteer:
    places = [
        Place((Name("Kafr Zita"), Name("كفر زيتا")), 35.3742, 36.6033, "SY"),
        Place((Name("Hama"), Name("حماة")), 35.1318, 36.7578, "SY"),
        Place((Name("Edge"),), 90.0, 180.0, "XX"),
        Place((Name("Dateline"),), -17.0, -179.99, "FJ"),
    ]
    return Gazetteer((build(places, Source("few", digest="few")),))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "Kafr Zita " * 200_000,
        "near " * 400_000,
        "between " * 250_000,
        "15 km north of " * 130_000,
        "كفر" * 600_000,
        "'" * 2_000_000,
        "-" * 2_000_000,
        "\u0301" * 2_000_000,
        "(" * 2_000_000,
        "\x00" * 1000,
        "\ud800",
        "0" * 2_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_two_megabytes_in_one_line_end_in_time(few: Gazetteer, text: str) -> None:
    began = time.process_time()
    resolve(text, few)
    resolve("Kafr Zita", few, context=text)
    assert time.process_time() - began < 5


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_and_passage_give_an_answer(text: str, context: str) -> None:
    gazetteer = Gazetteer((build([Place((Name("Hama"),), 35.1, 36.7, "SY")], Source("one", digest="one")),))
    answer = resolve(text, gazetteer, context=context)
    assert answer.status in ("resolved", "ambiguous", "unresolved")
    assert bool(answer.candidates) == (answer.status != "unresolved")


@given(
    st.lists(
        st.sampled_from(
            "15 km north of near between and in Hama , ( ) Kafr the border with Turkey town Rif .".split()
        ),
        max_size=30,
    )
)
def test_any_order_of_cue_words_is_read(words: list[str]) -> None:
    describe(" ".join(words))


def test_the_pole_and_the_date_line_are_places_like_others(few: Gazetteer) -> None:
    assert "resolved" == resolve("Edge", few).status
    assert "resolved" == resolve("Dateline", few).status
    resolve("10 km north of Edge", few)
    resolve("30 km west of Dateline", few)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"name\tlat\tlon\n\xff\xfe\n",
        b"\x1f\x8b\x08\x00broken",
        b'name,lat,lon\n"open,1,2\n' * 3,
        b"name\tlat\tlon\nX\t1e999\t2\n",
        b"PK\x03\x04zip",
    ],
)
def test_a_broken_gazetteer_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    for ending in (".tsv", ".csv.gz", ".geojson", ".txt"):
        path = tmp_path / f"bad{ending}"
        path.write_bytes(content)
        with pytest.raises(SightlineError) as caught:
            list(read_gazetteer(path))
        assert caught.value.item is not None
        assert "bad" in caught.value.item


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.tsv"
    path.write_bytes(b"name\tlat\tlon\n" + b"x" * 3_000_000)
    with pytest.raises(OverLimit) as caught:
        list(read_gazetteer(path))
    assert "long.tsv:2" == caught.value.item
