"""Make sound that was never heard: voices, a street, wind, steps, engines and bangs, different with every seed.

Fingerprints of sound live on peaks that come and go in the spectrum. Plain noise has none that last, plain tones
have too many alike; this has syllables with formants and a melody of their own, calls, engines that change speed.
"""

import numpy as np
from tests.footage.encoding import RATE


def sound_of_scene(seed: int, *, seconds: float, rate: int = RATE, loud: float = 0.5) -> np.ndarray:
    """Return the sound of a place as mono float32, -1 to 1."""
    rng = np.random.default_rng([seed, 7])
    count = round(seconds * rate)
    total = street(rng, count, rate=rate) * rng.uniform(0.02, 0.06)
    total += wind(rng, count, rate=rate) * rng.uniform(0.01, 0.06)
    total += steps(rng, count, rate=rate) * rng.uniform(0.02, 0.06)
    total += engine(rng, count, rate=rate) * rng.uniform(0.0, 0.05)
    for _ in range(int(rng.integers(1, 4))):
        total += voice(rng, count, rate=rate) * rng.uniform(0.05, 0.15)
    for _ in range(int(rng.integers(1, 3 + int(seconds / 6)))):
        place(total, calls(rng, rate=rate) * rng.uniform(0.05, 0.2), int(rng.uniform(0, count)))
    for _ in range(int(rng.poisson(seconds / 15))):
        place(total, bang(rng, rate=rate) * rng.uniform(0.7, 1.5), int(rng.uniform(0, count)))
    return (np.tanh(total / max(loud_of(total), 1e-6) * loud * 0.5)).astype(np.float32)


def loud_of(sound: np.ndarray) -> float:
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0


def place(total: np.ndarray, sound: np.ndarray, at: int) -> None:
    """Add a sound from sample ``at`` on; what hangs over is lost."""
    begin, end = max(at, 0), min(at + len(sound), len(total))
    if begin < end:
        total[begin:end] += sound[begin - at : end - at]


def shaped(rng, count: int, weight, *, rate: int = RATE) -> np.ndarray:
    """Return noise of deviation 1 whose spectrum is ``weight(frequencies [Hz])``."""
    size = 1 << max(int(count - 1).bit_length(), 4)
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    spectrum = np.fft.rfft(rng.standard_normal(size)) * weight(frequencies)
    noise = np.fft.irfft(spectrum, size)[:count]
    return noise / max(float(noise.std()), 1e-9)


def slow(rng, count: int, hertz: float, *, rate: int = RATE) -> np.ndarray:
    """Return a smooth random curve of deviation about 1 that turns about ``hertz`` times a second."""
    knots = max(4, int(count / rate * hertz * 2) + 3)
    return np.interp(np.linspace(0, knots - 1, count), np.arange(knots), rng.standard_normal(knots))


def street(rng, count: int, *, rate: int = RATE) -> np.ndarray:
    """Distant traffic: low noise that swells, with a band of its own for every place."""
    centre, width = rng.uniform(200, 900), rng.uniform(0.4, 1.0)
    noise = shaped(
        rng,
        count,
        lambda f: 1 / (1 + (f / 300) ** 1.5) + 0.3 * np.exp(-((np.log2((f + 1) / centre) / width) ** 2)),
        rate=rate,
    )
    return noise * (1 + 0.4 * np.tanh(slow(rng, count, 0.5, rate=rate)))


def wind(rng, count: int, *, rate: int = RATE) -> np.ndarray:
    """Wind in the microphone: rumble in gusts."""
    noise = shaped(rng, count, lambda f: 1 / (1 + (f / 90) ** 2.2), rate=rate)
    return noise * np.maximum(0, 0.5 + slow(rng, count, 0.7, rate=rate))


def steps(rng, count: int, *, rate: int = RATE) -> np.ndarray:
    """Steps of the one who films: two thuds a second with gravel in them."""
    total = np.zeros(count)
    at, pace = rng.uniform(0, 0.5), rng.uniform(0.42, 0.6)
    length = int(0.09 * rate)
    decay = np.exp(-np.arange(length) / (0.02 * rate))
    while at * rate < count:
        thud = shaped(rng, length, lambda f: 1 / (1 + (f / 700) ** 2) + 0.2 * (f > 2500), rate=rate) * decay
        place(total, thud * rng.uniform(0.6, 1.4), int(at * rate))
        at += pace * rng.uniform(0.93, 1.07)
    return total


