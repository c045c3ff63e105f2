#!/usr/bin/env python3
"""抽取是否属实？Was this draw honest?

    python3 verify_draw.py certificate.json roster.csv [--inspectors inspectors.csv] [--published commitment.json]

One file, Python 3.8 or newer, nothing but its standard library, and no line of the program that made the draw: it reads
the roster, follows docs/draw.md, and compares. Ends with 0 when the draw was honest, with 1 when it was not (and says
where), with 2 when the files cannot be read.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import hmac
import io
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path

# ruff: noqa: B905 -- zip(strict=...) is newer than Python 3.8

CERTIFICATE, PROTOCOL = "zhijian-certificate/1", "zhijian-draw/1"
LARGEST_FILE = 200_000_000
LARGEST_NUMBER = 2**53 - 1
SHOWN = 10  # faults of one sort that are named
DIGEST = re.compile("[0-9a-f]{64}")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
BLANKS = " \u3000\u00a0"
HEADS = {
    "units": (("id", "编号"), ("name", "名称"), ("place", "地区"), ("kind", "类别")),
    "inspectors": (("id", "编号"), ("name", "姓名"), ("office", "单位")),
}


class BadInput(Exception):
    """A file cannot be read: nothing can be said about the draw."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Dishonest(Exception):
    """Something so wrong that looking further makes no sense."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Verdict:
    """What was found wrong, in both languages."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def no(self, zh: str, en: str) -> None:
        self.faults.append((zh, en))

    def hold(self, is_so: bool, zh: str, en: str) -> bool:
        """Note a fault unless `is_so`."""
        if not is_so:
            self.no(zh, en)
        return is_so

    def listed(self, faults: list[tuple[str, str]]) -> None:
        """Note the first faults of a sort, and how many more there are."""
        self.faults += faults[:SHOWN]
        if len(faults) > SHOWN:
            more = len(faults) - SHOWN
            self.no(f"还有{more}处同样的问题。", f"There are {more} more of this sort.")


# --- Bytes that are hashed -------------------------------------------------------------------------------------------


def sha(label: str, *pieces: bytes) -> str:
    state = hashlib.sha256(label.encode("ascii"))
    for piece in pieces:
        state.update(b"\x00")
        state.update(piece)
    return state.hexdigest()


