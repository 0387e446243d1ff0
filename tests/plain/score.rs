//! Gates, points, grades, stages: in this order.

use crate::plain::Plain;
use crate::plain::cell::Value;
use crate::plain::condition::So;
use crate::plain::happened::{Known, keep, kept, percent};
use crate::plain::json::Json;

/// The columns of the scored output after `id`.
pub type Row = Vec<(String, String)>;

/// The cap first, then the floor.
fn limited(points: i64, limits: &Json) -> i64 {
    let points = limits
        .get("cap")
        .whole()
        .map_or(points, |cap| points.min(cap));
    limits
        .get("floor")
        .whole()
        .map_or(points, |floor| points.max(floor))
}

impl Plain<'_> {
    pub fn row(&self) -> Row {
        let mut so = So::default();
        let mut unknown = false;
        // A total may stand before the scores that it adds up.
        let names: Vec<&String> = self
            .spec
            .get("scores")
            .entries()
            .map(|(name, _)| name)
            .collect();
        let mut points: Vec<(String, Option<i64>)> = Vec::new();
        for name in names {
            points.push((name.clone(), self.score(name, &mut unknown)));
        }
        so.scores = points;
        for (name, rows) in self.spec.get("grades").entries() {
            let value = self.grade(name, rows.list(), &so);
            so.grades.push((name.clone(), value));
        }
        let status = self.status(unknown);
        let stages = if status == "scored" {
            self.stages(&so)
        } else {
            Vec::new()
        };
        let mut row: Row = Vec::new();
        for (name, points) in &so.scores {
            row.push((
                name.clone(),
                points.map_or(String::new(), |points| points.to_string()),
            ));
        }
        let grade = so
            .grades
            .iter()
            .filter_map(|(_, value)| value.clone())
            .collect();
        row.push(("grade".into(), grade));
        for track in self.tracks() {
            let stage = stages.iter().rfind(|(of, _)| *of == track);
            let column = if track == "main" {
                "stage".into()
            } else {
                format!("stage_{track}")
            };
            row.push((column, stage.map_or(String::new(), |(_, id)| id.clone())));
        }
        row.push(("status".into(), status.into()));
        if self.main_stages().any(|stage| stage.has("routing")) {
            let stage = stages.iter().rfind(|(of, _)| of == "main");
            let owner = stage.map_or(String::new(), |(_, id)| self.owner(id, &so));
            row.push(("owner".into(), owner));
        }
        if so.grades.len() > 1 {
            for (name, value) in &so.grades {
                row.push((format!("grade_{name}"), value.clone().unwrap_or_default()));
            }
        }
        row
    }

    fn main_stages(&self) -> impl Iterator<Item = &Json> {
        let stages = self.spec.get("stages").list().iter();
        stages.filter(|stage| stage.get("track").text().unwrap_or("main") == "main")
    }

    /// The first route that holds, else the fallback, else the owner of the stage, else nobody.
    fn owner(&self, stage: &str, so: &So) -> String {
        let stage = self
            .main_stages()
            .find(|known| known.get("id").text() == Some(stage))
            .expect("a stage");
        let routing = stage.get("routing");
        for route in routing.get("routes").list() {
            if self.holds(route.get("when"), so) {
                return route.get("to").text().expect("a name").to_owned();
            }
        }
        let otherwise = routing.get("fallback").text().or(stage.get("owner").text());
        otherwise.unwrap_or("").to_owned()
    }

    fn status(&self, unknown: bool) -> &'static str {
        let nothing = So::default();
        let gates = self.spec.get("gates").list();
        let any = |effect: &str| {
            let mut of_effect = gates.iter().filter(|gate| gate.has(effect));
            of_effect.any(|gate| self.holds(gate.get("when"), &nothing))
        };
        match () {
            () if any("disqualify") => "disqualified",
            () if any("suspend") => "suspended",
            () if unknown => "not-enough-known",
            () => "scored",
        }
    }

    /// `main` first, the others in the order of the file.
    fn tracks(&self) -> Vec<String> {
        let mut tracks = vec!["main".to_owned()];
        for stage in self.spec.get("stages").list() {
            let track = stage.get("track").text().unwrap_or("main").to_owned();
            if !tracks.contains(&track) {
                tracks.push(track);
            }
        }
        tracks
    }

    /// Track and id of every stage the lead enters, lowest first.
    fn stages(&self, so: &So) -> Vec<(String, String)> {
        let nothing = So::default();
        let mut entered = Vec::new();
        for stage in self.spec.get("stages").list() {
            let id = stage.get("id").text().expect("an id");
            let opened = self.spec.get("gates").list().iter().any(|gate| {
                gate.get("qualify").text() == Some(id) && self.holds(gate.get("when"), &nothing)
            });
            let holds = !stage.has("when") || self.holds(stage.get("when"), so);
            let left = stage.has("exit") && self.holds(stage.get("exit"), so);
            if (holds || opened) && !left {
                let track = stage.get("track").text().unwrap_or("main");
                entered.push((track.to_owned(), id.to_owned()));
            }
        }
        entered
    }

    fn grade(&self, name: &str, rows: &[Json], so: &So) -> Option<String> {
        let score = so.scores.iter().find(|(score, _)| score == name);
        let points = score.and_then(|(_, points)| *points);
        for row in rows {
            let holds = match row.get("atLeast").whole() {
                Some(least) => points.is_some_and(|points| points >= least),
                None => !row.has("when") || self.holds(row.get("when"), so),
            };
            if holds {
                return row.get("grade").text().map(str::to_owned);
            }
        }
        None
    }

    /// A score's points; none where it does not apply. `unknown` is set when a rule needs a field that is missing.
    fn score(&self, name: &str, unknown: &mut bool) -> Option<i64> {
        let score = self.spec.get("scores").get(name);
        let nothing = So::default();
        if score.has("appliesTo") && !self.holds(score.get("appliesTo"), &nothing) {
            return None;
        }
        let parts = |key: &str| -> Vec<i64> {
            let names = score.get(key).texts();
            let mut ignored = false;
            names
                .iter()
                .filter_map(|part| self.score(part, &mut ignored))
                .collect()
        };
        if score.has("sum") {
            return Some(limited(parts("sum").iter().sum(), score));
        }
        if score.has("largest") {
            let largest = parts("largest").into_iter().max()?;
            return Some(limited(largest, score));
        }
        let mut points = limited(self.rules(score, unknown), score);
        if score.has("decay") {
            points = kept(points, self.axis_keep(score.get("decay")));
        }
        if score.has("resetWhen") && self.holds(score.get("resetWhen"), &nothing) {
            points = 0;
        }
        Some(points)
    }

    fn rules(&self, score: &Json, unknown: &mut bool) -> i64 {
        let of_group = |group: Option<&str>, unknown: &mut bool| -> i64 {
            let rules = score.get("rules").list().iter();
            let rules = rules.filter(|rule| rule.get("group").text() == group);
            rules.map(|rule| self.rule(rule, unknown)).sum()
        };
        let mut sum = of_group(None, unknown);
        for (group, limits) in score.get("groups").entries() {
            sum += limited(of_group(Some(group), unknown), limits);
        }
        sum
    }

    fn axis_keep(&self, decay: &Json) -> i64 {
        let by = decay.get("by").text().expect("a field or event");
        let day = if self.spec.get("events").has(by) {
            match self.known(by) {
                Known::Days(days) => days.into_iter().max(),
                Known::Flat(_, last) => last,
            }
        } else {
            match self.value(by) {
                Some(Value::Day(day)) => Some(day),
                _ => None,
            }
        };
        match day.map(|day| self.as_of - day).filter(|age| *age >= 0) {
            Some(age) => keep(decay.get("steps").list(), age),
            None => percent(decay.get("whenMissing")).unwrap_or(100),
        }
    }

    fn rule(&self, rule: &Json, unknown: &mut bool) -> i64 {
        let missing = rule.get("whenMissing");
        if *missing != Json::Null && self.value(&only_field(rule)).is_none() {
            if missing.text() == Some("not-enough-known") {
                *unknown = true;
                return 0;
            }
            return limited(missing.whole().expect("points"), rule);
        }
        limited(self.points(rule, unknown), rule)
    }

    /// The points of an act, of the leads for which it counts.
    fn only_when(&self, rule: &Json, points: impl Fn() -> i64) -> i64 {
        if rule.has("when") && !self.holds(rule.get("when"), &So::default()) {
            return 0;
        }
        points()
    }

    fn points(&self, rule: &Json, unknown: &mut bool) -> i64 {
        let nothing = So::default();
        let number = || match self.value(rule.get("field").text().expect("a field")) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        let points = || rule.get("points").whole().expect("points");
        if rule.has("event") {
            let event = rule.get("event").text().expect("an event");
            return self.only_when(rule, || self.event_points(rule, &self.known(event)));
        }
        if rule.has("anyEvent") {
            return self.only_when(rule, || self.any_event_points(rule));
        }
        if rule.has("bands") {
            let Some(number) = number() else { return 0 };
            let band = rule.get("bands").list().iter().find(|band| {
                let in_below = band
                    .get("below")
                    .number()
                    .is_none_or(|bound| number < bound);
                in_below
                    && band
                        .get("atMost")
                        .number()
                        .is_none_or(|bound| number <= bound)
            });
            return band
                .and_then(|band| band.get("points").whole())
                .unwrap_or(0);
        }
        if rule.has("per") {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a cell has at most 15 digits"
            )]
            let units = number().map_or(0, |number| number.floor().max(0.0) as i64);
            return units.saturating_mul(points());
        }
        if rule.has("firstOf") {
            let mut choices = rule.get("firstOf").list().iter();
            let first = choices
                .find(|choice| !choice.has("when") || self.holds(choice.get("when"), &nothing));
            return first
                .and_then(|choice| choice.get("points").whole())
                .unwrap_or(0);
        }
        if rule.has("largestOf") {
            let rules = rule.get("largestOf").list().iter();
            return rules
                .map(|rule| self.rule(rule, unknown))
                .max()
                .unwrap_or(0);
        }
        if self.holds(rule.get("when"), &nothing) {
            points()
        } else {
            0
        }
    }
}

/// The one field a rule with `whenMissing` is about.
fn only_field(json: &Json) -> String {
    match json {
        Json::Map(map) => {
            if let Some(field) = map.get("field").and_then(Json::text) {
                return field.to_owned();
            }
            let looked_at = map.iter().filter(|(key, _)| *key != "since");
            looked_at
                .map(|(_, value)| only_field(value))
                .find(|field| !field.is_empty())
                .unwrap_or_default()
        }
        Json::List(list) => list
            .iter()
            .map(only_field)
            .find(|field| !field.is_empty())
            .unwrap_or_default(),
        _ => String::new(),
    }
}
