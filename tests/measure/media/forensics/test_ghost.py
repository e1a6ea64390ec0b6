"""JPEG ghosts: found where a part was saved lower before, none in what was saved once."""

import pytest
from tests.footage.cameras_apart import Camera, saved

from sightline.core.errors import WrongUse
from sightline.measure.media.forensics.ghost import measure_ghost


def test_no_ghost_in_a_picture_saved_once(look, forge, photographs):
    for pixels in photographs[:4]:
        for quality in (75, 92):
            assert "nothing" == look(measure_ghost, forge.jpeg(pixels, quality)).outcome


def test_a_part_saved_lower_before_is_a_ghost_at_its_place(look, forge, photographs):
    places = []
    for at, pixels in enumerate(photographs):
        part = forge.decoded(forge.jpeg(photographs[at - 1], 70))
        found = look(measure_ghost, forge.jpeg(forge.pasted(pixels, part, forge.BOX), 88))
        if found.outcome == "found":
            assert abs(70 - found.values["ghost_quality"]) <= 4
            places.append(forge.overlap(found.values["regions"][0], forge.BOX))
    assert len(places) >= 5
    assert min(places) > 0.5


def test_a_picture_saved_twice_as_a_whole_has_no_ghost_in_a_part(look, forge, photographs):
    found = look(measure_ghost, forge.jpeg(forge.decoded(forge.jpeg(photographs[0], 70)), 88))
    assert "inconclusive" == found.outcome
    assert abs(70 - found.values["whole_quality"]) <= 3
    assert [] == found.values["regions"]


# Steps of a maker's own fall together with steps of the library here and there: three of twenty honest photographs
# saved with such tables were told as having a ghost.
def test_tables_of_a_maker_s_own_leave_ghosts_untold(look, forge, photographs):
    own = Camera("hills", (768, 576), 1.0, False, 0.0, False, 90, "steep", 2)
    part = forge.decoded(forge.jpeg(photographs[1], 70))
    found = look(measure_ghost, saved(forge.pasted(photographs[2], part, forge.BOX), own))
    assert "inconclusive" == found.outcome
    assert "tables of its maker's own" in found.sentence
    assert forge.overlap(found.values["regions"][0], forge.BOX) > 0.5


def test_a_grid_that_cannot_be_is_refused(look, forge, photographs):
    with pytest.raises(WrongUse):
        look(measure_ghost, forge.jpeg(photographs[0], 80), down=8)
