"""What is run: each case is a folder with rules.yaml, leads.csv, as-of, perhaps events.csv, and the rows it must give."""

import csv
import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(os.environ["LEADPACT_ROOT"])
CONFORMANCE = ROOT / "src" / "definition" / "conformance"
BATCH = 100


@dataclass
class Case:
    name: str
    folder: Path
    as_of: str
    # Column by column, the id included; none: what the program gives is the measure.
    expected: list[dict[str, str]] | None
    # In a batch of vectors each score is a vector of its own.
    by_column: bool = False
    # What the vectors of a batch were, for the report.
    about: dict[str, str] = field(default_factory=dict)
    # A batch in parts, to find what an engine refuses as a whole.
    parts: Callable[[], list["Case"]] | None = None
    rules: Path | None = None
    leads: Path | None = None
    # A further version of a definition that is run already, under the same name.
    again: bool = False

    def __post_init__(self):
        self.rules = self.rules or self.folder / "rules.yaml"
        self.leads = self.leads or self.folder / "leads.csv"

    @property
    def events(self):
        path = self.folder / "events.csv"
        return path if path.exists() else None

    @property
    def inputs(self):
        inputs = [str(self.rules), str(self.leads), "--as-of", self.as_of]
        return inputs + (["--events", str(self.events)] if self.events else [])


def write_rules(path, name, spec):
    """JSON is YAML; the first lines say what kind of file it is."""
    text = json.dumps(spec, ensure_ascii=False)
    # Control characters that YAML does not take as they are, are escaped the same way in both.
    for code in [0x7F, 0x85, 0xFEFF, *range(0x80, 0xA0), 0x2028, 0x2029]:
        text = text.replace(chr(code), f"\\u{code:04x}")
    head = "apiVersion: leadpact/v1\nkind: LeadDefinition\n"
    path.write_text(f"{head}metadata: {{name: {name}, version: 1.0.0}}\nspec: {text}\n", encoding="utf-8")


def write_table(path, header, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)


def read_table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def batch(folder, as_of, vectors, lists):
    """One field, one cell and one score for each vector: 1 where the condition holds, 2 where its opposite does."""
    folder.mkdir(parents=True, exist_ok=True)
    scores = {}
    for vector, _, condition, _, _ in vectors:
        rule = {"id": f"r-{vector}", "firstOf": [{"when": condition, "points": 1}, {"when": {"none": [condition]}, "points": 2}, {"points": 4}]}
        scores[f"s-{vector}"] = {"rules": [rule]}
    spec = {"fields": {v[0]: v[1] for v in vectors}, "lists": lists, "scores": scores}
    write_rules(folder / "rules.yaml", folder.name, spec)
    write_table(folder / "leads.csv", ["id", *(v[0] for v in vectors)], [["1", *(v[3] or "" for v in vectors)]])
    expected = {"id": "1"} | {f"s-{v[0]}": "1" if v[4] else "2" for v in vectors}
    expected |= {"grade": "", "stage": "", "status": "scored"}
    about = {f"s-{v[0]}": json.dumps([v[1], v[2], v[3]], ensure_ascii=False) for v in vectors}

    def parts():
        size = (len(vectors) + 9) // 10
        starts = range(0, len(vectors), size) if len(vectors) > 1 else []
        return [batch(folder / f"{folder.name}-{start}", as_of, vectors[start : start + size], lists) for start in starts]

    return Case(folder.name, folder, as_of, [expected], by_column=True, about=about, parts=parts)


def batches(work, kind, as_of, vectors, lists):
    for place, start in enumerate(range(0, len(vectors), BATCH), start=1):
        yield batch(work / f"{kind}-{place}", as_of, vectors[start : start + BATCH], lists)


def leaf(work):
    file = json.loads((CONFORMANCE / "leaf.json").read_text(encoding="utf-8"))
    vectors = [(v, declared, {"field": v, **condition}, cell, holds) for v, declared, condition, cell, holds in file["cases"]]
    return batches(work, "leaf", file["asOf"], vectors, file["lists"])


def asked(name, declared, becomes):
    """A condition that is true for exactly this canonical value, as far as conditions can tell."""
    if not isinstance(becomes, dict):
        return {"field": name, "missing": True}
    value, kind = becomes["value"], declared["type"]
    if kind in ("date", "datetime"):
        around = [{"field": name, "before": value}, {"field": name, "after": value}]
        return {"all": [{"field": name, "present": True}, {"none": around}]}
    if kind == "words":
        return {"field": name, "hasAny": [" ".join(value)]}
    if kind == "list":
        return {"field": name, "hasAll": value}
    if isinstance(value, str) and value != value.strip():
        return {"field": name, "contains": value}
    return {"field": name, "is": value}


def canonical(work):
    file = json.loads((CONFORMANCE / "canonical.json").read_text(encoding="utf-8"))
    # A rule's argument is stripped of blanks alone, so that Python's idea of a blank does not matter here.
    vectors = [(v, declared, asked(v, declared, becomes), cell, True) for v, declared, cell, becomes in file["cases"]]
    return batches(work, "canonical", "2026-01-01", vectors, {})


