"""Reads how much a piece of evidence counts by its credibility and relevance: a table that a person can correct."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.resources import Node, load_yaml

UNIT: Final = 1_000_000
"""The weight of a piece that is confirmed and highly relevant; weights are whole numbers of a millionth of it."""


@frozen(slots=True)
class Weights:
    """The table in force."""

    cell: Mapping[str, int]
    credibility: Mapping[str, int]
    """Thousandths, by grade of the Admiralty scale."""
    relevance: Mapping[str, int]
    ungraded_credibility: str
    ungraded_relevance: str

    def of(self, credibility: str | None, relevance: str | None) -> int:
        """Give the weight of a piece in millionths; what is not graded counts as the table says."""
        grade = self.credibility.get(credibility or "", self.credibility[self.ungraded_credibility])
        bearing = self.relevance.get(relevance or "", self.relevance[self.ungraded_relevance])
        return grade * bearing


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the table that comes with the program.

    Raises
    ------
    BadSchema
        Names file, line and field.
    """
    return read_weights(
        load_yaml(files("sightline") / "resources/assessing/weights.yaml", name="weights.yaml")
    )


def read_weights(node: Node) -> Weights:
    """Read a table of weights.

    Raises
    ------
    BadSchema
        A number is missing, below nothing, or not there for the grade that stands for none.
    """
    node.only("source", "date", "cell", "credibility", "relevance", "ungraded")
    ungraded = node.at("ungraded").only("credibility", "relevance")
    table = Weights(
        cell=_numbers(node.at("cell").only("CC", "C", "N", "I", "II", "NA")),
        credibility=_numbers(node.at("credibility")),
        relevance=_numbers(node.at("relevance")),
        ungraded_credibility=ungraded.at("credibility").text(),
        ungraded_relevance=ungraded.at("relevance").text(),
    )
    if table.ungraded_credibility not in table.credibility or table.ungraded_relevance not in table.relevance:
        raise BadSchema(
            "what stands for no grade has no weight", item=f"{node.name}:{ungraded.line}", todo="name a grade"
        )
    return table


def _numbers(node: Node) -> dict[str, int]:
    out = {}
    for key, child in node.fields().items():
        number = child.whole()
        if number < 0:
            child.refuse("a weight is nothing or more")
        out[key] = number
    return out
