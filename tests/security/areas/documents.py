"""Papers read into a return: the address is that of the return, the file one that nobody has."""

from tests.worlds import World

MISSING = "no-such-row"
NOBODYS = "00000000-0000-4000-8000-000000000000"
BARE = {"return_document_take"}  # the worlds keep no file of a return


def of_return(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.returned.code if world else MISSING}


def of_paper(case: str, world: World | None) -> dict[str, object]:
    return {**of_return(case, world), "uuid": NOBODYS}


KEYS = {"return_document": of_return, "return_document_take": of_paper}
SENT = {"return_document": lambda case, world: {}, "return_document_take": lambda case, world: {"take": "x"}}
