"""`python -m benchmarks [quantities | findings | drawing | returns | pdf] [options]`: everything, or one part alone."""

import sys
from importlib import import_module

PARTS = {
    "quantities": "quantities",
    "findings": "findings",
    "drawing": "drawing",
    "returns": "returns",
    "pdf": "run",
}  # part → its module


def main() -> None:
    named = sys.argv[1] if sys.argv[1:] and not sys.argv[1].startswith("-") else ""
    if named and named not in PARTS:
        sys.exit(f"no benchmark {named!r}; there are: {', '.join(PARTS)}")
    if named:
        del sys.argv[1]
    for part in [named] if named else PARTS:  # imported only when it runs: reading figures needs no renderer
        import_module(f"benchmarks.{PARTS[part]}").main()


main()
