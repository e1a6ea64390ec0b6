"""Make sure that everything a query names hangs together, so that a search has an end."""

from attrs import evolve

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks import defaults
from sightline.measure.geo.landmarks.query import Number, Query, names_of, reach_of


def tied(query: Query) -> Query:
    """Return the query; BadValue names the first thing that nothing ties to the anchor."""
    if not query.rules and len(query.features) == 1:
        return query
    reached = {query.features[0].name}
    for _ in query.features:
        for said in query.rules:
            names = names_of(said.rule)
            if any(name in reached for name in names):
                reached.update(names)
    for feature in query.features:
        if feature.name not in reached:
            raise BadValue(
                f"nothing says where '{feature.name}' lies",
                item=query.text[:80],
                todo=f"tie it to another thing: {feature.words} within 200 m of it",
            )
    if reach_m(query) > 4 * defaults.FARTHEST_M:
        raise BadValue(
            "the distances of this query reach too far in all",
            item=query.text[:80],
            todo=f"keep their sum below {defaults.metres(4 * defaults.FARTHEST_M)}",
        )
    return evolve(query, assumed=tuple(query.assumed))


def reach_m(query: Query) -> float:
    """Give how far from the anchor anything that matters to a query can lie, near misses included [m]."""
    away = {query.features[0].name: 0.0}
    while True:
        grown = False
        for said in query.rules:
            names = names_of(said.rule)
            near = [away[name] for name in names if name in away]
            for name in names:
                far = min(near) + reach_of(said.rule) * defaults.RELAXED if near else None
                if far is not None and (name not in away or far < away[name]):
                    away[name] = far
                    grown = True
        if not grown:
            break
    counted = [
        away.get(rule.subject, 0.0) + rule.most_m * defaults.RELAXED
        for rule in (said.rule for said in query.rules)
        if isinstance(rule, Number)
    ]
    return max((*away.values(), *counted), default=0.0)