def bytes_of(value: object) -> bytes:
    """Canonical JSON."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def ranking_key(seed: str, *pieces: str) -> bytes:
    return hmac.digest(bytes.fromhex(seed), "\x00".join(pieces).encode("utf-8"), "sha256")


# --- Certificate -----------------------------------------------------------------------------------------------------


def load_json(path: str) -> object:
    """Strict JSON: what two readers could take differently is Dishonest, what is no JSON is BadInput."""

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(items)
        if len(found) < len(items):
            twice = Counter(key for key, _ in items).most_common(1)[0][0]
            raise Dishonest(
                f"凭证里“{_quoted(twice)}”重复出现。", f"“{_quoted(twice)}” stands twice in the certificate."
            )
        return found

    def constant(name: str) -> None:
        raise Dishonest(f"凭证里有“{name}”，不是数。", f"The certificate holds “{name}”, which is no number.")

    def whole(digits: str) -> int:
        if len(digits) > 16 or abs(int(digits)) > LARGEST_NUMBER:
            raise Dishonest(
                f"凭证里的数过大：{digits[:20]}。", f"A number in the certificate is too large: {digits[:20]}."
            )
        return int(digits)

    content = read(path)
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant, parse_int=whole)
    except RecursionError:
        raise Dishonest("凭证的嵌套过深。", "The certificate is nested too deeply.") from None
    except UnicodeDecodeError:
        raise BadInput(f"“{path}”不是 UTF-8 文本。", f"“{path}” is not UTF-8 text.") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(f"“{path}”第{line}行不是 JSON。", f"Line {line} of “{path}” is not JSON.") from None


def read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that cannot be one
        why = getattr(error, "strerror", None) or error
        raise BadInput(f"无法读取“{path}”：{why}。", f"“{path}” cannot be read: {why}.") from None
    if len(content) > LARGEST_FILE:
        raise BadInput(f"“{path}”太大。", f"“{path}” is too large.")
    return content


def _quoted(value: object) -> str:
    text = "".join(char if char.isprintable() else "?" for char in str(value))
    return text if len(text) <= 60 else text[:60] + "…"


# A shape: a type, a pattern of a string, {key: shape}, [shape of each], ("map", shape of each value), or None or one.
NUMBER, TEXT = int, str
SHORT_DIGESTS = re.compile("([0-9a-f]{8})*")
ROSTER = {"digest": DIGEST, "frame": DIGEST, "rows": NUMBER}
PLAN = {
    "strata": [re.compile("place|kind")],
    "quota": ("map", NUMBER),
    "exclusions": [{"id": TEXT, "reason": TEXT}],
    "inspectors": ("or none", {"per_unit": NUMBER}),
    "reserves": NUMBER,
}
COMMITMENT = {
    "version": TEXT,
    "roster": ROSTER,
    "inspectors": ("or none", ROSTER),
    "plan": PLAN,
    "plan_digest": DIGEST,
    "public_source": TEXT,
    "secret_digest": DIGEST,
    "committed": TEXT,
    "commitment": DIGEST,
}
SHAPE = {
    "version": TEXT,
    "commitment": COMMITMENT,
    "secret": DIGEST,
    "public_value": TEXT,
    "seed": DIGEST,
    "drawn": TEXT,
    "strata": ("map", {"rows": NUMBER, "drawn": [TEXT], "reserves": [TEXT]}),
    "excluded": NUMBER,
    "left_out": {"strata": NUMBER, "rows": NUMBER},
    "pairs": ("map", [TEXT]),
    "row_digests": SHORT_DIGESTS,
    "inspector_digests": SHORT_DIGESTS,
    "digest": DIGEST,
}


def misshapen(value: object, shape: object, where: str) -> list[tuple[str, str]]:
    """What in `value` is not as `shape` has it, with its place."""
    if isinstance(shape, tuple):
        sort, inner = shape
        if sort == "or none":
            return [] if value is None else misshapen(value, inner, where)
        if isinstance(value, dict):
            return [fault for key in value for fault in misshapen(value[key], inner, f"{where}.{_quoted(key)}")]
    elif isinstance(shape, dict):
        if isinstance(value, dict):
            faults = [
                (f"凭证缺少“{where}.{key}”。", f"The certificate lacks “{where}.{key}”.")
                for key in shape
                if key not in value
            ]
            faults += [
                (
                    f"凭证里多出“{where}.{_quoted(key)}”。",
                    f"“{where}.{_quoted(key)}” does not belong in a certificate.",
                )
                for key in value
                if key not in shape
            ]
            common = [key for key in shape if key in value]
            return faults + [fault for key in common for fault in misshapen(value[key], shape[key], f"{where}.{key}")]
    elif isinstance(shape, list):
        if isinstance(value, list):
            places = enumerate(value, start=1)
            return [fault for n, one in places for fault in misshapen(one, shape[0], f"{where}[{n}]")]
    elif isinstance(shape, re.Pattern):
        if isinstance(value, str) and shape.fullmatch(value):
            return []
    elif type(value) is shape and not (shape is int and value < 0):  # type: ignore[operator]
        return []
    return [(f"凭证里的“{where}”不是应有的内容。", f"“{where}” in the certificate is not what belongs there.")]


def checked_shape(certificate: object) -> dict:
    """The certificate when it is one of this version; Dishonest with its first faults otherwise."""
    if not isinstance(certificate, dict):
        raise Dishonest("凭证不是 JSON 对象。", "The certificate is not a JSON object.")
    commitment = certificate.get("commitment")
    if certificate.get("version") == PROTOCOL and isinstance(commitment, str):
        raise BadInput(
            "这是承诺书，不是凭证。请给出 certificate.json。",
            "This is a commitment, not a certificate. Give certificate.json.",
        )
    versions = certificate.get("version"), commitment.get("version") if isinstance(commitment, dict) else None
    if versions != (CERTIFICATE, PROTOCOL):
        named = _quoted(" / ".join(map(str, versions)))
        raise Dishonest(f"不认识的版本：{named}。", f"Unknown version: {named}.")
    if faults := misshapen(certificate, SHAPE, "certificate"):
        first = faults[:SHOWN]
        raise Dishonest("\n   ".join(zh for zh, _ in first), "\n   ".join(en for _, en in first))
    try:
        bytes_of(certificate)
    except UnicodeEncodeError:
        raise Dishonest("凭证里有不成字的字符。", "The certificate holds characters that are none.") from None
    plan = commitment["plan"]  # type: ignore[index]
    sound = len(set(plan["strata"])) == len(plan["strata"]) and plan["quota"] and min(plan["quota"].values()) > 0
    if not sound or (plan["inspectors"] and not plan["inspectors"]["per_unit"]):
        raise Dishonest("凭证里的抽取计划不成立。", "The plan in the certificate is none.")
    return certificate


# --- Rosters ---------------------------------------------------------------------------------------------------------


class Roster:
    """The rows of a .csv file: (id, name, place, kind, office), and the line on which each ends."""

    def __init__(self, path: str, sort: str, verdict: Verdict) -> None:
        self.path = path
        self.rows: list[tuple[str, str, str, str, str]] = []
        self.numbers: list[int] = []
        text = self._text()
        first = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
        bare = re.sub('"[^"]*"', "", first)
        delimiter = max(",", ";", "\t", key=bare.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            lines = [(reader.line_num, cells) for cells in reader if "".join(cells).strip(BLANKS)]
        except csv.Error as error:
            raise BadInput(
                f"“{path}”第{reader.line_num}行无法读取：{error}。",
                f"Line {reader.line_num} of “{path}” cannot be read: {error}.",
            ) from None
        if not lines:
            raise BadInput(f"“{path}”是空的。", f"“{path}” is empty.")
        places = self._places(lines[0][1], HEADS[sort])
        width = len(lines[0][1])
        for number, cells in lines[1:]:
            values = [tidy(cells[place]) if place < len(cells) else "" for place in places]
            if any(map(CONTROL.search, values)) or any(cells[width:]):
                verdict.no(
                    f"“{path}”第{number}行有多余的单元格或控制字符。",
                    f"Line {number} of “{path}” has superfluous cells or control characters.",
                )
                continue
            ident, name, place, kind = (*values, "", "")[:4] if sort == "units" else (*values[:2], "", "")
            self.rows.append((ident, name, place, kind, "" if sort == "units" else values[2]))
            self.numbers.append(number)
        self.lines = ["\t".join(row) for row in self.rows]

    def _text(self) -> str:
        content = read(self.path)
        if content.startswith(b"PK\x03\x04"):
            raise BadInput(
                f"“{self.path}”是工作簿。请用抽取文件夹里的 .csv 名录，或另存为 .csv。",
                f"“{self.path}” is a workbook. Take the .csv roster from the folder of the draw, or save it as .csv.",
            )
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise BadInput(
            f"“{self.path}”不是 UTF-8 或 GB 18030 文本。", f"“{self.path}” is text neither in UTF-8 nor in GB 18030."
        )

    def _places(self, head: list[str], wanted: tuple[tuple[str, str], ...]) -> list[int]:
        names = [tidy(cell).lower() for cell in head]
        places = []
        for pair in wanted:
            found = [place for place, name in enumerate(names) if name in pair]
            if len(found) != 1:
                raise BadInput(
                    f"“{self.path}”应当有一列“{pair[1]}”（{pair[0]}）。",
                    f"“{self.path}” must have one column “{pair[0]}” ({pair[1]}).",
                )
            places += found
        return places

    def stated(self) -> dict[str, object]:
        """What a commitment says of this roster."""
        return {
            "digest": sha("zhijian-roster/v1", self._joined(self.lines)),
            "frame": sha("zhijian-frame/v1", self._joined(sorted(self.lines))),
            "rows": len(self.rows),
        }

    @staticmethod
    def _joined(lines: list[str]) -> bytes:
        return "".join(line + "\n" for line in lines).encode("utf-8")

    def at(self, place: int) -> tuple[str, str]:
        """A row by its line and number."""
        line, ident = self.numbers[place], _quoted(self.rows[place][0])
        return f"第{line}行（{ident}）", f"line {line} ({ident})"


def tidy(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip(BLANKS)


def check_roster(verdict: Verdict, roster: Roster, committed: dict, digests: str, names: tuple[str, str]) -> bool:
    """Whether the roster is the one committed to; else the rows in which it is not."""
    stated, (zh, en) = roster.stated(), names
    doubles = [ident for ident, count in Counter(row[0] for row in roster.rows).items() if count > 1]
    verdict.listed(
        [(f"{zh}里“{_quoted(one)}”重复。", f"“{_quoted(one)}” stands twice in the {en}.") for one in doubles]
    )
    ours = [hashlib.sha256(line.encode("utf-8")).hexdigest()[:8] for line in roster.lines]
    theirs = [digests[at : at + 8] for at in range(0, len(digests), 8)]
    if stated["digest"] == committed["digest"]:
        row = next((n for n, pair in enumerate(zip(ours, theirs), 1) if pair[0] != pair[1]), len(theirs) + 1)
        verdict.hold(
            ours == theirs,
            f"{zh}与承诺一致，但凭证里的各行短摘要不对，从第{row}行数据起。",
            f"The {en} is the one committed to, but its short digests are wrong from row {row} on.",
        )
        verdict.hold(
            stated["frame"] == committed["frame"],
            f"承诺里{zh}的排序后摘要（frame）不对。",
            f"The frame digest of the {en} in the commitment is wrong.",
        )
        verdict.hold(
            stated["rows"] == committed["rows"],
            f"承诺里{zh}的行数不对：应为{stated['rows']}。",
            f"The number of rows of the {en} in the commitment is wrong: it has {stated['rows']}.",
        )
        return True
    if ours == theirs:
        verdict.no(
            f"{zh}的摘要与承诺的不一致，各行的短摘要却一致：承诺被改动过。",
            f"The digest of the {en} is not the one committed to, though its rows are: the commitment was changed.",
        )
    else:
        verdict.listed(compare_rows(roster, ours, theirs, zh, en))
    return False


def compare_rows(roster: Roster, ours: list[str], theirs: list[str], zh: str, en: str) -> list[tuple[str, str]]:
    """Which rows were changed, added, removed or moved: `theirs` are the rows drawn from, `ours` those of the file."""
    if sorted(ours) == sorted(theirs):
        where = roster.at(next(n for n, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]))
        return [
            (
                f"{zh}的行相同，但次序不同，从{where[0]}起。",
                f"The {en} has the same rows in another order, first at {where[1]}.",
            )
        ]
    added, missing = _surplus(ours, theirs), _surplus(theirs, ours)
    gone, new = set(missing), set(added)
    kept = [place for place in range(len(ours)) if place not in new]
    # A row that went and one that came between the same two neighbours are one row that was changed.
    came: dict[int, list[int]] = {}
    for before, place in enumerate(added):
        came.setdefault(place - before, []).append(place)
    faults = []
    for before, place in enumerate(missing):
        common = place - before
        if came.get(common):
            now = came[common].pop(0)
            new.remove(now)
            where = roster.at(now)
            faults.append((f"{zh}{where[0]}被改动。", f"{en}, {where[1]}: the row was changed."))
        else:
            where = roster.at(kept[common - 1]) if common else ("开头", "the beginning")
            faults.append(
                (
                    f"{zh}缺少原第{place + 1}行数据（在{where[0]}之后）。",
                    f"{en}: row {place + 1} of the roster drawn from is missing (after {where[1]}).",
                )
            )
    for where in map(roster.at, sorted(new)):
        faults.append((f"{zh}{where[0]}是后来加入的。", f"{en}, {where[1]}: the row was added."))
    if [ours[place] for place in kept] != [one for place, one in enumerate(theirs) if place not in gone]:
        faults.append((f"{zh}其余各行的次序也不同。", f"{en}: the other rows are in another order, too."))
    return faults


def _surplus(these: list[str], those: list[str]) -> list[int]:
    """Places in `these` of what `those` do not have, or not so often."""
    left = Counter(those)
    places = []
    for place, one in enumerate(these):
        if left[one] > 0:
            left[one] -= 1
        else:
            places.append(place)
    return places


# --- The draw again --------------------------------------------------------------------------------------------------


def check_commitment(verdict: Verdict, certificate: dict) -> None:
    commitment, secret = certificate["commitment"], bytes.fromhex(certificate["secret"])
    body = {key: value for key, value in certificate.items() if key != "digest"}
    verdict.hold(
        sha("zhijian-certificate/v1", bytes_of(body)) == certificate["digest"],
        "凭证的摘要（digest）不对：凭证签发后被改动过。",
        "The digest of the certificate is wrong: it was changed after it was made.",
    )
    verdict.hold(
        sha("zhijian-secret/v1", secret) == commitment["secret_digest"],
        "秘密（secret）不是承诺时的秘密。",
        "The secret is not the one committed to.",
    )
    verdict.hold(
        sha("zhijian-plan/v1", bytes_of(commitment["plan"])) == commitment["plan_digest"],
        "抽取计划（plan：分层、抽取数、剔除、检查人员、备选）与它的摘要不一致。",
        "The plan (strata, quotas, exclusions, inspectors, reserves) does not have the digest committed to.",
    )
    stated = {key: value for key, value in commitment.items() if key != "commitment"}
    verdict.hold(
        sha("zhijian-draw/v1", secret, commitment["roster"]["digest"].encode(), bytes_of(stated))
        == commitment["commitment"],
        "承诺（commitment）与其内容不一致：承诺之后有改动。",
        "The commitment does not bind what it states: something was changed after it.",
    )
    committed, drawn = moment(commitment["committed"]), moment(certificate["drawn"])
    verdict.hold(
        committed is None or drawn is None or committed <= drawn,
        f"凭证所述的抽取时间（drawn，{_quoted(certificate['drawn'])}）早于承诺（{_quoted(commitment['committed'])}）。",
        f"The time of the draw that is stated ({_quoted(certificate['drawn'])}) is before the commitment"
        f" ({_quoted(commitment['committed'])}).",
    )


def moment(stated: str) -> datetime | None:
    """A time with its zone; None where something else is stated, which says nothing."""
    try:
        found = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return found if found.tzinfo else None


def check_seed(verdict: Verdict, certificate: dict) -> bool:
    value = certificate["public_value"]
    sound = 0 < len(value) <= 200 and tidy(value) == value and not CONTROL.search(value)
    verdict.hold(sound, "公开值（public_value）不规范。", "The public value is not in its normal form.")
    seed = sha("zhijian-seed/v1", bytes.fromhex(certificate["secret"]), value.encode("utf-8"))
    return verdict.hold(
        seed == certificate["seed"],
        "种子（seed）不是由秘密和公开值得出的：公开值、秘密或种子被改动过。",
        "The seed does not follow from secret and public value: one of the three was changed.",
    )


def stratum_of(row: tuple[str, ...], strata: list[str]) -> str:
    return "|".join(row[{"place": 2, "kind": 3}[name]] for name in strata) if strata else "*"


def check_draw(verdict: Verdict, certificate: dict, roster: Roster) -> list[tuple[str, ...]]:
    """Draw again from every stratum and compare position by position; the units drawn, in ticket order."""
    commitment = certificate["commitment"]
    plan, frame, seed = commitment["plan"], commitment["roster"]["frame"], certificate["seed"]
    excluded = [one["id"] for one in plan["exclusions"]]
    idents = {row[0] for row in roster.rows}
    for ident in excluded:
        verdict.hold(
            ident in idents,
            f"剔除的“{_quoted(ident)}”不在名录里。",
            f"The excluded “{_quoted(ident)}” is not in the roster.",
        )
    verdict.hold(
        len(set(excluded)) == len(excluded) == certificate["excluded"],
        f"剔除的个数（excluded）不对：计划里有{len(set(excluded))}个。",
        f"The number of exclusions is wrong: the plan has {len(set(excluded))}.",
    )
    out, strata = set(excluded), {}
    for row in roster.rows:
        if row[0] not in out:
            strata.setdefault(stratum_of(row, plan["strata"]), []).append(row)
    others = [key for key in strata if key not in plan["quota"]]
    counts = {"strata": len(others), "rows": sum(len(strata[key]) for key in others)}
    verdict.hold(
        counts == certificate["left_out"],
        f"未列入抽取的层数、行数（left_out）不对：应为{counts['strata']}层{counts['rows']}行。",
        f"What was not drawn from (left_out) is wrong: {counts['strata']} strata, {counts['rows']} rows.",
    )
    for key in sorted(set(certificate["strata"]) - set(plan["quota"])):
        verdict.no(
            f"层“{_quoted(key)}”没有抽取数，却有抽取结果。", f"Stratum “{_quoted(key)}” has a result but no quota."
        )
    units = []
    for key in sorted(plan["quota"]):
        ranked = sorted(
            (ranking_key(seed, "zhijian-unit/v1", frame, key, row[0]), row[0].encode("utf-8"), row)
            for row in strata.get(key, [])
        )
        order = [row for _, _, row in ranked]
        units += order[: plan["quota"][key]]
        check_stratum(verdict, key, certificate["strata"].get(key), [row[0] for row in order], plan)
    return units


def check_stratum(verdict: Verdict, key: str, stated: dict | None, order: list[str], plan: dict) -> None:
    quota, name = plan["quota"][key], _quoted(key)
    if stated is None:
        verdict.no(f"层“{name}”应抽{quota}个，凭证里没有。", f"Stratum “{name}” has a quota of {quota} and no result.")
        return
    if quota > len(order):
        verdict.no(
            f"层“{name}”要抽{quota}个，只有{len(order)}个。",
            f"Stratum “{name}” has a quota of {quota} and {len(order)} units.",
        )
    verdict.hold(
        stated["rows"] == len(order),
        f"层“{name}”可抽的行数不对：应为{len(order)}。",
        f"The number of rows of stratum “{name}” is wrong: {len(order)} could be drawn.",
    )
    wanted = {"drawn": order[:quota], "reserves": order[quota : quota + plan["reserves"]]}
    words = {"drawn": ("抽中", "drawn"), "reserves": ("备选", "reserve")}
    for sort, units in wanted.items():
        zh, en = words[sort]
        if len(stated[sort]) != len(units):
            verdict.no(
                f"层“{name}”{zh}应有{len(units)}个，凭证里有{len(stated[sort])}个。",
                f"Stratum “{name}” must have {len(units)} {en} units; the certificate has {len(stated[sort])}.",
            )
        for position, (ours, theirs) in enumerate(zip(units, stated[sort]), start=1):
            if ours != theirs:
                verdict.no(
                    f"层“{name}”{zh}第{position}个应为“{_quoted(ours)}”，凭证里是“{_quoted(theirs)}”。",
                    f"Stratum “{name}”, {en} position {position}: it must be “{_quoted(ours)}”; the certificate has "
                    f"“{_quoted(theirs)}”.",
                )
                break


def loose(text: str) -> str:
    """A name as offices are compared."""
    kept = (char for char in text if char not in BLANKS)
    return "".join(char.lower() if "A" <= char <= "Z" else char for char in kept)


def check_pairs(verdict: Verdict, certificate: dict, units: list[tuple[str, ...]], inspectors: Roster | None) -> None:
    commitment, stated = certificate["commitment"], dict(certificate["pairs"])
    asked = commitment["plan"]["inspectors"]
    if inspectors is None or not asked:
        verdict.hold(
            not stated, "没有抽检查人员，凭证里却有。", "No inspectors were drawn, but the certificate has some."
        )
        return
    frame, seed = commitment["inspectors"]["frame"], certificate["seed"]
    load: Counter = Counter()
    offices = [(row[0], loose(row[4])) for row in inspectors.rows]
    for unit in units:
        ident, own = unit[0], {loose(unit[0]), loose(unit[1]), loose(unit[2])} - {""}
        free = [one for one, office in offices if office not in own]
        free.sort(key=lambda one: load[one])
        # Keys decide among those with the same load; only the loads that are reached need them.
        reached = load[free[min(asked["per_unit"], len(free)) - 1]] if free else 0
        ranked = sorted(
            (load[one], ranking_key(seed, "zhijian-inspector/v1", frame, ident, one), one.encode("utf-8"), one)
            for one in free
            if load[one] <= reached
        )
        chosen = [one for *_, one in ranked[: asked["per_unit"]]]
        load.update(chosen)
        theirs = stated.pop(ident, [])
        if len(chosen) < asked["per_unit"] or theirs != chosen:
            verdict.no(
                f"单位“{_quoted(ident)}”的检查人员应为“{_quoted('、'.join(chosen))}”，凭证里是“{_quoted('、'.join(theirs))}”。",
                f"Unit “{_quoted(ident)}”: the inspectors must be “{_quoted(', '.join(chosen))}”; the certificate has "
                f"“{_quoted(', '.join(theirs))}”.",
            )
    for ident in stated:
        verdict.no(
            f"“{_quoted(ident)}”未被抽中，却有检查人员。", f"“{_quoted(ident)}” was not drawn but has inspectors."
        )


def check_published(verdict: Verdict, certificate: dict, published: str) -> None:
    """Whether the commitment is the one published beforehand: a digest, or the file of it."""
    commitment = certificate["commitment"]
    stated = {"commitment": published.lower()} if DIGEST.fullmatch(published.lower()) else load_json(published)
    same = isinstance(stated, dict) and (stated == commitment or stated == {"commitment": commitment["commitment"]})
    verdict.hold(same, "凭证里的承诺不是事先公布的承诺。", "The commitment is not the one published beforehand.")


def verify(
    certificate_path: str, roster_path: str, inspectors_path: str = "", published: str = ""
) -> tuple[Verdict, dict]:
    """Everything that is wrong with a draw, and its certificate. BadInput when that cannot be said."""
    verdict = Verdict()
    try:
        certificate = checked_shape(load_json(certificate_path))
    except Dishonest as fault:
        verdict.no(fault.zh, fault.en)
        return verdict, {}
    commitment = certificate["commitment"]
    check_commitment(verdict, certificate)
    seeded = check_seed(verdict, certificate)
    if bool(commitment["inspectors"]) != bool(inspectors_path):
        if verdict.faults:  # the certificate alone is a no: whether it should have inspectors is not to be believed
            return verdict, certificate
        if inspectors_path:
            raise BadInput(
                "这次抽取没有检查人员名录，请去掉 --inspectors。",
                "This draw had no inspectors; leave --inspectors out.",
            )
        raise BadInput("请用 --inspectors 给出检查人员名录。", "Give the roster of inspectors with --inspectors.")
    roster = Roster(roster_path, "units", verdict)
    inspectors = Roster(inspectors_path, "inspectors", verdict) if inspectors_path else None
    if published:
        try:
            check_published(verdict, certificate, published)
        except Dishonest as fault:
            verdict.no(fault.zh, fault.en)
    same = check_roster(verdict, roster, commitment["roster"], certificate["row_digests"], ("名录", "roster"))
    verdict.hold(
        bool(commitment["inspectors"]) == bool(commitment["plan"]["inspectors"]),
        "计划与承诺对检查人员的说法不一致。",
        "Plan and commitment do not agree on whether inspectors are drawn.",
    )
    digests = certificate["inspector_digests"]
    if inspectors:
        names = ("检查人员名录", "roster of inspectors")
        same = check_roster(verdict, inspectors, commitment["inspectors"], digests, names) and same
    else:
        verdict.hold(not digests, "凭证里的 inspector_digests 应为空。", "“inspector_digests” must be empty.")
    if seeded and same:
        units = check_draw(verdict, certificate, roster)
        check_pairs(verdict, certificate, units, inspectors)
    return verdict, certificate


# --- Saying it -------------------------------------------------------------------------------------------------------


def say(verdict: Verdict, certificate: dict, published: str) -> str:
    if verdict.faults:
        lines = ["结论：不属实。", "Verdict: this draw was NOT honest, or its papers were changed.", ""]
        for number, (zh, en) in enumerate(verdict.faults, start=1):
            lines += [f"{number}. {zh}", f"   {en}"]
        return "\n".join(lines)
    commitment, strata = certificate["commitment"], certificate["strata"]
    drawn = sum(len(one["drawn"]) for one in strata.values())
    source = _quoted(commitment["public_source"]) or "—"
    known = ["它就是所给的、事先公布的承诺。", "It is the one given as published beforehand."] if published else []
    return "\n".join(
        [
            "结论：抽取属实。",
            "Verdict: the draw was honest.",
            "",
            f"名录{commitment['roster']['rows']}行，{len(strata)}层，抽中{drawn}个。",
            f"{commitment['roster']['rows']} rows, {len(strata)} strata, {drawn} units drawn.",
            f"公开值 / public value: {certificate['public_value']} ({source})",
            f"承诺 / commitment: {commitment['commitment']}",
            *known,
            "请核对：此承诺是否在公开值产生之前公布；同一名录抽取过几次、作废几次。这两点文件本身不能证明。",
            "Please check that this commitment was published before the public value existed, and how many draws of",
            "the same roster were made and abandoned: the files themselves cannot prove either.",
        ]
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("certificate")
    parser.add_argument("roster")
    parser.add_argument("--inspectors", default="", metavar="FILE.csv")
    parser.add_argument("--published", default="", metavar="FILE_OR_DIGEST", help="the commitment as it was published")
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        verdict, certificate = verify(given.certificate, given.roster, given.inspectors, given.published)
    except BadInput as error:
        print(f"{error.zh}\n{error.en}", file=sys.stderr)
        return 2
    status = 1 if verdict.faults else 0
    try:
        print(say(verdict, certificate, given.published), flush=True)
    except BrokenPipeError:  # whoever reads has seen enough: the verdict stands
        leave_the_pipe()
    except OSError as error:
        leave_the_pipe()
        print(f"无法写出结论：{error.strerror}。\nThe verdict cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    return status


def leave_the_pipe() -> None:
    """Nothing more goes to standard output: what is left in its buffer would fail again when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
