//! Occurrences that count from a day of the lead on, and those that count after a cool-down.

use crate::sql::dialect::Dialect;
use crate::sql::writer::{Stretch, Writer};
use leadpact_definition::compiled::Start;
use leadpact_definition::scalar::Days;

/// Before every day that is read: where there is no day, all occurrences count.
const EVER: i32 = -10_000_000;

impl Writer<'_> {
    /// A column worked out of the occurrences of a lead that count from `start` on.
    pub(super) fn aggregate_from(&mut self, start: Option<Start>, aggregate: String) -> String {
        let Some(start) = start else {
            return self.aggregate(aggregate);
        };
        let (acts, keys) = self.acts("{occurrences}", Some(start));
        let query =
            format!("  SELECT {keys}, {aggregate} AS {{column}}\n  FROM {acts}\n  GROUP BY {keys}");
        self.stretch_column(query, Some(start))
    }

    /// The column of a stage with one row a lead, or one for each lead and day where it counts from a day on.
    pub(super) fn stretch_column(&mut self, query: String, start: Option<Start>) -> String {
        let from_day = match start {
            Some(Start::Field(field)) => Some(self.first_day(field)),
            Some(Start::Event(_)) | None => None,
        };
        let next = format!("w{}", self.stretches.len());
        let entry = self.stretches.entry(query);
        let stretch = entry.or_insert_with(|| Stretch {
            name: next,
            from_day,
        });
        let name = stretch.name.clone();
        self.quoting.name(&name)
    }

    /// What stands after FROM for the rows of a stage that count from `start` on, and the columns that say whose they are.
    pub(super) fn acts(&mut self, from: &str, start: Option<Start>) -> (String, String) {
        let quoting = self.quoting;
        let lead = quoting.name("lead_id");
        let Some(start) = start else {
            return (from.to_owned(), lead);
        };
        let (day, from_day) = (quoting.name("day"), quoting.name("from_day"));
        let begins = self.start_stage(start);
        let acts = format!(
            "(\n    SELECT {from}.*, {begins}.{from_day}\n    FROM {from}\n    JOIN {begins} ON {begins}.{lead} = {from}.{lead}\n    \
             WHERE {from}.{day} >= {begins}.{from_day}\n  ) AS {}",
            quoting.name("acts")
        );
        (acts, format!("{lead}, {from_day}"))
    }

    /// The stage with the day for each lead from which on its acts count.
    fn start_stage(&mut self, start: Start) -> String {
        let quoting = self.quoting;
        let (lead, from_day) = (quoting.name("lead_id"), quoting.name("from_day"));
        let query = match start {
            Start::Field(field) => {
                let (id, day) = (quoting.name("id"), self.first_day(field));
                format!(
                    "  SELECT DISTINCT {id} AS {lead}, {day} AS {from_day}\n  FROM {}\n  WHERE {id} IS NOT NULL",
                    quoting.name("canon")
                )
            }
            Start::Event(event) => {
                self.events.insert(event);
                let counted = self.occurred(&[event], super::writer::NO_WINDOW);
                format!(
                    "  SELECT {lead}, COALESCE(MAX(CASE WHEN {counted} THEN {} END), {EVER}) AS {from_day}\n  \
                     FROM {{occurrences}}\n  GROUP BY {lead}",
                    quoting.name("day")
                )
            }
        };
        self.source_stage('b', query)
    }

    /// The day in a field, or one before all others.
    fn first_day(&mut self, field: usize) -> String {
        format!("COALESCE({}, {EVER})", self.value(field))
    }

    /// A stage from which others are worked out.
    fn source_stage(&mut self, letter: char, query: String) -> String {
        let next = format!("{letter}{}", self.sources.len());
        let name = self.sources.entry(query).or_insert(next).clone();
        self.quoting.name(&name)
    }

    /// The stage with the day and age of each occurrence of these events that is at least so long after the last one that
    /// counted.
    pub(super) fn cooled(&mut self, events: &[usize], cooldown: Days) -> String {
        let query = if self.quoting.dialect == Dialect::Spark {
            self.folded(events, cooldown)
        } else {
            self.chained(events, cooldown)
        };
        self.source_stage('c', query)
    }

    /// Each day of the event knows the next one that would count after it; from the first on, one leads to the other.
    fn chained(&self, events: &[usize], cooldown: Days) -> String {
        let name = |name: &str| self.quoting.name(name);
        let (lead, day, age) = (name("lead_id"), name("day"), name("age"));
        let (next, first) = (name("next_day"), name("first_day"));
        let (days, chain) = (name("days"), name("chain"));
        let counted = self.occurred(events, super::writer::NO_WINDOW);
        format!(
            "  WITH RECURSIVE {days} AS (\n    SELECT {lead}, {day}, {age},\n      MIN({day}) OVER (PARTITION BY {lead}) AS {first},\n      \
             MIN({day}) OVER (PARTITION BY {lead} ORDER BY {day} RANGE BETWEEN {} FOLLOWING AND UNBOUNDED FOLLOWING) AS {next}\n    \
             FROM (SELECT DISTINCT {lead}, {day}, {age} FROM {{occurrences}} WHERE {counted}) AS {}\n  ),\n  \
             {chain} AS (\n    SELECT {lead}, {day}, {age}, {next} FROM {days} WHERE {day} = {first}\n    UNION ALL\n    \
             SELECT {days}.{lead}, {days}.{day}, {days}.{age}, {days}.{next}\n    FROM {chain}\n    \
             JOIN {days} ON {days}.{lead} = {chain}.{lead} AND {days}.{day} = {chain}.{next}\n  )\n  \
             SELECT {lead}, {day}, {age} FROM {chain}",
            cooldown.0,
            name("each_day"),
        )
    }

    /// Spark has no recursion before version 4.1: the days of a lead are folded, one after another.
    fn folded(&self, events: &[usize], cooldown: Days) -> String {
        let name = |name: &str| self.quoting.name(name);
        let (lead, day, age) = (name("lead_id"), name("day"), name("age"));
        let (acts, act) = (name("acts"), name("act"));
        let counted = self.occurred(events, super::writer::NO_WINDOW);
        format!(
            "  SELECT {lead}, {act}.{day} AS {day}, {act}.{age} AS {age}\n  FROM (\n    SELECT {lead}, explode(aggregate({acts}, slice({acts}, 1, 0), \
             (kept, one) -> CASE WHEN size(kept) = 0 THEN array(one) \
             WHEN one.{day} - element_at(kept, -1).{day} >= {} THEN concat(kept, array(one)) ELSE kept END)) AS {act}\n    \
             FROM (\n      SELECT {lead}, array_sort(collect_set(named_struct('day', {day}, 'age', {age}))) AS {acts}\n      \
             FROM {{occurrences}}\n      WHERE {counted}\n      GROUP BY {lead}\n    ) AS {}\n  ) AS {}",
            cooldown.0,
            name("each_lead"),
            name("each_act"),
        )
    }

    /// The day from which on an event of a flat export counts; NULL: the export cannot tell.
    pub(super) fn flat_start(&mut self, start: Start) -> String {
        match start {
            Start::Field(field) => self.first_day(field),
            Start::Event(event) => {
                self.events.insert(event);
                let (count, last) = self.flat_columns(event);
                let as_of = self.quoting.name("as_of");
                format!(
                    "CASE WHEN {last} <= {as_of} THEN {last} WHEN {last} IS NULL AND COALESCE({count}, 0) = 0 THEN {EVER} \
                     WHEN {last} IS NOT NULL AND {count} <= 1 THEN {EVER} END"
                )
            }
        }
    }

    /// Whether the day of an occurrence lies from the start on, and whether there is no day to start from; empty without a
    /// start.
    pub(super) fn flat_from(&mut self, start: Option<Start>, day: &str) -> (String, String) {
        let Some(start) = start else {
            return (String::new(), String::new());
        };
        let begin = self.flat_start(start);
        (
            format!(" AND {day} >= {begin}"),
            format!(" AND {begin} = {EVER}"),
        )
    }
}
