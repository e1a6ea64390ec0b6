"""Do to a film what people do to footage before they post it again: one name and one strength for each edit.

Everything goes through one thread of ffmpeg, seeded, so the same call gives the same film.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from tests.footage.encoding import (
    EXACT,
    RATE,
    SOUND_OPTIONS,
    has_sound,
    rate_of,
    run,
    seconds_of,
    size_of,
    video_options,
    write_wave,
)
from tests.footage.lettering import write_sheet
from tests.footage.refilmed import refilm, refilmed_sound
from tests.footage.sounds import sound_of_scene

Strength = float | str
EDITS: dict[str, tuple[Strength, ...]] = {
    "re-encode": (35, 40, "51 half"),
    "resize": (0.35, 0.5),
    "squash": ("4:3",),
    "grey": (1.3,),
    "crop": (0.05, 0.10, 0.15, 0.20, 0.30),
    "crop-left": (0.10,),
    "crop-right": (0.10,),
    "crop-top": (0.10,),
    "crop-bottom": (0.10, 0.16),
    "letterbox": (0.125,),
    "pillarbox": (0.125,),
    "square": ("black",),
    "blurred": ("square",),
    "captions": (1, 2, 3),
    "logo": (0.12, 0.18, 0.25),
    "banner": (0.10, 0.16),
    "mirrored": (1,),
    "speed": (0.8, 0.9, 1.1, 1.25),
    "speed-pitch": (0.8, 0.9, 1.1, 1.25),
    "rate-20": ("drop", "blend"),
    "rate-30": ("repeat", "blend", "mix"),
    "rate-there-and-back": ("repeat", "blend"),
    "refilmed": (0.025, 0.06),
    "sound-replaced": (1,),
    "sound-removed": (1,),
    "mirror-letterbox": (40,),
    "cut": (5.0,),
}
"""Every edit with its strengths, mild to harsh. A crop of 0.10 takes 5 % away at each edge; crop-left 0.10 at one."""


def edit(source: Path, target: Path, name: str, *, strength: Strength | None = None, seed: int = 1) -> Path:
    """Write an edited copy of a film.

    :param name: a key of EDITS.
    :param strength: by default the first of EDITS[name]; numbers that do not stand there are allowed too.
    :param seed: what captions, logos, new sound, noise and the place of a cut are drawn from.
    """
    chosen = EDITS[name][0] if strength is None else strength
    target.parent.mkdir(parents=True, exist_ok=True)
    if name == "refilmed":
        return refilm(source, target, float(chosen), seed=seed)
    if name in ("captions", "logo", "banner"):
        return _overlaid(source, target, name, float(chosen), seed=seed)
    if name in ("sound-replaced", "sound-removed"):
        return _other_sound(source, target, name, seed=seed)
    if name == "cut":
        return cut(source, target, length=float(chosen), start=cut_start(source, float(chosen), seed=seed))
    if name == "re-encode":
        return _reencoded(source, target, chosen)
    video, sound = _FILTERS[name](source, chosen)
    crf = 40 if name == "mirror-letterbox" else 23
    return filtered(source, target, video, sound=sound, crf=crf)


def filtered(source: Path, target: Path, video: str, *, sound: str | None = None, crf: int = 23) -> Path:
    """Write the film through a chain of filters of the picture and, if told, one of the sound."""
    heard = ["-af", sound] if sound is not None and has_sound(source) else []
    shown = ["-vf", video] if video else []
    return _encode(["-i", source], [*shown, *heard, "-map", "0:v:0", "-map", "0:a:0?"], target, crf=crf)


def cut(source: Path, target: Path, *, start: float, length: float) -> Path:
    """Write ``length`` seconds of the film from ``start`` [s] on, encoded anew, exact to the frame."""
    video = f"trim=start={start}:duration={length},setpts=PTS-STARTPTS"
    return filtered(
        source, target, video, sound=f"atrim=start={start}:duration={length},asetpts=PTS-STARTPTS"
    )


def cut_start(source: Path, length: float, *, seed: int = 1) -> float:
    """Return where ``edit(..., "cut")`` cuts [s]: a whole frame, drawn from the seed."""
    room, step = max(0.0, seconds_of(source) - length), 1 / float(rate_of(source))
    return round(int((0.2 + 0.6 * ((seed * 0.618034) % 1)) * room / step) * step, 6)


def refilmed_wave(source: Path, target: Path, *, seed: int = 1) -> Path:
    """Write the sound of a film as a microphone in a room hears it from the loudspeaker."""
    return write_wave(target, refilmed_sound(source, seed=seed))


def _encode(inputs: list, options: list, target: Path, *, crf: int = 23) -> Path:
    run(*inputs, *options, *video_options(crf=crf), *SOUND_OPTIONS, *EXACT, "-movflags", "+faststart", target)
    return target


def _reencoded(source: Path, target: Path, strength: Strength) -> Path:
    crf, _, half = str(strength).partition(" ")
    return filtered(source, target, _scaled(source, 0.5) if half else "", crf=int(float(crf)))


def _overlaid(source: Path, target: Path, name: str, strength: float, *, seed: int) -> Path:
    sheet = write_sheet(
        target.with_name(target.name + ".png"), name, strength, size=size_of(source), seed=seed
    )
    options = ["-filter_complex", "[0:v][1:v]overlay=0:0:format=auto[v]", "-map", "[v]", "-map", "0:a:0?"]
    made = _encode(["-i", source, "-i", sheet], options, target)
    sheet.unlink()
    return made


def _other_sound(source: Path, target: Path, name: str, *, seed: int) -> Path:
    if name == "sound-removed":
        return _encode(["-i", source], ["-map", "0:v:0", "-an"], target)
    heard = sound_of_scene(900_000 + seed, seconds=seconds_of(source))
    wave = write_wave(target.with_name(target.name + ".wav"), heard)
    made = _encode(["-i", source, "-i", wave], ["-map", "0:v:0", "-map", "1:a:0", "-shortest"], target)
    wave.unlink()
    return made


def _even(number: float) -> int:
    return max(2, round(number / 2) * 2)


def _scaled(source: Path, factor: float, *, across: float | None = None) -> str:
    width, height = size_of(source)
    wide = _even(width * factor if across is None else across)
    return f"scale={wide}:{_even(height * factor)}:flags=bicubic+accurate_rnd+bitexact,setsar=1"


def _cropped(source: Path, left: float, top: float, right: float, bottom: float) -> str:
    width, height = size_of(source)
    x, y = _even(width * left) if left else 0, _even(height * top) if top else 0
    wide, high = _even(width * (1 - left - right)), _even(height * (1 - top - bottom))
    return f"crop={min(wide, width - x)}:{min(high, height - y)}:{x}:{y}"


def _squashed(source: Path, strength: Strength) -> str:
    wide, _, high = str(strength).partition(":")
    return _scaled(source, 1, across=size_of(source)[1] * int(wide) / int(high))


def _barred(source: Path, *, across: float = 0, down: float = 0) -> str:
    # the picture keeps its shape; each bar takes that part of the new width or height
    width, height = size_of(source)
    wide, high = _even(width / (1 - 2 * across)), _even(height / (1 - 2 * down))
    return f"pad={wide}:{high}:{(wide - width) // 4 * 2}:{(high - height) // 4 * 2}:black"


def _blurred_square(source: Path, _: Strength) -> str:
    width, height = size_of(source)
    side = max(width, height)
    return (
        f"split[a][b];[a]scale={side}:{side}:force_original_aspect_ratio=increase,crop={side}:{side},"
        f"gblur=sigma={side / 32:.2f}[c];[c][b]overlay=(W-w)/2:(H-h)/2,setsar=1"
    )


def _square(source: Path, _: Strength) -> str:
    width, height = size_of(source)
    side = max(width, height)
    return f"pad={side}:{side}:{(side - width) // 4 * 2}:{(side - height) // 4 * 2}:black"


def _faster(source: Path, factor: float, *, pitch: bool) -> tuple[str, str]:
    sound = f"asetrate={round(RATE * factor)},aresample={RATE}" if pitch else f"atempo={factor}"
    rate = Fraction(rate_of(source)).limit_denominator(1001)
    return f"setpts=PTS/{factor},fps={rate}", sound


def _at_rate(to: Fraction | int, way: Strength) -> str:
    if way == "blend":
        return f"framerate=fps={to}:interp_start=0:interp_end=255:scene=100"
    if way == "mix":
        return f"minterpolate=fps={to}:mi_mode=blend:scd=none"
    return f"fps={to}"


_FILTERS: dict[str, Callable[[Path, Strength], tuple[str, str | None]]] = {
    "resize": lambda source, by: (_scaled(source, float(by)), None),
    "squash": lambda source, to: (_squashed(source, to), None),
    "grey": lambda _, by: (f"hue=s=0,eq=contrast={by}", None),
    "crop": lambda source, by: (_cropped(source, *[float(by) / 2] * 4), None),
    "crop-left": lambda source, by: (_cropped(source, float(by), 0, 0, 0), None),
    "crop-right": lambda source, by: (_cropped(source, 0, 0, float(by), 0), None),
    "crop-top": lambda source, by: (_cropped(source, 0, float(by), 0, 0), None),
    "crop-bottom": lambda source, by: (_cropped(source, 0, 0, 0, float(by)), None),
    "letterbox": lambda source, by: (_barred(source, down=float(by)), None),
    "pillarbox": lambda source, by: (_barred(source, across=float(by)), None),
    "square": lambda source, by: (_square(source, by), None),
    "blurred": lambda source, by: (_blurred_square(source, by), None),
    "mirrored": lambda _, __: ("hflip", None),
    "speed": lambda source, by: _faster(source, float(by), pitch=False),
    "speed-pitch": lambda source, by: _faster(source, float(by), pitch=True),
    "rate-20": lambda _, way: (_at_rate(20, way), None),
    "rate-30": lambda _, way: (_at_rate(30, way), None),
    "rate-there-and-back": lambda source, way: (
        f"{_at_rate(30, way)},{_at_rate(Fraction(rate_of(source)).limit_denominator(1001), way)}",
        None,
    ),
    "mirror-letterbox": lambda source, _: (f"hflip,{_barred(source, down=0.125)}", None),
}