def engine(rng, count: int, *, rate: int = RATE) -> np.ndarray:
    """An engine that changes speed, comes and goes."""
    pitch = rng.uniform(35, 90) * np.exp(0.25 * slow(rng, count, 0.4, rate=rate))
    # one turn of the wave is computed once and read at the speed of the engine
    turn = np.arange(4096) / 4096
    wave = np.zeros(4096)
    for harmonic, strength in enumerate(rng.uniform(0.2, 1, 14), start=1):
        wave += strength / harmonic**0.7 * np.sin(2 * np.pi * (harmonic * turn + rng.uniform(0, 1)))
    total = wave[(np.cumsum(pitch) / rate * 4096).astype(np.int64) & 4095]
    return total * np.maximum(0, slow(rng, count, 0.25, rate=rate) + 0.3) / 2


def voice(rng, count: int, *, rate: int = RATE) -> np.ndarray:
    """Somebody speaks: syllables with three formants each, a melody, breath and pauses; of deviation 1."""
    total = np.zeros(count)
    base = rng.uniform(85, 240)
    at = rng.uniform(0, 0.8)
    while at * rate < count:
        for _ in range(int(rng.integers(3, 12))):
            length = rng.uniform(0.09, 0.28)
            place(total, _syllable(rng, base, length, rate) * rng.uniform(0.4, 1.0), int(at * rate))
            at += length * rng.uniform(0.85, 1.2)
        at += rng.uniform(0.15, 1.2)
    return total / max(loud_of(total), 1e-9)


def _syllable(rng, base: float, length: float, rate: int) -> np.ndarray:
    count = int(length * rate)
    t = np.arange(count) / rate
    glide = np.exp(rng.normal(0, 0.18) + np.linspace(0, rng.normal(0, 0.2), count))
    phase = 2 * np.pi * np.cumsum(base * glide) / rate
    formants = (rng.uniform(250, 850), rng.uniform(800, 2300), rng.uniform(2200, 3400))
    total = np.zeros(count)
    # sin((n + 1) x) = 2 cos(x) sin(n x) - sin((n - 1) x) spares a sine for every harmonic
    twice, before, now = 2 * np.cos(phase), np.zeros(count), np.sin(phase)
    for harmonic in range(1, int(4200 / base)):
        height = sum(
            power * np.exp(-(((harmonic * base - centre) / (60 + 0.08 * centre)) ** 2))
            for centre, power in zip(formants, (1.0, 0.6, 0.35), strict=True)
        )
        if height > 0.01:
            total += (height + 0.02) * now
        before, now = now, twice * now - before
    if rng.random() < 0.4:
        hiss = shaped(rng, count, lambda f: np.exp(-(((f - 5200) / 1800) ** 2)), rate=rate)
        total += 0.25 * hiss * np.exp(-t / 0.04)
    return total * np.sin(np.pi * np.arange(count) / count) ** 0.6


def calls(rng, *, rate: int = RATE) -> np.ndarray:
    """A horn, a whistle, a bird or a dog, whichever it is this time."""
    length = rng.uniform(0.2, 1.2)
    count = int(length * rate)
    t = np.arange(count) / rate
    kind = int(rng.integers(0, 3))
    if kind == 0:
        notes = rng.uniform(280, 620) * np.array([1, rng.uniform(1.15, 1.5)])
        total = sum(np.tanh(3 * np.sin(2 * np.pi * note * t)) for note in notes)
    elif kind == 1:
        pitch = rng.uniform(1200, 4200) * np.exp(
            rng.uniform(0.05, 0.35) * np.sin(2 * np.pi * rng.uniform(2, 14) * t)
        )
        total = np.sin(2 * np.pi * np.cumsum(pitch) / rate)
    else:
        pitch = rng.uniform(350, 800) * np.exp(-2 * (t % 0.3))
        total = np.tanh(4 * np.sin(2 * np.pi * np.cumsum(pitch) / rate)) * (t % 0.3 < 0.14)
    return total * np.minimum(1, np.minimum(t, length - t) / 0.02)


def bang(rng, *, rate: int = RATE, length: float = 1.2) -> np.ndarray:
    """A blow: a sharp rise, a broad band that darkens, and its echoes."""
    count = int(length * rate)
    t = np.arange(count) / rate
    crack = shaped(rng, count, lambda f: 1 / (1 + (f / 2500) ** 1.2), rate=rate) * np.exp(-t / 0.03)
    boom = shaped(rng, count, lambda f: 1 / (1 + (f / 150) ** 2), rate=rate) * np.exp(-t / 0.3)
    total = 0.7 * crack + 0.8 * boom
    for _ in range(3):
        late = int(rng.uniform(0.05, 0.4) * rate)
        total[late:] += rng.uniform(0.1, 0.3) * crack[:-late]
    return total / np.abs(total).max()
