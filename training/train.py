"""Make `src/engage_tui/lens/learned.json.gz` from the labelled sentences of tests/data/lens.

    pip install -e ".[training]"; python training/train.py

Every sentence but those in `aside.jsonl` and `blind.jsonl` is learnt from; those two are for measuring. The same
sentences give the same file. docs/lens.md says what the parts are.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from engage_tui.guide.reading import read_yaml
from engage_tui.lens.learned import features
from engage_tui.lens.loader import load_lens
from engage_tui.lens.model import LanguageFile, Trouble
from engage_tui.paths import shipped_content

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
SENTENCES = HERE.parent / "tests" / "data" / "lens"
MODEL = HERE.parent / "src" / "engage_tui" / "lens" / "learned.json.gz"
NOT_LEARNT = ("aside", "blind")
CLEAN = ""
MOST_FEATURES = 60_000
LEAST_SENTENCES = 2
"""A feature that stands in fewer sentences is left out."""
MOST_FALSE = 0.055
"""The share of clean sentences that the learned part may flag, measured on sets it did not learn from."""
GRID = np.arange(0.3, 0.99, 0.02)
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
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(matrix(rows, {f: n for n, f in enumerate(kept)}, rarity), labels)
    return rarity, model


def outside(rows: Sequence[set[str]], labels: Sequence[str], sets: Sequence[int]) -> tuple[np.ndarray, list[str]]:
    """How likely each label is for each sentence, by a model that learnt from the other sets only."""
    classes = sorted(set(labels))
    likely = np.zeros((len(rows), len(classes)))
    for held in sorted(set(sets)):
        rest = [n for n, s in enumerate(sets) if s != held]
        there = [n for n, s in enumerate(sets) if s == held]
        counts = Counter(feature for n in rest for feature in rows[n])
        kept = sorted(f for f, n in counts.items() if n > LEAST_SENTENCES)
        rarity, model = _fitted([rows[n] for n in rest], [labels[n] for n in rest], kept, counts)
        told = model.predict_proba(matrix([rows[n] for n in there], {f: i for i, f in enumerate(kept)}, rarity))
        likely[np.ix_(there, [classes.index(c) for c in model.classes_])] = told
    return likely, classes


def bounds(likely: np.ndarray, classes: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """From where on each label is told: as many troubles as can be with `MOST_FALSE` of the clean sentences flagged."""
    clean = classes.index(CLEAN)
    trouble = 1 - likely[:, clean]
    without = likely.copy()
    without[:, clean] = 0
    first = without.argmax(axis=1)
    wrong = np.array([label == CLEAN for label in labels])
    right = np.array([classes[f] == label for f, label in zip(first, labels, strict=True)])
    chosen: dict[str, float] = {}
    for price in np.arange(0.1, 20, 0.1):
        false = 0
        for n, name in enumerate(classes):
            worth = [
                (right[s].sum() - price * wrong[s].sum(), -bar, wrong[s].sum())
                for bar in GRID
                for s in [(first == n) & (trouble > bar)]
            ]
            best = max(worth)
            chosen[name], false = -best[1], false + int(best[2])
        if false <= MOST_FALSE * wrong.sum():
            break
    return {name: float(round(bar, 2)) for name, bar in chosen.items() if name != CLEAN}


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
    lens, groups = load_lens(shipped_content()), word_groups()
    names = sorted(p.stem for p in SENTENCES.glob("*.jsonl") if p.stem not in NOT_LEARNT)
    pairs = [pair for name in names for pair in read(name)]
    sets = [n for n, name in enumerate(names) for _ in read(name)]
    more = examples(lens_file())
    pairs, sets = [*pairs, *more], [*sets, *[names.index("build")] * len(more)]
    words = [[w for sentence in lens.own_words(text) for w in sentence] for text, _ in pairs]
    rows = [{f for f, _, _ in features(w, groups)} for w in words]
    labels = [label for _, label in pairs]
    bars = bounds(*outside(rows, labels, sets), labels)
    print(bars)
    write(*fit(rows, labels), groups, bars)
    print(f"{len(pairs)} sentences of {', '.join(names)}; {MODEL.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
