import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.sources.list_csv import DELIMITERS, CsvShape, read_csv, sniff_shape
from sightline.sources.list_encoding import LineDecoder, detect_encoding, guess_legacy
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_values import language_by_script, read_coordinate, read_pair, split_links

CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"), max_size=12
)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=200)
@given(TABLE, st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]))
def test_what_the_standard_library_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], delimiter: str, end: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(table)
    rows = list(read_csv(path, CsvShape(delimiter, len(table[0])), LineDecoder("utf-8")))
    expected = [tuple(cells) for cells in table if any(cells)]

    assert [] == [row for row in rows if isinstance(row, BadRow)]
    assert expected == [row.cells for row in rows if isinstance(row, Row)]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    path.write_bytes(content)
    encoding = detect_encoding(content)
    shape = sniff_shape(path, encoding)
    for row in read_csv(path, shape, LineDecoder(encoding)):
        if isinstance(row, Row):
            assert shape.width == len(row.cells)
        else:
            assert str(row.number) in row.fault


@pytest.mark.parametrize(
    "text, expected",
    [
        ("https://a.example/1", ("https://a.example/1",)),
        ("https://a.example/1, https://b.example/2", ("https://a.example/1", "https://b.example/2")),
        ("https://a.example/1\nhttps://b.example/2", ("https://a.example/1", "https://b.example/2")),
        ("see https://a.example/1;", ("https://a.example/1",)),
        ("youtu.be/lCl3TKuuLj8", ("youtu.be/lCl3TKuuLj8",)),
        ("no link", ()),
        ("", ()),
    ],
)
def test_links_of_a_cell(text: str, expected: tuple[str, ...]) -> None:
    assert expected == split_links(text)


@pytest.mark.parametrize(
    "text, axis, expected",
    [
        ("33.5123488", "lat", "33.5123488"),
        ("33,5", "lat", "33.5"),
        ("٣٣٫٥", "lat", "33.5"),
        ("-0.0", "lat", "0"),
        ("33.5 S", "lat", "-33.5"),
        ("W 36.25", "lon", "-36.25"),
        ("33°30'45\"N", "lat", "33.5125"),
        ("36°15′00″E", "lon", "36.25"),
        ("36° 5'7", "lon", "36.0852778"),
        ("33°30.5'", "lat", "33.5083333"),
        ("33 30 45 N", "lat", "33.5125"),
        ("90.0001", "lat", None),
        ("180.5", "lon", None),
        ("33°61'00\"", "lat", None),
        ("36.25 E", "lat", None),
        ("town", "lat", None),
        ("", "lat", None),
        ("1e3", "lat", None),
        ("nan", "lat", None),
    ],
)
def test_coordinates(text: str, axis: str, expected: str | None) -> None:
    assert expected == read_coordinate(text, axis)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("33.5, 36.25", ("33.5", "36.25")),
        ("33.5 36.25", ("33.5", "36.25")),
        ("(33.5;36.25)", ("33.5", "36.25")),
        ("33°30'45\"N, 36°15'00\"E", ("33.5125", "36.25")),
        ("33°30'45\"N 36°15'00\"E", ("33.5125", "36.25")),
        ("136.2, 33.5", None),
        ("33.5", None),
        ("a, b", None),
    ],
)
def test_pairs_of_coordinates(text: str, expected: tuple[str, str] | None) -> None:
    assert expected == read_pair(text)


@given(st.text(max_size=40), st.sampled_from(["lat", "lon"]))
def test_any_text_is_a_coordinate_or_none(text: str, axis: str) -> None:
    found = read_coordinate(text, axis)
    assert found is None or abs(float(found)) <= (90 if axis == "lat" else 180)
    read_pair(text)
    split_links(text)


def test_scripts_suggest_languages() -> None:
    texts = [
        "قصف على البلدة",
        "Attack",
        "Обстрел посёлка",
        "Обстріл селища",
        "SMART News - وكالة سمارت",
        "123",
        "",
    ]

    assert ["ar", "en", "ru", "uk", "mul", None, None] == [language_by_script(text) for text in texts]


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("قصف", "cp1256"), ("المكتب الإعلامي في منطقة المرج", "cp1256"), ("ضحايا", "cp1256"),
        ("Обстрел", "cp1251"), ("видео с места событий", "cp1251"), ("Київ", "cp1251"), ("ВИДЕО", "cp1251"),
        ("déjà vu à l'été", "latin-1"), ("Straße für Männer", "latin-1"), ("“quoted”", "cp1252"),
    ],
)  # fmt: skip
def test_code_pages_are_told_apart_by_letters(text: str, encoding: str) -> None:
    assert encoding == guess_legacy(text.encode(encoding))
