"""Runs statements in one Spark session: `spark.py JOBS ANSWERS`, both JSON lists in the same order."""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType


def session():
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        # A statement runs once on a handful of rows: compiling it would take longer than running it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.log.level": "OFF",
    }
    builder = SparkSession.builder.master("local[2]").appName("leadpact")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def run(spark, job):
    for name, header, rows in job["tables"]:
        schema = StructType([StructField(column, StringType()) for column in header])
        cells = [tuple(cell or None for cell in row) for row in rows]
        spark.createDataFrame(cells, schema).createOrReplaceTempView(name)
    found = spark.sql(job["sql"])
    return {"columns": found.columns, "rows": [list(row) for row in found.collect()]}


def main():
    jobs, answers = sys.argv[1:]
    spark = session()
    results = []
    with open(jobs, encoding="utf-8") as file:
        for place, job in enumerate(json.load(file)):
            # Every other statement is run without the checks of ANSI, which Spark has on by default.
            spark.conf.set("spark.sql.ansi.enabled", "true" if place % 2 == 0 else "false")
            try:
                results.append(job if "error" in job else run(spark, job))
            except Exception as error:  # the report says which case failed, and goes on
                results.append({"error": str(error)[:600]})
    with open(answers, "w", encoding="utf-8") as file:
        json.dump(results, file)


main()
