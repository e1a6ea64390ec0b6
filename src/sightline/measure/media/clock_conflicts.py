"""Set the clocks of a file against each other: which cannot both be right, by how much, what would reconcile them."""

from typing import Final

from attrs import frozen

from sightline.measure.media.clock_names import read_circumstance, read_name
from sightline.measure.media.clocks import DAY, HOUR, SECOND, Reading, read_clocks, utc_text, zone_text
from sightline.measure.media.exif_tags import Tags, parse_tags
from sightline.measure.media.metadata import failed_metadata, times_of
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME: Final = "media.clocks"
VERSION: Final = 1
TOLERANCE: Final = 3 * 60 * SECOND
"""What clocks of cameras are off by without anybody noticing."""
_ZONES: Final = tuple(
    sorted(
        {hour * 60 for hour in range(-12, 15)}
        | {-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825}
    )
)
"""Offsets from UTC in use [min], IANA time zone database."""
_SHIFTS: Final = (
    (-1, "a date one day early"),
    (1, "a date one day late"),
    (-366, ""),
    (-365, ""),
    (365, ""),
    (366, ""),
)
_WHO: Final = {
    "camera": "the camera",
    "satellites": "the satellite clock",
    "container": "the container",
    "device": "the device",
    "editor": "the editing program",
    "name": "the file name",
    "file": "the file system",
    "post": "the post",
}


@frozen(slots=True)
class Conflict:
    """Two readings that cannot both hold, and what would have to be assumed for them to."""

    one: Reading
    other: Reading
    apart_ms: int
    """As written, zones left aside where one is unknown."""
    reconciled_by: tuple[str, ...]

    def sentence(self) -> str:
        """Say both values, how far they are apart, and the assumptions."""
        one, other = self.one, self.other
        text = (
            f"{_WHO[one.clock].capitalize()} says {one.words()}, {_WHO[other.clock]} says {other.words()}: "
        )
        if other.role == "not_after":
            text += f"recorded {duration(self.apart_ms)} after it was already there"
        elif one.zone_min is None or other.zone_min is None:
            text += f"{duration(self.apart_ms)} apart as written, which no zone of the world explains"
        else:
            text += f"{duration(self.apart_ms)} apart"
        if len(self.reconciled_by) == 0:
            return text + "; no plain assumption reconciles them."
        return text + "; it would fit with " + ", or with ".join(self.reconciled_by) + "."


def measure_clocks(subject: Subject) -> Finding:
    """Compare every clock of a file: those in it, and its name, ``modified`` and ``posted`` where given.

    :returns: *against* where two cannot both be right, *found* where at least two agree, *inconclusive* with one
        clock only, *nothing* without any.
    """
    answer = subject.ask("exiftool")
    if answer is None:
        return failed_metadata(NAME, VERSION)
    outside = []
    name = read_name(str(subject.parameters.get("name", "")))
    if name is not None:
        outside.append(name)
    for clock, key in (("file", "modified"), ("post", "posted")):
        raw = subject.parameters.get(key)
        reading = None if raw is None else read_circumstance("file" if clock == "file" else "post", str(raw))
        if reading is not None:
            outside.append(reading)
    return compare(parse_tags(answer), tuple(outside))


def compare(tags: Tags, outside: tuple[Reading, ...]) -> Finding:
    """Compare the clocks in the tags with each other and with those outside the file."""
    readings = (*read_clocks(tags), *outside)
    conflicts = find_conflicts(readings)
    values: dict[str, Json] = {
        "readings": [_reading_json(one) for one in readings],
        "conflicts": [
            {
                "one": one.one.tag,
                "other": one.other.tag,
                "apart_s": one.apart_ms // SECOND,
                "sentence": one.sentence(),
                "reconciled_by": list(one.reconciled_by),
            }
            for one in conflicts
        ],
        "implied_zones": list(implied_zones(readings)),
    }
    proposals = times_of(outside)
    witnesses = [one for one in readings if one.clock != "file"]
    if len(conflicts) > 0:
        rest = len(conflicts) - 1
        more = "" if rest == 0 else f" ({rest} more disagreement{'' if rest == 1 else 's'}.)"
        return Finding(
            NAME,
            VERSION,
            "against",
            conflicts[0].sentence() + more,
            values,
            uncertainty=f"Clocks of cameras are allowed to be {TOLERANCE // 60_000} minutes off.",
            proposals=proposals,
            todo="decide which clock to trust, and say why, before dating this file by it",
        )
    if len(witnesses) == 0:
        return Finding(NAME, VERSION, "nothing", "No clock left a mark in this file or its name.", values)
    if len(witnesses) == 1:
        sentence = f"Only one clock left a mark ({_WHO[witnesses[0].clock]}): nothing to check it against."
        return Finding(NAME, VERSION, "inconclusive", sentence, values, proposals=proposals)
    zones = values["implied_zones"]
    sentence = f"{len(witnesses)} clocks left marks and none contradicts another."
    if isinstance(zones, list) and len(zones) > 0:
        sentence += " " + " ".join(str(one) for one in zones[:2])
    return Finding(NAME, VERSION, "found", sentence, values, proposals=proposals)


