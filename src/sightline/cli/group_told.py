"""How proposed groups are told: as text for a person, alarms first, or as one JSON document."""

from sightline.cli.out import flat, line
from sightline.work.grouping_items.records import EventAlarm, Group, Grouping, LeftAlone, Reason

MOST_ITEMS = 12
MOST_GROUPS = 60


def print_grouping(found: Grouping, *, everything: bool) -> None:
    """Print what is proposed."""
    for alarm in found.alarms:
        line(f"{'SHOWN FOR TWO EVENTS' if alarm.sure else 'PERHAPS SHOWN FOR TWO EVENTS'}  {flat(alarm.why)}")
    if found.alarms:
        line()
    if not found.groups:
        line("no items are proposed as one incident, as far as their times, places and copies tell")
    for one in found.groups[:MOST_GROUPS]:
        _print_group(one)
    if len(found.groups) > MOST_GROUPS:
        line(f"and {len(found.groups) - MOST_GROUPS} more groups; see all with --json")
        line()
    if found.groups:
        line("to decide: sightline group --accept N, --split N ITM…, --refuse N")
    _print_left(found.left_alone, everything=everything)


def _print_group(one: Group) -> None:
    where = one.place or (f"{one.lat:.4f}, {one.lon:.4f}" if one.lat is not None else "place not known")
    aim = "" if one.incident is None else f"  →  {one.incident.code} {flat(one.incident.title)}"
    line(f"{one.number}. [{one.id}]  {flat(where)}, {one.when or 'time not known'}{aim}")
    if one.alarm is not None:
        line(f"    ALARM: {flat(one.alarm)}")
    for item in one.items[:MOST_ITEMS]:
        line(f"    {item.code}  {flat(item.title)}")
    if len(one.items) > MOST_ITEMS:
        line(f"    and {len(one.items) - MOST_ITEMS} more")
    if one.members:
        under = [named.code for named in one.members[:MOST_ITEMS]]
        more = f" and {len(one.members) - MOST_ITEMS} more" if len(one.members) > MOST_ITEMS else ""
        line(f"    under it already: {', '.join(under)}{more}")
    for reason in one.reasons:
        line(f"    + {flat(reason.why)}")
    for reason in one.against:
        line(f"    - {flat(reason.why)}")
    line()


def _print_left(left: tuple[LeftAlone, ...], *, everything: bool) -> None:
    if not left:
        return
    kinds: dict[str, int] = {}
    for one in left:
        kind = one.why.partition(": with")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    line(f"{len(left)} item{' is' if len(left) == 1 else 's are'} left alone:")
    for kind in sorted(kinds, key=lambda k: (-kinds[k], k)):
        line(f"    {kinds[kind]}: {kind}")
    for one in left if everything else ():
        line(f"    {one.item.code}  {flat(one.item.title)}: {one.why}")


def grouping_json(found: Grouping) -> dict[str, object]:
    """Give the JSON document of a grouping."""
    return {
        "groups": [_group(one) for one in found.groups],
        "alarms": [_alarm(one) for one in found.alarms],
        "left_alone": [
            {"item": one.item.code, "lacks": one.lacks.split(" and ") if one.lacks else [], "why": one.why}
            for one in found.left_alone
        ],
        "considered": found.considered,
        "settled": found.settled,
        "method": found.method,
        "version": found.version,
    }


def _group(one: Group) -> dict[str, object]:
    return {
        "items": [item.code for item in one.items],
        "incident": None if one.incident is None else one.incident.code,
        "when": one.when,
        "place": one.place,
        "why": one.why,
        "number": one.number,
        "id": one.id,
        "members": [item.code for item in one.members],
        "spellings": list(one.spellings),
        "lat": one.lat,
        "lon": one.lon,
        "points": one.points,
        "reasons": [_reason(reason) for reason in one.reasons],
        "against": [_reason(reason) for reason in one.against],
        "alarm": one.alarm,
    }


def _reason(one: Reason) -> dict[str, object]:
    return {"kind": one.kind, "why": one.why, "items": list(one.items), "refs": list(one.refs)}


def _alarm(one: EventAlarm) -> dict[str, object]:
    return {
        "items": [item.code for item in one.items],
        "incidents": [incident.code for incident in one.incidents],
        "why": one.why,
        "sure": one.sure,
        "refs": list(one.refs),
    }
