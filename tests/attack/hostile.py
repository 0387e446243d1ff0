"""Hostile texts: each string of a workshop, a form, a rule file and a mapping in turn, each cell of leads and events.

What a terminal would act on stands there: escape sequences, C1 controls, DEL, direction marks, characters without
width; raw and as escapes of YAML. Nothing of it is written raw to standard error, nor by a command for people to
standard output, JSON included, nor to the screen.
"""

import csv
import io
import re
import shutil
import time

import corpus
import tries

# As it stands in the file, and as an escape of YAML.
PAYLOADS = [
    ("\x1b]52;c;QUJD\x07", "\\e]52;c;QUJD\\a"),
    ("\x1b[31m\x1b[2J", "\\e[31m\\e[2J"),
    ("\u009b2J\u009d0;x\u009c", "\\x9b2J\\x9d0;x\\x9c"),
    ("\x7f\x08\x08", "\\x7f\\b\\b"),
    ("\u202eevil\u2066", "\\u202eevil\\u2066"),
    ("a\u200bb\ufeffc\u2060", "a\\u200bb\\ufeffc\\u2060"),
    ("x\u2028y\u2029z", "x\\Ly\\Pz"),
    ("x\ry\tz", "x\\ry\\tz"),
]
# A lone return would overwrite the line before it.
RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
TEXT = re.compile(r"^(\s*(?:- )*(?:[\w\"'./ -]+?: )?)([^\s|>{\[&*#-].*)$")
BLOCK = re.compile(r"^(\s*)(?:- )*(?:\S.*: )?[|>][-+0-9]*$")


def places(text):
    """The lines of YAML, as the program writes it, that hold a string: number, what stands before it, what it is."""
    found = []
    block = None
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        if block is not None and (not line.strip() or indent > block):
            if line.strip():
                found.append((number, line[:indent], None))
            continue
        begins = BLOCK.match(line)
        block = len(begins.group(1)) if begins else None
        value = TEXT.match(line)
        if value and not begins and not value.group(2).endswith(":"):
            found.append((number, value.group(1), value.group(2)))
    return found


def variants(file):
    """How many texts this file has, and a function that gives the file with one of them replaced."""
    text = file.path.read_text()
    if file.path.suffix == ".csv":
        mark = max(",;\t|", key=text.split("\n")[0].count)
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))[:40]
        cells = [(row, column) for row in range(len(rows)) for column in range(len(rows[row]))]

        def with_cell(index, payload, _):
            row, column = cells[index]
            changed = [list(cells) for cells in rows]
            changed[row][column] += payload[0]
            out = io.StringIO()
            csv.writer(out, delimiter=mark, lineterminator="\n").writerows(changed)
            return out.getvalue()

        return len(cells), with_cell
    lines = text.split("\n")
    found = places(text)

    def with_text(index, payload, escaped):
        number, before, value = found[index]
        changed = list(lines)
        if value is None:
            changed[number] = lines[number] + payload[0]
        elif escaped:
            plain = value.strip("\"'").replace("\\", "").replace('"', "")
            changed[number] = f'{before}"{plain}{payload[1]}"'
        else:
            changed[number] = f"{before}{value}{payload[0]}"
        return "\n".join(changed)

    return len(found), with_text


def judge(tally, arguments, result, for_people, what, folder):
    shown = " ".join(arguments)
    tally.add("runs")
    tally.add("accepted" if result.status in (0, 1) else "refused")
    if result.status not in (0, 1, 2) or b"panicked at" in result.err + result.out:
        tally.fail("panics or statuses", f"{shown} ({what}): {result.status} {result.err[-600:]}", folder)
    for name, data in [("stderr", result.err)] + ([("stdout", result.out)] if for_people else []):
        text = data.decode(errors="replace")
        if found := RAW.search(text):
            around = text[max(found.start() - 60, 0) : found.end() + 60]
            tally.fail("raw", f"{shown} ({what}): U+{ord(found.group()):04X} on {name}: {around!r}", folder)


def attack(tally, number, dice, folder, deadline, chosen):
    home = folder / "corpus"
    home.mkdir()
    files = [(file, *variants(file)) for file in corpus.gathered(home) if file.path.suffix != ".xlsx"]
    # Workshops and rule files hold most of what people write.
    weights = [{"workshop": 6, "rules": 4}.get(file.kind, 1) for file, _, _ in files]
    for _ in range(tries.share(chosen.texts, number, chosen.workers)):
        if time.monotonic() >= deadline:
            return
        file, count, changed = dice.choices(files, weights)[0]
        index, payload, escaped = dice.randrange(count), dice.choice(PAYLOADS), dice.random() < 0.6
        place = folder / "changed"
        path = corpus.place_for(file, place)
        path.write_text(changed(index, payload, escaped), newline="")
        what = f"{file.path.name}, text {index}, payload {payload[1]}"
        tally.add("texts")
        tally.add("texts of " + file.kind)
        keys = dice.choice(["", "<enter>", "<enter><enter>", "e", "]", "h", ":go to Agree<enter>", ":go to SLA<enter><enter>"])
        everything = corpus.commands(file, path.name, dice.choice(["80x24", "200x60"]), keys)
        for arguments, for_people in dice.sample(everything, min(chosen.commands, len(everything))):
            judge(tally, arguments, tries.run(arguments, place, 30), for_people, what, place)
        shutil.rmtree(place)


def main():
    chosen = tries.options(__doc__, texts=(700, "hostile texts"), commands=(2, "commands that each is given to"))
    began = time.monotonic()
    tally = tries.in_parallel(attack, chosen, chosen.workers)
    line = (
        f"{tally['texts']} of {chosen.texts} hostile texts ({tally['texts of workshop']} in workshops, "
        f"{tally['texts of rules']} in rule files), {tally['runs']} runs ({tally['accepted']} accepted, "
        f"{tally['refused']} refused): {tally['raw']} with something raw, {tally['panics or statuses']} panics or other "
        f"statuses"
    )
    tries.report("TEXTS", line, tally, chosen, began)


if __name__ == "__main__":
    main()
