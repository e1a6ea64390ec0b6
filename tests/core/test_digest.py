"""What is hashed cannot change later: known answers, and other people's implementations as oracles."""

import hashlib
import io
from typing import Any

import pymerkle
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.digest import (
    MAX_INTEGER,
    Peaks,
    canonical,
    file_digests,
    inclusion_proof,
    keyed,
    leaf_hash,
    node_hash,
    refusal,
    root_from_proof,
    sha256,
    tree_root,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=127))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_is_rfc_8785(value: Any) -> None:
    assert rfc8785.dumps(value) == canonical(value)


def test_canonical_known_answers() -> None:
    # RFC 8785, 3.2.3: order of members and escapes, without its floats
    assert b'{"":1,"\\r":"Carriage Return","1":"One"}' == canonical(
        {"\r": "Carriage Return", "1": "One", "": 1}
    )
    assert '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode() == canonical(
        {"string": '€$\u000f\u000aA\'B"\\\\"/', "literals": [None, True, False]}
    )
    assert '"مدينة"'.encode() == canonical("مدينة")


def test_a_lone_surrogate_cannot_be_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


REFUSED: dict[str, tuple[object, str]] = {
    "float": ({"a": [1.5]}, "value.a[0] is a floating point number"),
    "integer": (MAX_INTEGER + 1, "value is larger than 2**53 - 1"),
    "surrogate": ({"a": "\udc80"}, "value.a holds a lone surrogate"),
    "key": ({"ä": 1}, "value has the key 'ä'"),
    "number as key": ({1: 1}, "value has the key 1"),
    "bytes": ([b""], "value[0] is a bytes"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_cannot_be_hashed_is_named(which: str) -> None:
    value, says = REFUSED[which]
    assert (refusal(value) or "").startswith(says)


@given(VALUES)
def test_what_can_be_hashed_is_not_refused(value: Any) -> None:
    assert refusal(value) is None


def test_leaf_and_node_known_answers() -> None:
    # RFC 6962: the hash of an empty leaf and of the empty tree, as in Certificate Transparency's own tests
    assert "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" == leaf_hash(b"", b"").hex()
    assert "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == tree_root([]).hex()
    assert hashlib.sha256(b"\x00saltbody").digest() == leaf_hash(b"salt", b"body")
    assert hashlib.sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest() == node_hash(b"l" * 32, b"r" * 32)


# Inputs and roots of the test tree of Certificate Transparency (merkletree tests, RFC 6962 reference code).
CT_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_tree_known_answers(size: int) -> None:
    leaves = [leaf_hash(b"", bytes.fromhex(one)) for one in CT_LEAVES[:size]]
    assert CT_ROOTS[size - 1] == tree_root(leaves).hex()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33, 100])
def test_tree_agrees_with_another_implementation(size: int) -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    tree = Peaks()
    for number in range(size):
        other.append_entry(str(number).encode())
        tree.add(leaf_hash(b"", str(number).encode()))
    assert other.get_root() == tree.root()


@given(st.integers(1, 70), st.data())
def test_inclusion_proofs_lead_to_the_root(size: int, data: st.DataObject) -> None:
    leaves = [sha256(str(n).encode()) for n in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    assert tree_root(leaves) == root_from_proof(leaves[index], index, size, proof)
    assert tree_root(leaves) != root_from_proof(sha256(b"x"), index, size, proof)
    assert root_from_proof(leaves[index], index, size, [*proof, b"x" * 32]) is None
    if proof:
        assert tree_root(leaves) != root_from_proof(leaves[index], index, size, proof[:-1])
    assert root_from_proof(leaves[index], size, size, proof) is None


def test_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(IndexError):
        inclusion_proof([b"x" * 32], 1)


def test_keyed_needs_the_secret() -> None:
    # RFC 4231, test case 2, cut to 16 bytes
    assert "5bdcc146bf60754e6a042426089575c7" == keyed(b"Jefe", b"what do ya want for nothing?").hex()
    assert keyed(b"a", b"x") != keyed(b"b", b"x")
    assert 32 == len(keyed(b"a", b"x", size=32))


def test_files_are_hashed_in_blocks() -> None:
    data = bytes(range(256)) * 9
    short, long, size = file_digests(io.BytesIO(data), block=100)
    assert (hashlib.sha256(data).digest(), hashlib.sha512(data).digest(), len(data)) == (short, long, size)
