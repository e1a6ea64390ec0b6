"""Declarations: what they may say, and that a wrong one is named by file, line and field."""

import pytest

from sightline.core.errors import BadSchema, UnknownName
from sightline.core.resources import Node, load_yaml
from sightline.model.schema import Schema
from sightline.model.schema_read import Declaration, build

THING = "kind: Thing\nabstract: true\nproperties:\n  name: {type: text, search: true}\n"
SHIP = """kind: Ship
code: SHP
extends: Thing
title: [name]
properties:
  flag: {type: term, vocabulary: flags}
  built: {type: date}
  sister: {type: entity, kinds: [Ship]}
"""
FLAGS = "vocabulary: flags\nsource: ours\ndate: '2026'\nterms:\n  - {id: gr, label: Greece}\n  - {id: pa}\n"


def declared(text: str, name: str = "own.yaml") -> Declaration:
    node = load_yaml(text, name=name)

    def where(steps: tuple[str | int, ...]) -> str:
        here: Node = node
        for step in steps:
            if isinstance(here.value, dict) and step in here.value:
                here = here.value[str(step)]
            elif isinstance(here.value, tuple) and isinstance(step, int):
                here = here.value[step]
        return f"{name}:{here.line}"

    return Declaration(node.plain(), where)


def schema(*texts: str) -> Schema:
    return build([declared(text, f"{n}.yaml") for n, text in enumerate(texts, 1)])


def test_a_kind_inherits_what_it_extends() -> None:
    ship = schema(THING, SHIP, FLAGS).kind("Ship")
    assert ["built", "flag", "name", "sister"] == sorted(ship.properties)
    assert ("SHP", "Ship", ("name",)) == (ship.code, ship.label, ship.title)


def test_kinds_are_found_by_name_and_code_in_any_capitals() -> None:
    made = schema(THING, SHIP, FLAGS)
    assert "Ship" == made.kind("ship").id == made.kind("shp").id == made.kind("Ship").id
    with pytest.raises(UnknownName, match=r"there is no kind 'Thing' \(use one of Ship\)"):
        made.kind("Thing")


def test_what_is_searched_dated_and_titled_is_told() -> None:
    made = schema(THING, SHIP, FLAGS)
    assert ({"name"}, {"built"}, {"name": 0}) == (made.searched, made.dated, made.titles["Ship"])


def test_a_kind_is_also_what_it_extends() -> None:
    made = schema(THING, SHIP, FLAGS, "kind: Tanker\ncode: TNK\nextends: Ship\n")
    assert made.is_a("Tanker", ("Ship",))
    assert made.is_a("Tanker", ("Place", "Thing"))
    assert not made.is_a("Ship", ("Tanker",))
    assert not made.is_a("Nothing", ("Ship",))


def test_a_later_file_adds_properties_and_qualifiers() -> None:
    made = schema(
        THING,
        SHIP,
        FLAGS,
        "kind: Ship\nproperties:\n  crew: {type: range}\nqualifiers:\n  berth: {type: text}\n",
    )
    assert {"crew", "flag", "name"} <= set(made.kind("Ship").properties)
    assert "berth" in made.kind("Ship").qualifiers
    assert "SHP" == made.kind("Ship").code


def test_a_later_file_adds_terms_and_takes_none_away() -> None:
    made = schema(
        FLAGS, "vocabulary: flags\nsource: mine\ndate: '2026'\nterms: [{id: mt}, {id: gr, label: Hellas}]\n"
    )
    terms = made.vocabulary("flags").terms
    assert ["gr", "pa", "mt"] == sorted(terms, key=lambda t: terms[t].order)
    assert "Greece" == terms["gr"].label
    assert "ours; mine" == made.vocabulary("flags").source


def test_a_sensitive_property_is_never_searched() -> None:
    assert (
        frozenset()
        == schema(
            "kind: Person\ncode: PER\nproperties:\n  name: {type: text, search: true, sensitive: true}\n"
        ).searched
    )


