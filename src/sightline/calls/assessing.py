"""Weighing competing explanations."""

from collections.abc import Sequence

from sightline.calls.opened import Opened
from sightline.work.act import Act
from sightline.work.assess import assessment as _assessment
from sightline.work.assessing import beginning, concluding, matrix
from sightline.work.assessing.records import Assessed


class AssessingCalls(Opened):
    """Begin an assessment, weigh its evidence, conclude, look at it."""

    __slots__ = ()

    def assess(self, question: str, *, of: str | None = None, explanations: Sequence[str] = ()) -> Act:
        """Begin an assessment; the explanations get the letters A, B, …"""
        return beginning.new_assessment(self.inside, question, of=of, explanations=explanations)

    def assess_piece(
        self,
        code: str,
        text: str,
        *cells: str,
        cites: Sequence[str] = (),
        credibility: str | None = None,
        relevance: str | None = None,
        why: str | None = None,
    ) -> Act:
        """Weigh a piece of evidence; each of ``cells`` says how it fits an explanation: ``A=C``, ``B=II``."""
        piece = matrix.Weighing(text, cites, credibility, relevance)
        return matrix.weigh(self.inside, code, piece, cells=cells, why=why)

    def assess_cell(self, code: str, piece: int, *cells: str, why: str | None = None) -> Act:
        """Judge how a piece fits explanations; a change of mind needs its reason."""
        return matrix.fill(self.inside, code, piece, cells, why=why)

    def conclude(
        self,
        code: str,
        *likelihoods: str,
        confidence: str,
        why: str,
        scale: str = "icd203",
        would_change: Sequence[str] = (),
        limits: Sequence[str] = (),
        cites: Sequence[str] = (),
    ) -> Act:
        """Say how likely each explanation is (``A=likely``), how sure that is and why, and what would change it."""
        judging = concluding.Judging(
            likelihoods, confidence, why, scale, cites=cites, would_change=would_change, limits=limits
        )
        return concluding.conclude(self.inside, code, judging)

    def assessment(self, code: str) -> Assessed:
        """Look at an assessment: explanations ranked by what speaks against them, and what would turn the order."""
        return _assessment(self.inside, code)
