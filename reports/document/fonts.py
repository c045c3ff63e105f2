"""The faces of a print: which file stands for which face, and which characters they hold.

A print sees these files and no other font of the machine: they are handed to the renderer as a private fontconfig
folder of links, so that the same text looks the same everywhere and no font is copied.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from xml.sax.saxutils import escape

from core.text import Text

from .notices import Notice

# face: what it is for (GB/T 9704-2012, 5.2 and 7), what stands in for the faces offices own
CANDIDATES: dict[str, tuple[str, ...]] = {
    "title": ("FandolSong-Bold.otf", "NotoSerifCJK-Bold.ttc#2"),
    "hei": ("FandolHei-Regular.otf", "NotoSansCJK-Regular.ttc#2", "wqy-microhei.ttc"),
    "kai": ("FandolKai-Regular.otf", "LXGWWenKai-Regular.ttf", "ukai.ttc"),
    "fang": ("FandolFang-Regular.otf",),
    "song": ("FandolSong-Regular.otf", "uming.ttc", "NotoSerifCJK-Regular.ttc#2"),
    "latin": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf"),
    "latin-bold": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf"),
    "latin-italic": ("LiberationSerif-Italic.ttf", "DejaVuSerif-Italic.ttf"),
}
FALLBACKS = ("uming.ttc", "NotoSerifSC-Regular.otf", "NotoSerifCJK-Regular.ttc#2", "DejaVuSans.ttf")
CHINESE = ("title", "hei", "kai", "fang", "song")
NAMES = {
    "title": Text("小标宋", "the title face"), "hei": Text("黑体", "the bold heading face (Hei)"),
    "kai": Text("楷体", "the Kai face"), "fang": Text("仿宋", "the body face (Fangsong)"),
    "song": Text("宋体", "the Song face"), "latin": Text("西文正体", "the Latin face"),
    "latin-bold": Text("西文粗体", "the bold Latin face"), "latin-italic": Text("西文斜体", "the italic Latin face"),
}  # fmt: skip
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
# Letters and digits in Chinese text come from the Latin face, punctuation never: “ ” … — are full-width there.
FIGURES = ((0x21, 0x7E), (0xC0, 0x24F))


class FontsMissing(Exception):
    """There is no font to print with; `sentence` says in both languages what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Face:
    """One font file; `index` counts the fonts of a collection."""

    path: str
    index: int = 0

    def characters(self) -> frozenset[int]:
        """The code points for which the font has a glyph."""
        from fontTools.ttLib import TTFont  # imported late: only the renderer and the checks need it

        with TTFont(self.path, fontNumber=self.index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())


