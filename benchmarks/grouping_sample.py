"""Labelled items for grouping: the rows of a list of archived videos, each with the place and day the list gives it.

The label is place and day. What the grouping is given is either the row as it is listed, or the row's date and words
with one spelling of the place only, drawn from the many that a gazetteer holds for it, without any position. A third
of the places is held out; rows without a place are given too, and carry no label.
"""

import csv
import gzip
import math
import unicodedata
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import combinations

NEAR_KM = 6.0


def read_rows(path):
    """Read the list: for each row its id, label, whether it is held out, and what is written."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    out = []
    for row in rows:
        place = " ".join(row["location_name"].split()).casefold()
        month, day, year = row["date_time"].split()[0].split("/")
        date = f"20{year}-{month}-{day}"
        out.append(
            {
                "id": row["unique_event_ID"],
                "label": (place, date) if place else None,
                "held_out": is_held_out(place),
                "date": date,
                "place": row["location_name"],
                "place_ar": row["location_name_ar"],
                "lat": row["geo_latitude"],
                "lon": row["geo_longitude"],
                "texts": [row[name] for name in ("event_summary", "event_summary_ar") if row[name].strip()],
                "row": row,
            }
        )
    return out


def is_held_out(place):
    return int.from_bytes(sha256(place.encode()).digest()[:4], "big") % 3 == 0


def spellings(rows, table):
    """Gather for each place of the list the spellings that the table of localities holds for it, Latin and Arabic."""
    points = defaultdict(list)
    for row in rows:
        if row["label"]:
            points[row["label"][0]].append(
                (float(row["lat"]), float(row["lon"]), row["place"], row["place_ar"])
            )
    middle = {place: Counter(found).most_common(1)[0][0] for place, found in points.items()}
    out = {place: {one[2].strip(), one[3].strip()} for place, one in middle.items()}
    with gzip.open(table, "rt", encoding="utf-8") as stream:
        for line in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line["placetype"] != "locality":
                continue
            names = {plain(name) for key in ("name", "arabic", "alt_names") for name in line[key].split("|")}
            for place, (lat, lon, _, arabic) in middle.items():
                if (
                    arabic.strip() in names
                    and km(lat, lon, float(line["lat"]), float(line["lon"])) <= NEAR_KM
                ):
                    out[place] |= {name for name in names if name and script(name) in ("LATIN", "ARABIC")}
    return {place: sorted(names) for place, names in out.items()}


def plain(name):
    return "".join(c for c in name.strip() if unicodedata.category(c) != "Cf")


def script(text):
    letter = next((c for c in text if c.isalpha()), None)
    return "" if letter is None else unicodedata.name(letter, "").partition(" ")[0]


def km(lat, lon, lat2, lon2):
    return 111.2 * math.hypot(lat - lat2, (lon - lon2) * math.cos(math.radians(lat)))


def drawn(row, names):
    """Draw one spelling for a row; the same one every time."""
    known = names[row["label"][0]]
    return known[int.from_bytes(sha256(row["id"].encode()).digest()[:4], "big") % len(known)]


def statements(rows, place_of):
    """Write the rows as statements to be imported, with one spelling each and no position."""
    for row in rows:
        item = f"item/{row['id']}"
        yield {"entity": item, "kind": "Item", "property": "item_kind", "value": "video"}
        yield {"entity": item, "property": "claimed_time", "value": row["date"], "source": "source/list"}
        spelled = place_of(row)
        if spelled is not None:
            yield {
                "entity": item,
                "property": "claimed_place_name",
                "value": spelled,
                "source": "source/list",
            }
        for text in row["texts"]:
            yield {"entity": item, "property": "description", "value": text, "source": "source/list"}


def pairs(groups):
    """Give every two of each group."""
    return {tuple(sorted(two)) for group in groups for two in combinations(group, 2)}


def scores(found, rows):
    """Compute pairwise precision, recall and F1; rows without a label are left out."""
    label = {row["id"]: row["label"] for row in rows if row["label"]}
    true = defaultdict(list)
    for one, what in label.items():
        true[what].append(one)
    right = pairs(true.values())
    mine = {pair for pair in pairs(found) if pair[0] in label and pair[1] in label}
    hit = len(right & mine)
    precision = hit / len(mine) if mine else 1.0
    recall = hit / len(right) if right else 1.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
