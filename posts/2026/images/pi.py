"""Estimate pi by throwing points at a square."""

import random
from math import hypot


def estimate(n: int, seed: int = 1) -> float:
    """Return an estimate of pi from n random points."""
    rng = random.Random(seed)
    inside = sum(hypot(rng.uniform(-1, 1), rng.uniform(-1, 1)) <= 1 for _ in range(n))
    return 4 * inside / n


for n in (100, 10_000, 1_000_000):
    print(f"{n:>9,}  {estimate(n):.4f}")
