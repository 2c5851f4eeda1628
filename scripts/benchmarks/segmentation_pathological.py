"""How an engine's time grows on hard inputs: the run, and what is worth saying of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from segmentation_inputs import INPUTS
from segmentation_timing import (
    INPUT_LIMIT,
    LOADING_LIMIT,
    SIZES,
    EngineError,
    LateError,
    start_apart,
    tell_times,
)

MEASURABLE = 0.1  # seconds; below it growth is noise
ENOUGH_TROUBLE = 5  # inputs; after so many an engine is spared the rest
PATIENCE = 2.0  # times the limit by the clock: a busy machine is no fault of the engine's


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What one engine did with one input: seconds by size, up to where it stopped."""

    input: str
    seconds: tuple[float, ...]
    error: str = ""

    @property
    def whole(self) -> bool:
        """Whether the largest size was done in time."""
        return len(self.seconds) == len(SIZES)

    @property
    def growth(self) -> float | None:
        """Time at the largest size by time at the one before, if that says anything."""
        if not self.whole or self.seconds[-1] < MEASURABLE:
            return None
        return self.seconds[-1] / self.seconds[-2]

    @property
    def trouble(self) -> str:
        """The input, and the size at which it went wrong; nothing if it didn't."""
        if self.whole:
            return ""
        size = f"{SIZES[len(self.seconds)] // 1000} kB"
        return f"{self.input!r} at {size}" + (f" ({self.error})" if self.error else "")


def run_ordeals(name: str, advance: Callable[[], object]) -> list[Ordeal]:
    """Put an engine through every input; a process that is late is ended and replaced."""
    ordeals: list[Ordeal] = []
    names = list(INPUTS)
    while len(ordeals) < len(names):
        with start_apart(tell_times, name, names[len(ordeals) :]) as receive:
            receive(LOADING_LIMIT)
            for each in names[len(ordeals) :]:
                ordeal, in_step = _face(each, receive)
                ordeals.append(ordeal)
                advance()
                if not in_step:
                    break
        if sum(not each.whole for each in ordeals) >= ENOUGH_TROUBLE:
            break
    return ordeals


def _face(name: str, receive: Callable[[float], float | str]) -> tuple[Ordeal, bool]:
    """Collect one input's times; say too whether the process can go on to the next."""
    seconds: list[float] = []
    for place in range(len(SIZES)):
        try:
            answer = receive(PATIENCE * INPUT_LIMIT)
        except LateError:
            return Ordeal(name, tuple(seconds)), False
        except EngineError as problem:
            return Ordeal(name, tuple(seconds), str(problem)), False
        if isinstance(answer, str):
            in_step = place + 1 == len(SIZES)
            return Ordeal(name, tuple(seconds), answer), in_step
        if answer > INPUT_LIMIT:
            return Ordeal(name, tuple(seconds)), place + 1 == len(SIZES)
        seconds.append(answer)
        if _is_hopeless(seconds):
            return Ordeal(name, tuple(seconds)), False
    return Ordeal(name, tuple(seconds)), True


def _is_hopeless(seconds: Sequence[float]) -> bool:
    """Say whether growth in mere proportion would take twice the limit at the next size."""
    if len(seconds) == len(SIZES):
        return False
    proportion = SIZES[len(seconds)] / SIZES[len(seconds) - 1]
    return seconds[-1] * proportion > 2 * INPUT_LIMIT
