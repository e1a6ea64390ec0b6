"""Four instructions of the processor that Python has no words for; the loops of the search are compiled with them."""

from typing import Any

import numpy as np

from sightline.store.hashes.build import LANES


def ones(word: Any) -> Any:
    """Count the ones of a word."""
    return np.bitwise_count(word)


def lowest(word: Any) -> Any:
    """Return the number of the lowest one of a word that is not 0."""
    return np.bitwise_count(~word & (word - 1))


def fetch(_table: Any, _place: Any) -> None:
    """Ask for a place in memory that will be read soon; changes nothing."""


def alike(sketches: Any, place: Any, asked: Any, apart: Any) -> Any:
    """Compare 32 sketches from a place on; bit i of the answer: the i-th differs by so many bits or fewer."""
    near = np.bitwise_count(sketches[place : place + LANES] ^ asked) <= apart
    return np.packbits(near, bitorder="little").view(np.uint32)[0]


def instructions() -> dict[str, Any]:
    """Return the four as the compiler wants them, by their names."""
    from llvmlite import ir  # type: ignore[import-untyped]
    from numba.core import cgutils, types
    from numba.extending import intrinsic

    found: Any = cgutils.get_or_insert_function

    def called(builder: Any, name: str, kinds: list[Any], arguments: list[Any], given: Any = None) -> Any:
        return builder.call(builder.module.declare_intrinsic(name, kinds, given), arguments)

    def address(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
        held = context.make_array(kind)(context, builder, array)
        return builder.gep(held.data, [place])

    @intrinsic
    def made_ones(_typing: Any, _word: Any) -> Any:
        def made(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return called(builder, "llvm.ctpop", [arguments[0].type], [arguments[0]])

        return types.uint64(types.uint64), made

    @intrinsic
    def made_lowest(_typing: Any, _word: Any) -> Any:
        def made(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            word = arguments[0]
            kind = ir.FunctionType(word.type, [word.type, ir.IntType(1)])
            return called(builder, "llvm.cttz", [word.type], [word, ir.Constant(ir.IntType(1), 1)], kind)

        return types.uint64(types.uint64), made

    @intrinsic
    def made_fetch(_typing: Any, table: Any, _place: Any) -> Any:
        def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            at = address(context, builder, signature.args[0], *arguments)
            small = ir.IntType(32)
            plain = builder.bitcast(at, ir.IntType(8).as_pointer())
            kind = ir.FunctionType(ir.VoidType(), [plain.type, small, small, small])
            # to be read, soon and again, as data
            how = [ir.Constant(small, number) for number in (0, 3, 1)]
            called(builder, "llvm.prefetch", [plain.type], [plain, *how], kind)
            return context.get_dummy_value()

        return types.void(table, types.int64), made

    @intrinsic
    def made_alike(_typing: Any, sketches: Any, _place: Any, _asked: Any, _apart: Any) -> Any:
        def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array, place, asked, apart = arguments
            lanes = ir.VectorType(ir.IntType(16), LANES)
            zero = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)

            def everywhere(one: Any) -> Any:
                first = builder.insert_element(
                    ir.Constant(lanes, ir.Undefined), one, ir.Constant(ir.IntType(32), 0)
                )
                return builder.shuffle_vector(first, ir.Constant(lanes, ir.Undefined), zero)

            at = address(context, builder, signature.args[0], array, place)
            held = builder.load(builder.bitcast(at, lanes.as_pointer()), align=2)
            counting = ir.FunctionType(lanes, [lanes])
            count = found(builder.module, counting, f"llvm.ctpop.v{LANES}i16")
            differing = builder.call(count, [builder.xor(held, everywhere(asked))])
            near = builder.icmp_unsigned("<=", differing, everywhere(apart))
            return builder.bitcast(near, ir.IntType(LANES))

        return types.uint32(sketches, types.int64, types.uint16, types.uint16), made

    return {"ones": made_ones, "lowest": made_lowest, "fetch": made_fetch, "alike": made_alike}