@pytest.mark.parametrize(
    "text, where, told",
    [
        ("label: Ship\n", "own.yaml:1", "declares neither a kind nor a vocabulary"),
        ("kind:\ncode: SHP\n", "own.yaml:1", "kind: is missing"),
        ("kind: my ship\ncode: SHP\n", "own.yaml:1", "'my ship' is no name for a kind"),
        ("kind: ship\ncode: SHP\n", "own.yaml:1", "'ship' is no name for a kind"),
        ("kind: Ship\ncode: SHP\ncolour: red\n", "own.yaml:3", "'colour' is not known here"),
        ("kind: Ship\ncode: S1\n", "own.yaml:2", "the code 'S1' is not 2 to 5 letters A to Z"),
        ("kind: Ship\ncode: shp\n", "own.yaml:2", "the code 'shp' is not"),
        ("kind: Ship\ncode: SHIPPING\n", "own.yaml:2", "the code 'SHIPPING' is not"),
        ("kind: Ship\ncode: SHP\nabstract: sure\n", "own.yaml:3", "abstract is 'sure' (use true or false)"),
        ("kind: Ship\ncode: SHP\nextends: Boat\n", "own.yaml:3", "Ship extends 'Boat', which is not there"),
        ("kind: Ship\ncode: SHP\nextends: Ship\n", "own.yaml:3", "leads back here"),
        (
            "kind: Ship\ncode: SHP\ntitle: name\n",
            "own.yaml:3",
            "title is a list (write title: [one, another])",
        ),
        (
            "kind: Ship\ncode: SHP\nlabel: Ship\ntitle: [name]\n",
            "own.yaml:4",
            "Ship has no property 'name' to take its title from",
        ),
        ("kind: Ship\ncode: SHP\nposition: [berth]\n", "own.yaml:3", "to take its position from"),
        (
            "kind: Ship\ncode: SHP\nproperties: [name]\n",
            "own.yaml:3",
            "properties takes names with their declarations",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  name: text\n",
            "own.yaml:4",
            "name takes type:, label: and more",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  My-name: {type: text}\n",
            "own.yaml:4",
            "'My-name' is no name for a property",
        ),
        ("kind: Ship\ncode: SHP\nproperties:\n  name: {label: Name}\n", "own.yaml:4", "type: is missing"),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  name:\n    type: string\n",
            "own.yaml:5",
            "name has the type 'string' (use one of text",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  name:\n    type: text\n    searched: true\n",
            "own.yaml:6",
            "'searched' is not known here",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  name:\n    type: text\n    search: yes\n",
            "own.yaml:6",
            "search is 'yes'",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  flag: {type: term}\n",
            "own.yaml:4",
            "a term needs vocabulary:",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  flag: {type: text, vocabulary: x}\n",
            "own.yaml:4",
            "only a term has one",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  flag:\n    type: term\n    vocabulary: x\n",
            "own.yaml:6",
            "wants the vocabulary 'x', which is not there",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  on:\n    type: entity\n    kinds: Ship\n",
            "own.yaml:6",
            "kinds is a list",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  on:\n    type: entity\n    kinds: [Sea]\n",
            "own.yaml:6",
            "points to the kind 'Sea', which is not there",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  on:\n    type: text\n    kinds: [Ship]\n",
            "own.yaml:6",
            "only an entity has kinds:",
        ),
        (
            "kind: Ship\ncode: SHP\nproperties:\n  on: {type: text, qualifiers: {how: {type: term, vocabulary: x}}}\n",
            "own.yaml:4",
            "wants the vocabulary 'x'",
        ),
        ("vocabulary: flags\nsource: ours\ndate: x\n", "own.yaml:1", "a vocabulary lists its terms"),
        (
            "vocabulary: flags\nsource: ours\ndate: x\nterms: []\n",
            "own.yaml:4",
            "a vocabulary lists its terms",
        ),
        (
            "vocabulary: flags\nsource: ours\ndate: x\nterms:\n  - {id: a}\n  - {label: b}\n",
            "own.yaml:6",
            "term 2 has no id",
        ),
        (
            "vocabulary: flags\nsource: ours\ndate: x\nterms:\n  - {id: a}\n  - {id: a}\n",
            "own.yaml:6",
            "term 'a' stands twice",
        ),
        (
            "vocabulary: flags\nsource: ours\ndate: x\nterms:\n  - {id: a, glos: b}\n",
            "own.yaml:5",
            "'glos' is not known here",
        ),
        ("vocabulary: flags\ndate: x\nterms: [{id: a}]\n", "own.yaml:1", "source: is missing (add source:)"),
        ("vocabulary: flags\nsource: x\nterms: [{id: a}]\n", "own.yaml:1", "date: is missing"),
    ],
)
def test_what_cannot_be_used_is_named_by_line(text: str, where: str, told: str) -> None:
    with pytest.raises(BadSchema) as caught:
        build([declared(text)])
    assert where == caught.value.item
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "texts, told",
    [
        ((THING, SHIP, FLAGS, "kind: Boat\ncode: SHP\n"), "share the code SHP"),
        ((THING, SHIP, FLAGS, "kind: SHIP\ncode: BOA\n"), "differ only in capitals"),
        (
            (THING, SHIP, FLAGS, "kind: Ship\ncode: BOA\n"),
            "Ship is there already, and its code cannot be changed",
        ),
        ((THING, SHIP, FLAGS, "kind: Ship\nextends: Boat\n"), "its extends cannot be changed"),
        ((THING, SHIP, FLAGS, "kind: Ship\nabstract: true\n"), "its abstract cannot be changed"),
        # statements that stand already would be read as something else
        (
            (THING, SHIP, FLAGS, "kind: Boat\ncode: BOA\nproperties:\n  built: {type: text}\n"),
            "built is date in Ship and text in Boat",
        ),
        (
            (THING, SHIP, FLAGS, "kind: Ship\nproperties:\n  built: {type: text}\n"),
            "Ship.built is there already, and what it takes",
        ),
        (
            (
                THING,
                SHIP,
                FLAGS,
                "kind: Boat\ncode: BOA\nproperties:\n  name: {type: text, sensitive: true}\n",
            ),
            "and sensitive",
        ),
        (("kind: Aa\ncode: AA\nextends: Bb\n", "kind: Bb\ncode: BB\nextends: Aa\n"), "leads back here"),
    ],
)
def test_what_contradicts_another_file_is_refused(texts: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadSchema, match=told):
        schema(*texts)
