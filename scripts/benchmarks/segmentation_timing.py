"""Measuring in processes of their own: fresh for each measurement, and killed when late."""

from __future__ import annotations

import gc
import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter, process_time
from typing import Any

from segmentation_inputs import INPUTS
from segmentation_peers import ENGINES, Cutter
from segmentation_scores import Agreement, GoldText, measure_accuracy

LOADING_LIMIT = 60.0
ACCURACY_LIMIT = 300.0
SPEED_LIMIT = 8.0
INPUT_LIMIT = 5.0
SIZES = (64_000, 500_000, 1_000_000)  # characters
SHORT = 0.5  # seconds; what takes less is measured again
TRIALS = 3
MEGABYTE = 1e6

Send = Callable[[Any], None]


class LateError(Exception):
    """A process said nothing for too long and was ended."""


class EngineError(Exception):
    """An engine raised, or its process died; the message is one line."""


@dataclass(frozen=True, slots=True)
class Speed:
    """One pass over the texts, or over as many as the time limit let through."""

    loading: float
    seconds: float
    megabytes: float
    share: float

    @property
    def rate(self) -> float:
        """Megabytes of UTF-8 a second."""
        return self.megabytes / self.seconds if self.seconds else 0.0


def open_engine(name: str) -> tuple[Cutter, float]:
    """Open an engine, let it cut one short text, and say how long both took."""
    engine = next(each for each in ENGINES if each.name == name)
    begun = perf_counter()
    cut = engine.open()
    cut("It is open. It works.")
    return cut, perf_counter() - begun


def tell_accuracy(send: Send, name: str, sets: dict[str, list[GoldText]]) -> None:
    """Send the agreement with gold on every set."""
    cut, _ = open_engine(name)
    send("ready")
    send(measure_accuracy(cut, sets))


def tell_speed(send: Send, name: str, texts: Sequence[str]) -> None:
    """Send the speed of one pass, one call a text, each text once."""
    cut, loading = open_engine(name)
    send("ready")
    gc.collect()
    done, seconds = 0, 0.0
    for text in texts:
        begun = perf_counter()
        cut(text)
        seconds += perf_counter() - begun
        done += 1
        if seconds > SPEED_LIMIT:
            break
    megabytes = sum(len(text.encode()) for text in texts[:done]) / MEGABYTE
    send(Speed(loading, seconds, megabytes, done / len(texts)))


def tell_times(send: Send, name: str, inputs: Sequence[str]) -> None:
    """Send the seconds each input takes at each size, as they are measured."""
    cut, _ = open_engine(name)
    send("ready")
    for each in inputs:
        for size in SIZES:
            try:
                send(_shortest_time(cut, INPUTS[each](size)))
            except Exception as problem:  # whatever a peer raises is its result
                send(_first_line(problem))


def _shortest_time(cut: Cutter, text: str) -> float:
    """Take processor time; a short one again, each time less one character, lest it be remembered."""
    shortest = float("inf")
    for trial in range(TRIALS):
        trial_text = text[: len(text) - trial]
        begun = process_time()
        cut(trial_text)
        shortest = min(shortest, process_time() - begun)
        if shortest > SHORT:
            break
    return shortest


@contextmanager
def start_apart(task: Callable[..., None], *arguments: Any) -> Iterator[Callable[[float], Any]]:
    """Run a task in a fresh process; give a function that waits for its next message."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_perform, args=(theirs, task, arguments), daemon=True)
    process.start()
    theirs.close()

    def receive(seconds: float) -> Any:
        if not ours.poll(seconds):
            raise LateError
        try:
            message = ours.recv()
        except EOFError:
            process.join()
            raise EngineError(f"its process ended with code {process.exitcode}") from None
        if isinstance(message, EngineError):
            raise message
        return message

    try:
        yield receive
    finally:
        process.kill()
        process.join()
        ours.close()


def _perform(connection: Connection, task: Callable[..., None], arguments: Sequence[Any]) -> None:
    """Run a task in its process, without a word on the terminal, and send how it fails."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    warnings.simplefilter("ignore")
    try:
        task(connection.send, *arguments)
    except Exception as problem:
        connection.send(EngineError(_first_line(problem)))


def _first_line(problem: Exception) -> str:
    line = next(iter(str(problem).splitlines()), "")
    return f"{type(problem).__name__}: {line}"[:100]


def run_accuracy(name: str, sets: dict[str, list[GoldText]]) -> dict[str, Agreement]:
    """Measure an engine's accuracy apart."""
    with start_apart(tell_accuracy, name, sets) as receive:
        receive(LOADING_LIMIT)
        agreement: dict[str, Agreement] = receive(ACCURACY_LIMIT)
        return agreement


def run_speed(name: str, texts: Sequence[str]) -> Speed:
    """Measure an engine's speed apart."""
    with start_apart(tell_speed, name, texts) as receive:
        receive(LOADING_LIMIT)
        speed: Speed = receive(ACCURACY_LIMIT)
        return speed
