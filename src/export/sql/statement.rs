//! The stages of a statement, one after another, each worked out once.
//!
//! ```text
//!  params   stripped -> prepared -> canon ----+-> points -> axes -> totals -> graded -> staged -> columns
//!    |          ^                              |
//!    +----------+--> log -> occurrences -> happened (one row a lead)
//! ```

use std::fmt::Write as _;

use crate::sql::cell::{Cell, Column, FieldCell};
use crate::sql::date::{self, day};
use crate::sql::dialect::Quoting;
use crate::sql::number;
use crate::sql::points::depths;
use crate::sql::spelling::joined;
use crate::sql::table::TableColumns;
use crate::sql::writer::{Writer, names_in_log};
use leadpact_definition::compiled::{CompiledScoreKind, Effect};
use leadpact_definition::field::EventColumns;

/// Where a statement finds leads, occurrences and the day.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Stages before all others: an unquoted name and a query.
    pub before: Vec<(String, String)>,
    /// The table of leads, quoted.
    pub leads: String,
    /// The table of occurrences, quoted; none: events stand in columns.
    pub log: Option<String>,
    /// Whether `leads` has a column `as_of` of its own for each lead; else the day is that of the stage `params`.
    pub as_of_by_lead: bool,
}

/// Puts the stages together.
pub(super) struct Stages<'w, 'd> {
    pub writer: &'w mut Writer<'d>,
    pub source: Source,
    pub columns: &'w TableColumns,
    /// A name and a query, in order.
    done: Vec<(String, String)>,
}

impl<'w, 'd> Stages<'w, 'd> {
    pub fn new(writer: &'w mut Writer<'d>, source: Source, columns: &'w TableColumns) -> Self {
        Self {
            writer,
            source,
            columns,
            done: Vec::new(),
        }
    }

    /// All stages, `WITH` first, and the query over the last of them. It gives the columns of the scored output.
    pub fn statement(mut self) -> String {
        let result = self.all();
        self.with(&result)
    }

    /// All stages, the scored output as the stage `result`, and a query over that.
    pub(crate) fn result_and(mut self, query: &str) -> String {
        let result = self.all();
        self.done.push(("result".to_owned(), result));
        self.with(query)
    }

    /// The stages up to the canonical values, and a query over them.
    pub(crate) fn cells_and(mut self, query: &str) -> String {
        self.done.append(&mut self.source.before);
        self.cells();
        self.with(query)
    }

    /// Writes all stages; the query of the scored output. What scoring needs decides which cells are read.
    fn all(&mut self) -> String {
        let scoring = self.scoring();
        let result = self.result();
        self.done.append(&mut self.source.before);
        self.cells();
        self.log();
        self.done.extend(scoring);
        result
    }

    /// The stages written, and a query over them.
    fn with(&self, query: &str) -> String {
        let quoting = self.quoting();
        let stages: Vec<String> = self
            .done
            .iter()
            .map(|(name, query)| format!("{} AS (\n{query}\n)", quoting.name(name)))
            .collect();
        format!("WITH\n{}\n{query}", stages.join(",\n"))
    }

    pub(super) fn quoting(&self) -> Quoting {
        self.writer.quoting
    }

    pub(super) fn name(&self, name: &str) -> String {
        self.quoting().name(name)
    }

    /// A stage that adds columns to another.
    fn adds(&self, name: &str, from: &str, columns: &[Column]) -> (String, String) {
        let from = self.name(from);
        let mut list = vec![format!("{from}.*")];
        list.extend(
            columns
                .iter()
                .map(|(name, what)| format!("{what} AS {name}")),
        );
        (
            name.to_owned(),
            format!(
                "  SELECT {}\n  FROM {from}{}",
                list.join(",\n    "),
                self.quoting().fence()
            ),
        )
    }

