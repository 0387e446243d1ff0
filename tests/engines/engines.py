"""Each engine takes cases and gives, for each, its rows as a list of {column: text}, or an exception."""

import csv
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(os.environ["LEADPACT_ROOT"])
WORK = Path(os.environ["LEADPACT_ENGINES_WORK"])
PROGRAM = str(WORK.parent / "debug" / "leadpact")


class Failed(Exception):
    pass


def leadpact(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise Failed(f"leadpact {arguments[0]} ends with {done.returncode}: {done.stderr.strip()[:600]}")
    return done.stdout


def attempt(run, case):
    try:
        return run(case)
    except Exception as error:  # the report says which case failed, and goes on
        return error


def two_at_a_time(run, cases):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda case: attempt(run, case), cases))


def native(cases):
    def run(case):
        return list(csv.DictReader(leadpact("score", *case.inputs).splitlines(keepends=True)))

    return two_at_a_time(run, cases)


def read(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file)
    # A table has no column without a name; rules do not ask for it.
    return [column or f"unnamed {place}" for place, column in enumerate(header)], rows


def statement(case, dialect):
    folder = case.folder if case.leads.parent == case.folder and WORK in case.folder.parents else WORK / "sql" / case.name
    folder = folder / dialect
    folder.mkdir(parents=True, exist_ok=True)
    events = ["--events-table", "lead_events"] if case.events else []
    leadpact("export", str(case.rules), "--format", "sql", "--dialect", dialect, "--as-of", case.as_of, "--leads", str(case.leads), *events, "--force", "-o", str(folder))
    (path,) = folder.glob(f"*.{dialect}.sql")
    return path.read_text(encoding="utf-8")


def statements(cases, dialect):
    return two_at_a_time(lambda case: statement(case, dialect), cases)


def tables(case):
    """Name, header and rows of the tables of a case."""
    yield "leads", *read(case.leads)
    if case.events:
        header, rows = read(case.events)
        assert header == ["lead_id", "event", "at"], header
        yield "lead_events", header, rows


def rows_of(columns, rows):
    return [{column: "" if cell is None else str(cell) for column, cell in zip(columns, row, strict=True)} for row in rows]


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def duckdb(cases):
    """An empty cell is NULL here, and '' in PostgreSQL: both mean that nothing stands there."""
    import duckdb as engine

    def run(case, sql):
        if isinstance(sql, Exception):
            raise sql
        connection = engine.connect(config={"threads": 2})
        for name, header, rows in tables(case):
            columns = ", ".join(f"{quoted(column)} VARCHAR" for column in header)
            connection.execute(f"CREATE TABLE {name} ({columns})")
            if len(rows) > 1000:
                path = str(case.leads).replace("'", "''")
                connection.execute(f"INSERT INTO {name} FROM read_csv('{path}', header = true, all_varchar = true)")
            elif rows:
                marks = ", ".join("?" for _ in header)
                cells = [[cell or None for cell in row] for row in rows]
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", cells)
        found = connection.execute(sql)
        return rows_of([column[0] for column in found.description], found.fetchall())

    pairs = zip(cases, statements(cases, "duckdb"))
    return [attempt(lambda pair: run(*pair), pair) for pair in pairs]


def postgres(cases):
    import psycopg

    connection = psycopg.connect(os.environ["LEADPACT_POSTGRES"], autocommit=True)

    def run(case, sql):
        if isinstance(sql, Exception):
            raise sql
        connection.execute("DROP TABLE IF EXISTS leads, lead_events")
        for name, header, rows in tables(case):
            columns = ", ".join(f"{quoted(column)} text" for column in header)
            connection.execute(f"CREATE TABLE {name} ({columns})".encode())
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        found = connection.execute(sql.encode())
        return rows_of([column.name for column in found.description], found.fetchall())

    pairs = zip(cases, statements(cases, "postgres"))
    return [attempt(lambda pair: run(*pair), pair) for pair in pairs]


def spark(cases):
    """Spark lives in an environment of its own and is started once."""
    jobs = []
    for case, sql in zip(cases, statements(cases, "spark")):
        found = list(tables(case)) if not isinstance(sql, Exception) else []
        jobs.append({"error": str(sql)} if isinstance(sql, Exception) else {"sql": sql, "tables": found})
    job_file = WORK / "spark-jobs.json"
    job_file.write_text(json.dumps(jobs), encoding="utf-8")
    answers = WORK / "spark-answers.json"
    answers.unlink(missing_ok=True)
    script = Path(__file__).parent / "spark.py"
    done = subprocess.run([str(WORK / "spark/bin/python"), str(script), str(job_file), str(answers)], capture_output=True, text=True)
    if not answers.exists():
        return [Failed(f"Spark did not come up: {done.stderr[-600:]}")] * len(cases)
    return [Failed(answer["error"]) if "error" in answer else rows_of(answer["columns"], answer["rows"]) for answer in json.loads(answers.read_text(encoding="utf-8"))]


