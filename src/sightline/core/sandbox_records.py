"""Records over a pipe: written as JSON, read back strictly, since the writer may be hostile.

Reading follows the annotations of the attrs class and refuses everything else: unknown and missing keys, floats,
integers beyond 2**53, wrong types, deep nesting. Text is repaired rather than refused: lone surrogates and NUL, which
neither UTF-8 nor a database can hold, become U+FFFD.
"""

import base64
import binascii
import json
import re
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

import attrs

T = TypeVar("T")
_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")
_DEEPEST: Final = 24
_LARGEST_INT: Final = 1 << 53


class NotARecord(ValueError):
    """The JSON does not fit the record it claims to be."""


def to_json(value: object) -> Any:
    """Return an attrs record as plain JSON values; bytes become base64 text.

    :raises TypeError: for a value that no reply may hold (a float, a set, an object of another kind).
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (list, tuple)):
        return [to_json(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    kind: type = type(value)
    if attrs.has(kind):
        return {one.name: to_json(getattr(value, one.name)) for one in attrs.fields(kind)}
    raise TypeError(f"{type(value).__name__} cannot be part of a reply")


def dumps(value: object) -> bytes:
    """Return the value as one line of JSON."""
    return json.dumps(to_json(value), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def loads(line: bytes) -> Any:
    """Parse one line of JSON, refusing floats, NaN and repeated keys.

    :raises NotARecord: when it is not JSON of the narrow kind.
    """
    try:
        return json.loads(
            line, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_no_repeats
        )
    except (ValueError, RecursionError) as fault:
        raise NotARecord(f"not JSON of a reply: {fault}") from fault


def from_json(record: type[T], value: Any) -> T:
    """Build the attrs record from JSON, checking every field against its annotation.

    :raises NotARecord: naming the field that does not fit.
    """
    return typing.cast(T, _fit(record, value, record.__name__, 0))


def clean_text(text: str) -> str:
    """Return text that UTF-8 and every database can hold: NUL and lone surrogates become U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def _no_float(text: str) -> Any:
    raise ValueError(f"{text[:40]} is a float")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


@cache
def _hints(record: type) -> dict[str, tuple[Any, bool]]:
    hints = typing.get_type_hints(record)
    return {one.name: (hints[one.name], one.default is attrs.NOTHING) for one in attrs.fields(record)}


def _fit(wanted: Any, value: Any, where: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise NotARecord(f"{where}: nested too deep")
    if isinstance(wanted, type) and attrs.has(wanted):
        return _fit_record(wanted, value, where, depth)
    if wanted in (str, int, bool, bytes, type(None)):
        return _fit_plain(wanted, value, where)
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        if value not in inner or isinstance(value, bool):
            raise NotARecord(f"{where}: not one of {inner}")
        return value
    if origin is tuple:
        return _fit_tuple(inner, value, where, depth)
    if origin in (Union, types.UnionType):
        if _is_json(inner):
            return _fit_free(value, where, depth)
        return _fit_union(inner, value, where, depth)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise NotARecord(f"{where}: not an object")
        return {
            clean_text(key): _fit(inner[1], one, f"{where}.{key[:40]}", depth + 1)
            for key, one in value.items()
        }
    raise NotARecord(f"{where}: {wanted} has no reader")


def _fit_record(wanted: type, value: Any, where: str, depth: int) -> Any:
    if not isinstance(value, dict):
        raise NotARecord(f"{where}: not an object")
    hints = _hints(wanted)
    unknown = sorted(set(value) - set(hints))
    missing = [name for name, (_, needed) in hints.items() if needed and name not in value]
    if unknown or missing:
        raise NotARecord(f"{where}: unknown {unknown[:5]}, missing {missing[:5]}")
    return wanted(
        **{key: _fit(hints[key][0], one, f"{where}.{key}", depth + 1) for key, one in value.items()}
    )


def _fit_plain(wanted: Any, value: Any, where: str) -> Any:
    if wanted is bytes:
        if not isinstance(value, str):
            raise NotARecord(f"{where}: not base64 text")
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as fault:
            raise NotARecord(f"{where}: not base64 text") from fault
    if type(value) is not wanted:
        raise NotARecord(f"{where}: {type(value).__name__} instead of {wanted.__name__}")
    if wanted is int and abs(value) > _LARGEST_INT:
        raise NotARecord(f"{where}: the number is beyond 2**53")
    return clean_text(value) if wanted is str else value


def _fit_tuple(inner: tuple[Any, ...], value: Any, where: str, depth: int) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise NotARecord(f"{where}: not a list")
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_fit(inner[0], one, f"{where}[{at}]", depth + 1) for at, one in enumerate(value))
    if len(inner) != len(value):
        raise NotARecord(f"{where}: {len(value)} values instead of {len(inner)}")
    pairs = enumerate(zip(inner, value, strict=True))
    return tuple(_fit(kind, one, f"{where}[{at}]", depth + 1) for at, (kind, one) in pairs)


def _fit_union(inner: tuple[Any, ...], value: Any, where: str, depth: int) -> Any:
    for wanted in inner:
        try:
            return _fit(wanted, value, where, depth)
        except NotARecord:
            continue
    raise NotARecord(f"{where}: {type(value).__name__} fits none of what it may be")


def _is_json(inner: tuple[Any, ...]) -> bool:
    """Tell the recursive alias of free JSON apart from an ordinary union."""
    return any(get_origin(one) in (list, dict) for one in inner)


def _fit_free(value: Any, where: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise NotARecord(f"{where}: nested too deep")
    if isinstance(value, list):
        return [_fit_free(one, where, depth + 1) for one in value]
    if isinstance(value, dict):
        return {clean_text(key): _fit_free(one, where, depth + 1) for key, one in value.items()}
    if value is None:
        return None
    return _fit_plain(type(value), value, where)
