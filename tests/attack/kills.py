"""Kills the program at random moments while markers are typed, and looks for what was on the screen a second before."""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from terminal import Session, new_workshop

CTRL_C = "\x03"


def wanted_places():
    """Keys from the board to a field, and what comes between two markers."""
    return {
        "title": "e",
        "own words": "\r\r",
        "company": "e\x1b[B",
    }


def held(path):
    with open(path, "rb") as file:
        return file.read()


def run(options):
    dice = random.Random(options.seed)
    environment = {}
    if options.shim:
        environment = {"LD_PRELOAD": options.shim, "SLOW_FSYNC_MS": str(options.fsync)}
    load = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.load)]
    lost, unreadable, stray, markers, worst = 0, 0, 0, 0, 0.0
    try:
        for number in range(options.kills):
            home = tempfile.mkdtemp(prefix="leadpact-kills-")
            path = new_workshop(options.binary, home)
            place, keys = dice.choice(sorted(wanted_places().items()))
            session = Session(options.binary, ["open", path], home, environment=environment)
            if not session.shows("Marketing", 60):
                print(f"kill {number}: the board did not come", file=sys.stderr)
                return 1
            for key in (keys if place != "company" else ["e", "\x1b[B"]):
                session.types(key, 0.5)
            typed = []
            end = time.monotonic() + dice.uniform(0.5, 4.0)
            while time.monotonic() < end:
                marker = f"m{len(typed):03d}x"
                session.output = b""
                session.types(marker)
                # On the screen: the end of the marker was drawn.
                if session.shows("x", 5):
                    typed.append((time.monotonic(), marker))
                time.sleep(dice.uniform(0.02, 0.3))
            killed = time.monotonic()
            os.kill(session.process.pid, signal.SIGKILL)
            session.close()
            # The next start takes up what stands, and leaves nothing behind.
            again = Session(options.binary, ["open", path], home)
            if not again.shows("1 Define", 20):
                unreadable += 1
                print(f"kill {number} ({place}): not opened again; kept in {home}", file=sys.stderr)
                again.close()
                continue
            again.types("\r", 0.2)
            again.types(CTRL_C)
            again.ends()
            again.close()
            answers = subprocess.run(
                [options.binary, "open", path, "--keys", "<enter>" * 3, "--print", "400x100"],
                env=dict(os.environ, LEADPACT_HOME=home), capture_output=True).stdout.decode(errors="replace")
            text = held(path).decode(errors="replace") + re.sub(r"\s*\n\s*", "", answers)
            markers += len(typed)
            for at, marker in typed:
                if marker not in text and killed - at > 1.0:
                    lost += 1
                    worst = max(worst, killed - at)
                    print(f"kill {number} ({place}): {marker} lost, {killed - at:.2f} s old; kept in {home}",
                          file=sys.stderr)
                    break
            names = sorted(os.listdir(home))
            stray += names != ["acme.workshop.yaml"]
            if names != ["acme.workshop.yaml"]:
                print(f"kill {number} ({place}): {names}", file=sys.stderr)
            elif lost == 0:
                shutil.rmtree(home)
    finally:
        for one in load:
            one.kill()
    print(f"kills: {options.kills}, {markers} markers, load {options.load}, fsync +{options.fsync} ms: "
          f"edits older than 1 s lost {lost}, unreadable {unreadable}, stray files {stray}")
    return int(lost + unreadable + stray > 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", type=int, default=2)
    parser.add_argument("--fsync", type=int, default=3000)
    parser.add_argument("--shim", default="")
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
