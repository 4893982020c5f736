"""Mutants: small slips put into numbers, dates, votes and quotes one by one; how many of them the tests of the package notice.

python -m tests.mutants [COUNT]         24 by default; prints each survivor and the share that was killed
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "numbers": "numbers counting",
    "dates": "dates",
    "votes": "votes stances tallies",
    "quotes": "quotes speakers",
}
FLOOR = 0.8
_OTHER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
          ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
          ast.Add: ast.Sub, ast.Sub: ast.Add}  # fmt: skip


def places(tree: ast.AST) -> list[ast.AST]:
    """The nodes that a slip can be put into."""
    return [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Compare) and type(node.ops[0]) in _OTHER)
        or (isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _OTHER)
        or (isinstance(node, ast.Constant) and type(node.value) is int)
        or isinstance(node, ast.Not)
    ]


def mutate(node: ast.AST) -> None:
    """Put the slip in."""
    if isinstance(node, ast.Compare):
        node.ops[0] = _OTHER[type(node.ops[0])]()  # type: ignore[abstract]
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = _OTHER[type(node.op)]()  # type: ignore[abstract, assignment]
    elif isinstance(node, ast.Constant):
        node.value = int(node.value) + 1  # type: ignore[arg-type]


def survives(folder: Path, package: str) -> bool:
    """Whether the tests of a package pass in this copy of the project."""
    tests = [
        str(file) for word in PACKAGES[package].split() for file in sorted((folder / "tests").glob(f"test_{word}*.py"))
    ]
    line = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Try some mutants."""
    count = int(sys.argv[1]) if sys.argv[1:] else 24
    choose = random.Random(count)
    killed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "copy")
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__"))
        for number in range(count):
            package = sorted(PACKAGES)[number % len(PACKAGES)]
            file = choose.choice(sorted((folder / "pipeline" / package).glob("[a-z]*.py")))
            source = file.read_text(encoding="utf-8")
            tree = ast.parse(source)
            node = choose.choice(places(tree) or [tree])
            mutate(node)
            file.write_text(ast.unparse(tree), encoding="utf-8")
            if survives(folder, package):
                print(
                    f"survived: {file.relative_to(folder)}:{getattr(node, 'lineno', 0)} {type(node).__name__}",
                    flush=True,
                )
            else:
                killed += 1
            file.write_text(source, encoding="utf-8")
    print(f"{killed} of {count} killed")
    return 0 if killed >= FLOOR * count else 1


if __name__ == "__main__":
    raise SystemExit(main())
