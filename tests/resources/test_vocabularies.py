"""The built-in vocabularies: every scale keeps its own words, its intervals and the place it comes from."""

import re
from importlib.resources.abc import Traversable

import pytest

from sightline.core.resources import Node, builtin, load_yaml
from sightline.model.position import PRECISIONS

FILES = builtin("vocabularies")
KEYS = ("vocabulary", "title", "about", "source", "date", "licence", "terms")
TERM_KEYS = ("id", "label", "label_ar", "gloss", "interval", "order", "radius_m", "parent", "code")


def read(name: str) -> dict[str, Node]:
    """Give the terms of one vocabulary by id."""
    file = next(file for file in FILES if file.name == f"{name}.yaml")
    return {term.at("id").text(): term for term in load_yaml(file).at("terms").entries()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_is_whole(file: Traversable) -> None:
    node = load_yaml(file, name=file.name).only(*KEYS)
    assert file.name == f"{node.at('vocabulary').text()}.yaml"
    for key in ("title", "about", "source"):
        assert node.at(key).text() == node.at(key).text().strip()
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", node.at("date").text())
    terms = node.at("terms").entries()
    assert len(terms) > 1
    assert len(terms) == len({term.at("id").text() for term in terms})
    for place, term in enumerate(terms, start=1):
        term.only(*TERM_KEYS)
        assert place == term.at("order").whole()
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z]+)?|[A-Z]{1,2}|[1-9]", term.at("id").text())
        assert term.at("label").text() != ""
        assert term.at("gloss").text() != ""
        arabic = term.get("label_ar")
        assert arabic is None or re.fullmatch(r"[\u0600-\u06ff /]+", arabic.text())


def test_what_the_schemas_ask_for_is_there() -> None:
    names = {file.name.removesuffix(".yaml") for file in FILES}
    for file in builtin("schemas"):
        for wanted in re.findall(r"vocabulary: (\w+)", file.read_text(encoding="utf-8")):
            assert wanted in names, f"{file.name} wants {wanted}"


def test_place_precision_is_that_of_the_model() -> None:
    # The model's table decides; a form that shows another radius than the one reckoned with would mislead.
    terms = read("place_precision")
    radii = {
        name: None if (radius := term.get("radius_m")) is None else radius.whole()
        for name, term in terms.items()
    }
    assert [(one.term, one.radius_m) for one in PRECISIONS] == list(radii.items())


@pytest.mark.parametrize(
    "name,intervals",
    [
        (
            "icd203_likelihood",
            [[1, 5], [5, 20], [20, 45], [45, 55], [55, 80], [80, 95], [95, 99]],
        ),
        (
            # The gaps are deliberate: nobody may close them.
            "phia_likelihood",
            [[0, 5], [10, 20], [25, 35], [40, 50], [55, 75], [80, 90], [95, 100]],
        ),
    ],
)
def test_intervals_of_likelihood(name: str, intervals: list[list[int]]) -> None:
    assert intervals == [term.at("interval").plain() for term in read(name).values()]


def test_a_threat_level_has_its_own_gloss_and_no_interval() -> None:
    terms = read("threat_level")
    assert ["low", "moderate", "substantial", "severe", "critical"] == list(terms)
    assert "An attack is possible, but not likely." == terms["moderate"].at("gloss").text()
    assert all(term.get("interval") is None for term in terms.values())


def test_admiralty_axes_are_apart() -> None:
    assert list("ABCDEF") == list(read("admiralty_reliability"))
    assert list("123456") == list(read("admiralty_credibility"))


def test_sub_events_name_an_event_type() -> None:
    types = set(read("acled_event_type"))
    sub = read("acled_sub_event_type")
    assert types == {term.at("parent").text() for term in sub.values()}
    assert "explosions_remote_violence" == sub["chemical_weapon"].at("parent").text()
