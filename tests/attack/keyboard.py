"""Wild input: bursts, lost pastes, cut sequences, random keys, bytes, clicks and window sizes."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from terminal import Session, new_workshop

CTRL_C = "\x03"
KEYS = ["\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x7f",
        " ", "?", ":", "/", "]", "[", "n", "e", "a", "y", "x", "w", "v", "o", "u", "1", "2", "9", "\x0e", "\x10"]


def bursts(options):
    alive, tried = 0, 0
    for size in [900, 1500, 3000, 6000, 12_000, 20_000] * 3 + [20_000, 20_000]:
        home = tempfile.mkdtemp(prefix="leadpact-bursts-")
        path = new_workshop(options.binary, home, people=False)
        session = Session(options.binary, ["open", path], home)
        session.shows("Marketing")
        if tried % 2:
            session.types("e", 0.3)
        session.pours(b"abc \r" * (size // 5))
        time.sleep(0.1)
        session.types("\x1b[<65;10;10M" * 400, 0.2)
        session.types(CTRL_C)
        tried += 1
        alive += session.ends(10) == 0
        session.close()
        shutil.rmtree(home)
    home = tempfile.mkdtemp(prefix="leadpact-bursts-")
    path = new_workshop(options.binary, home, people=False)
    session = Session(options.binary, ["open", path], home)
    session.shows("Marketing")
    session.types("e", 0.3)
    drained = session.pours(b"x" * 1_000_000)
    session.types(CTRL_C)
    ended = session.ends(20) == 0
    session.close()
    shutil.rmtree(home)
    print(f"bursts: {alive} of {tried} alive; 1 MB without brackets drained in {drained or -1:.2f} s, "
          f"{'alive' if ended else 'DEAD'}")
    return alive == tried and ended and drained is not None and drained < 1.0


def something(dice):
    kind = dice.randrange(12)
    if kind < 6:
        return dice.choice(KEYS).encode()
    if kind == 6:
        return bytes(dice.randrange(256) for _ in range(dice.randrange(1, 40))).replace(b"\x1a", b"").replace(b"\x03", b"")
    if kind == 7:
        return f"\x1b[<{dice.choice([0, 64, 65])};{dice.randrange(1, 90)};{dice.randrange(1, 30)}M".encode()
    if kind == 8:
        end = dice.choice([b"", b"\x1b[201~"])
        return b"\x1b[200~" + b"pasted words " * dice.randrange(1, 30) + end
    if kind == 9:
        answer = dice.choice([b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", b"\x1b[?62;22c", b"\x1b[12;40R", b"\x1bP>|term\x1b\\"])
        return answer[:dice.randrange(1, len(answer) + 1)]
    return dice.choice("abcdefghijklmnopqrstuvwxyz0123456789").encode() * dice.randrange(1, 12)


def wild(options):
    dice = random.Random(options.seed)
    dead = panics = damaged = 0
    most = 0.0
    for number in range(options.sessions):
        home = tempfile.mkdtemp(prefix="leadpact-wild-")
        sample = dice.choice(sorted(name for name in os.listdir(options.samples) if name.endswith(".workshop.yaml")))
        path = os.path.join(home, sample)
        shutil.copy(os.path.join(options.samples, sample), path)
        session = Session(options.binary, ["open", path], home, environment={"VISUAL": "true"})
        session.shows("Sign")
        end = time.monotonic() + options.seconds
        while time.monotonic() < end and session.process.poll() is None:
            if dice.randrange(30) == 0:
                session.resize((dice.randrange(0, 200), dice.randrange(0, 500)))
            session.types(something(dice), dice.choice([0, 0, 0.01, 0.05]))
        session.resize((24, 80))
        time.sleep(2.2)
        most = max(most, session.memory())
        for _ in range(6):
            if session.process.poll() is None:
                session.types(CTRL_C, 0.5)
        if session.ends(15) is None:
            dead += 1
            print(f"seed {options.seed}, session {number}: the keyboard is dead", file=sys.stderr)
        panics += b"panicked" in session.output
        session.close()
        read = subprocess.run([options.binary, "log", path], capture_output=True,
                              env=dict(os.environ, LEADPACT_HOME=home))
        damaged += read.returncode != 0
        shutil.rmtree(home)
    print(f"wild keyboard: {options.sessions} sessions of {options.seconds} s: panics {panics}, dead {dead}, "
          f"files damaged {damaged}, most memory {most:.0f} MB")
    return panics + dead + damaged == 0 and most < 40


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("samples")
    parser.add_argument("--sessions", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    good = bursts(options)
    return int(not (wild(options) and good))


if __name__ == "__main__":
    sys.exit(main())
