"""`kill -9` at random moments while somebody types, on a slow disk and under load.

A marker is a short word. Once the screen shows it, it is committed; one that was shown for more than a second when
the program was killed must be in the workshop when that is opened again. The same file is opened and killed again
and again; then a new one is begun.
"""

import os
import subprocess
import sys
import time

import people
import tries
from terminal import Session, Stuck

# An edit that is older is never lost.
COMMITTED = 1.0
DOWN = "\x1b[B"


class Place:
    """Somewhere a person types: how to get there, whether the file shows it in plain, how many kills one file is for."""

    def __init__(self, begin, steps, plain=True, kills=25):
        self.begin, self.steps, self.plain, self.kills = begin, steps, plain, kills


# Each step: keys, and what the screen shows once they have worked.
PLACES = {
    "set-up": Place(people.new, [("e", "The workshop's name.")]),
    "sheet": Place(
        people.new,
        [("\r", "please take the keyboard"), ("\r", "private sheet"), ("\x10", "what is a lead")],
        plain=False,
    ),
    "promise": Place(
        people.new,
        [(":go to SLA\r", "Marketing promises"), ("\r", "Promise 1 of"), (DOWN * 6, "Shown after the sentence")],
    ),
    # Each opening goes on with the next open point.
    "park": Place(
        lambda folder: people.sample(folder, "five-hundred-leads-to-play"),
        [("k", "Comes back by"), (DOWN * 3, "▸ Because")],
        kills=7,
    ),
}
# What the screen shows when the workshop is open.
READY = {"set-up": "1 Define", "sheet": "1 Define", "promise": "1 Define", "park": "3 Agree"}


def slow(chosen):
    shim = os.environ.get("LEADPACT_SLOW_FSYNC")
    return {"LD_PRELOAD": shim, "LEADPACT_FSYNC_MS": str(chosen.fsync_ms)} if shim and chosen.fsync_ms else {}


def opened(name, path, home, environment, go_there=True):
    """The workshop open, as a rule at the place."""
    session = Session([tries.PROGRAM, "open", str(path)], str(home), environment=environment)
    try:
        session.wait_for(READY[name])
        session.pump(0.2)
        # What was taken up is told first.
        if "enter/esc close" in session.screen.text():
            session.type("\r")
            session.wait_for("? help")
        for keys, words in PLACES[name].steps if go_there else []:
            session.type(keys)
            session.wait_for(words)
    except Stuck:
        session.kill()
        raise
    return session


def typed(session, dice, prefix):
    """Types markers until the moment of the kill; gives each marker that was seen, and when."""
    # The field is emptied first: what stood there has been looked for already.
    session.type("\x05\x15")
    until = time.monotonic() + dice.uniform(0.1, 6)
    seen, waiting, count = {}, [], 0
    next_key = time.monotonic()
    while (now := time.monotonic()) < until:
        if now >= next_key:
            marker = f"{prefix}{count:02}"
            session.type(marker + " ")
            waiting.append(marker)
            count += 1
            next_key = now + dice.choice([0.03, 0.1, 0.2, 0.3, 0.5, 1.3])
        session.pump(0.01)
        if waiting:
            text = session.screen.text()
            for marker in [marker for marker in waiting if marker in text]:
                seen[marker] = time.monotonic()
                waiting.remove(marker)
    return seen


def strays(path, home):
    beside = [entry.name for entry in path.parent.iterdir() if entry != path]
    return beside + [entry.name for entry in home.iterdir()]


def one_kill(tally, dice, name, path, home, chosen, prefix):
    """Opens, types, kills; then looks what the next start finds."""
    session = opened(name, path, home, slow(chosen))
    seen = typed(session, dice, prefix)
    killed = time.monotonic()
    session.kill()
    tally.add("kills")
    tally.add("markers", len(seen))
    if session.panicked():
        tally.fail("panics", name, path.parent)
    if dice.random() < 0.25:
        # Killed again, while it takes up what the first kill left.
        again = Session([tries.PROGRAM, "open", str(path)], str(home), environment=slow(chosen))
        again.pump(dice.uniform(0, 2))
        again.kill()
        tally.add("kills")
    tally.at_most("memory", session.most_memory)
    read = tries.run(["log", str(path)], home)
    if read.status != 0:
        tally.fail("unreadable", f"{name}: log gives {read.status}: {read.err[:300]}", path.parent)
    # A private sheet is masked in the file, but its screen shows it.
    next_start = opened(name, path, home, {}, go_there=not PLACES[name].plain)
    shown = next_start.screen.text()
    status, _ = next_start.leave()
    if status != 0:
        tally.fail("panics" if next_start.panicked() else "unreadable", f"{name}: the next start ends with {status}", path.parent)
    held = path.read_text() if PLACES[name].plain else shown
    lost = {marker: killed - when for marker, when in seen.items() if marker not in held}
    tally.add("lost within the second", sum(age <= COMMITTED for age in lost.values()))
    tally.add("committed", sum(killed - when > COMMITTED for when in seen.values()))
    tally.at_most("oldest lost", int(1000 * max(lost.values(), default=0)))
    late = {marker: round(age, 2) for marker, age in lost.items() if age > COMMITTED}
    for _ in late:
        tally.add("lost")
    if late:
        tally.fail("kills that lost", f"{name}: seconds before the kill: {late}\n{shown}", path.parent)
    left = strays(path, home)
    if left:
        tally.fail("strays", f"{name}: {left}", path.parent)
        for entry in path.parent.iterdir():
            if entry != path:
                entry.unlink()


def attack(tally, number, dice, folder, deadline, chosen):
    wanted = tries.share(chosen.kills, number, chosen.lanes)
    names = list(PLACES)
    turn = number
    while tally["kills"] < wanted and time.monotonic() < deadline:
        name = names[turn % len(names)]
        turn += 1
        beside, home = folder / f"{turn}", folder / f"home-{turn}"
        beside.mkdir()
        home.mkdir()
        path = PLACES[name].begin(beside)
        for kill in range(PLACES[name].kills):
            if tally["kills"] >= wanted or time.monotonic() >= deadline:
                break
            try:
                one_kill(tally, dice, name, path, home, chosen, f"k{number}x{turn}x{kill}x")
            except Stuck as stuck:
                tally.fail("stuck", f"{name}: {stuck}", beside)
                break


def main():
    chosen = tries.options(
        __doc__,
        kills=(40, "how many kills"),
        load=(4, "busy processes beside them"),
        fsync_ms=(3000, "how long the disk takes to confirm, in milliseconds"),
        lanes=(8, "sessions at the same time"),
    )
    began = time.monotonic()
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(chosen.load)]
    try:
        tally = tries.in_parallel(attack, chosen, chosen.lanes)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    if tally.most.get("memory", 0) > tries.MOST_MEMORY:
        tally.fail("memory", f"{tally.most['memory']} kB")
    disk = f"fsync of {chosen.fsync_ms} ms" if slow(chosen) else "the disk as it is (no C compiler for the shim)"
    line = (
        f"{tally['kills']} of {chosen.kills} kills, {tally['markers']} markers, load {chosen.load}, {disk}: "
        f"{tally['lost']} of {tally['committed']} committed edits older than {COMMITTED:.0f} s lost "
        f"(oldest lost edit {tally.most.get('oldest lost', 0) / 1000:.2f} s), {tally['unreadable']} unreadable, "
        f"{tally['strays']} with stray files after the next start, {tally['stuck']} stuck, {tally['panics']} panics, "
        f"most memory {tally.most.get('memory', 0) // 1000} MB"
    )
    tries.report("KILLS", line, tally, chosen, began)


if __name__ == "__main__":
    main()
