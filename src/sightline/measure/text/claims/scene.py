"""What a sentence and the text before it hold."""

from attrs import frozen

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.sentences import Sentence


@frozen(slots=True)
class Scene:
    """What a sentence and the text before it hold."""

    flat: Flat
    one: Sentence
    table: Lexicon
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    earlier: tuple[Named, ...]
    """Actors named before the sentence."""
    earlier_places: tuple[Named, ...]
