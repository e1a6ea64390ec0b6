"""Judgements that contradict each other through others are named whole, and nothing is resolved."""

from sightline.model.identity import Judged
from sightline.model.view import Named
from sightline.store.names_held import Ruling
from sightline.work.identifying.crossing import crossed

A, B, C, D = (bytes([i]) * 16 for i in range(1, 5))
NAMES = {one: Named(one, f"ACT-{i}", "Actor", f"Group {i}") for i, one in enumerate((A, B, C, D), 1)}


def ruling(n: int, verdict: str, left: bytes, right: bytes) -> Ruling:
    return Ruling(Judged(bytes([n]) * 16, verdict, left, right), "tester", None, n)


def test_same_same_different_names_all_three() -> None:
    (found,) = crossed(
        [ruling(1, "same", A, B), ruling(2, "same", B, C), ruling(3, "different", A, C)], NAMES
    )
    assert {"ACT-1", "ACT-2", "ACT-3"} == {e.code for e in found.entities}
    assert [code for code in ("ACT-1", "ACT-2", "ACT-3") if code not in found.sentence] == []
    assert len(found.judgements) == 3


def test_a_longer_chain_is_named_whole() -> None:
    every = [
        ruling(1, "same", A, B),
        ruling(2, "same", B, C),
        ruling(3, "same", C, D),
        ruling(4, "different", A, D),
    ]
    (found,) = crossed(every, NAMES)
    assert ["ACT-1", "ACT-2", "ACT-3", "ACT-4"] == sorted(e.code for e in found.entities)


def test_judgements_that_agree_are_not_named() -> None:
    assert () == crossed([ruling(1, "same", A, B), ruling(2, "different", A, C)], NAMES)
