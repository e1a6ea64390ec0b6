"""Opens the one door to the network, with the limits and proxy of the settings; only when a person asked for it."""

from sightline.core.doors import HttpDoor
from sightline.core.doors_answer import DoorLimits
from sightline.work.case import Case


def open_door(case: Case) -> HttpDoor:
    """Open the door for one intake."""
    settings = case.settings
    limits = DoorLimits(max_bytes=settings.network_bytes, seconds=float(settings.network_seconds))
    return HttpDoor(allow_network=True, upstream=settings.network_proxy or None, limits=limits)
