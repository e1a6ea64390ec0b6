"""Who says what: claims side by side, and what a text may claim."""

from typing import Any

from sightline.calls.opened import Opened
from sightline.work.act import Act
from sightline.work.corroborate import Independence
from sightline.work.corroborate import claims as _claims
from sightline.work.corroborate import independence as _independence
from sightline.work.corroborating.judged_ties import judge_tie
from sightline.work.corroborating.records import Claims
from sightline.work.given_text import read_item
from sightline.work.suggest import suggest_in, suggest_of_item
from sightline.work.suggesting import deciding
from sightline.work.suggesting.offer import Suggested
from sightline.work.view import Times


class HearingCalls(Opened):
    """Set claims side by side, judge ties of sources, answer what is suggested from texts."""

    __slots__ = ()

    def claims(
        self,
        code: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Claims:
        """Set what every source says of an incident side by side: agreement, contradiction, figures, independence."""
        return _claims(self.inside, code, times=Times(held_at, said_by, known_at))

    def independence(self, *codes: str) -> tuple[Independence, ...]:
        """Count how many sources of each incident stand alone, as far as anything here ties them."""
        return _independence(self.inside, codes or None)

    def judge_tie(self, code: str, one: str, other: str, *, verdict: str, reason: str | None = None) -> Act:
        """Accept or refuse that two sources share an origin in one incident."""
        return judge_tie(self.inside, code, one, other, verdict=verdict, reason=reason)

    def suggest(self, code: str, *, written: str | None = None, country: str | None = None) -> Suggested:
        """Propose claims from the text of an item, each with its quote and a reason; a person says yes or no."""
        return suggest_of_item(self.inside, code, written=written, country=country)

    def suggest_text(self, text: str, *, written: str | None = None, country: str | None = None) -> Suggested:
        """Propose claims from any text; the actors, places and incidents of the case take part."""
        return suggest_in(text, case=self.inside, written=written, country=country)

    def answer_suggestion(
        self,
        code: str,
        which: str,
        *,
        verdict: str,
        value: Any = None,
        incident: str | None = None,
        source: str | None = None,
        reason: str | None = None,
        written: str | None = None,
    ) -> Act:
        """Accept, correct or refuse a suggestion by its id; ``written`` as it was given to ``suggest``."""
        found = suggest_of_item(self.inside, code, written=written)
        said = deciding.Said(verdict, value, incident, source, reason)
        read = read_item(self.inside, code, layer=None, written=written)
        return deciding.decide(self.inside, read, deciding.offer_named(found, which), said)
