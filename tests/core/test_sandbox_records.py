"""Records over a pipe: what is written is read back, and nothing else is."""

import json
from collections.abc import Mapping
from typing import Literal

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.sandbox_records import NotARecord, clean_text, dumps, from_json, loads
from sightline.model.finding import Finding, FramePrint, LayerText, Product, Proposal

text = st.text(max_size=30).map(clean_text)
free = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
free_map = st.dictionaries(text, free, max_size=3)
prints = st.builds(
    FramePrint,
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.binary(min_size=32, max_size=32),
    st.integers(0, 100),
)
findings = st.builds(
    Finding,
    text,
    st.integers(0, 99),
    st.sampled_from(["found", "nothing", "against", "inconclusive", "failed"]),
    text,
    free_map,
    parameters=free_map,
    proposals=st.lists(
        st.builds(Proposal, text, free, st.none() | text, qualifiers=free_map), max_size=2
    ).map(tuple),
    products=st.lists(
        st.builds(Product, text, text, text, media_time_ms=st.none() | st.integers(0, 9)), max_size=2
    ).map(tuple),
    layers=st.lists(
        st.builds(
            LayerText,
            text,
            text,
            anchors=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), text), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    prints=st.lists(prints, max_size=2).map(tuple),
)


@given(findings)
def test_a_finding_comes_back_as_it_was(finding):
    assert finding == from_json(Finding, loads(dumps(finding)))


@frozen
class Small:
    name: str
    size: int = 0
    kind: Literal["a", "b"] = "a"
    more: Mapping[str, int] = field(factory=dict)
    raw: bytes = b""
    pair: tuple[int, str] = (0, "")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"name": 5},
        {"name": "x", "size": "5"},
        {"name": "x", "size": True},
        {"name": "x", "size": 2**60},
        {"name": "x", "kind": "c"},
        {"name": "x", "kind": ["a"]},
        {"name": "x", "more": {"a": "b"}},
        {"name": "x", "raw": "not base64!"},
        {"name": "x", "pair": [1]},
        {"name": "x", "pair": [1, 2]},
        {"name": "x", "other": 1},
    ],
)
def test_what_does_not_fit_is_refused(value):
    with pytest.raises(NotARecord):
        from_json(Small, value)


@pytest.mark.parametrize(
    "line", [b"1.5", b"NaN", b'{"a":1,"a":2}', b"{", b"\xff", b"[" * 100_000, b"1" * 10_000]
)
def test_json_of_another_kind_is_refused(line):
    with pytest.raises(NotARecord):
        loads(line)


def test_free_json_may_not_nest_without_end():
    value = "x"
    for _ in range(100):
        value = [value]
    with pytest.raises(NotARecord, match="nested too deep"):
        from_json(
            Finding,
            {"measure": "a", "version": 1, "outcome": "found", "sentence": "x", "values": {"v": value}},
        )


def test_a_float_cannot_be_sent():
    with pytest.raises(TypeError):
        dumps(Finding("a", 1, "found", "x", {"v": 1.5}))


def test_what_is_sent_is_one_line_of_ascii():
    line = dumps(Finding("a", 1, "found", "جسر\n"))
    assert b"\n" not in line
    assert "جسر\n" == json.loads(line)["sentence"]
