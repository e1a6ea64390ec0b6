"""The names of the invented land: places that exist nowhere, with the other spellings people write.

The two provinces hold a place of the same name each, so that a passage has to be read to tell which is meant.
"""

from typing import Final

from attrs import frozen

from sightline.work.training.valley import EAST_VILLAGE, WEST_VILLAGE, degrees

LAND: Final = "XV"
"""A code that ISO 3166 leaves to its users."""
HERE: Final = "Jabal Marushk"
THERE: Final = "Sahl Veldan"
TOWN: Final = (0.0, 560.0)


@frozen(slots=True)
class Named:
    """One row of the gazetteer; metres along and across the valley."""

    id: str
    name: str
    others: tuple[str, ...]
    kind: str
    u: float
    v: float
    admin: str

    @property
    def at(self) -> tuple[float, float]:
        """Where it lies: latitude, longitude."""
        return degrees(self.u, self.v)


NAMED: Final = (
    Named("xv-1", HERE, ("Gabal Maruschk",), "region", 1_000.0, 2_500.0, ""),
    Named("xv-2", THERE, ("Sehl Veldan",), "region", 44_000.0, -21_000.0, ""),
    Named("xv-11", "Tall Ghumrazah", ("Tell Ghoumraza", "Ghumrazah"), "locality", *TOWN, HERE),
    Named("xv-12", "Tall Ghumrazah", ("Tell Ghoumrazah",), "locality", 41_500.0, -18_200.0, THERE),
    Named("xv-13", "Tall Ghumrazah al Qadimah", (), "locality", 46_900.0, -23_800.0, THERE),
    Named("xv-14", "Bayt Qulshun", ("Beit Koulchoun",), "locality", *WEST_VILLAGE, HERE),
    Named("xv-15", "Hawsh Zilmur", ("Hoch Zilmour",), "locality", *EAST_VILLAGE, HERE),
    Named("xv-16", "Kafr Zumdul", ("Kfar Zoumdoul",), "locality", -6_100.0, 1_700.0, HERE),
    Named("xv-17", "Qal'at Drustum", ("Kalaat Droustoum",), "locality", 7_400.0, -1_900.0, HERE),
    Named("xv-18", "Ayn Belqoz", ("Ain Belkoz",), "locality", -1_700.0, 3_100.0, HERE),
    Named("xv-19", "Umm Zarnuf", ("Oum Zarnouf",), "locality", 4_300.0, 4_800.0, HERE),
    Named("xv-20", "Kafr Zumdul", ("Kafar Zumdul",), "locality", 39_200.0, -25_100.0, THERE),
    Named("xv-21", "Dayr Ghulmosk", ("Deir Ghoulmosk",), "locality", 48_300.0, -16_400.0, THERE),
    Named("xv-22", "Wadi Osranq", (), "locality", 37_700.0, -20_900.0, THERE),
    Named("xv-23", "Marj Tulvaz", ("Merj Toulvaz",), "locality", 43_600.0, -29_300.0, THERE),
    Named("xv-24", "Khirbat Shulmeq", ("Khirbet Choulmek",), "locality", 3_900.0, -3_600.0, HERE),
)


def by_id(wanted: str) -> Named:
    """Give the row of an id."""
    return next(one for one in NAMED if one.id == wanted)
