"""Files of every kind to be broken: those that come with the project, and what the program writes itself."""

import dataclasses
import pathlib
import shutil

import people
import tries

AS_OF = ["--as-of", "2026-03-01"]
# The workshop that takes in answers, in the folder of the command.
COLLECTS = "acme.workshop.yaml"


@dataclasses.dataclass
class File:
    """A file, its kind, and what goes with it: the leads of a rule file, the rules of leads."""

    kind: str
    path: pathlib.Path
    rules: pathlib.Path | None = None
    leads: pathlib.Path | None = None
    events: pathlib.Path | None = None
    mapping: pathlib.Path | None = None
    workshop: pathlib.Path | None = None


def said(arguments, folder):
    """What the program prints; it has to work."""
    result = tries.run(arguments, folder, limit=60)
    if result.status != 0:
        raise RuntimeError(f"{arguments}: {result.err.decode(errors='replace')}")
    return result.out


def gathered(folder):
    """All files; what has to be made lies in this folder."""
    samples = tries.ROOT / "workshops"
    files = [File("workshop", path) for path in sorted(samples.glob("*.workshop.yaml"))]
    for template in ["b2b", "saas", "insurance", "simple"]:
        home = folder / template
        home.mkdir()
        path = people.new(home, template)
        form = home / "ana.answers.yaml"
        form.write_bytes(said(["form", str(path), "--party", "marketing", "--person", "Ana"], home))
        files += [File("workshop", path), File("answers", form, workshop=path)]
    pairs = [
        ("five-hundred-leads.lead-definition.yaml", "five-hundred-leads.leads.csv"),
        ("harbour-insurance.lead-definition.yaml", "harbour-insurance.leads.csv"),
        ("trial-analytics.lead-definition.yaml", "trial-analytics.leads.csv"),
        ("trial-analytics.sales.lead-definition.yaml", "trial-analytics.leads.csv"),
        ("published/relias.lead-definition.yaml", "published/relias.leads.csv"),
        ("published/posthog-score.lead-definition.yaml", "published/posthog-score.leads.csv"),
        ("published/sourcegraph-mql-2022-05-25.lead-definition.yaml", "published/sourcegraph-mql.leads.csv"),
    ]
    for number, (rules, leads) in enumerate(pairs):
        rules, leads = samples / rules, samples / leads
        mapping = folder / f"{number}.mapping.yaml"
        mapping.write_bytes(said(["map", str(rules), str(leads), "-o", "-"], folder))
        # A broken copy of the rules stands in a folder of its own, without what lies beside the sample.
        beside = rules.with_name(rules.name.replace(".lead-definition.yaml", ".mapping.yaml"))
        files += [
            File("rules", rules, leads=leads, mapping=beside if beside.exists() else None),
            File("leads", leads, rules=rules),
            File("mapping", mapping, rules=rules, leads=leads),
        ]
    for scenario in sorted((tries.ROOT / "tests" / "scoring" / "scenarios").iterdir()):
        rules, leads = scenario / "rules.yaml", scenario / "leads.csv"
        events = scenario / "events.csv" if (scenario / "events.csv").exists() else None
        mapping = scenario / "map.yaml" if (scenario / "map.yaml").exists() else None
        files += [
            File("rules", rules, leads=leads, events=events, mapping=mapping),
            File("leads", leads, rules=rules, events=events, mapping=mapping),
        ]
        if events:
            files.append(File("events", events, rules=rules, leads=leads, mapping=mapping))
        if mapping:
            files.append(File("mapping", mapping, rules=rules, leads=leads, events=events))
    return files + seeds(folder / "b2b")


def seeds(begun):
    """The seeds of the fuzz targets; forms are taken into the workshop in the folder `begun`."""
    here = tries.ROOT / "fuzz" / "seeds"
    workshop = next(begun.glob("*.workshop.yaml"))
    german = {"rules": here / "definition" / "german-export.yaml", "mapping": here / "mapping" / "german-export.yaml"}
    return (
        [File("workshop", path) for path in sorted((here / "workshop").iterdir())]
        + [File("answers", path, workshop=workshop) for path in sorted((here / "answers").iterdir())]
        + [File("leads", path, **german) for path in sorted((here / "leads").iterdir())]
    )


def commands(file, path, screen="80x24", keys=""):
    """All commands that read a file of this kind, the changed one at `path`; for each, whether it prints for people."""
    here = {name: str(there) if there else None for name, there in vars(file).items() if name != "kind"}
    here["path" if file.kind == "answers" else file.kind] = str(path)
    data = []
    if file.kind == "workshop":
        name = here["workshop"]
        people_read = [
            ["log", name],
            ["log", name, "--json"],
            ["compare", name],
            ["compare", name, "--json"],
            ["diff", name],
            ["diff", name, "--json"],
            ["verify", name],
            ["check", name],
            ["list"],
            ["export", name, "-o", "out"],
            ["export", name, "-o", "out", "--draft"],
            ["open", name, "--keys", keys, "--print", screen],
        ]
        data = [["form", name, "--party", "marketing"]]
    elif file.kind == "answers":
        people_read = [["collect", COLLECTS, here["path"]], ["check", here["path"]]]
    else:
        rules, leads = here["rules"], here["leads"]
        more = list(AS_OF)
        if here["mapping"]:
            more += ["--map", here["mapping"]]
        if here["events"]:
            more += ["--events", here["events"]]
        people_read = [
            ["explain", rules, leads, "--id", "1", *more],
            ["explain", rules, leads, "--id", "1", *more, "--json"],
            ["check", rules, "--leads", leads, *more[2:]],
            ["check", rules, "--leads", leads, *more[2:], "--json"],
            ["score", rules, leads, *more, "-o", "scored.csv", "--json"],
            ["score", rules, leads, *more, "-o", "scored.csv", "--reasons"],
        ]
        data = [["score", rules, leads, *more], ["record", rules, leads, *more]]
        if file.kind in ("rules", "leads"):
            data.append(["map", rules, leads, "-o", "-"])
        if file.kind == "rules":
            people_read += [
                ["check", rules],
                ["check", rules, "--json"],
                ["verify", rules],
                ["diff", str(file.path), rules],
                ["export", rules, "-o", "out"],
                ["export", rules, "-o", "out", "--format", "sql", "--dialect", "duckdb", "--allow-lossy", *AS_OF],
            ]
    return [(arguments, True) for arguments in people_read] + [(arguments, False) for arguments in data]


def place_for(file, folder):
    """Makes the folder for a changed copy of it; gives the copy's path, from which the program tells its kind."""
    folder.mkdir()
    if file.kind == "answers":
        shutil.copyfile(file.workshop, folder / COLLECTS)
    endings = {
        "workshop": "x.workshop.yaml",
        "rules": "x.lead-definition.yaml",
        "answers": "x.answers.yaml",
        "mapping": "x.mapping.yaml",
        "events": "x.events.csv",
        "leads": "x.leads.csv",
    }
    return folder / endings[file.kind]