    /// The stages from the facts to the stages of the ladder.
    fn scoring(&mut self) -> Vec<(String, String)> {
        let mut stages = Vec::new();
        let (points, axes) = self.axes();
        stages.push(self.adds("points", "facts", &points));
        stages.push(self.adds("axes", "points", &axes));
        let mut last = "axes".to_owned();
        let depths = depths(self.writer.compiled);
        let deepest = depths.iter().copied().max().unwrap_or(0);
        for depth in 1..=deepest {
            let columns = self.totals(&depths, depth);
            let name = format!("totals_{depth}");
            stages.push(self.adds(&name, &last, &columns));
            last = name;
        }
        let grades = self.grades();
        if !grades.is_empty() {
            stages.push(self.adds("graded", &last, &grades));
            "graded".clone_into(&mut last);
        }
        let entered = self.entered();
        stages.push(self.adds("entered", &last, &entered));
        stages
    }

    /// Gates and the sums of rules, and from them the axes and the status.
    fn axes(&mut self) -> (Vec<Column>, Vec<Column>) {
        let mut points = self.gates();
        let mut finished = Vec::new();
        let mut unknown = Vec::new();
        let compiled = self.writer.compiled;
        for (index, score) in compiled.scores.iter().enumerate() {
            let CompiledScoreKind::Axis(axis) = &score.kind else {
                continue;
            };
            let sum = self.name(&format!("a{index}"));
            let applies = self.name(&format!("applies{index}"));
            points.push((sum.clone(), self.writer.axis_points(score, axis)));
            let mut whole = sum;
            if let Some(decay) = &axis.decay {
                let kept = self.name(&format!("kept{index}"));
                points.push((kept.clone(), self.writer.kept_percent(decay)));
                whole = self.quoting().divided(&format!("{whole} * {kept}"), 100);
            }
            if let Some(reset) = &axis.reset_when {
                let resets = self.name(&format!("resets{index}"));
                points.push((resets.clone(), self.writer.check(reset)));
                whole = format!("CASE WHEN {resets} THEN 0 ELSE {whole} END");
            }
            let missing = self.writer.unknown(axis);
            if let Some(applies_to) = &score.applies_to {
                points.push((applies.clone(), self.writer.check(applies_to)));
                whole = format!("CASE WHEN {applies} THEN {whole} END");
                unknown.extend(missing.map(|missing| format!("({applies} AND {missing})")));
            } else {
                unknown.extend(missing);
            }
            finished.push((self.writer.score_name(index), whole));
        }
        let unknown = if unknown.is_empty() {
            "FALSE".to_owned()
        } else {
            joined(&unknown, " OR ")
        };
        finished.push((self.name("status"), self.status(&unknown)));
        (points, finished)
    }

    fn status(&self, unknown: &str) -> String {
        format!(
            "CASE WHEN {} THEN 'disqualified' WHEN {} THEN 'suspended' WHEN {unknown} THEN 'not-enough-known' ELSE 'scored' END",
            self.name("disqualified"),
            self.name("suspended")
        )
    }

    fn gates(&mut self) -> Vec<Column> {
        let compiled = self.writer.compiled;
        let (mut out, mut held) = (Vec::new(), Vec::new());
        let mut opened: Vec<Vec<String>> = vec![Vec::new(); compiled.stages.len()];
        for gate in &compiled.gates {
            let when = self.writer.check(&gate.when);
            match gate.effect {
                Effect::Disqualify => out.push(when),
                Effect::Suspend => held.push(when),
                Effect::Qualify(stage) => {
                    if let Some(opened) = opened.get_mut(stage) {
                        opened.push(when);
                    }
                }
            }
        }
        let any = |checks: &[String]| match checks {
            [] => "FALSE".to_owned(),
            checks => joined(checks, " OR "),
        };
        let mut columns = vec![
            (self.name("disqualified"), any(&out)),
            (self.name("suspended"), any(&held)),
        ];
        for (stage, checks) in opened
            .iter()
            .enumerate()
            .filter(|(_, checks)| !checks.is_empty())
        {
            columns.push((self.name(&format!("opened{stage}")), any(checks)));
        }
        columns
    }

