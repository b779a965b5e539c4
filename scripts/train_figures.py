#!/usr/bin/env python3
"""Train the small reader of figures on cut-outs made by train_figures_pages, and write it as an ONNX graph.

    train_figures.py OUT.onnx MINUTES HELD.npz [START.onnx] CUTTINGS.npz...

Convolutions over the cut-out, columns read by connectionist temporal classification; with START the training of that
graph goes on at a lower rate. Needs torch and onnx; runs in one thread.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.reading.glance import HEIGHT, SIGNS, as_signs

BATCH = 128
RATE, LATER_RATE = 3e-3, 6e-4
WARM = 100
TELL_SECONDS = 120
Cut = tuple[np.ndarray, list[int]]


class Network(nn.Module):
    """Columns of half the cut-out's width, each a sign or none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1), nn.BatchNorm2d(24), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(24, 40, 3, padding=1), nn.BatchNorm2d(40), nn.ReLU(), nn.MaxPool2d((2, 1)),
            nn.Conv2d(40, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d((2, 1)),
            nn.Conv2d(64, 96, 3, padding=(0, 1)), nn.BatchNorm2d(96), nn.ReLU(),
        )  # fmt: skip
        self.beside = nn.Sequential(
            nn.Conv1d(96, 96, 5, padding=2), nn.BatchNorm1d(96), nn.ReLU(),
            nn.Conv1d(96, 96, 5, padding=2), nn.BatchNorm1d(96), nn.ReLU(),
        )  # fmt: skip
        self.sign = nn.Conv1d(96, len(SIGNS) + 1, 1)

    def forward(self, dots: torch.Tensor) -> torch.Tensor:
        """Log-probabilities (columns, images, signs) of images (images, 1, height, width), ink 1 and paper 0."""
        columns = self.seen(dots).squeeze(2)
        columns = columns + self.beside(columns)
        return self.sign(columns).permute(2, 0, 1).log_softmax(2)


def started(graph: Path) -> Network:
    """The network of a graph; its normalisations are folded into the convolutions and stand still from now on."""
    net = Network().eval()
    model = onnx.load(str(graph))
    stored = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in model.graph.initializer}
    weights = [tuple(stored[name] for name in node.input[1:3]) for node in model.graph.node if node.op_type == "Conv"]
    layers = [part for part in net.modules() if isinstance(part, nn.Conv1d | nn.Conv2d)]
    for layer, (weight, bias) in zip(layers, weights, strict=True):
        layer.weight.data, layer.bias.data = weight, bias
    for part in net.modules():
        if isinstance(part, nn.BatchNorm1d | nn.BatchNorm2d):
            part.eps = 0.0
    return net


def load(paths: list[str]) -> list[Cut]:
    """The cut-outs of files and the signs that each shows; those too narrow for their signs are left out."""
    made = []
    for path in paths:
        with np.load(path) as stored:
            widths, dots, texts = stored["widths"], stored["dots"], stored["texts"]
        ends = np.cumsum(widths) * HEIGHT
        for end, width, text in zip(ends, widths, texts, strict=True):
            image = dots[end - width * HEIGHT : end].reshape(HEIGHT, width)
            signs = [SIGNS.index(sign) + 1 for sign in as_signs(str(text))]
            if len(signs) + 1 <= width // 2:
                made.append((image, signs))
    return made


def batches(cut: list[Cut], *, varied: bool) -> list[list[int]]:
    """Places of cut-outs of like width, in random order where they vary."""
    order = sorted(range(len(cut)), key=lambda at: cut[at][0].shape[1] + (random.random() * 12 if varied else 0))
    made = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    if varied:
        random.shuffle(made)
    return made


def stacked(images: list[np.ndarray], *, varied: bool) -> torch.Tensor:
    """Images on paper of one width, darkness and place varied a little."""
    width = max(image.shape[1] for image in images) + 12
    stack = np.zeros((len(images), 1, HEIGHT, width), np.float32)
    noise = np.random.default_rng(random.getrandbits(32))
    for at, image in enumerate(images):
        ink = 1 - image.astype(np.float32) / 255
        if varied:
            ink = np.roll(ink, random.randint(-2, 2), axis=0) * random.uniform(0.75, 1.1)
            ink += noise.normal(0, random.choice((0, 0, 0.03)), ink.shape)
        left = random.randint(0, 4) if varied else 2
        stack[at, 0, :, left : left + image.shape[1]] = ink
    return torch.from_numpy(stack)


def train(net: Network, cut: list[Cut], held: list[Cut], minutes: float, rate: float) -> None:
    """Train for so many minutes; the rate falls to nearly nothing by then."""
    optimiser = torch.optim.AdamW([part for part in net.parameters() if part.requires_grad], rate, weight_decay=1e-3)
    start, step, told = time.time(), 0, 0
    losses: list[float] = []
    while True:
        for places in batches(cut, varied=True):
            done = (time.time() - start) / 60 / minutes
            if done >= 1:
                return
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (step + 1) / WARM) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * done)))
            losses.append(learn(net, optimiser, [cut[at] for at in places]))
            step += 1
            if time.time() - start > TELL_SECONDS * (told + 1):
                told += 1
                print(f"{step} steps, loss {np.mean(losses[-200:]):.4f}, right {right(net, held):.4f}", flush=True)


def learn(net: Network, optimiser: torch.optim.Optimizer, cut: list[Cut]) -> float:
    """One step; its loss."""
    read = net(stacked([image for image, _ in cut], varied=True))
    flat = torch.tensor([sign for _, signs in cut for sign in signs])
    lengths = torch.tensor([len(signs) for _, signs in cut])
    columns = torch.full((len(cut),), len(read))
    loss = nn.functional.ctc_loss(read, flat, columns, lengths, zero_infinity=True)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 2.0)
    optimiser.step()
    return loss.item()


def right(net: Network, held: list[Cut]) -> float:
    """Share of cut-outs read wholly right."""
    training = net.training
    net.eval()
    good = 0
    with torch.no_grad():
        for places in batches(held, varied=False):
            best = net(stacked([held[at][0] for at in places], varied=False)).argmax(2).T.numpy()
            for at, row in zip(places, best, strict=True):
                kept = [int(sign) for sign, before in zip(row, [0, *row[:-1]], strict=True) if sign and sign != before]
                good += kept == held[at][1]
    net.train(training)
    return good / len(held)


def write(net: Network, out: Path) -> None:
    """Write the network as a graph."""
    torch.onnx.export(
        net.eval(), (torch.zeros(1, 1, HEIGHT, 64),), str(out), input_names=["dots"], output_names=["signs"],
        dynamo=False, dynamic_axes={"dots": {0: "images", 3: "width"}, "signs": {0: "columns", 1: "images"}},
    )  # fmt: skip


def main() -> int:
    """Train, say how much of what was held back is read rightly, and write the graph."""
    out, minutes, held, *paths = sys.argv[1:]
    torch.set_num_threads(1)
    start = Path(paths.pop(0)) if paths[0].endswith(".onnx") else None
    cut, kept = load(paths), load([held])
    print(f"{len(cut)} cut-outs, {len(kept)} held back", flush=True)
    net = started(start) if start else Network()
    if start:
        for part in net.modules():
            if isinstance(part, nn.BatchNorm1d | nn.BatchNorm2d):
                part.requires_grad_(requires_grad=False)
        print(f"right at first {right(net, kept):.4f}", flush=True)
    train(net, cut, kept, float(minutes), LATER_RATE if start else RATE)
    print(f"right {right(net, kept):.4f}")
    write(net, Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
