"""Error levels and noise: places to look at, told rarely in untouched pictures and never as proof."""

import numpy as np
import pytest

from sightline.core.errors import WrongUse
from sightline.measure.media.forensics.levels import measure_levels
from sightline.measure.media.forensics.noise import measure_noise, noise_level


@pytest.mark.parametrize("measure", [measure_levels, measure_noise])
def test_untouched_pictures_have_no_part_that_stands_out(look, forge, photographs, measure):
    for pixels in photographs[:4]:
        for quality in (88, 95):
            assert "nothing" == look(measure, forge.jpeg(pixels, quality)).outcome


@pytest.mark.parametrize("measure", [measure_levels, measure_noise])
def test_strong_compression_is_said_to_hide_everything(look, forge, photographs, measure):
    found = look(measure, forge.jpeg(photographs[0], 70))
    assert "inconclusive" == found.outcome
    assert [] == found.values["regions"]


def test_a_part_that_was_never_saved_stands_out_in_error_levels_and_proves_nothing(look, forge, photographs):
    places = []
    for at, pixels in enumerate(photographs[:4]):
        host = forge.decoded(forge.jpeg(pixels, 70))
        found = look(measure_levels, forge.jpeg(forge.pasted(host, photographs[at + 1], forge.BOX), 95))
        assert "found" != found.outcome
        places += [forge.overlap(one, forge.BOX) for one in found.values["regions"][:1]]
    assert sum(1 for one in places if one > 0.4) >= 2


def test_a_rougher_part_stands_out_in_noise(look, forge, photographs):
    places = []
    for pixels in photographs[:4]:
        rough = pixels + np.random.default_rng(0).normal(0, 9, pixels.shape)
        forged = forge.pasted(pixels, np.clip(rough, 0, 255).astype(np.uint8), forge.BOX)
        found = look(measure_noise, forge.jpeg(forged, 95))
        places += [forge.overlap(one, forge.BOX) for one in found.values["regions"][:1]]
    assert sum(1 for one in places if one > 0.4) >= 2


@pytest.mark.parametrize("level", [2.0, 5.0, 10.0])
def test_the_level_of_known_noise_is_measured(level):
    noise = np.random.default_rng(3).normal(128, level, (512, 512))
    measured = noise_level(np.clip(np.rint(noise), 0, 255).astype(np.uint8))
    assert level == pytest.approx(float(np.median(measured)), rel=0.1)


def test_a_quality_that_cannot_be_meant_is_refused(look, forge, photographs):
    with pytest.raises(WrongUse):
        look(measure_levels, forge.jpeg(photographs[0], 90), quality=10)
