"""Make both files of the learned part of the lens from the labelled sentences of tests/data/lens.

    pip install -e ".[training]"; python -m training.train

Every sentence but those in the files of `NOT_LEARNT` is learnt from; those are for measuring. The same sentences give
the same files on the same machine. It takes about half an hour on two cores. docs/lens.md says what the parts are.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from engage_tui.guide.reading import read_yaml
from engage_tui.lens.encoder import FILE
from engage_tui.lens.learned import features, mixed
from engage_tui.lens.lens import SECOND, SURELY_NOT, VERY_SURE
from engage_tui.lens.loader import load_lens
from engage_tui.lens.model import LanguageFile, Trouble
from engage_tui.paths import shipped_content
from training import encoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.lens.lens import Lens, Look

HERE = Path(__file__).resolve().parent
SENTENCES = HERE.parent / "tests" / "data" / "lens"
LENS = HERE.parent / "src" / "engage_tui" / "lens"
MODEL = LENS / "learned.json.gz"
NOT_LEARNT = ("aside", "blind", "fresh")
CLEAN = ""
MOST_FEATURES = 60_000
LEAST_SENTENCES = 2
"""A feature that stands in fewer sentences is left out."""
MOST_FALSE = 0.06
"""The share of clean sentences that the lens may flag, measured on sets it did not learn from. What ships has learnt
from half as many sentences again, and flags fewer.
"""
FOLDS = 3
GRID = np.arange(0.8, 0.995, 0.005)
STRENGTH = 30.0
"""How closely the sentences are followed: the inverse of the weight of regularisation."""


def read(name: str) -> list[tuple[str, str]]:
    """The sentences of a file, each with its first label."""
    rows = [json.loads(line) for line in (SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(row["text"], next(iter(row["labels"]), CLEAN)) for row in rows]


def lens_file() -> LanguageFile:
    """The shipped rules."""
    return LanguageFile.model_validate(
        read_yaml("language.yaml", (shipped_content() / "language.yaml").read_bytes()).value
    )


def examples(language: LanguageFile) -> list[tuple[str, str]]:
    """The sentences that stand with the rules."""
    flagged = [(text, rule.label.value) for rule in language.rules for text in rule.flags]
    return [*flagged, *((text, CLEAN) for rule in language.rules for text in rule.leaves)]


def word_groups() -> dict[str, tuple[str, str]]:
    """Words that are used alike, from word_groups.tsv.gz: each with its fine and its coarse group."""
    lines = gzip.decompress((HERE / "word_groups.tsv.gz").read_bytes()).decode().splitlines()
    return {word: (fine, coarse) for word, fine, coarse in (line.split("\t") for line in lines)}


def matrix(rows: Sequence[set[str]], numbers: dict[str, int], rarity: np.ndarray) -> csr_matrix:
    """Each sentence as its features: their rarity, each kind of feature brought to length one."""
    at, columns, values = [0], [], []
    for row in rows:
        blocks: dict[str, list[int]] = {}
        for feature in row:
            if feature in numbers:
                blocks.setdefault(feature[0], []).append(numbers[feature])
        for block in blocks.values():
            size = float(np.sqrt((rarity[block] ** 2).sum())) or 1.0
            columns += block
            values += [float(r) / size for r in rarity[block]]
        at.append(len(columns))
    return csr_matrix((values, columns, at), shape=(len(rows), len(numbers)))


def fit(rows: Sequence[set[str]], labels: Sequence[str]) -> tuple[list[str], np.ndarray, LogisticRegression]:
    """The features kept, their rarity as bytes, and the model over them."""
    counts = Counter(feature for row in rows for feature in row)
    kept = sorted(f for f, n in counts.items() if n >= LEAST_SENTENCES)
    _, model = _fitted(rows, labels, kept, counts)
    best = np.argsort(-(model.coef_**2).sum(axis=0), kind="stable")[:MOST_FEATURES]
    kept = sorted(kept[n] for n in best)
    return kept, *_fitted(rows, labels, kept, counts)


def _fitted(
    rows: Sequence[set[str]], labels: Sequence[str], kept: list[str], counts: Counter[str]
) -> tuple[np.ndarray, LogisticRegression]:
    rarity = np.array([1 + np.log((1 + len(rows)) / (1 + counts[f])) for f in kept])
    rarity = np.maximum(1, np.round(rarity * 255 / rarity.max()))
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-3)
    model.fit(matrix(rows, {f: n for n, f in enumerate(kept)}, rarity), labels)
    return rarity, model


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled text as the lens looks at it."""

    label: str
    group: int
    """The set that it comes from, by number: what is learnt together is not measured together."""
    looks: tuple[Look, ...]

    @property
    def words(self) -> list[str]:
        """The words of all its sentences."""
        return [word for look in self.looks for word, _ in look.words]

    @property
    def read(self) -> str:
        """All of it, as the encoder reads it."""
        return " ".join(look.read for look in self.looks)


