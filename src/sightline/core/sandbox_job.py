"""What is asked of the sandbox, what it may cost, and what comes back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic

from attrs import field, frozen

from sightline.core.sandbox_faults import Fault
from sightline.core.sandbox_hearing import R
from sightline.core.sandbox_launch import Mark


@frozen(slots=True)
class Limits:
    """What one file may cost; every limit ends in a named fault, none in an exception."""

    memory_bytes: int = 2 << 30
    """Address space of a worker beyond what the imported code maps."""
    wall_s: int = 60
    wall_s_per_mib: int = 4
    """Added for every MiB of the file: an hour of video may take longer than a photograph."""
    cpus: int = 2
    """CPU seconds allowed are the wall seconds times this."""
    file_bytes: int = 64 << 20
    """Largest single file a worker may write."""
    folder_bytes: int = 256 << 20
    """All files of one worker together."""
    files: int = 64
    reply_bytes: int = 320 << 20
    """Everything one worker may say, its files included."""

    def seconds_for(self, size: int) -> int:
        """Return the wall seconds that a file of ``size`` bytes may take."""
        return self.wall_s + self.wall_s_per_mib * (size >> 20)


@frozen(slots=True)
class Job:
    """One file to examine."""

    path: Path
    """Where its bytes lie; inside one of the examiner's readable folders."""
    name: str
    """The name it came with: some measures read a date from it. Never used to open anything."""
    sha256: str
    measures: tuple[str, ...]
    parameters: Mapping[str, Any] = field(factory=dict)
    """By name of the measure; JSON without floats."""
    out: Path = Path()
    """Existing folder that receives the products."""
    others: tuple[Path, ...] = ()
    """Files it is compared with; they lie in readable folders too."""


@frozen(slots=True)
class Reply(Generic[R]):
    """What came of one job: at least one record for every measure asked for."""

    findings: tuple[R, ...]
    faults: tuple[tuple[str, Fault], ...]
    """(measure, fault) for each that has no answer; each also stands as a failed record among the findings."""
    sandbox: Mark
    """bubblewrap, or limits-only where it is missing: shown wherever the results are shown."""
    seconds: float
    files: tuple[str, ...] = ()
    """Names of the products written into the job's folder."""
