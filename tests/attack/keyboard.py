"""A wild keyboard: random keys, bytes, clicks, pastes and window sizes; and bursts faster than any hand.

Ctrl-Z is never sent. However wild it was, Ctrl-C ends the program, the file can be read, and no memory was wasted.
"""

import time

import people
import tries
from terminal import Session, Stuck

KEYS = [
    *"enqrsfcvoxwkmuay?:[]+-KJ123456789 ",
    *("\r", "\r", "\r", "\x1b", "\t", "\x1b[Z", "\x7f", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP"),
    *("\x1b[A", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[1;5C", "\x1b[1;3D", "\x0e", "\x10", "\x12", "\x14", "\x18"),
    *("\x0f", "\x0c"),
]
# What terminals answer to questions that somebody else asked.
ANSWERS = [b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", b"\x1b[?62;1;22c", b"\x1b[12;40R", b"\x1bP>|xterm(1)\x1b\\", b"\x1b[1;5C"]
SIZES = [(0, 0), (1, 1), (500, 200), (80, 24), (60, 16), (59, 15), (120, 40), (200, 60), (2, 200), (500, 3)]
# Among random bytes these would end the program, put it to sleep, or name files outside of the folder.
NEVER = b"\x03\x1a\x1c/~"
BURSTS = [900, 1500, 3000, 6000, 12_000, 20_000]
MEGABYTE = 1_000_000
# A paste that lost its end is given up after two seconds.
SETTLED = 2.5


def words(dice):
    alphabet = "abcdefghij klmnop 0123456789 ,.;-äöü日本\u202e\u200b👩\u200d💻e\u0301"
    return "".join(dice.choice(alphabet) for _ in range(dice.choice([1, 3, 10, 60, 300])))


def something(dice):
    """A few bytes as they may come from a keyboard, a mouse, a terminal or a broken line."""
    kind = dice.randrange(10)
    if kind < 5:
        return "".join(dice.choice(KEYS) for _ in range(dice.choice([1, 1, 2, 8]))).encode()
    if kind == 5:
        return dice.randbytes(dice.randrange(1, 60)).translate(None, NEVER)
    if kind == 6:
        answer = dice.choice(ANSWERS)
        return answer[: dice.randrange(1, len(answer) + 1)]
    if kind == 7:
        where = f"{dice.randrange(0, 600)};{dice.randrange(0, 250)}"
        return f"\x1b[<{dice.choice([0, 1, 2, 32, 64, 65])};{where}{dice.choice('Mm')}".encode() * dice.choice([1, 1, 30])
    if kind == 8:
        end = dice.choice([b"\x1b[201~", b"\x1b[201~", b"\x1b[20", b""])
        return b"\x1b[200~" + words(dice).encode() * dice.choice([1, 1, 40]) + end
    return words(dice).encode()


def wild(tally, dice, folder, chosen):
    """One wild session, then Ctrl-C."""
    name = dice.choice(["five-hundred-leads-to-play", "five-hundred-leads", "harbour-insurance", "trial-analytics", ""])
    path = people.sample(folder, name) if name else people.new(folder, dice.choice(["b2b", "saas", "insurance", "simple"]))
    session = Session([tries.PROGRAM, "open", str(path)], str(folder), dice.choice(SIZES))
    session.pump(0.3)
    for _ in range(chosen.strokes):
        if session.process.poll() is not None:
            break
        data = something(dice)
        session.send(data)
        tally.add("bytes", len(data))
        if dice.random() < 0.08:
            size = dice.choice(SIZES) if dice.random() < 0.5 else (dice.randrange(501), dice.randrange(201))
            session.resize(*size)
            tally.add("resizes")
        session.pump(dice.choice([0, 0, 0.005, 0.02]))
    session.resize(80, 24)
    session.pump(SETTLED)
    # Half a sequence of the terminal may swallow the first.
    status, pressed = session.leave(presses=3)
    tally.add("sessions")
    tally.add("pressed again", pressed > 1)
    tally.at_most("memory", session.most_memory)
    if session.panicked():
        tally.fail("panics", session.tail[-2000:].decode(errors="replace"), folder)
    elif status != 0:
        tally.fail("bad ends", f"status {status}", folder)
    if session.most_memory > tries.MOST_MEMORY:
        tally.fail("memory", f"{session.most_memory} kB", folder)
    read = tries.run(["log", str(path)], folder)
    hidden = [entry.name for entry in folder.iterdir() if entry.name.startswith(".")]
    if read.status != 0 or hidden:
        tally.fail("damaged", f"log gives {read.status} {read.err[:300]}; left: {hidden}", folder)


def field(folder, dice):
    """A session in a text field, or on the board, where letters are keys."""
    path = people.new(folder)
    session = Session([tries.PROGRAM, "open", str(path)], str(folder))
    session.wait_for("1 Define")
    steps = dice.choice(
        [
            [("e", "The workshop's name.")],
            [("\r", "please take the keyboard"), ("\r", "In your own words")],
            [],
        ]
    )
    for keys, shown in steps:
        session.type(keys)
        session.wait_for(shown)
    return session, path


def burst(tally, dice, folder, size):
    """So many bytes in one piece without brackets: all are read, and the next key works."""
    session, path = field(folder, dice)
    # With line ends, which are keys when they are typed, and with turns of the wheel.
    piece = dice.choice([b"twenty letters a time\r", b"abc def ", b"\x1b[<65;10;10M", b"fcexyn ]1"])
    session.send(piece * (size // len(piece)))
    session.pump(0.3)
    tally.add("bursts")
    status, _ = session.leave()
    tally.at_most("memory", session.most_memory)
    if session.panicked() or status != 0:
        tally.fail("dead", f"status {status} after {size} bytes", folder)
        return
    tally.add("alive")
    if tries.run(["log", str(path)], folder).status != 0:
        tally.fail("damaged", f"after {size} bytes", folder)


def megabyte(tally, dice, folder):
    """A megabyte without brackets is taken from the terminal within a second."""
    session, _ = field(folder, dice)
    began = time.monotonic()
    session.send(b"twenty letters a time " * (MEGABYTE // 22))
    seconds = time.monotonic() - began
    tally.add("megabytes")
    tally.at_most("drained", seconds)
    if seconds > 1:
        tally.fail("slow", f"a megabyte took {seconds:.2f} s", folder)
    session.pump(0.3)
    status, _ = session.leave()
    tally.at_most("memory", session.most_memory)
    if status != 0 or session.panicked():
        tally.fail("dead", f"status {status} after a megabyte", folder)


def attack(tally, number, dice, folder, deadline, chosen):
    def in_new_folder(what, *more):
        tally.add("folders")
        place = folder / str(tally["folders"])
        place.mkdir()
        try:
            what(tally, dice, place, *more)
        except Stuck as stuck:
            tally.fail("dead", str(stuck), place)

    for count in range(tries.share(chosen.bursts, number, chosen.workers)):
        in_new_folder(burst, BURSTS[count % len(BURSTS)])
    for _ in range(tries.share(chosen.megabytes, number, chosen.workers)):
        in_new_folder(megabyte)
    for _ in range(tries.share(chosen.sessions, number, chosen.workers)):
        if time.monotonic() >= deadline:
            return
        in_new_folder(wild, chosen)


def main():
    chosen = tries.options(
        __doc__,
        sessions=(10, "wild sessions"),
        strokes=(150, "pieces of input in each"),
        bursts=(20, "bursts of 900 bytes to 20 kB"),
        megabytes=(1, "bursts of a megabyte"),
    )
    began = time.monotonic()
    tally = tries.in_parallel(attack, chosen, chosen.workers)
    if tally.most.get("memory", 0) > tries.MOST_MEMORY and not tally["memory"]:
        tally.fail("memory", f"{tally.most['memory']} kB")
    line = (
        f"{tally['sessions']} of {chosen.sessions} wild sessions, {tally['bytes'] / 1000:.0f} kB, "
        f"{tally['resizes']} resizes: {tally['panics']} panics, {tally['damaged']} files damaged, "
        f"{tally['dead']} keyboards dead, {tally['pressed again']} ended by a second or third Ctrl-C only, "
        f"{tally['bad ends']} bad ends, most memory {tally.most.get('memory', 0) // 1000} MB; "
        f"bursts: {tally['alive']} of {tally['bursts']} alive, {tally['megabytes']} x 1 MB drained in at most "
        f"{tally.most.get('drained', 0):.2f} s"
    )
    tries.report("KEYBOARD", line, tally, chosen, began)


if __name__ == "__main__":
    main()
