"""Map the local noise level: a part pasted from another camera, or smoothed by a brush, has another grain.

The level of a cell is the median size of the finest diagonal wavelet coefficients. [1] Noise depends on brightness
(sensors) and compression (detail survives where there is detail), so what is usual for both is taken away first. [2]

Measured: a part stood out in 2 of 10 photographs saved once at 90 or 95 and in 1 of 20 camera files. An oval with
noise of 8 levels added stood out, at its place, in 6 of 10 (two of them rendered); with noise of 4 levels in none. It
is the weakest of these methods.

[1] Donoho, Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage. doi:10.1093/biomet/81.3.425
[2] Mahdian, Saic (2009), Using noise inconsistencies for blind image forensics. doi:10.1016/j.imavis.2009.02.001
"""

from typing import Final

import numpy as np

from sightline.measure.media.forensics.answers import Method, answer, draw, too_small
from sightline.measure.media.forensics.planes import Floats, Luma, read_planes
from sightline.measure.media.forensics.regions import smooth, words
from sightline.measure.media.forensics.residuals import cells_of, stand_out
from sightline.measure.media.forensics.unexplained import unexplained
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME: Final = "media.forensics.noise"
VERSION: Final = 1
CELL: Final = 32
STANDS_OUT: Final = 4.0
MOST_SHARE: Final = 250
"""Of the picture [1/1000]."""
LEAST_QUALITY: Final = 85
"""Files saved at less are drawn, and no part is told: strong compression leaves as much as content does."""
LEAST_SHARE: Final = 0.015
LEAST_NOISE: Final = 0.25
"""Under this the decoder's rounding is all the noise there is [levels]."""
METHOD: Final = Method(
    NAME,
    VERSION,
    "Local noise level",
    "Focus, haze, motion, water and beauty filters of telephones change the noise from place to place in untouched "
    "pictures; and strong compression takes all noise away, after which nothing can be told.",
)


def measure_noise(subject: Subject) -> Finding:
    """Map the noise of each cell and what of it brightness and detail do not explain.

    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    planes = read_planes(subject)
    if planes.too_small:
        return too_small(METHOD, planes)
    noise = noise_level(planes.luma)
    cells = cells_of(planes.luma, CELL)
    noisy = noise > LEAST_NOISE
    valid = ~cells.clipped & noisy
    rest = stand_out(np.log(np.maximum(noise, np.float32(0.05))), cells, valid=valid)
    even = smooth(rest, reach=1, valid=valid)
    found = unexplained(
        planes,
        np.abs(even) > STANDS_OUT,
        cell=CELL,
        least_cells=12,
        least_share=LEAST_SHARE,
        most_share=MOST_SHARE,
        least_quality=LEAST_QUALITY,
    )
    regions, own = found.regions, found.own_quality
    most = max(1.0, float(np.quantile(noise, 0.98)))
    products = [
        draw(
            METHOD,
            subject,
            planes,
            noise / most,
            low="no noise",
            high=f"noise of {most:.1f} levels of 255 and more",
        ),
        draw(
            METHOD,
            subject,
            planes,
            even / 10 + 0.5 * valid,
            low="smoother than usual for its brightness and detail, or not judged; red in the middle: as usual",
            high="rougher than usual for its brightness and detail",
            regions=regions,
            title="Noise that brightness and detail do not explain",
            suffix="_unexplained",
        ),
    ]
    values: dict[str, Json] = {
        "median_hundredths": round(100 * float(np.median(noise))),
        "judged_per_mille": round(1000 * float(valid.mean())),
        "own_quality": own,
        "regions": [one.told() for one in regions],
    }
    if valid.mean() < 0.5:
        sentence = (
            "Noise cannot tell: in most of it no noise is left, as after strong compression or in a drawing."
        )
        return answer(METHOD, "inconclusive", sentence, values, products=products, planes=planes)
    if found.too_coarse:
        sentence = f"Noise cannot tell: saved at quality {own}, it is mostly compression that the map shows."
        return answer(METHOD, "inconclusive", sentence, values, products=products, planes=planes)
    if len(regions) == 0:
        sentence = "Noise: no part is rougher or smoother than its brightness and detail explain."
        return answer(METHOD, "nothing", sentence, values, products=products, planes=planes)
    sentence = (
        f"Noise: a part has another grain than its brightness and detail explain "
        f"({words(regions, upright=planes.upright)}). It may come from elsewhere, "
        "or be out of focus or of another material."
    )
    return answer(
        METHOD,
        "inconclusive",
        sentence,
        values,
        products=products,
        planes=planes,
        todo="look at the place in the other maps",
    )


def noise_level(luma: Luma) -> Floats:
    """Return the noise of each whole cell of 32 pixels: the median of |HH| / 0.6745 [levels].

    :param luma: (height, width) uint8.
    """
    rows, columns = luma.shape[0] // CELL, luma.shape[1] // CELL
    half = CELL // 2
    level = np.zeros((rows, columns), np.float32)
    for row in range(rows):
        strip = luma[row * CELL : (row + 1) * CELL, : columns * CELL].astype(np.int16)
        diagonal = np.abs(strip[::2, ::2] - strip[1::2, ::2] - strip[::2, 1::2] + strip[1::2, 1::2])
        cut = diagonal.reshape(half, columns, half).transpose(1, 0, 2).reshape(columns, half * half)
        # whole numbers have few values: the mean of the middle fifth is a median that moves smoothly
        ordered = np.sort(cut, axis=1)
        low, high = int(0.4 * half * half), int(0.6 * half * half)
        level[row] = ordered[:, low:high].mean(axis=1) / (2 * 0.6745)
    return level