    fn totals(&mut self, depths: &[usize], depth: usize) -> Vec<Column> {
        let compiled = self.writer.compiled;
        let mut columns = Vec::new();
        for (index, score) in compiled.scores.iter().enumerate() {
            if depths.get(index) == Some(&depth) {
                let name = self.writer.score_name(index);
                columns.push((name, self.writer.combined(score)));
            }
        }
        columns
    }

    /// The place of each grade among its values.
    fn grades(&mut self) -> Vec<Column> {
        let compiled = self.writer.compiled;
        let mut columns = Vec::new();
        for (index, grade) in compiled.grades.iter().enumerate() {
            let mut arms = String::new();
            for (check, place) in &grade.steps {
                let _ = write!(arms, "WHEN {} THEN {place} ", self.writer.check(check));
            }
            let whole = if arms.is_empty() {
                self.quoting().cast("NULL", self.quoting().whole_type())
            } else {
                format!("CASE {arms}END")
            };
            columns.push((self.writer.grade_name(index), whole));
        }
        columns
    }

    /// Whether each stage of the ladder is entered.
    fn entered(&mut self) -> Vec<Column> {
        let compiled = self.writer.compiled;
        let mut columns = Vec::new();
        for (index, stage) in compiled.stages.iter().enumerate() {
            let mut entered = match &stage.when {
                Some(when) => self.writer.check(when),
                None => "TRUE".to_owned(),
            };
            let opens = |effect| matches!(effect, Effect::Qualify(opened) if opened == index);
            if compiled.gates.iter().any(|gate| opens(gate.effect)) {
                entered = format!("({entered} OR {})", self.name(&format!("opened{index}")));
            }
            if let Some(exit) = &stage.exit {
                entered = format!("({entered} AND NOT {})", self.writer.check(exit));
            }
            columns.push((self.name(&format!("t{index}")), entered));
            columns.extend(self.routed(index, stage));
        }
        columns
    }

    /// The query over the last stage.
    fn result(&self) -> String {
        let compiled = self.writer.compiled;
        let quoting = self.quoting();
        let mut columns = vec![format!("{} AS {}", self.name("id"), self.name("id"))];
        for (index, score) in compiled.scores.iter().enumerate() {
            columns.push(format!(
                "{} AS {}",
                self.writer.score_name(index),
                quoting.name(&score.name)
            ));
        }
        columns.push(format!("{} AS {}", self.grade(), self.name("grade")));
        for (place, track) in compiled.tracks.iter().enumerate() {
            let name = if place == 0 {
                "stage".to_owned()
            } else {
                format!("stage_{track}")
            };
            columns.push(format!("{} AS {}", self.stage(place), quoting.name(&name)));
        }
        columns.push(self.name("status"));
        if compiled.has_owner() {
            columns.push(format!("{} AS {}", self.owner(), self.name("owner")));
        }
        for (index, column) in compiled.grade_columns().enumerate() {
            let value = self.grade_value(index, "NULL");
            let value = quoting.cast(&value, quoting.text_type());
            columns.push(format!("{value} AS {}", quoting.name(&column)));
        }
        format!(
            "SELECT\n  {}\nFROM {}",
            columns.join(",\n  "),
            self.name("entered")
        )
    }

    /// All grades in file order, put together; NULL where no row held.
    fn grade(&self) -> String {
        let quoting = self.quoting();
        let grades = self.writer.compiled.grades.iter().enumerate();
        let grades = grades.filter(|(_, grade)| !grade.values.is_empty());
        let parts: Vec<String> = grades
            .map(|(index, _)| self.grade_value(index, "''"))
            .collect();
        if parts.is_empty() {
            quoting.cast("NULL", quoting.text_type())
        } else {
            format!("NULLIF({}, '')", joined(&parts, " || "))
        }
    }

