"""Reads every byte of the search indexes over fingerprints. They are no record, but a spoilt one would miss copies."""

from pathlib import Path

from sightline.core.errors import Damaged, NewerWorkspace
from sightline.store.hashes.index import open_hashes
from sightline.store.landmarks.index import open_landmarks
from sightline.work.checking.checked import Fault
from sightline.work.matching.indexes import DETAILS, FRAMES, SOUNDS

_OPEN = ((FRAMES, open_hashes), (SOUNDS, open_landmarks), (DETAILS, open_hashes))


def check_indexes(folder: Path) -> list[Fault]:
    """List the indexes that are not what was written.

    :param folder: ``index`` of the workspace; one that is not there is made when it is needed, and is no fault.
    """
    faults = []
    for name, open_index in _OPEN:
        if not (folder / name).is_dir():
            continue
        try:
            with open_index(folder / name) as index:
                index.check()
        except (Damaged, NewerWorkspace) as error:
            todo = f"remove the folder index/{name}: it is made again when it is next needed"
            faults.append(Fault(f"copies may be missed: {error.fault}", f"index/{name}", todo=todo))
    return faults
