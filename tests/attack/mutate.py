"""Broken files of every kind through the commands that read them.

Bits turned, pieces cut out, doubled, swapped and mixed; deep nesting, long words, odd numbers. Whatever comes, the
program ends in time with status 0, 1 or 2, without a panic and without much memory, and a fault of the content is
told with its line and column.
"""

import re
import shutil
import time

import corpus
import tries

LIMIT = 10.0
NASTY = [
    *(b"[" * 5000, b"{" * 5000, b"- " * 3000, b"{a: " * 2000, b"(" * 3000, b"&a [*a, *a]", b"<<: *a", b"!!binary x"),
    *(b"%YAML 1.1\n", b"x" * 100_000, b"9" * 400, b"-1", b"1e400", b"0x7fffffffffffffff", b"99999999999999999999"),
    *(b".nan", b"NaN", b"null", b"~", b"2026-02-30", b"9999-12-31", b"-9999-01-01", b"0000-00-00", b"P99999999999D"),
    *(b"24:60", b"Mars/Olympus", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\r", b"\r\n", b"\t"),
    *(b"\xe2\x80\xa8", b"\x1b[2J", b'"', b"'", b'""', b"|2\n", b": ", b"#", b",", b";"),
]
# What stands in for the digits of a file.
NUMBERS = [b"0", b"-1", b"101", b"65536", b"2147483648", b"18446744073709551616", b"0.1", b"1e9", b""]
# A fault of the content: file, line and column; of a cell, at least the line; of a header, the columns by name.
PLACE = {
    "yaml": re.compile(rb':\d+:\d+\b|"line": \d+|does not have the columns|has no column that'),
    "csv": re.compile(rb":\d+\b|\b[Cc]olumns? |\bno column\b|--id|no lead"),
}
# What is about a whole file, or about how far a workshop is, has no place.
WHOLE = re.compile(
    rb"neither UTF-8 nor UTF-16 nor Latin-1|the text is not|the file is empty|still to seal|nothing is agreed|"
    rb"answers are still sealed|is not what was signed|is the only one|everything in this workshop is agreed|"
    rb"this looks like JSON, not CSV|the workbook is|empty packed file|a packed file|, not CSV|has no sheet|the sheet '"
)


def mutated(dice, data):
    """The content, changed in one to five places."""
    data = bytearray(data)
    for _ in range(dice.choice([1, 1, 1, 2, 5])):
        at = dice.randrange(len(data) + 1)
        length = dice.choice([1, 1, 2, 8, 40, 500])
        kind = dice.randrange(11)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length] * dice.choice([1, 1, 2, 50])
        elif kind == 3:
            other = dice.randrange(len(data) + 1)
            data[at : at + length], data[other : other + length] = data[other : other + length], data[at : at + length]
        elif kind == 4:
            data[at:at] = dice.choice(NASTY)
        elif kind == 5:
            del data[at:]
        elif kind == 6:
            data[at:at] = dice.randbytes(dice.randrange(1, 20))
        else:
            data = bytearray(b"\n".join(with_other_lines(dice, kind, bytes(data).split(b"\n"))))
    return bytes(data)


def with_other_lines(dice, kind, lines):
    """Lines left out, doubled, with another value behind the key or in a cell, or with other numbers."""
    here = dice.randrange(len(lines))
    if kind == 7:
        del lines[here : here + dice.choice([1, 1, 3, 20])]
    elif kind == 8:
        lines.insert(dice.randrange(len(lines) + 1), lines[here])
    elif kind == 9:
        begin, mark, _ = lines[here].partition(b": ")
        other = lines[dice.randrange(len(lines))].partition(b": ")[2]
        value = dice.choice([other, dice.choice(NASTY), b"", b"[]", b"{}"])
        lines[here] = begin + mark + value if mark else lines[here].replace(b",", b"," + value, 1)
    else:
        lines[here] = re.sub(rb"\d+", lambda _: dice.choice(NUMBERS), lines[here])
    return lines


def attack(tally, number, dice, folder, deadline, chosen):
    home = folder / "corpus"
    home.mkdir()
    files = corpus.gathered(home)
    kinds = sorted({file.kind for file in files})
    for _ in range(tries.share(chosen.files, number, chosen.workers)):
        if time.monotonic() >= deadline:
            return
        kind = dice.choice(kinds)
        file = dice.choice([file for file in files if file.kind == kind])
        place = folder / "changed"
        path = corpus.place_for(file, place)
        path.write_bytes(mutated(dice, file.path.read_bytes()))
        tally.add("files")
        keys = dice.choice(["", "<enter>", "]", ":go to Agree<enter>", ":go to SLA<enter>", "h"])
        everything = corpus.commands(file, path.name, keys=keys)
        for arguments, _ in dice.sample(everything, min(chosen.commands, len(everything))):
            judge(tally, arguments, tries.run(arguments, place, LIMIT), path, place)
        shutil.rmtree(place)


def judge(tally, arguments, result, path, folder):
    shown = " ".join(arguments)
    tally.add("runs")
    tally.add(f"status {result.status}")
    tally.at_most("memory", result.memory)
    tally.at_most("seconds", result.seconds)
    if b"panicked at" in result.err + result.out:
        tally.fail("panics", f"{shown}: {result.err[-600:]}", folder)
    elif result.status is None:
        tally.fail("hangs", f"{shown}: more than {LIMIT:.0f} s", folder)
    elif result.status not in (0, 1, 2):
        tally.fail("other statuses", f"{shown}: {result.status} {result.err[-600:]}", folder)
    if result.memory > tries.MOST_MEMORY:
        tally.fail("memory", f"{shown}: {result.memory} kB", folder)
    if result.status == 2:
        said = result.err + result.out
        if PLACE["csv" if path.suffix == ".csv" else "yaml"].search(said):
            tally.add("with a place")
        elif WHOLE.search(said):
            tally.add("about the whole")
        else:
            tally.fail("without a place", f"{shown}: {said[:600]}", folder)


def main():
    chosen = tries.options(__doc__, files=(900, "changed files"), commands=(2, "commands that each is given to"))
    began = time.monotonic()
    tally = tries.in_parallel(attack, chosen, chosen.workers)
    line = (
        f"{tally['files']} of {chosen.files} changed files, {tally['runs']} runs (status 0: {tally['status 0']}, "
        f"1: {tally['status 1']}, 2: {tally['status 2']}): {tally['panics']} panics, {tally['hangs']} hangs, "
        f"{tally['other statuses']} other statuses, refusals with a place {tally['with a place']}, "
        f"about a whole file or state {tally['about the whole']}, of content without a place "
        f"{tally['without a place']}, slowest {tally.most.get('seconds', 0):.1f} s, "
        f"most memory {tally.most.get('memory', 0) // 1000} MB"
    )
    tries.report("FILES", line, tally, chosen, began)


if __name__ == "__main__":
    main()