def find_conflicts(readings: tuple[Reading, ...]) -> tuple[Conflict, ...]:
    """Return the pairs of readings that cannot both hold, worst first."""
    recorded = [one for one in readings if one.role == "recorded"]
    bounds = [one for one in readings if one.role == "not_after"]
    found: list[Conflict] = []
    for at, one in enumerate(recorded):
        for other in recorded[at + 1 :]:
            conflict = _compare_recorded(one, other)
            if conflict is not None:
                found.append(conflict)
        late = [bound for bound in bounds if one.begin_ms > bound.end_ms + TOLERANCE]
        found += [Conflict(one, bound, one.begin_ms - bound.end_ms, ()) for bound in late]
    return tuple(sorted(found, key=_weight))


def _weight(one: Conflict) -> tuple[int, int]:
    return (0 if "satellites" in (one.one.clock, one.other.clock) else 1, -one.apart_ms)


def _compare_recorded(one: Reading, other: Reading) -> Conflict | None:
    apart = _apart(one, other)
    if one.zone_min is not None and other.zone_min is not None:
        gap = max(one.begin_ms - other.end_ms, other.begin_ms - one.end_ms)
        return None if gap <= TOLERANCE else Conflict(one, other, apart, _reconcile(one, other))
    if one.zone_min is None and other.zone_min is None:
        gap = max(one.begin_ms - other.end_ms, other.begin_ms - one.end_ms)
        return None if gap <= TOLERANCE else Conflict(one, other, apart, _reconcile(one, other))
    if max(one.grain_ms, other.grain_ms) >= DAY:
        gap = max(one.begin_ms - other.end_ms, other.begin_ms - one.end_ms)
        return None if gap <= TOLERANCE else Conflict(one, other, apart, ())
    _, left = _best_zone(_ahead(one, other))
    return None if left <= TOLERANCE else Conflict(one, other, apart, _reconcile(one, other))


def _apart(one: Reading, other: Reading) -> int:
    """How far two readings are apart: in UTC where both have zones, else as written."""
    if one.zone_min is not None and other.zone_min is not None:
        return abs(one.begin_ms - other.begin_ms)
    if one.zone_min is None and other.zone_min is None:
        return abs(one.local_ms - other.local_ms)
    return abs(_ahead(one, other))


def _ahead(one: Reading, other: Reading) -> int:
    """By how much the reading without a zone is ahead of the UTC of the other [ms]."""
    loose, fixed = (one, other) if one.zone_min is None else (other, one)
    return loose.local_ms - fixed.begin_ms


def _best_zone(ahead: int) -> tuple[int, int]:
    """Return the zone in use [min] that explains a lead best, and what it leaves unexplained [ms]."""
    zone = min(_ZONES, key=lambda minutes: abs(ahead - minutes * 60_000))
    return zone, abs(ahead - zone * 60_000)


def _reconcile(one: Reading, other: Reading) -> tuple[str, ...]:
    """List the plain assumptions under which two readings agree."""
    if one.zone_min is not None and other.zone_min is not None:
        lead = one.begin_ms - other.begin_ms
        zone, left = _best_zone(lead)
        if left > TOLERANCE or zone == 0:
            return ()
        mistaken = next((each for each in (one, other) if each.hedged), None)
        if mistaken is None:
            return (f"a clock set to a zone {duration(abs(lead))} away",)
        minutes = zone if mistaken is one else -zone
        return (f"{_WHO[mistaken.clock]} having written local time of the zone {zone_text(minutes)}",)
    if (one.zone_min is None) == (other.zone_min is None):
        return ()
    loose = one if one.zone_min is None else other
    ahead = _ahead(one, other)
    found: list[tuple[int, str]] = []
    for days, words in _SHIFTS:
        zone, left = _best_zone(ahead - days * DAY)
        if left <= TOLERANCE:
            said = words if words != "" else "a year off by one"
            rest = "nothing" if left < SECOND else duration(left)
            found.append(
                (
                    left,
                    f"{said} on {_WHO[loose.clock]}'s clock and the zone {zone_text(zone)}, which leaves {rest}",
                )
            )
    if len(found) == 0:
        zone, left = _best_zone(ahead)
        if left <= HOUR:
            return (f"the zone {zone_text(zone)} and a clock {duration(left)} off",)
    return tuple(text for _, text in sorted(found)[:2])


def implied_zones(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """Say which zone each reading without one must be in for it to agree with one that has."""
    found = []
    fixed = [
        one for one in readings if one.zone_min is not None and one.role == "recorded" and one.grain_ms < DAY
    ]
    for one in readings:
        if one.zone_min is None and one.role == "recorded" and one.grain_ms < DAY:
            for other in fixed:
                zone, left = _best_zone(_ahead(one, other))
                if left <= TOLERANCE:
                    name = "UTC" if zone == 0 else f"UTC{zone_text(zone)}"
                    found.append(f"{one.tag} agrees with {other.tag} if its zone is {name}.")
    return tuple(found)


def _reading_json(one: Reading) -> dict[str, Json]:
    return {
        "clock": one.clock,
        "tag": one.tag,
        "raw": one.raw,
        "role": one.role,
        "zone": None if one.zone_min is None else zone_text(one.zone_min),
        "assumption": one.assumption,
        "from": utc_text(one.begin_ms),
        "to": utc_text(one.end_ms),
    }


def duration(ms: int) -> str:
    """Write a length of time in its two largest units: ``21 h 58 min``, ``1 min 32 s``, ``3 days 2 h``."""
    left = ms // SECOND
    parts = []
    for size, unit in ((86_400, "day"), (3_600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        if count > 0:
            parts.append(f"{count} {unit}" if unit != "day" or count == 1 else f"{count} days")
    return " ".join(parts[:2]) if len(parts) > 0 else "0 s"