    /// One grade; `otherwise` where no row held.
    fn grade_value(&self, index: usize, otherwise: &str) -> String {
        let grade = self.writer.compiled.grades.get(index);
        let values = grade.into_iter().flat_map(|grade| &grade.values);
        let mut arms = String::new();
        for (place, value) in values.enumerate() {
            let _ = write!(arms, "WHEN {place} THEN {} ", self.quoting().text(value));
        }
        format!(
            "CASE {} {arms}ELSE {otherwise} END",
            self.writer.grade_name(index)
        )
    }

    /// The highest stage of a track that is entered.
    fn stage(&self, track: usize) -> String {
        let quoting = self.quoting();
        let scored = format!("{} = 'scored'", self.name("status"));
        let stages = self.writer.compiled.stages.iter().enumerate().rev();
        let mut arms = String::new();
        for (index, stage) in stages.filter(|(_, stage)| stage.track == track) {
            let entered = self.name(&format!("t{index}"));
            let _ = write!(
                arms,
                "WHEN {scored} AND {entered} THEN {} ",
                quoting.text(&stage.id)
            );
        }
        if arms.is_empty() {
            quoting.cast("NULL", quoting.text_type())
        } else {
            format!("CASE {arms}END")
        }
    }

    /// The stages from the table to the canonical values.
    fn cells(&mut self) {
        let quoting = self.quoting();
        let (row, params) = (self.name("lead_row"), self.name("params"));
        let as_of = if self.source.as_of_by_lead {
            format!("{row}.{}", self.name("as_of"))
        } else {
            format!("{params}.{}", self.name("as_of"))
        };
        let mut all = Cell {
            stripped: vec![
                (self.name("id"), self.id(&row)),
                (self.name("as_of"), quoting.day_number(&as_of)),
            ],
            ..Cell::default()
        };
        for cell in self
            .field_cells(&row)
            .into_iter()
            .chain(self.event_cells(&row))
        {
            all.stripped.extend(cell.stripped);
            all.prepared.extend(cell.prepared);
            all.value.extend(cell.value);
        }
        let leads = self.source.leads.clone();
        let joined_params = if self.source.as_of_by_lead {
            String::new()
        } else {
            format!("\n  CROSS JOIN {params}")
        };
        let list = all
            .stripped
            .iter()
            .map(|(name, what)| format!("{what} AS {name}"));
        let list: Vec<String> = list.collect();
        self.done.push((
            "stripped".to_owned(),
            format!(
                "  SELECT {}\n  FROM {leads} AS {row}{joined_params}{}",
                list.join(",\n    "),
                quoting.fence()
            ),
        ));
        let prepared = self.adds("prepared", "stripped", &all.prepared);
        self.done.push(prepared);
        let from = self.name("prepared");
        let mut list = vec![self.name("id"), self.name("as_of")];
        list.extend(
            all.value
                .iter()
                .map(|(name, what)| format!("{what} AS {name}")),
        );
        self.done.push((
            "canon".to_owned(),
            format!(
                "  SELECT {}\n  FROM {from}{}",
                list.join(",\n    "),
                quoting.fence()
            ),
        ));
    }

    fn id(&self, row: &str) -> String {
        let quoting = self.quoting();
        match &self.columns.id {
            Some(column) => format!("NULLIF({}, '')", quoting.strip(&self.raw(row, column))),
            None => quoting.cast(quoting.row_number(), quoting.text_type()),
        }
    }

    /// A column of the table as text.
    fn raw(&self, row: &str, column: &str) -> String {
        let quoting = self.quoting();
        quoting.cast(
            &format!("{row}.{}", quoting.name(column)),
            quoting.text_type(),
        )
    }

