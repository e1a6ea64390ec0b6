"""Turns tables of a case into frames of pandas or polars, whichever is installed; neither is needed for the rest."""

from importlib.util import find_spec
from typing import Any

from sightline.core.errors import MissingProgram, WrongUse
from sightline.work.case import Case
from sightline.work.table import Column, Table, entity_table, statement_table

LIBRARIES = ("pandas", "polars")


def frame(case: Case, kind: str, *, rows: str = "entities", library: str | None = None) -> Any:
    """Make a data frame of one kind.

    Parameters
    ----------
    rows : str
        ``entities``: one row each, a column for each property; ``statements``: one row for each thing said.
    library : str, optional
        ``pandas`` or ``polars``; by default the first that is installed.

    Raises
    ------
    MissingProgram
        Neither is installed, or not the one that was asked for.
    UnknownName
        There is no such kind.
    """
    if rows not in ("entities", "statements"):
        raise WrongUse(f"{rows!r} is no sort of rows", item="rows", todo="use entities or statements")
    table = entity_table(case, kind) if rows == "entities" else statement_table(case, kind)
    return to_pandas(table) if chosen_library(library) == "pandas" else to_polars(table)


def chosen_library(wanted: str | None) -> str:
    """Tell which library makes the frames.

    Raises
    ------
    MissingProgram, WrongUse
        It is not installed; or it is none that makes frames.
    """
    if wanted is not None and wanted not in LIBRARIES:
        raise WrongUse(f"{wanted!r} makes no frames", item="library", todo="use pandas or polars")
    for name in LIBRARIES if wanted is None else (wanted,):
        if find_spec(name) is not None:
            return name
    raise MissingProgram(
        f"{wanted or 'neither pandas nor polars'} is not installed"
        if wanted
        else "pandas or polars is needed",
        todo="install one: pip install 'sightline[frames]'",
    )


def to_pandas(table: Table) -> Any:
    """Make a pandas frame; times are UTC, to the millisecond, and what is not known is missing."""
    import numpy as np
    import pandas as pd

    def series(column: Column) -> Any:
        values: list[Any] = list(column.values)
        if column.sort == "time":
            whole = np.array([np.datetime64("NaT") if v is None else np.datetime64(v, "ms") for v in values])
            return pd.Series(whole.astype("datetime64[ms]")).dt.tz_localize("UTC")
        if column.sort == "metres":
            return pd.array(values, dtype="Int64")
        if column.sort == "degrees":
            return pd.Series(values, dtype="float64")
        return pd.Series(values, dtype="str")

    return pd.DataFrame({c.name: series(c) for c in table.columns})


def to_polars(table: Table) -> Any:
    """Make a polars frame; times are UTC, to the millisecond, and what is not known is null."""
    import polars as pl

    kinds = {"text": pl.String(), "degrees": pl.Float64(), "metres": pl.Int64(), "time": pl.Int64()}
    made = []
    for column in table.columns:
        one = pl.Series(column.name, list(column.values), dtype=kinds[column.sort])
        made.append(one.cast(pl.Datetime("ms", "UTC")) if column.sort == "time" else one)
    return pl.DataFrame(made)
