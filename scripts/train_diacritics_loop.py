"""How the networks are trained: Adam for a given time, its rate rising briefly, then falling as a cosine does."""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WARM_UP, LOWEST = 500, 0.005
SAVE_EVERY = 100
CHECK_EVERY = 100


def convolved(
    x: torch.Tensor,
    norms: nn.ModuleList,
    gates: nn.ModuleList,
    dilations: Sequence[int],
    drop: nn.Module | None = None,
) -> torch.Tensor:
    """Gated convolutions over the rows before and behind, one after the other, [windows, rows, width]."""
    for norm, gate, d in zip(norms, gates, dilations, strict=True):
        p = functional.pad(norm(x), (0, 0, d, d))
        step = functional.glu(gate(torch.cat([p[:, : -2 * d], p[:, d:-d], p[:, 2 * d :]], 2)), dim=2)
        x = x + (drop(step) if drop else step)
    return x


def arguments(about: str) -> argparse.ArgumentParser:
    """What both trainings are told."""
    args = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("work", type=Path)
    args.add_argument("--minutes", type=float, default=75)
    args.add_argument("--device", default="cpu")
    args.add_argument("--batch", type=int, default=24, help="windows at a time; 512 fill a large GPU")
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--show", type=float, default=30, help="seconds between two lines of progress")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--resume", action="store_true", help="go on with the network of WORK")
    return args


def begin(given: argparse.Namespace) -> None:
    """Seeds, and matrix products as fast as the device has them."""
    torch.manual_seed(given.seed)
    torch.set_float32_matmul_precision("high")


def fit(
    model: nn.Module,
    loss_of: Callable[[nn.Module], torch.Tensor],
    measured: Callable[[int], str],
    out: Path,
    given: argparse.Namespace,
) -> None:
    """Train `model` for the given minutes; `measured` says how it does on so many held-out batches. Writes `out`."""
    if given.resume:
        model.load_state_dict(torch.load(out, map_location=given.device))
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), given.rate, betas=(0.9, 0.98), weight_decay=0.01)
    run = torch.compile(model) if given.device == "cuda" else model
    start = saved = shown = time.time()
    step = 0
    while (share := (time.time() - start) / (60 * given.minutes)) < 1:
        fall = LOWEST + (1 - LOWEST) * 0.5 * (1 + math.cos(math.pi * share))
        for group in optimizer.param_groups:
            group["lr"] = given.rate * min(1.0, (step + 1) / WARM_UP) * fall
        loss = loss_of(run)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % CHECK_EVERY == 0 and time.time() - shown > given.show:
            shown = time.time()
            print(f"{step} steps, {shown - start:.0f} s, loss {loss.item():.5f}; {measured(8)}", flush=True)
        if time.time() - saved > SAVE_EVERY:
            torch.save(model.state_dict(), out)
            saved = time.time()
    torch.save(model.state_dict(), out)
    print(f"{step} steps; {measured(60)}", flush=True)
