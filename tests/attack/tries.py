"""What the four programs share: workers, commands with limits, the line of figures, what is kept of a failure."""

import argparse
import multiprocessing
import os
import pathlib
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(os.environ.get("LEADPACT_ROOT") or pathlib.Path(__file__).resolve().parents[2])
WORK = pathlib.Path(os.environ.get("LEADPACT_ATTACK_WORK") or ROOT / "target" / "attack")
PROGRAM = os.environ.get("LEADPACT_PROGRAM") or str(ROOT / "target" / "release" / "leadpact")
# Of a session and of a command on a changed file, in kilobytes.
MOST_MEMORY = 40_000


class Result:
    """How a command ended; `status` is None when it took too long, negative for a signal."""

    def __init__(self, status, out, err, memory, seconds):
        self.status, self.out, self.err, self.memory, self.seconds = status, out, err, memory, seconds


def environment(home):
    return {**os.environ, "LEADPACT_HOME": str(home), "HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"}


def run(arguments, folder, limit=10.0, given=None):
    """The program with these arguments in this folder."""
    began = time.monotonic()
    with tempfile.TemporaryFile(dir=WORK) as out, tempfile.TemporaryFile(dir=WORK) as err:
        with open(given or os.devnull, "rb") as stdin:
            child = subprocess.Popen(
                [PROGRAM, *arguments], stdin=stdin, stdout=out, stderr=err, cwd=folder, env=environment(folder)
            )
        ended = os.pidfd_open(child.pid)
        ready, _, _ = select.select([ended], [], [], limit)
        os.close(ended)
        if not ready:
            child.send_signal(signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        seconds = time.monotonic() - began
        status = child.returncode if ready else None
        return Result(status, out.read(), err.read(), usage.ru_maxrss, seconds)


def options(description, **counts):
    """The command line: --seed, --seconds, --workers and the counts with their defaults."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long; 0: when all is tried")
    parser.add_argument("--workers", type=int, default=2)
    for name, (default, about) in counts.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=default, help=about)
    return parser.parse_args()


class Tally:
    """Figures of one worker: sums, maxima and failures."""

    def __init__(self):
        self.sums, self.most, self.failures = {}, {}, []

    def add(self, name, count=1):
        self.sums[name] = self.sums.get(name, 0) + count

    def at_most(self, name, value):
        self.most[name] = max(self.most.get(name, 0), value)

    def fail(self, kind, words, folder=None):
        """Something that must not be; what lay in the folder is kept."""
        self.add(kind)
        if sum(failure.startswith(kind) for failure in self.failures) >= 3:
            return
        if folder is not None:
            kept = pathlib.Path(tempfile.mkdtemp(prefix="failed-", dir=WORK))
            shutil.copytree(folder, kept, dirs_exist_ok=True, symlinks=True)
            words = f"{words}\n    kept in {kept}"
        self.failures.append(f"{kind}: {words}")

    def join(self, other):
        for name, count in other.sums.items():
            self.add(name, count)
        for name, value in other.most.items():
            self.at_most(name, value)
        self.failures += other.failures

    def __getitem__(self, name):
        return self.sums.get(name, 0)


def _work(attack, number, chosen, deadline, results):
    tally = Tally()
    try:
        with tempfile.TemporaryDirectory(prefix="try-", dir=WORK) as folder:
            attack(tally, number, random.Random(f"{chosen.seed} {number}"), pathlib.Path(folder), deadline, chosen)
    except Exception as error:  # A worker that breaks off has tried less than it says.
        import traceback

        tally.fail("harness", "".join(traceback.format_exception(error)))
    results.put(tally)


def in_parallel(attack, chosen, workers):
    """Runs `attack(tally, number, random, folder, deadline, chosen)` in so many processes and adds up."""
    WORK.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + chosen.seconds if chosen.seconds else float("inf")
    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=_work, args=(attack, number, chosen, deadline, results))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    whole = Tally()
    for _ in processes:
        whole.join(results.get())
    for process in processes:
        process.join()
    return whole


def share(count, number, workers):
    """How many of `count` this worker tries."""
    return count // workers + (number < count % workers)


def report(name, line, tally, chosen, began):
    """Prints the line of figures and what failed; ends the program."""
    seconds = time.monotonic() - began
    print(f"{name}: {line} (seed {chosen.seed}, {seconds:.0f} s)", flush=True)
    for failure in tally.failures:
        print(f"  {failure}", flush=True)
    sys.exit(1 if tally.failures else 0)