    fn field_cells(&self, row: &str) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut fields: Vec<usize> = self.writer.fields.iter().copied().collect();
        fields.sort_unstable();
        for index in fields {
            let declared = self.writer.spec.fields.get_index(index);
            let (Some((_, field)), Some(reader)) = (declared, self.writer.compiled.reader(index))
            else {
                continue;
            };
            let column = self.columns.fields.get(index).and_then(Option::as_deref);
            let cell = FieldCell {
                quoting: self.quoting(),
                field,
                reader,
                from: column.map(|column| self.raw(row, column)),
                name: &self.writer.field_name(index),
            };
            cells.push(cell.columns());
        }
        cells
    }

    /// The count and the last day of each event of a flat export.
    fn event_cells(&self, row: &str) -> Vec<Cell> {
        if self.source.log.is_some() {
            return Vec::new();
        }
        let quoting = self.quoting();
        let mut events: Vec<usize> = self.writer.events.iter().copied().collect();
        events.sort_unstable();
        let mut cells = Vec::new();
        for event in events {
            let columns = self.columns.events.get(event).cloned().unwrap_or_default();
            let mut cell = Cell::default();
            for (part, column) in [("count", columns.count), ("last", columns.last)] {
                let name = self.writer.event_name(event, part);
                let Some(column) = column else {
                    let nothing = quoting.cast("NULL", quoting.whole_type());
                    cell.value.push((quoting.name(&name), nothing));
                    continue;
                };
                let raw = quoting.name(&format!("x_{name}"));
                cell.stripped
                    .push((raw.clone(), quoting.strip(&self.raw(row, &column))));
                let value = if part == "last" {
                    let declared = self.writer.spec.events.get_index(event);
                    let columns = declared.and_then(|(_, event)| event.columns.as_ref());
                    match columns.and_then(EventColumns::date) {
                        None => day(quoting, &raw),
                        pattern @ Some(_) => {
                            let ready = quoting.name(&format!("r_{name}"));
                            let (first, value) = date::prepared(quoting, pattern, &raw, &ready);
                            cell.prepared.push((ready, first));
                            value
                        }
                    }
                } else {
                    let ready = quoting.name(&format!("r_{name}"));
                    let declared = self.writer.spec.events.get_index(event);
                    let columns = declared.and_then(|(_, event)| event.columns.as_ref());
                    let read = columns.map(EventColumns::number);
                    let text = quoting.name(&format!("t_{name}"));
                    let (marked, number) =
                        match number::prepared(quoting, read.as_ref(), &raw, &text) {
                            (first, number) if first == raw => (None, number.replace(&text, &raw)),
                            (first, number) => (Some(first), number),
                        };
                    let number = marked.map_or(number.clone(), |first| {
                        number.replace(&text, &format!("({first})"))
                    });
                    cell.prepared.push((ready.clone(), number));
                    let whole = quoting.cast(&ready, quoting.whole_type());
                    format!("CASE WHEN {ready} >= 0 AND floor({ready}) = {ready} THEN {whole} END")
                };
                cell.value.push((quoting.name(&name), value));
            }
            cells.push(cell);
        }
        cells
    }

    /// The stages from the occurrences to one row a lead, and the stage `facts` that has everything.
    fn log(&mut self) {
        let quoting = self.quoting();
        let facts = |joins: &str, columns: &[String]| {
            let canon = quoting.name("canon");
            let mut list = vec![format!("{canon}.*")];
            list.extend_from_slice(columns);
            format!(
                "  SELECT {}\n  FROM {canon}{joins}{}",
                list.join(",\n    "),
                quoting.fence()
            )
        };
        let Some(log) = self
            .source
            .log
            .clone()
            .filter(|_| !self.writer.events.is_empty())
        else {
            self.done.push(("facts".to_owned(), facts("", &[])));
            return;
        };
        self.occurrences(&log);
        let (lead, id, canon) = (self.name("lead_id"), self.name("id"), self.name("canon"));
        let (mut joins, mut columns) = (String::new(), Vec::new());
        let from_day = self.name("from_day");
        let mut join = |stage: &str, from: Option<&str>| {
            let _ = write!(
                joins,
                "\n  LEFT JOIN {stage} ON {stage}.{lead} = {canon}.{id}"
            );
            if let Some(day) = from {
                let _ = write!(joins, " AND {stage}.{from_day} = {day}");
            }
        };
        if !self.writer.aggregates.is_empty() {
            let happened = self.name("happened");
            let list = self.writer.aggregates.iter();
            let list: Vec<String> = list
                .map(|(what, name)| format!("{what} AS {}", quoting.name(name)))
                .collect();
            columns.extend(
                self.writer
                    .aggregates
                    .values()
                    .map(|name| format!("{happened}.{}", quoting.name(name))),
            );
            join(&happened, None);
            let query = format!(
                "  SELECT {lead},\n    {}\n  FROM {}\n  GROUP BY {lead}",
                list.join(",\n    "),
                self.name("occurrences")
            );
            self.done.push(("happened".to_owned(), query));
        }
        let occurrences = quoting.name("occurrences");
        for (query, name) in &self.writer.sources {
            let query = query.replace("{occurrences}", &occurrences);
            self.done.push((name.clone(), query));
        }
        for (query, stretch) in &self.writer.stretches {
            let column = quoting.name(&stretch.name);
            let query = query
                .replace("{column}", &column)
                .replace("{occurrences}", &occurrences);
            join(&column, stretch.from_day.as_deref());
            columns.push(format!("{column}.{column} AS {column}"));
            self.done.push((stretch.name.clone(), query));
        }
        self.done
            .push(("facts".to_owned(), facts(&joins, &columns)));
    }

    /// The log, read: who, which event, on which day and how long ago.
    fn occurrences(&mut self, log: &str) {
        let quoting = self.quoting();
        let name = |name: &str| quoting.name(name);
        let (row, lead, at) = (name("log_row"), name("lead_id"), name("at"));
        let text = |column: &str| {
            let raw = quoting.cast(
                &format!("{row}.{}", quoting.plain_name(column)),
                quoting.text_type(),
            );
            quoting.strip(&raw)
        };
        self.done.push((
            "log_stripped".to_owned(),
            format!(
                "  SELECT NULLIF({}, '') AS {lead},\n    {} AS {},\n    {} AS {at}\n  FROM {log} AS {row}{}",
                text("lead_id"),
                text("event"),
                name("event"),
                text("at"),
                quoting.fence()
            ),
        ));
        let mut arms = String::new();
        for (text, event) in names_in_log(self.writer.spec) {
            if self.writer.events.contains(&event) {
                let _ = write!(arms, "WHEN {} THEN {event} ", quoting.text(&text));
            }
        }
        self.done.push((
            "log_read".to_owned(),
            format!(
                "  SELECT {lead},\n    CASE {} {arms}END AS {},\n    {} AS {},\n    substr({at}, 1, 7) AS {}\n  FROM {}{}",
                quoting.fold(&name("event")),
                name("event_number"),
                day(quoting, &at),
                name("day"),
                name("month"),
                name("log_stripped"),
                quoting.fence()
            ),
        ));
        let (read, as_of) = (name("log_read"), name("as_of"));
        let (number, join) = if self.source.as_of_by_lead {
            let leads = name("canon");
            (
                format!("{leads}.{as_of}"),
                format!("JOIN {leads} ON {leads}.{} = {read}.{lead}", name("id")),
            )
        } else {
            let params = name("params");
            (
                quoting.day_number(&format!("{params}.{as_of}")),
                format!("CROSS JOIN {params}"),
            )
        };
        let (event, day) = (name("event_number"), name("day"));
        self.done.push((
            "occurrences".to_owned(),
            format!(
                "  SELECT {read}.{lead},\n    {read}.{event},\n    {read}.{day},\n    {read}.{},\n    {number} - {read}.{day} AS {}\n  \
                 FROM {read}\n  {join}\n  WHERE {read}.{lead} IS NOT NULL AND {read}.{event} IS NOT NULL AND {read}.{day} <= {number}{}",
                name("month"),
                name("age"),
                quoting.fence()
            ),
        ));
    }
}