def model(work):
    file = json.loads((CONFORMANCE / "model.json").read_text(encoding="utf-8"))
    for definition in file["definitions"]:
        name, spec, leads = definition["id"], definition["spec"], definition["leads"]
        folder = work / name
        folder.mkdir(parents=True)
        write_rules(folder / "rules.yaml", name, spec)
        id_header = spec.get("leadId", {}).get("columns", ["id"])[0]
        headers = [declared.get("columns", [name])[0] for name, declared in spec.get("fields", {}).items()]
        for event in spec.get("events", {}).values():
            headers += [columns[0] for part, columns in event.get("columns", {}).items() if part != "read"]
        rows = [[lead["id"], *(lead["cells"].get(header, "") for header in headers)] for lead in leads]
        write_table(folder / "leads.csv", [id_header, *headers], rows)
        if definition.get("log"):
            events = [[lead["id"], event, at] for lead in leads for event, at in lead["events"]]
            write_table(folder / "events.csv", ["lead_id", "event", "at"], events)
        tracks = []
        for stage in spec.get("stages", []):
            if stage.get("track", "main") not in ["main", *tracks]:
                tracks.append(stage["track"])
        columns = [*spec.get("scores", {}), "grade", "stage", *(f"stage_{track}" for track in tracks), "status"]
        if any("routing" in stage and stage.get("track", "main") == "main" for stage in spec.get("stages", [])):
            columns.append("owner")
        if len(spec.get("grades", {})) > 1:
            columns += [f"grade_{name}" for name in spec["grades"]]
        expected = []
        for lead in leads:
            row = {column: "" for column in columns} | {"status": "scored"}
            row |= {key: "" if value is None else str(value) for key, value in lead["expect"].items()}
            assert set(row) == set(columns), (name, lead["id"])
            expected.append({"id": lead["id"]} | row)
        yield Case(name, folder, definition.get("asOf", file["asOf"]), expected)


def without_reasons(rows):
    return [{column: cell for column, cell in row.items() if column != "reasons"} for row in rows]


def scenarios():
    """Samples of the project that are scored in its own tests."""
    for folder in sorted((ROOT / "tests" / "scoring" / "scenarios").iterdir()):
        arguments = (folder / "arguments").read_text().split("\n")
        as_of = arguments[arguments.index("--as-of") + 1] if "--as-of" in arguments else "2026-01-01"
        first = (folder / "leads.csv").read_text(encoding="utf-8").split("\n")[0]
        log = folder / "events.csv"
        plain_log = not log.exists() or log.read_text(encoding="utf-8").startswith("lead_id,event,at\n")
        # Mapping files, delimiters and other headers belong to reading, which ends before an engine begins.
        if "--map" in arguments or not plain_log or any(mark in first for mark in ";\t|"):
            continue
        yield Case(f"scenario {folder.name}", folder, as_of, without_reasons(read_table(folder / "expected.csv")))


def samples():
    """The definitions that come with the project, on the export that comes with them. Other tests hold the program's own
    rows against figures worked out by hand, so these are the measure."""
    folder = ROOT / "workshops"
    exports = sorted(folder.rglob("*.leads.csv"))
    names = set()
    for rules in sorted(folder.rglob("*.lead-definition.yaml")):
        of_rules = [path for path in exports if path.parent == rules.parent and rules.name.startswith(path.name.removesuffix(".leads.csv"))]
        text = rules.read_text(encoding="utf-8")
        as_of = re.search(r"asOf: [\"']?(\d{4}-\d\d-\d\d)", text)
        label = re.search(r"^  name: (\S+)", text, re.MULTILINE)[1]
        if of_rules and as_of:
            name = rules.name.removesuffix(".lead-definition.yaml")
            yield Case(f"sample {name}", rules.parent, as_of[1], None, rules=rules, leads=max(of_rules, key=lambda path: len(path.name)), again=label in names)
            names.add(label)


def random(work, count, seed):
    folder = work / "random"
    variables = {"LEADPACT_RANDOM_TO": str(folder), "LEADPACT_RANDOM_COUNT": str(count), "LEADPACT_RANDOM_SEED": str(seed)}
    command = ["cargo", "test", "--locked", "--quiet", "--test", "it", "random::files::", "--", "--ignored"]
    subprocess.run(command, cwd=ROOT, env=os.environ | variables, check=True, stdout=subprocess.DEVNULL)
    for path in sorted(folder.iterdir(), key=lambda path: int(path.name.split("-")[1])):
        yield Case(f"random {path.name}", path, (path / "as-of").read_text(), read_table(path / "expected.csv"))


def real_data():
    """A real export where one is at hand; the program's own rows, which other tests check, are the measure."""
    data = os.environ.get("LEADPACT_REAL_DATA")
    leads = Path(data or "") / "x-education" / "Leads.csv"
    if data and leads.exists():
        folder = ROOT / "tests" / "scoring" / "x-education"
        yield Case("x-education", folder, "2026-01-01", None, rules=folder / "x-education.lead-definition.yaml", leads=leads)
