"""YAML with lines: each refusal names the line a person has to mend."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadSchema, BadSetting
from sightline.core.resources import MOST_BYTES, builtin, load_yaml

GOOD = """\
vocabulary: colour
date: 2014-04-12
flags: [true, no, "yes", 012, 1_000, 12, -3, 0.5, null]
terms:
  - id: red
    label: Red
  - id: green
    label:
      Green
"""


def test_values_keep_their_line_and_path() -> None:
    node = load_yaml(GOOD, name="colour.yaml")
    second = node.at("terms").entries()[1]
    assert (7, "terms[1]") == (second.line, second.path)
    label = second.at("label")
    assert (8, "terms[1].label", "Green") == (label.line, label.path, label.text())
    assert ["vocabulary", "date", "flags", "terms"] == list(node.fields())


def test_dates_and_yes_and_no_stay_text() -> None:
    # YAML 1.1 would give a date, False, True and an octal ten.
    node = load_yaml(GOOD)
    assert "2014-04-12" == node.at("date").text()
    assert [True, "no", "yes", "012", "1_000", 12, -3, 0.5, None] == node.at("flags").plain()


@pytest.mark.parametrize(
    "text,item,fault",
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3", "the key 'a' stands twice, first on line 1"),
        ("x:\n  a: 1\n  a: 2\n", "f.yaml:3", "x: the key 'a' stands twice, first on line 2"),
        ("a: !!python/object/apply:os.system [ls]\n", "f.yaml:1", "tag"),
        ("a: 1\nb: !own x\n", "f.yaml:2", "tag"),
        ("a: &x [1]\nb: *x\n", "f.yaml:1", "anchors"),
        ("a: 1\n*x : 2\n", "f.yaml:2", "YAML|key must be"),
        ("a: 1\n? [b]\n: 2\n", "f.yaml:2", "a key must be a plain word"),
        ("a: [1, 2\nb: 3\n", "f.yaml:2", "is not YAML"),
        ("a: 1\n\tb: 2\n", "f.yaml:2", "is not YAML"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2", "second document"),
        ("a: \x01\n", "f.yaml", "is not YAML"),
        ("[" * 1000, "f.yaml:1", "nested deeper"),
    ],
)
def test_what_is_refused_names_its_line(text: str, item: str, fault: str) -> None:
    with pytest.raises(BadSchema, match=fault) as caught:
        load_yaml(text, name="f.yaml")
    assert item == caught.value.item


@pytest.mark.parametrize(
    "ask,line,fault",
    [
        (lambda node: node.at("nothing"), 1, "the key 'nothing' is missing"),
        (lambda node: node.at("terms").at("x"), 4, "a mapping of keys"),
        (lambda node: node.at("date").entries(), 2, "a list is needed"),
        (lambda node: node.at("date").whole(), 2, "a whole number"),
        (lambda node: node.at("flags").entries()[0].number(), 3, "a number"),
        (lambda node: node.at("flags").entries()[5].text(), 3, "a text"),
        (lambda node: node.at("flags").entries()[5].flag(), 3, "true or false"),
        (lambda node: node.only("vocabulary", "dates", "terms", "flags"), 2, "unknown key 'date'"),
    ],
)
def test_a_wrong_type_names_its_line(ask, line: int, fault: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadSetting, match=fault) as caught:
        ask(load_yaml(GOOD, name="s.yaml", error=BadSetting))
    assert f"s.yaml:{line}" == caught.value.item


def test_a_near_key_is_offered() -> None:
    with pytest.raises(BadSchema) as caught:
        load_yaml("lable: x").only("label", "id")
    assert "did you mean 'label'?" == caught.value.todo


def test_an_empty_file_has_no_keys() -> None:
    assert load_yaml("").value is None
    assert load_yaml("# only a remark\n").value is None


def test_files_are_read_with_their_faults(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert {"a": 1} == load_yaml(file).plain()
    file.write_bytes(b"a: 1\nb: \xe9\n")
    with pytest.raises(BadSchema, match="not UTF-8") as caught:
        load_yaml(file, name="a.yaml")
    assert "a.yaml:2" == caught.value.item
    file.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(BadSchema, match="larger than"):
        load_yaml(file)
    with pytest.raises(BadSchema, match="cannot be read"):
        load_yaml(tmp_path)
    with pytest.raises(BadSchema, match="cannot be read"):
        load_yaml(tmp_path / "absent.yaml")


def test_builtin_resources_are_sorted_and_readable() -> None:
    names = [file.name for file in builtin("vocabularies")]
    assert names == sorted(names)
    assert "admiralty_credibility.yaml" in names
    assert () == builtin("no_such_folder")


@given(st.text(st.characters(codec=None)))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BadSchema):
        load_yaml(text).plain()
