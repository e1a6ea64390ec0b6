"""A failure is named where it is understood; only the run loop may catch what nobody expected."""

import ast

# The run loop turns an unforeseen failure into a recorded finding on the item, and goes on with the next.
MAY_CATCH_ALL: dict[str, str] = {
    "work/examine.py": "a thread of the pool hands its failure to the one that waits, which raises it",
}

BLANKET = {"Exception", "BaseException"}


def caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"everything"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind) for kind in kinds}


def test_no_blanket_handlers(trees: dict[str, ast.Module]) -> None:
    faults = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if name not in MAY_CATCH_ALL
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and caught(node) & (BLANKET | {"everything"})
    ]
    assert [] == faults


def test_no_failure_is_suppressed_unnamed(trees: dict[str, ast.Module]) -> None:
    faults = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if name not in MAY_CATCH_ALL
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("suppress")
        and {ast.unparse(argument) for argument in node.args} & BLANKET
    ]
    assert [] == faults


def test_nothing_is_raised_outside_the_tree(trees: dict[str, ast.Module]) -> None:
    # A bare exception tells the caller nothing about what to do next.
    faults = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and node.exc is not None
        and ast.unparse(node.exc).partition("(")[0] in BLANKET | {"RuntimeError"}
    ]
    assert [] == faults


def test_no_naive_clock(trees: dict[str, ast.Module]) -> None:
    faults = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("utcnow", "utcfromtimestamp"))
    ]
    assert [] == faults
