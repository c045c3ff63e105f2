"""Why a draw is not made, said in both languages."""

from collections.abc import Sequence

from core.text import Text


class Refusal(ValueError):
    """Nothing was drawn. `problems` are the sentences for the person who asked."""

    def __init__(self, problems: Sequence[Text]) -> None:
        super().__init__(" ".join(problem.en for problem in problems))
        self.problems = tuple(problems)


class Mismatch(Refusal):
    """What is given for the draw is not what was committed to."""
