"""The blocking grid: its origin after a crop, an older one under the stored one, and a part on another."""

import numpy as np

from sightline.measure.media.forensics.grid import measure_grid


def test_without_a_jpeg_in_the_past_there_is_no_grid(look, forge, photographs):
    for pixels in photographs[:4]:
        found = look(measure_grid, forge.png(pixels), name="a.png")
        assert "nothing" == found.outcome
        assert found.values["down"] is None


def test_a_crop_tells_where_the_grid_began(look, forge, photographs):
    for quality in (75, 90, 95):
        cut = forge.decoded(forge.jpeg(photographs[1], quality))[3:, 5:]
        found = look(measure_grid, forge.png(cut), name="a.png")
        assert ("found", 5, 3) == (found.outcome, found.values["down"], found.values["right"])


def test_a_jpeg_saved_once_has_one_grid_at_its_corner(look, forge, photographs):
    for quality in (60, 85):
        found = look(measure_grid, forge.jpeg(photographs[2], quality))
        assert ("nothing", 0, 0, None) == (
            found.outcome,
            found.values["down"],
            found.values["right"],
            found.values["older_down"],
        )


def test_an_older_grid_is_found_under_the_stored_one(look, forge, photographs):
    for pixels in photographs[:3]:
        body = forge.jpeg(forge.decoded(forge.jpeg(pixels, 70))[3:, 6:], 88)
        found = look(measure_grid, body)
        assert ("found", 5, 2) == (
            found.outcome,
            found.values["older_down"],
            found.values["older_right"],
        )
        assert abs(70 - found.values["older_quality"]) <= 1


def test_a_part_from_another_jpeg_lies_on_its_own_grid(look, forge, photographs):
    host = forge.decoded(forge.jpeg(photographs[3], 80))
    donor = np.roll(forge.decoded(forge.jpeg(photographs[4], 80)), (3, 5), (0, 1))
    found = look(measure_grid, forge.png(forge.pasted(host, donor, forge.BOX)), name="a.png")
    assert "found" == found.outcome
    assert (3, 5) == (found.values["part_down"], found.values["part_right"])
    assert forge.overlap(found.values["regions"][0], forge.BOX) > 0.75


def test_a_flat_picture_cannot_tell(look, forge):
    flat = np.full((300, 300, 3), 128, np.uint8)
    assert "inconclusive" == look(measure_grid, forge.png(flat), name="a.png").outcome
