"""The model of rules.yaml, stated for DuckDB and for polars: python3 peers.py duckdb|polars LEADS.csv OUT.csv"""
import datetime
import sys

AS_OF = datetime.date(2026, 1, 1)

SQL = """
COPY (
  WITH cell AS (
    SELECT id, lower(trim(email)) email, lower(trim(industry)) industry, lower(trim(seniority)) seniority,
      lower(trim(country)) country, lower(trim(title)) title, lower(trim(lead_source)) source,
      TRY_CAST(employees AS DOUBLE) employees, TRY_CAST(annual_budget AS DOUBLE) budget,
      ';' || lower(products_interested) || ';' products, demo_requested = 'true' demo,
      TRY_CAST(webinars_attended AS DOUBLE) webinars, TRY_CAST(trial_days_active_7 AS DOUBLE) trial,
      TRY_CAST(pages_viewed_30d AS DOUBLE) pages, TRY_CAST(emails_opened_30d AS DOUBLE) opens,
      DATE '{as_of}' - TRY_CAST(last_activity_at AS DATE) age, unsubscribed = 'true' unsubscribed
    FROM read_csv('{leads}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')
  ), part AS (
    SELECT id, demo, trial,
      least(70, CASE WHEN industry IN ('software', 'saas', 'financial services') THEN 15 ELSE 0 END
        + CASE WHEN seniority IN ('c-level', 'vp', 'director', 'owner') THEN 20 ELSE 0 END
        + CASE WHEN seniority = 'manager' THEN 10 ELSE 0 END
        + CASE WHEN employees >= 1000 THEN 10 WHEN employees >= 50 THEN 15 ELSE 0 END
        + CASE WHEN budget >= 25000 THEN 15 ELSE 0 END
        + CASE WHEN country IN ('us', 'ca', 'gb', 'de', 'nl', 'se', 'no') THEN 5 ELSE 0 END
        + CASE WHEN contains(title, 'head') OR contains(title, 'chief') OR contains(title, 'cto')
            OR contains(title, 'ceo') OR contains(title, 'vp') THEN 5 ELSE 0 END) fit,
      least(60, CASE WHEN demo THEN 30 ELSE 0 END
        + least(15, 5 * CAST(floor(coalesce(webinars, 0)) AS INTEGER))
        + CASE WHEN trial >= 5 THEN 25 ELSE 0 END + CASE WHEN pages >= 10 THEN 10 ELSE 0 END
        + CASE WHEN opens >= 5 THEN 5 ELSE 0 END
        + CASE WHEN contains(products, ';analytics;') OR contains(products, ';crm;') THEN 10 ELSE 0 END) engagement,
      CASE WHEN age <= 30 THEN 100 WHEN age <= 90 THEN 50 ELSE 25 END keep,
      CASE WHEN email LIKE '%@gmail.com' OR email LIKE '%@yahoo.com' THEN -10 ELSE 0 END
        + CASE WHEN email LIKE '%@competitor.com' THEN -100 ELSE 0 END
        + CASE WHEN seniority IN ('student', 'intern') THEN -30 ELSE 0 END
        + CASE WHEN unsubscribed THEN -50 ELSE 0 END
        + CASE WHEN source = 'cold list' THEN -5 ELSE 0 END negative
    FROM cell
  ), summed AS (
    SELECT id, demo, trial, greatest(0, least(100, fit + engagement * keep // 100 + negative)) total FROM part
  )
  SELECT id, CAST(total AS INTEGER) total,
    CASE WHEN trial >= 5 AND total >= 40 THEN 'pql' WHEN demo AND total >= 70 THEN 'sql'
      WHEN total >= 50 THEN 'mql' ELSE 'lead' END stage
  FROM summed
) TO '{out}' (HEADER, DELIMITER ',')
"""


def duckdb(leads, out):
    import duckdb
    duckdb.connect().execute(SQL.format(as_of=AS_OF, leads=leads, out=out))


def polars(leads, out):
    import polars as pl
    col = pl.col

    def text(name):
        return col(name).str.strip_chars().str.to_lowercase().fill_null("")

    def number(name):
        return col(name).cast(pl.Float64, strict=False)

    def points(condition, count):
        return pl.when(condition).then(count).otherwise(0)

    def at_most(most, *parts):
        return pl.min_horizontal(sum(parts), pl.lit(most))

    age = (pl.lit(AS_OF) - col("last_activity_at").str.to_date("%Y-%m-%d", strict=False)).dt.total_days()
    cells = pl.scan_csv(leads, infer_schema=False).select(
        "id", email=text("email"), industry=text("industry"), seniority=text("seniority"), country=text("country"),
        title=text("title"), source=text("lead_source"), employees=number("employees"), budget=number("annual_budget"),
        products=pl.lit(";") + text("products_interested") + pl.lit(";"), demo=text("demo_requested") == "true",
        webinars=number("webinars_attended"), trial=number("trial_days_active_7"), pages=number("pages_viewed_30d"),
        opens=number("emails_opened_30d"), age=age, unsubscribed=text("unsubscribed") == "true")
    parts = cells.select(
        "id", "demo", "trial",
        fit=at_most(
            70, points(col("industry").is_in(["software", "saas", "financial services"]), 15),
            points(col("seniority").is_in(["c-level", "vp", "director", "owner"]), 20),
            points(col("seniority") == "manager", 10),
            pl.when(col("employees") >= 1000).then(10).when(col("employees") >= 50).then(15).otherwise(0),
            points(col("budget") >= 25000, 15),
            points(col("country").is_in(["us", "ca", "gb", "de", "nl", "se", "no"]), 5),
            points(col("title").str.contains_any(["head", "chief", "cto", "ceo", "vp"]), 5)),
        engagement=at_most(
            60, points(col("demo"), 30),
            at_most(15, (col("webinars").fill_null(0).floor() * 5).cast(pl.Int32)),
            points(col("trial") >= 5, 25), points(col("pages") >= 10, 10), points(col("opens") >= 5, 5),
            points(col("products").str.contains_any([";analytics;", ";crm;"]), 10)),
        keep=pl.when(col("age") <= 30).then(100).when(col("age") <= 90).then(50).otherwise(25),
        negative=points(col("email").str.ends_with("@gmail.com") | col("email").str.ends_with("@yahoo.com"), -10)
        + points(col("email").str.ends_with("@competitor.com"), -100)
        + points(col("seniority").is_in(["student", "intern"]), -30)
        + points(col("unsubscribed"), -50) + points(col("source") == "cold list", -5))
    summed = parts.select(
        "id", "demo", "trial",
        total=(col("fit") + col("engagement") * col("keep") // 100 + col("negative")).clip(0, 100))
    staged = summed.select(
        "id", "total",
        stage=pl.when((col("trial") >= 5) & (col("total") >= 40)).then(pl.lit("pql"))
        .when(col("demo") & (col("total") >= 70)).then(pl.lit("sql"))
        .when(col("total") >= 50).then(pl.lit("mql")).otherwise(pl.lit("lead")))
    staged.sink_csv(out, engine="streaming")


if __name__ == "__main__":
    {"duckdb": duckdb, "polars": polars}[sys.argv[1]](sys.argv[2], sys.argv[3])
