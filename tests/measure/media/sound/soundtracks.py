"""Sounds made for the tests: voices, streets, music, bangs, hum, noise, and what copying does to them."""

import numpy as np

RATE = 22_050


def soundtrack(seed, seconds=30.0, kind=None, rate=RATE):
    """Return mono float32 of one made-up recording: voices, street, music, bangs or all."""
    rng = np.random.default_rng(seed)
    kinds = ("voice", "street", "music", "bangs", "mixed")
    kind = kinds[seed % len(kinds)] if kind is None else kind
    if kind == "mixed":
        sound = voice(rng, seconds, rate) + 0.7 * street(rng, seconds, rate) + 0.5 * bangs(rng, seconds, rate)
    else:
        sound = {"voice": voice, "street": street, "music": music, "bangs": bangs}[kind](rng, seconds, rate)
    sound = sound + 0.004 * rng.standard_normal(len(sound))
    return (0.5 * sound / np.abs(sound).max()).astype(np.float32)


def voice(rng, seconds, rate):
    """Return syllables: a buzz with a gliding pitch through three moving formants, and hisses between."""
    size = int(seconds * rate)
    sound = np.zeros(size)
    at = rng.uniform(0, 0.3)
    base = rng.uniform(90, 240)
    while at < seconds - 0.05:
        long = rng.uniform(0.08, 0.32)
        count = min(int(long * rate), size - int(at * rate))
        time = np.arange(count) / rate
        if rng.random() < 0.75:
            pitch = base * rng.uniform(0.8, 1.3) * np.exp(rng.uniform(-0.6, 0.6) * time)
            phase = 2 * np.pi * np.cumsum(pitch) / rate
            one = np.zeros(count)
            formants = [rng.uniform(250, 850), rng.uniform(900, 2300), rng.uniform(2200, 3300)]
            glide = rng.uniform(-600, 600, 3) * np.array([0.4, 1, 0.6])
            for harmonic in range(1, int(4500 / pitch.max()) + 1):
                loud = sum(
                    weight * np.exp(-0.5 * ((harmonic * pitch - formant - slope * time) / width) ** 2)
                    for formant, slope, width, weight in zip(
                        formants, glide, (90, 120, 180), (1, 0.6, 0.3), strict=True
                    )
                )
                one += (loud + 0.02 / harmonic) * np.sin(harmonic * phase)
        else:
            one = 0.15 * np.diff(rng.standard_normal(count + 1))
        one *= np.sin(np.pi * np.arange(count) / count) ** 0.5
        sound[int(at * rate) : int(at * rate) + count] += one * rng.uniform(0.4, 1)
        at += long + (rng.exponential(0.05) if rng.random() < 0.85 else rng.uniform(0.3, 1.0))
    return sound


def street(rng, seconds, rate):
    """Return rumble, passing engines, horns and clatter."""
    size = int(seconds * rate)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    frequency = np.maximum(np.fft.rfftfreq(size, 1 / rate), 20)
    rumble = np.fft.irfft(spectrum * frequency**-0.7, size)
    sound = 0.25 * rumble / np.std(rumble)
    time = np.arange(size) / rate
    for _ in range(int(seconds / 4) + 1):
        middle, wide = rng.uniform(0, seconds), rng.uniform(0.8, 2.5)
        pitch = (
            rng.uniform(60, 130)
            * (1 - 0.06 * np.tanh((time - middle) / wide * 2))
            * (1 + 0.02 * np.sin(2 * time))
        )
        phase = 2 * np.pi * np.cumsum(pitch) / rate
        engine = sum(np.sin(k * phase + k) / k**0.6 for k in range(1, 14))
        sound += 0.3 * engine * np.exp(-0.5 * ((time - middle) / wide) ** 2)
    for _ in range(rng.poisson(seconds / 6) + 1):
        put(sound, horn(rng, rate), rng.uniform(0, seconds), rate)
    for _ in range(rng.poisson(seconds) + 2):
        put(sound, clatter(rng, rate), rng.uniform(0, seconds), rate)
    return sound


def horn(rng, rate):
    time = np.arange(int(rng.uniform(0.2, 0.9) * rate)) / rate
    low = rng.uniform(280, 520)
    tone = sum(np.sin(2 * np.pi * low * ratio * k * time) / k for ratio in (1, 1.26) for k in range(1, 7))
    return 0.35 * tone * np.minimum(1, np.minimum(time, time[::-1]) * 60)


def clatter(rng, rate):
    time = np.arange(int(0.25 * rate)) / rate
    rings = [(rng.uniform(300, 3800), rng.uniform(15, 60)) for _ in range(5)]
    return rng.uniform(0.2, 1) * sum(
        np.sin(2 * np.pi * pitch * time) * np.exp(-time * decay) for pitch, decay in rings
    )


