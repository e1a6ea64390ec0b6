"""Rendered photographs and small forgeries of them: nothing is read from outside, the same bytes every time."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw


def photograph(seed, *, width=768, height=576):
    """Render something like a photograph: hills of 1/f texture, hard edged things, shade, and a sensor's noise."""
    rng = np.random.default_rng(seed)
    y, x = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :]
    size = np.maximum(np.hypot(x, y), 1 / max(width, height))

    def texture(slope):
        waves = rng.normal(size=(height, width)) + 1j * rng.normal(size=(height, width))
        plane = np.fft.ifft2(waves / size**slope).real
        return (plane - plane.mean()) / plane.std()

    soft, fine = texture(2.0), texture(1.1)
    drawn = Image.new("L", (width, height))
    draw = ImageDraw.Draw(drawn)
    for _ in range(14):
        left, top = int(rng.integers(0, width)), int(rng.integers(0, height))
        wide, high = int(rng.integers(20, width // 4)), int(rng.integers(20, height // 4))
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((left, top, left + wide, top + high), fill=int(rng.integers(30, 255)))
    things = np.asarray(drawn).astype(float)
    light = 118 + 26 * soft + 9 * fine * (0.4 + 0.6 * (texture(1.8) > 0)) + 0.22 * things
    planes = []
    for tint in (1.05, 1.0, 0.9):
        signal = np.clip(light * tint, 0, 255)
        planes.append(signal + rng.normal(size=signal.shape) * (0.8 + 0.1 * np.sqrt(signal)))
    return np.clip(np.rint(np.stack(planes, axis=2)), 0, 255).astype(np.uint8)


def jpeg(pixels, quality, **more):
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "JPEG", quality=quality, **more)
    return held.getvalue()


def png(pixels):
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "PNG")
    return held.getvalue()


def decoded(body):
    return np.asarray(Image.open(io.BytesIO(body)).convert("RGB"))


def oval(pixels, box):
    left, top, width, height = box
    mask = Image.new("L", (pixels.shape[1], pixels.shape[0]))
    ImageDraw.Draw(mask).ellipse((left, top, left + width, top + height), fill=255)
    return np.asarray(mask) > 0


def pasted(host, donor, box):
    """Return the host with an oval of the donor in it."""
    forged = host.copy()
    mask = oval(host, box)
    forged[mask] = donor[mask]
    return forged


def overlap(told, box):
    """Return the common area of a told region and the true box, over the area of both."""
    left, top, width, height = box
    across = min(told["x"] + told["width"], left + width) - max(told["x"], left)
    down = min(told["y"] + told["height"], top + height) - max(told["y"], top)
    common = max(0, across) * max(0, down)
    return common / (told["width"] * told["height"] + width * height - common)


class Makers:
    photograph = staticmethod(photograph)
    jpeg = staticmethod(jpeg)
    png = staticmethod(png)
    decoded = staticmethod(decoded)
    pasted = staticmethod(pasted)
    overlap = staticmethod(overlap)
    BOX = (400, 200, 200, 170)


@pytest.fixture(scope="session")
def forge():
    return Makers


@pytest.fixture(scope="session")
def photographs():
    """Yield six rendered photographs."""
    return [photograph(seed) for seed in range(6)]


@pytest.fixture
def look(subject, tmp_path):
    """Run a measure on bytes; what it made stays in the folder of its subject."""

    def run(measure, body, *, name="picture.jpg", **parameters):
        path = tmp_path / name
        path.write_bytes(body)
        given = subject(path, **parameters)
        found = measure(given)
        for product in found.products:
            assert "map" == product.role
            with Image.open(given.out / product.file) as drawn:
                assert "PNG" == drawn.format
                assert 320 <= drawn.width <= 1400
        return found

    return run
