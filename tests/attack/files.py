"""Broken and hostile files through the commands: no panic, no hang, no other exit status, nothing raw on a terminal."""

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

LIMIT = 20
# Escape, bell, C1, delete, direction marks, zero width.
PAYLOAD = "\\e]52;c;QUJD\\a\\x9b2J\\x7f\\u202e\\u2066\\u200b"
RAW = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u0080-\u009f\u200b\u202a-\u202e\u2066-\u2069]")
LEADS = "Email,Country,Employees,Job Title,Demo request\na@example.com,Germany,120,CTO,2026-01-02\nb@example.com,,x,,\n"
EVENTS = "lead id,event,time\n1,demo,2026-01-02T10:00\n2,visit,2026-01-31\n"


class Files:
    """The files that are broken: samples, and what the program writes itself."""

    def __init__(self, binary, samples, home):
        self.binary, self.home, self.kinds = binary, home, {}
        for name in sorted(os.listdir(samples)):
            kind = "workshop" if name.endswith(".workshop.yaml") else "rules" if name.endswith("definition.yaml") else None
            if kind:
                with open(os.path.join(samples, name), "rb") as file:
                    self.kinds.setdefault(kind, []).append(file.read())
        self.rules = os.path.join(home, "rules.yaml")
        self.leads = os.path.join(home, "leads.csv")
        self.define = os.path.join(home, "acme.workshop.yaml")
        with open(self.rules, "wb") as file:
            file.write(self.kinds["rules"][0])
        with open(self.leads, "w") as file:
            file.write(LEADS)
        self.run(["new", "Acme"])
        mapping = self.run(["map", self.rules, self.leads, "-o", "-"])[1]
        form = self.run(["form", self.define, "--party", "marketing", "--person", "Ana"])[1]
        self.kinds.update(mapping=[mapping], answers=[form], leads=[LEADS.encode()], events=[EVENTS.encode()])

    def run(self, arguments, home=None):
        """Status, output, errors, memory in MB; None as status: it had to be stopped."""
        env = dict(os.environ, LEADPACT_HOME=home or self.home, TZ="UTC")
        try:
            done = subprocess.run([self.binary, *arguments], capture_output=True, env=env, timeout=LIMIT,
                                  stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None, b"", b""
        return done.returncode, done.stdout, done.stderr

    def commands(self, kind, path, out):
        if kind == "workshop":
            return [["check", path], ["log", path], ["verify", path], ["compare", path], ["diff", path],
                    ["export", path, "-o", out], ["open", path, "--print", "80x24"], ["log", path, "--json"]]
        if kind == "rules":
            return [["check", path], ["verify", path], ["export", path, "-o", out], ["map", path, self.leads, "-o", "-"],
                    ["score", path, self.leads, "--as-of", "2026-03-01"], ["check", path, "--json"]]
        if kind == "mapping":
            return [["check", path], ["score", self.rules, self.leads, "--map", path, "--as-of", "2026-03-01"]]
        if kind == "answers":
            return [["check", path], ["collect", self.define, path]]
        if kind == "events":
            return [["score", self.rules, self.leads, "--events", path, "--as-of", "2026-03-01"]]
        return [["score", self.rules, path, "--as-of", "2026-03-01"], ["map", self.rules, path, "-o", "-"],
                ["explain", self.rules, path, "--as-of", "2026-03-01"], ["record", self.rules, path, "--as-of", "2026-03-01"]]


def mutated(dice, data):
    data = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 5])):
        at = dice.randrange(len(data) + 1)
        length = dice.choice([1, 1, 4, 30, 400])
        kind = dice.randrange(9)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at:at + length]
        elif kind == 2:
            data[at:at] = data[at:at + length]
        elif kind == 3:
            data[at:at] = bytes(dice.randrange(256) for _ in range(min(length, 30)))
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            data[at:at] = dice.choice([b"{" * 300, b"[" * 300, b"- " * 200, b"x" * 5000, b"&a *a", b"!!binary ", b"\t", b'"', b"'"])
        elif kind == 6:
            data[at:at + 1] = dice.choice([b"99999999999999999999", b"-1", b"null", b"~", b"1e400", b"2026-13-45", b"\xff\xfe"])
        elif kind == 7:
            lines = bytes(data).split(b"\n")
            dice.shuffle(lines) if dice.randrange(8) == 0 else lines.insert(dice.randrange(len(lines)), dice.choice(lines))
            data = bytearray(b"\n".join(lines))
        else:
            other = dice.randrange(len(data) + 1)
            data[at:at + length] = data[other:other + length]
    return bytes(data)


def hostile(dice, data):
    """One text of a YAML file replaced by what a terminal acts on, written as escapes."""
    lines = data.decode().split("\n")
    texts = [number for number, line in enumerate(lines) if re.search(r": [A-Za-z][^|>{\[]+$", line)]
    number = dice.choice(texts)
    key = lines[number].split(": ", 1)[0]
    lines[number] = f'{key}: "x{PAYLOAD}y"'
    return "\n".join(lines).encode()


def one(files, kind, data, number, what):
    """What is wrong with how the commands answered."""
    home = tempfile.mkdtemp(prefix="leadpact-files-")
    wrong = []
    try:
        ending = {"workshop": ".workshop.yaml", "answers": ".answers.yaml", "leads": ".csv", "events": ".csv"}.get(kind, ".yaml")
        path = os.path.join(home, "file" + ending)
        with open(path, "wb") as file:
            file.write(data)
        for arguments in files.commands(kind, path, os.path.join(home, "out")):
            status, out, err = files.run(arguments, home)
            shown = " ".join(arguments[:1])
            if status is None:
                wrong.append(f"{shown}: hangs")
            elif status not in (0, 1, 2):
                wrong.append(f"{shown}: exit status {status}")
            if b"panicked" in err + out:
                wrong.append(f"{shown}: panic")
            raw = RAW.search(err.decode(errors="replace"))
            if raw is None and arguments[0] not in ("score", "map", "record", "form"):
                raw = RAW.search(out.decode(errors="replace"))
            if raw:
                wrong.append(f"{shown}: raw {raw.group()!r}")
    finally:
        if wrong:
            print(f"{what} {number} ({kind}): {'; '.join(wrong)}; kept in {home}", file=sys.stderr)
        else:
            shutil.rmtree(home)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("samples")
    parser.add_argument("--mutated", type=int, default=60)
    parser.add_argument("--hostile", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    home = tempfile.mkdtemp(prefix="leadpact-files-")
    files = Files(options.binary, options.samples, home)
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for what, count, change, kinds in [
            ("mutated", options.mutated, mutated, sorted(files.kinds)),
            ("hostile", options.hostile, hostile, ["answers", "rules", "workshop"]),
        ]:
            jobs = []
            for number in range(count):
                kind = dice.choice(kinds)
                data = change(dice, dice.choice(files.kinds[kind]))
                jobs.append(pool.submit(one, files, kind, data, number, what))
            wrong = sum(bool(job.result()) for job in jobs)
            failed += wrong
            print(f"{what} files: {count}, seed {options.seed}: wrong {wrong}")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"most memory of a command: {most:.0f} MB")
    shutil.rmtree(home)
    return int(failed > 0 or most > 40)


if __name__ == "__main__":
    sys.exit(main())