def entries(lens: Lens) -> list[Entry]:
    """All that is learnt from."""
    names = sorted(p.stem for p in SENTENCES.glob("*.jsonl") if p.stem not in NOT_LEARNT)
    pairs = [(text, label, n) for n, name in enumerate(names) for text, label in read(name)]
    pairs += [(text, label, names.index("build")) for text, label in examples(lens_file())]
    print(f"{len(pairs)} sentences of {', '.join(names)}")
    return [Entry(label, group, tuple(lens.looks(text))) for text, label, group in pairs]


def classes() -> list[str]:
    """No trouble, and every trouble."""
    return [CLEAN, *(t.value for t in Trouble)]


def outside(learnt: Sequence[Entry], groups: dict[str, tuple[str, str]], kept: list[tuple[str, int]]) -> list[Told]:
    """What each text would be told by models that learnt from other sets only."""
    told: dict[int, Told] = {}
    for fold in range(FOLDS):
        rest = [e for e in learnt if e.group % FOLDS != fold]
        held = [n for n, e in enumerate(learnt) if e.group % FOLDS == fold]
        looks = [look for n in held for look in learnt[n].looks]
        shares = iter(both(rest, looks, groups, kept))
        told |= {n: Told(learnt[n], [next(shares) for _ in learnt[n].looks]) for n in held}
        print(f"fold {fold + 1} of {FOLDS}: {len(held)} sentences", flush=True)
    return [told[n] for n in range(len(learnt))]


