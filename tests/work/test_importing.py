"""Importing statements: checked whole before anything is written, resumed by line, safe to repeat."""

from sightline.work.importing import import_statements

def test_twice(case, lines):
    path = lines({"entity": "actor/a", "property": "name", "value": "A"})
    first = import_statements(case, path)
    assert (1, 0) == (first.new, first.known)
    second = import_statements(case, path)
    assert (0, 1) == (second.new, second.known)
