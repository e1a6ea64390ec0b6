"""Coarsening for release: the radius holds the truth, and the truth cannot be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.place import PRECISION_TERMS, PRECISIONS, Position, coarsen, distance_m, position, reach

points = st.builds(
    Position,
    st.integers(-900_000_000, 900_000_000),
    st.integers(-1_800_000_000, 1_799_999_999),
    st.none() | st.integers(0, 50_000),
    st.none() | st.sampled_from(PRECISION_TERMS),
)
terms = st.sampled_from(PRECISION_TERMS[:-1])


@given(points, terms)
def test_the_released_radius_holds_the_original_with_its_error(p: Position, term: str) -> None:
    released = coarsen(p, term)
    assert released.radius_m is not None
    assert distance_m(released, p) + (reach(p) or 0) <= released.radius_m + 0.05


@given(points, terms)
def test_released_is_coarse_and_only_the_cell_is_told(p: Position, term: str) -> None:
    released = coarsen(p, term)
    step = next(each.radius_m for each in PRECISIONS if each.term == released.precision)
    assert step is not None
    assert PRECISION_TERMS.index(term) <= PRECISION_TERMS.index(released.precision or "")
    assert 0 == (released.radius_m or 0) % step


@given(points, terms)
def test_releasing_the_cell_again_gives_the_cell(p: Position, term: str) -> None:
    # the released point lies in its own cell, so nothing wanders when a release is released again
    once = coarsen(Position(p.lat_e7, p.lon_e7), term)
    again = coarsen(Position(once.lat_e7, once.lon_e7), term)
    assert once == again


def test_neighbours_become_one_point() -> None:
    # a hundred videos filmed along one street must not average to the spot
    center = position("35.37425", "36.6033")
    near_by = {
        coarsen(Position(center.lat_e7 + north, center.lon_e7 + east), "district")
        for north in range(-2000, 2001, 500)
        for east in range(-2000, 2001, 500)
    }
    assert 1 == len(near_by)


def test_released_point_does_not_move_with_the_original_inside_its_cell() -> None:
    released = coarsen(position("35.37425", "36.6033"), "district")
    assert released == coarsen(position("35.2", "36.8"), "district")
    assert distance_m(released, position("35.37425", "36.6033")) > 1_000


def test_cells_are_neither_tiny_nor_wider_than_their_radius() -> None:
    cells = {
        coarsen(position(35 + north / 20, 36 + east / 20), "district")
        for north in range(60)
        for east in range(60)
    }
    assert 20 < len(cells) < 60  # 3 by 3 degrees in cells of some 53 km


def test_what_is_known_worse_keeps_its_precision() -> None:
    released = coarsen(position(35, 36, precision="governorate"), "district")
    assert "governorate" == released.precision
    assert 320_000 == released.radius_m


@pytest.mark.parametrize("term", ["other", "hamlet", ""])
def test_nothing_is_coarsened_to_no_size(term: str) -> None:
    with pytest.raises(BadValue):
        coarsen(position(35, 36), term)