def bangs(rng, seconds, rate):
    """Return bursts of shots and a few explosions with echoes from walls, over wind."""
    size = int(seconds * rate)
    wind = np.convolve(rng.standard_normal(size), np.ones(24) / 24, "same")
    sound = 0.08 * wind * (1 + 0.5 * np.sin(2 * np.pi * 0.2 * np.arange(size) / rate))
    at = rng.uniform(0, 1)
    walls = [(rng.uniform(0.05, 0.9), rng.uniform(0.1, 0.5)) for _ in range(5)]
    while at < seconds:
        burst = rng.integers(1, 8)
        gap = rng.uniform(0.07, 0.14)
        large = rng.random() < 0.2
        for shot in range(1 if large else burst):
            one = blast(rng, rate, large=large)
            for delay, share in [(0.0, 1.0), *walls]:
                put(sound, share * one, at + shot * gap + delay, rate)
        at += burst * gap + rng.exponential(1.2)
    return sound


def blast(rng, rate, *, large):
    time = np.arange(int((1.5 if large else 0.3) * rate)) / rate
    noise = rng.standard_normal(len(time))
    if large:
        noise = np.convolve(noise, np.ones(30) / 8, "same")
    return (1.5 if large else 0.8) * noise * np.exp(-time * (4 if large else 28))


def music(rng, seconds, rate):
    """Return chords and a melody over a beat, in one of several scales and tempi."""
    size = int(seconds * rate)
    sound = np.zeros(size)
    beat = 60 / rng.uniform(76, 150)
    root = rng.uniform(110, 220)
    scale = np.array(
        ([0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 1, 4, 5, 7, 8, 10])[rng.integers(3)]
    )
    colour = rng.uniform(0.4, 1.6)
    step = 0
    while step * beat / 2 < seconds:
        now = step * beat / 2
        if step % 2 == 0:
            put(sound, 0.4 * blast(rng, rate, large=False), now, rate)
        if step % 8 == 0:
            chord = rng.integers(7)
            for third in (0, 2, 4):
                put(sound, 0.25 * note(root * tone(scale, chord + third), beat * 4, colour, rate), now, rate)
        if rng.random() < 0.75:
            pitch = 2 * root * tone(scale, rng.integers(0, 14))
            put(sound, 0.5 * note(pitch, beat * rng.choice((0.5, 1)), colour, rate), now, rate)
        step += 1
    return sound


def tone(scale, degree):
    return 2 ** ((scale[degree % 7] + 12 * (degree // 7)) / 12)


def note(pitch, seconds, colour, rate):
    time = np.arange(int(seconds * rate)) / rate
    partials = sum(
        np.sin(2 * np.pi * pitch * k * time) / k**colour for k in range(1, 9) if pitch * k < rate / 2
    )
    return partials * np.exp(-3 * time / seconds) * np.minimum(1, time * 100)


def put(sound, one, at, rate):
    begin = int(at * rate)
    count = min(len(one), len(sound) - begin)
    if count > 0:
        sound[begin : begin + count] += one[:count]


def hum(seconds, rate=RATE, pitch=50.0):
    time = np.arange(int(seconds * rate)) / rate
    return (0.2 * sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 20))).astype(np.float32)


def white(seed, seconds, rate=RATE):
    return (0.2 * np.random.default_rng(seed).standard_normal(int(seconds * rate))).astype(np.float32)


def noisy(sound, decibels, seed=0):
    """Return the sound with white noise so many dB below it."""
    loud = np.sqrt(np.mean(sound**2)) * 10 ** (-decibels / 20)
    return (sound + loud * np.random.default_rng(seed).standard_normal(len(sound))).astype(np.float32)


def band_limited(sound, low=300.0, high=3_000.0, rate=RATE):
    spectrum = np.fft.rfft(sound)
    frequency = np.fft.rfftfreq(len(sound), 1 / rate)
    gain = 1 / np.sqrt((1 + (low / np.maximum(frequency, 1)) ** 8) * (1 + (frequency / high) ** 8))
    return np.fft.irfft(spectrum * gain, len(sound)).astype(np.float32)


def filmed_off_a_screen(sound, seed=0, rate=RATE, decay=0.25, decibels=15):
    """Return the sound through a small loudspeaker, a room that rings, and a noisy microphone."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(0.8 * rate)) / rate
    room = rng.standard_normal(len(time)) * np.exp(-time / decay * 3.45) * 0.03 * np.sqrt(22_050 / rate)
    room[0] = 1.0
    for _ in range(6):
        room[rng.integers(int(0.003 * rate), int(0.06 * rate))] += rng.uniform(-0.5, 0.5)
    size = len(sound) + len(room)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[: len(sound)]
    return noisy(band_limited(wet.astype(np.float32), 350, 3_800, rate), decibels, seed)


def resampled(sound, speed):
    """Return the sound played ``speed`` times as fast, its pitch moved by as much."""
    count = int(len(sound) / speed)
    # the spectrum is cut first, where it would fold back
    spectrum = np.fft.rfft(sound)
    spectrum[int(len(spectrum) / max(1.0, speed)) :] = 0
    smooth = np.fft.irfft(spectrum, len(sound))
    return np.interp(np.arange(count) * speed, np.arange(len(sound)), smooth).astype(np.float32)


def at_8k(sound, rate=RATE):
    """Return the sound at the rate fingerprints are made from."""
    return np.ascontiguousarray(resampled(sound, rate / 8_000))