@dataclass(frozen=True)
class FontSet:
    """Faces by name, the fallbacks in the order in which they are asked, and the faces something else stands in for."""

    faces: Mapping[str, Face]
    fallbacks: tuple[Face, ...]
    replaced: tuple[str, ...] = ()
    _coverage: dict[str, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def find(
        cls,
        folder: Path | None = None,
        own: Mapping[str, str | Path] | None = None,
        system: Iterable[str | Path] = SYSTEM_FOLDERS,
    ) -> "FontSet":
        """The fonts of `folder` first, then the system's; `own` names files for faces and wins (an office's 仿宋).

        Raises `FontsMissing` when nothing holds Chinese or Latin characters, `FileNotFoundError` for a file of `own`.
        """
        known = _files(*((folder,) if folder else ()), *system)
        own = own or {}
        if unknown := sorted(set(own) - set(CANDIDATES)):
            raise ValueError(f"no such face: {', '.join(unknown)}")
        fallbacks = tuple(face for name in FALLBACKS if (face := _face(name, known)))
        faces: dict[str, Face] = {}
        replaced = []
        for name, candidates in CANDIDATES.items():
            found = _own(own[name]) if name in own else next((f for c in candidates if (f := _face(c, known))), None)
            if found is None and name in CHINESE and fallbacks:
                found = fallbacks[0]
            if found is None and name.startswith("latin-"):
                found = faces["latin"]
            if found is None:
                raise FontsMissing(
                    Text(
                        f"没有可用的{NAMES[name].zh}字体，请先安装字体。",
                        f"No font is at hand for {NAMES[name].en}; install the fonts first.",
                    )
                )
            if name not in own and found not in (_face(c, known) for c in candidates):
                replaced.append(name)
            faces[name] = found
        return cls(faces, fallbacks, tuple(replaced))

    @cached_property
    def every(self) -> frozenset[int]:
        """Code points that some face of the set can print."""
        return frozenset().union(*(self.holds(name) for name in self.faces), self.spare)

    @cached_property
    def spare(self) -> frozenset[int]:
        """Code points of the fallbacks."""
        return frozenset().union(*(face.characters() for face in self.fallbacks))

    @cached_property
    def chinese(self) -> frozenset[int]:
        """Code points that print in the face meant, whichever face of a Chinese page that is."""
        together = frozenset.intersection(*(self.holds(name) for name in CHINESE))
        figures = {code for first, last in FIGURES for code in range(first, last + 1)}
        return together | (self.holds("latin") & figures)

    def holds(self, name: str) -> frozenset[int]:
        """Code points of the face `name`."""
        if name not in self._coverage:
            self._coverage[name] = self.faces[name].characters()
        return self._coverage[name]

    def notices(self) -> tuple[Notice, ...]:
        """One notice for each face that another font stands in for."""
        return tuple(
            Notice("warning", Text(f"未找到{NAMES[name].zh}字体，已用其他字体代替。",
                                   f"No font was found for {NAMES[name].en}; another one stands in for it."))
            for name in self.replaced
        )  # fmt: skip

    def digests(self) -> dict[str, str]:
        """SHA-256 of the file behind each face: the bytes of a print depend on them."""
        fallbacks = {f"fallback-{n}": face for n, face in enumerate(self.fallbacks, start=1)}
        return {name: _digest(face.path, Path(face.path).stat().st_mtime_ns)
                for name, face in (*self.faces.items(), *fallbacks.items())}  # fmt: skip

    def to_json(self) -> str:
        return json.dumps({
            "faces": {name: [face.path, face.index] for name, face in self.faces.items()},
            "fallbacks": [[face.path, face.index] for face in self.fallbacks],
            "replaced": self.replaced,
        }, sort_keys=True)  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> "FontSet":
        plain = json.loads(text)
        return cls({name: Face(*face) for name, face in plain["faces"].items()},
                   tuple(Face(*face) for face in plain["fallbacks"]), tuple(plain["replaced"]))  # fmt: skip

    def install(self, folder: Path) -> Path:
        """Make `folder` a fontconfig of these fonts alone; the path of its configuration file is returned.

        The families are called zj-title, zj-hei, … and zj-figures (the Latin face, letters and digits only).
        """
        links = folder / "fonts"
        links.mkdir(parents=True)
        rules = []
        every = [*self.faces.items(), ("figures", self.faces["latin"]), ("figures-bold", self.faces["latin-bold"])]
        every += [(f"fallback-{n}", face) for n, face in enumerate(self.fallbacks, start=1)]
        for name, face in every:
            link = links / (name + Path(face.path).suffix.lower())
            link.symlink_to(face.path)
            family = "latin" if name.startswith("latin") else name
            weight = "bold" if name == "latin-bold" else "regular"
            slant = "italic" if name == "latin-italic" else "roman"
            charset = "".join(f"<range><int>0x{a:x}</int><int>0x{b:x}</int></range>" for a, b in FIGURES)
            only = (
                f'<edit name="charset" mode="assign"><charset>{charset}</charset></edit>'
                if name.startswith("figures")
                else ""
            )
            rules.append(
                f'<match target="scan"><test name="file"><string>{escape(str(link))}</string></test>'
                f'<test name="index"><int>{face.index}</int></test>'
                f'<edit name="family" mode="prepend"><string>zj-{family}</string></edit>'
                f'<edit name="weight" mode="assign"><const>{weight}</const></edit>'
                f'<edit name="slant" mode="assign"><const>{slant}</const></edit>{only}</match>'
            )
        config = folder / "fonts.conf"
        config.write_text(
            f'<?xml version="1.0"?><fontconfig><dir>{escape(str(links))}</dir>'
            f"<cachedir>{escape(str(folder / 'cache'))}</cachedir>{''.join(rules)}</fontconfig>"
        )
        return config


@cache
def _digest(path: str, changed: int) -> str:
    """SHA-256 of a file as it was when it was `changed`."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(*folders: str | Path) -> dict[str, str]:
    """Path by file name; the first folder wins."""
    known: dict[str, str] = {}
    for top in folders:
        for folder, folders_inside, names in os.walk(Path(top).absolute()):
            folders_inside.sort()
            for name in sorted(names):
                known.setdefault(name, str(Path(folder, name)))
    return known


def _face(candidate: str, known: Mapping[str, str]) -> Face | None:
    name, _, index = candidate.partition("#")
    return Face(known[name], int(index or 0)) if name in known else None


def _own(value: str | Path) -> Face:
    path, _, index = str(value).partition("#")
    if not Path(path).is_file():
        raise FileNotFoundError(path)
    return Face(str(Path(path).absolute()), int(index or 0))