def both(
    learnt: Sequence[Entry],
    looks: Sequence[Look],
    groups: dict[str, tuple[str, str]],
    kept: list[tuple[str, int]],
) -> list[list[float]]:
    """What a model of each kind, learnt from some texts, tells together of each of these sentences."""
    order = classes()
    rows = [{f for f, _, _ in features(e.words, groups)} for e in learnt]
    counts = Counter(chain.from_iterable(rows))
    known = sorted(f for f, n in counts.items() if n > LEAST_SENTENCES)
    rarity, model = _fitted(rows, [e.label for e in learnt], known, counts)
    asked = [{f for f, _, _ in features([w for w, _ in look.words], groups)} for look in looks]
    by_words = model.predict_proba(matrix(asked, {f: i for i, f in enumerate(known)}, rarity))
    by_words = by_words[:, [list(model.classes_).index(c) for c in order]]
    net = encoder.learn([e.read for e in learnt], [order.index(e.label) for e in learnt], kept, len(order))
    by_reading = encoder.likely(net, [look.read for look in looks])
    return [mixed(a, b) for a, b in zip(by_words.tolist(), by_reading.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class Told:
    """A text with what the models tell of each of its sentences."""

    entry: Entry
    shares: list[list[float]]

    @property
    def by_rule(self) -> set[str]:
        """The labels that rules tell and likeness lets stand."""
        pairs = zip(self.entry.looks, self.shares, strict=True)
        return {f.label for look, s in pairs if look.few or 1 - s[0] >= SURELY_NOT for f in look.by_rule}

    def by_likeness(self) -> Iterator[tuple[int, float, set[str]]]:
        """The first class of each sentence that likeness may speak of, how likely a trouble is, and what it tells."""
        order = classes()
        for look, share in zip(self.entry.looks, self.shares, strict=True):
            if not look.silent and (1 - share[0] >= VERY_SURE or not look.excused):
                first, second = sorted(range(1, len(share)), key=lambda c: -share[c])[:2]
                yield first, 1 - share[0], {order[first], *([order[second]] if share[second] >= SECOND else [])}


def bounds(told: Sequence[Told]) -> dict[str, float]:
    """From where on each label is told: as many troubles as can be with `MOST_FALSE` of the clean sentences flagged."""
    order = classes()
    clean = sum(not t.entry.label for t in told)
    room = MOST_FALSE * clean - sum(not t.entry.label and bool(t.by_rule) for t in told)
    open_ = [t for t in told if t.entry.label not in t.by_rule and (t.entry.label or not t.by_rule)]
    rows = [(first, trouble, labels, t.entry.label) for t in open_ for first, trouble, labels in t.by_likeness()]
    over = {name: [_over(bar, [r for r in rows if r[0] == n]) for bar in GRID] for n, name in enumerate(order[1:], 1)}
    chosen: dict[str, int] = {}
    for price in np.arange(0.1, 20, 0.01):
        chosen = {
            name: max(range(len(GRID)), key=lambda g: (each[g][0] - price * each[g][1], -g))
            for name, each in over.items()
        }
        if sum(over[name][g][1] for name, g in chosen.items()) <= room:
            break
    return {name: float(round(GRID[g], 3)) for name, g in chosen.items()}


def _best(each: Sequence[tuple[int, int]], price: float) -> int:
    """Where on the grid most is told rightly, a clean one told costing so many."""
    worth = [right - price * wrong for right, wrong in each]
    return worth.index(max(worth))


def _over(bar: float, rows: Sequence[tuple[int, float, set[str], str]]) -> tuple[int, int]:
    """How many of these are told rightly with this bar, and how many clean ones are told."""
    told = [(label in labels, not label) for _, trouble, labels, label in rows if trouble >= bar]
    return sum(right for right, _ in told), sum(wrong for _, wrong in told)


def measured(told: Sequence[Told], bars: dict[str, float]) -> str:
    """How many troubles are found with the right label, and how many clean sentences flagged, with these bars."""
    order, right, there, flagged, clean = classes(), 0, 0, 0, 0
    for t in told:
        labels = set(t.by_rule)
        for first, trouble, names in t.by_likeness():
            labels |= names if trouble >= bars[order[first]] else set()
        if t.entry.label:
            there, right = there + 1, right + (t.entry.label in labels)
        else:
            clean, flagged = clean + 1, flagged + bool(labels)
    return f"{right} of {there} ({right / there:.1%}) found, {flagged} of {clean} ({flagged / clean:.1%}) flagged"


def write(
    kept: list[str],
    rarity: np.ndarray,
    model: LogisticRegression,
    groups: dict[str, tuple[str, str]],
    bars: dict[str, float],
) -> None:
    """The model, its weights rounded to a signed byte."""
    order = [list(model.classes_).index(c) for c in (CLEAN, *(t.value for t in Trouble))]
    weights = model.coef_[order].T
    scales = np.abs(weights).max(axis=0) / 127
    rounded = np.round(weights / scales).astype(np.int8)
    told = {
        "classes": ["", *(t.value for t in Trouble)],
        "bias": [round(float(b), 5) for b in model.intercept_[order]],
        "scales": [float(f"{s:.6g}") for s in scales],
        "bars": [1.0, *(bars[t.value] for t in Trouble)],
        "features": kept,
        "rarity": base64.b64encode(rarity.astype(np.uint8).tobytes()).decode(),
        "weights": base64.b64encode(rounded.tobytes()).decode(),
        "groups": [[w, fine, coarse] for w, (fine, coarse) in sorted(groups.items())],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    MODEL.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """Learn and write."""
    learnt, groups = entries(load_lens(shipped_content())), word_groups()
    kept = encoder.vocabulary(e.read for e in learnt)
    told = outside(learnt, groups, kept)
    bars = bounds(told)
    print(bars, measured(told, bars), sep="\n", flush=True)
    rows = [{f for f, _, _ in features(e.words, groups)} for e in learnt]
    write(*fit(rows, [e.label for e in learnt]), groups, bars)
    order = classes()
    net = encoder.learn([e.read for e in learnt], [order.index(e.label) for e in learnt], kept, len(order))
    encoder.write(net, LENS / FILE)
    print(f"{MODEL.stat().st_size // 1024} kB, {(LENS / FILE).stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
