"""Frames need pandas or polars; where neither is, that is said with how to install one."""

import importlib.util

import pytest

from sightline.core.errors import MissingProgram, WrongUse
from sightline.work.data_frame import chosen_library, to_pandas, to_polars
from sightline.work.table import Column, Table

TABLE = Table(
    (
        Column("code", "text", ("INC-1", None)),
        # a year that nanoseconds cannot hold
        Column("earliest", "time", (-14_831_769_600_000, None)),
        Column("lat", "degrees", (35.37, None)),
        Column("radius_m", "metres", (500, None)),
    )
)


def test_neither_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.work.data_frame.find_spec", lambda name: None)
    with pytest.raises(MissingProgram) as caught:
        chosen_library(None)
    assert "sightline[frames]" in (caught.value.todo or "")
    with pytest.raises(MissingProgram, match="polars"):
        chosen_library("polars")


def test_the_one_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "sightline.work.data_frame.find_spec", lambda name: real("json") if name == "polars" else None
    )
    assert "polars" == chosen_library(None)
    with pytest.raises(WrongUse):
        chosen_library("excel")


def test_pandas_keeps_old_times_and_missing_values() -> None:
    made = pytest.importorskip("pandas") and to_pandas(TABLE)
    assert "1500-01-01 00:00:00+00:00" == str(made["earliest"][0])
    assert [True] * 4 == list(made.iloc[1].isna())
    assert 500 == made["radius_m"][0]


def test_polars_keeps_old_times_and_missing_values() -> None:
    made = pytest.importorskip("polars") and to_polars(TABLE)
    assert 1500 == made["earliest"][0].year
    assert (None,) * 4 == made.row(1)


@pytest.mark.parametrize("make", [to_pandas, to_polars])
def test_an_empty_table(make) -> None:
    assert 0 == len(make(Table(tuple(Column(c.name, c.sort, ()) for c in TABLE.columns))))
