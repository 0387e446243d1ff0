"""Runs all cases in the engines asked for and says how many came out equal. Called by `run`."""

import argparse
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import cases as kinds
import engines as all_engines


def by_lead(rows):
    """Rows by id; of several with the same one, each by its place among them."""
    found = {}
    for row in sorted(rows, key=lambda row: list(row.values())):
        # The program marks an id that a spreadsheet would run; a database has no such reader.
        lead = row["id"][1:] if row["id"].startswith(("'=", "'+", "'-", "'@")) else row["id"]
        place = sum(key[0] == lead for key in found)
        found[(lead, place)] = {column: cell for column, cell in row.items() if column != "id"}
    return found


def differences(case, got, expected):
    """The number of vectors or leads, and a line for each that differs."""
    if isinstance(got, Exception):
        count = len(case.about) if case.by_column else len(expected or [0])
        return count, [(count, f"{case.name}: {str(got).strip()[:1500]}")]
    wanted, found = by_lead(expected), by_lead(got)
    lines = []
    if case.by_column:
        (wanted,), (found,) = wanted.values(), found.values()
        for column, value in wanted.items():
            if found.get(column) != value:
                about = case.about.get(column, "")
                lines.append((1, f"{case.name} {column} {about}: expected {value!r}, got {found.get(column)!r}"))
        return len(case.about), lines
    for lead in wanted.keys() | found.keys():
        expected_row, got_row = wanted.get(lead), found.get(lead)
        if expected_row is None or got_row is None:
            lines.append((1, f"{case.name} {lead[0]}: expected {expected_row}, got {got_row}"))
            continue
        columns = [c for c in expected_row if expected_row[c] != got_row.get(c)]
        columns += [c for c in got_row if c not in expected_row]
        if columns:
            what = ", ".join(f"{c}: expected {expected_row.get(c)!r}, got {got_row.get(c)!r}" for c in columns[:8])
            lines.append((1, f"{case.name} {lead[0]}: {what}"))
    return len(wanted), lines


def run(name, todo):
    """Each case with what the engine gave; batches that are refused as a whole are run again in parts."""
    parts = []
    for case, got in zip(todo, all_engines.ENGINES[name](todo), strict=True):
        smaller = case.parts() if isinstance(got, Exception) and case.parts else []
        parts += smaller
        if not smaller:
            yield case, got
    if parts:
        yield from run(name, parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engines", default="")
    parser.add_argument("--random", type=int, default=60, help="how many random definitions")
    parser.add_argument("--seed", type=int, default=1000, help="the first seed")
    parser.add_argument("--show", type=int, default=40, help="how many differences to list")
    options = parser.parse_args()
    work = all_engines.WORK / "cases"
    for folder in [work, all_engines.WORK / "sql", all_engines.WORK / "jsonlogic", all_engines.WORK / "dbt-project"]:
        shutil.rmtree(folder, ignore_errors=True)
    vectors = [*kinds.leaf(work), *kinds.canonical(work), *kinds.model(work), *kinds.scenarios()]
    samples = list(kinds.samples())
    random = list(kinds.random(work, options.random, options.seed)) if options.random else []
    real = list(kinds.real_data())
    wanted = options.engines.split(",")
    unknown = [name for name in wanted if name not in all_engines.ENGINES]
    if unknown:
        sys.exit(f"ENGINES: there is no engine {', '.join(unknown)}; there are {', '.join(all_engines.ENGINES)}")
    if not real:
        print("ENGINES: no real export at hand (LEADPACT_REAL_DATA), so none was compared.")
    by_program = samples + real
    measure = {case.name: rows for case, rows in zip(by_program, all_engines.native(by_program), strict=True)}
    unmeasured = [f"{name}: {rows}" for name, rows in measure.items() if isinstance(rows, Exception)]
    if unmeasured:
        sys.exit("ENGINES: the program does not score its own samples: " + "; ".join(unmeasured))

    def compare(name):
        started = time.monotonic()
        # Spark and dbt take about a second for each statement, the others a few thousandths.
        todo = vectors + (random if name not in ("spark", "dbt") else random[: len(random) // 6])
        # What is measured by the program's own rows says nothing about the program.
        todo = todo + (samples if name != "native" else []) + (real if name in ("duckdb", "postgres") else [])
        if name == "dbt":
            # A project has one model of a name.
            print(f"DBT: {sum(case.again for case in todo)} further versions of the same definitions are left out.")
            todo = [case for case in todo if not case.again]
        total, lines = 0, []
        for case, got in run(name, todo):
            count, found = differences(case, got, case.expected or measure[case.name])
            total += count
            lines += found
        return name, total, lines, time.monotonic() - started

    failed = False
    # Those that take longest begin, so that both cores are busy to the end.
    order = sorted(wanted, key=lambda name: ["spark", "dbt"].index(name) if name in ("spark", "dbt") else 2)
    with ThreadPoolExecutor(2) as pool:
        for name, total, lines, seconds in pool.map(compare, order):
            wrong = min(total, sum(count for count, _ in lines))
            failed |= wrong > 0
            print(f"{name.upper()}: {total - wrong} of {total} equal ({seconds:.0f} s)", flush=True)
            for _, line in lines[: options.show]:
                print(f"  {line}")
            if len(lines) > options.show:
                print(f"  and {len(lines) - options.show} more")
    skipped = [name for name in all_engines.ENGINES if name not in wanted]
    if skipped:
        print(f"ENGINES: not asked for and not run: {', '.join(skipped)}")
    sys.exit(1 if failed else 0)


main()