def dbt(cases):
    """All exported projects are packages of one project, each with its own variables."""
    import duckdb as engine

    folder = WORK / "dbt-project"
    (folder / "exported").mkdir(parents=True)
    database = engine.connect(str(folder / "leads.duckdb"))
    variables, packages, results = {}, [], []

    def export(case):
        place = folder / "exported" / case.name.replace(" ", "-")
        events = ["--events-table", "lead_events"] if case.events else []
        leadpact("export", str(case.rules), "--format", "dbt", "--leads", str(case.leads), *events, "--force", "-o", str(place))
        (project,) = place.glob("*-dbt")
        return project

    for case, project in zip(cases, two_at_a_time(export, cases)):
        results.append(project)
        if isinstance(project, Exception):
            continue
        (name,) = [line.split()[1] for line in (project / "dbt_project.yml").read_text().splitlines() if line.startswith("name:")]
        results[-1] = name
        packages.append({"local": str(project)})
        variables[name] = {"as_of": case.as_of}
        for table, header, rows in tables(case):
            columns = ", ".join(f"{quoted(column)} VARCHAR" for column in header)
            of_case = f"{name}_{table}_given"
            database.execute(f"CREATE TABLE {quoted(of_case)} ({columns})")
            if rows:
                marks = ", ".join("?" for _ in header)
                database.executemany(f"INSERT INTO {quoted(of_case)} VALUES ({marks})", [[cell or None for cell in row] for row in rows])
            variables[name]["leads_table" if table == "leads" else "events_table"] = quoted(of_case)
    database.close()
    project = {"name": "all_of_them", "version": "1.0.0", "config-version": 2, "profile": "all_of_them", "vars": variables}
    # JSON is YAML.
    (folder / "dbt_project.yml").write_text(json.dumps(project))
    (folder / "packages.yml").write_text(json.dumps({"packages": packages}))
    output = {"type": "duckdb", "path": str(folder / "leads.duckdb"), "threads": 2}
    (folder / "profiles.yml").write_text(json.dumps({"all_of_them": {"target": "dev", "outputs": {"dev": output}}}))
    said = ""
    for command in (["deps"], ["run"]):
        done = subprocess.run(
            [str(WORK / "dbt/bin/dbt"), "--no-send-anonymous-usage-stats", "--no-use-colors", *command, "--project-dir", str(folder), "--profiles-dir", str(folder)],
            capture_output=True, text=True, cwd=folder,
        )  # fmt: skip
        said = done.stdout + done.stderr
        if done.returncode != 0 and command == ["deps"]:
            return [Failed(said[-1500:])] * len(cases)
    database = engine.connect(str(folder / "leads.duckdb"), read_only=True)

    def rows(name):
        if isinstance(name, Exception):
            raise name
        try:
            found = database.execute(f"SELECT * FROM {quoted(name)}")
        except engine.Error as error:
            at = said.find(f"model {name} ")
            raise Failed(f"{error}; dbt: {said[max(at, 0):][:900]}") from error
        return rows_of([column[0] for column in found.description], found.fetchall())

    return [attempt(rows, name) for name in results]


def json_logic(engine, cases):
    def prepare(case):
        folder = WORK / "jsonlogic" / case.name
        folder.mkdir(parents=True, exist_ok=True)
        leadpact("export", str(case.rules), "--format", "jsonlogic", "--force", "-o", str(folder))
        records = folder / "records.jsonl"
        records.write_text(leadpact("record", *case.inputs), encoding="utf-8")
        (rules,) = folder.glob("*.jsonlogic.json")
        return {"rules": str(rules), "records": str(records)}

    jobs = two_at_a_time(prepare, cases)
    ready = [job for job in jobs if not isinstance(job, Exception)]
    script = Path(__file__).parent / "jsonlogic.mjs"
    done = subprocess.run(["node", str(script), engine, str(WORK / "node")], input=json.dumps(ready), capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        return [Failed(done.stderr[:600])] * len(cases)
    answers = iter(json.loads(done.stdout))
    results = []
    for job in jobs:
        answer = job if isinstance(job, Exception) else next(answers)
        results.append(Failed(answer["error"]) if isinstance(answer, dict) else answer)
    return results


ENGINES = {
    "native": native,
    "duckdb": duckdb,
    "postgres": postgres,
    "spark": spark,
    "dbt": dbt,
    "json-logic-js": lambda cases: json_logic("json-logic-js", cases),
    "json-logic-engine": lambda cases: json_logic("json-logic-engine", cases),
}
