//! Checking conditions: names, and operators against the types of fields.

use crate::{
    compile::{Compiler, Sees},
    compiled::{AnyEventCheck, Check, EventCheck, FieldCheck, Operator, Start as StartDay, When},
    condition::{AnyEvent, Condition, EventCondition, ScoreTest, Start, Test, operators_of},
    date::Day,
    field::FieldType,
    problem::Path,
    scalar::{Days, LONGEST_DURATION, Literal, Parts, Texts},
    value::{canonical_text, words},
};

/// A check that stands in for a condition that is never evaluated, such as one with a problem.
fn refused() -> Check {
    Check::Any(Vec::new())
}

pub(super) fn days(days: Days) -> i32 {
    i32::try_from(days.0.min(LONGEST_DURATION)).unwrap_or(i32::MAX)
}

/// A bound in canonical form.
enum Bound {
    Number(f64),
    /// The rank of a level.
    Level(usize),
}

impl Compiler<'_> {
    /// A condition that is asked of leads.
    pub(super) fn when(&mut self, path: &Path, condition: &Condition, sees: Sees) -> When {
        self.condition(path, condition, sees).into()
    }

    pub(super) fn condition(&mut self, path: &Path, condition: &Condition, sees: Sees) -> Check {
        match condition {
            Condition::All(parts) => Check::All(self.parts(&path.key("all"), parts, sees)),
            Condition::Any(parts) => Check::Any(self.parts(&path.key("any"), parts, sees)),
            Condition::None(parts) => Check::None(self.parts(&path.key("none"), parts, sees)),
            Condition::AtLeastOf { at_least, of } => {
                if *at_least == 0 || usize::try_from(*at_least).is_ok_and(|n| n > of.len()) {
                    self.problem(
                        path.key("atLeast"),
                        format!("at least {at_least} of {} can not be", of.len()),
                        "write a number from 1 to the number of conditions",
                    );
                }
                Check::AtLeastOf(*at_least, self.parts(&path.key("of"), of, sees))
            }
            Condition::Field { field, test } => self.field_condition(path, field, test),
            Condition::Event(event) => self.event_condition(path, event),
            Condition::AnyEvent(any) => self.any_event(path, any),
            Condition::Score { score, test } => self.score_condition(path, score, *test, sees),
            Condition::Grade { grade, grades } => self.grade_condition(path, grade, grades, sees),
            Condition::Stage(stage) => {
                if sees < Sees::Stages {
                    self.problem(
                        path.key("stage"),
                        "a stage can be asked for only in the SLA",
                        "ask for the score or the event that leads to it",
                    );
                }
                // Nothing that scores a lead asks for its stage; what the SLA asks is only checked.
                self.stage(path.key("stage"), stage);
                refused()
            }
        }
    }

    fn parts(&mut self, path: &Path, parts: &[Condition], sees: Sees) -> Vec<Check> {
        let checks = parts.iter().enumerate();
        checks
            .map(|(at, part)| self.condition(&path.index(at), part, sees))
            .collect()
    }

    /// The index of a declared field, remembered as used.
    pub(super) fn field_named(&mut self, path: Path, field: &str) -> Option<(usize, FieldType)> {
        let spec = self.spec;
        if let Some((index, _, declared)) = spec.fields.get_full(field) {
            self.used.insert(index);
            return Some((index, declared.kind));
        }
        self.unknown(path, "field", field, spec.fields.keys().map(String::as_str));
        None
    }

    pub(super) fn event_named(&mut self, path: Path, event: &str) -> Option<usize> {
        let spec = self.spec;
        let index = spec.events.get_index_of(event);
        if index.is_none() {
            self.unknown(path, "event", event, spec.events.keys().map(String::as_str));
        }
        index
    }

    fn field_condition(&mut self, path: &Path, field: &str, test: &Test) -> Check {
        let Some((index, kind)) = self.field_named(path.key("field"), field) else {
            return refused();
        };
        let argument = path.key(test.key());
        let operator = self.operator(&argument, (index, field), kind, test);
        if let Some(operator) = operator {
            return Check::Field(FieldCheck(index, operator));
        }
        self.wrong_operator(argument, field, kind, test);
        refused()
    }

    fn wrong_operator(&mut self, path: Path, field: &str, kind: FieldType, test: &Test) {
        let next = match (kind, test) {
            (FieldType::Text, Test::Is(_)) => {
                "a text is compared with a text; put the value in quotes".to_owned()
            }
            (FieldType::Number, Test::Is(_) | Test::AtLeast(_) | Test::AtMost(_)) => {
                "a number is compared with a number, without quotes".to_owned()
            }
            _ => format!("its operators are {}", operators_of(kind)),
        };
        let message = format!(
            "`{}` with this value does not fit the field `{field}`, which is of type {}",
            test.key(),
            format!("{kind:?}").to_ascii_lowercase()
        );
        self.problem(path, message, next);
    }

    /// Arguments in canonical form; an empty list or an empty text is a problem.
    fn texts(&mut self, path: &Path, texts: &Texts) -> Vec<String> {
        if texts.0.is_empty() {
            self.problem(
                path.clone(),
                "this list is empty",
                "add a value or take the condition out",
            );
        }
        let mut canonical = Vec::with_capacity(texts.0.len());
        for (at, written) in texts.0.iter().enumerate() {
            let value = canonical_text(written);
            if value.is_empty() {
                self.problem(
                    path.index(at),
                    "this value is empty",
                    "take it out; for an empty cell write `missing: true`",
                );
            }
            canonical.push(value);
        }
        canonical
    }

    /// The operator with its argument in canonical form; none: the argument is not one for this type of field.
    fn operator(
        &mut self,
        path: &Path,
        field: (usize, &str),
        kind: FieldType,
        test: &Test,
    ) -> Option<Operator> {
        if !test.fits(kind) {
            return None;
        }
        Some(match test {
            Test::Is(value) => return self.equal(path, field, kind, value),
            Test::In(Texts(levels)) if kind == FieldType::Level => self.levels(path, field, levels),
            Test::In(texts) => Operator::TextIn(self.texts(path, texts)),
            Test::InList(list) => {
                let values = self.named_list(path, list).iter();
                let values = values.map(|value| canonical_text(value)).collect();
                if kind == FieldType::Text {
                    Operator::TextIn(values)
                } else {
                    // Any element, or any of the list's words in a row.
                    self.elements(path, kind, values, false)
                }
            }
            Test::Contains(parts) => Operator::Contains(self.one_of(path, parts)),
            Test::StartsWith(parts) => Operator::StartsWith(self.one_of(path, parts)),
            Test::EndsWith(parts) => Operator::EndsWith(self.one_of(path, parts)),
            Test::HasAny(texts) => {
                let texts = self.texts(path, texts);
                self.elements(path, kind, texts, false)
            }
            Test::HasAll(texts) => {
                let texts = self.texts(path, texts);
                self.elements(path, kind, texts, true)
            }
            Test::AtLeast(bound) => match self.bound(path, field, kind, bound)? {
                Bound::Number(number) => Operator::NumberAtLeast(number),
                Bound::Level(level) => Operator::LevelAtLeast(level),
            },
            Test::AtMost(bound) => match self.bound(path, field, kind, bound)? {
                Bound::Number(number) => Operator::NumberAtMost(number),
                Bound::Level(level) => Operator::LevelAtMost(level),
            },
            Test::Above(bound) => Operator::NumberAbove(*bound),
            Test::Below(bound) => Operator::NumberBelow(*bound),
            Test::Between(low, high) => {
                if low > high {
                    self.problem(
                        path.clone(),
                        format!("the lower bound {low} is above the upper bound {high}"),
                        "write the smaller number first",
                    );
                }
                Operator::NumberBetween(*low, *high)
            }
            Test::Within(span) => Operator::Within(days(*span)),
            Test::OlderThan(span) => Operator::OlderThan(days(*span)),
            Test::Before(day) => Operator::Before(self.day(path, day)),
            Test::After(day) => Operator::After(self.day(path, day)),
            Test::Present => Operator::Present,
            Test::Missing => Operator::Missing,
        })
    }

    /// Texts of which one is enough, in canonical form, also those of a named list.
    fn one_of(&mut self, path: &Path, parts: &Parts) -> Vec<String> {
        match parts {
            Parts::Texts(texts) => self.texts(path, texts),
            Parts::InList(list) => {
                let values = self.named_list(&path.key("inList"), list).iter();
                values.map(|value| canonical_text(value)).collect()
            }
        }
    }

    fn equal(
        &mut self,
        path: &Path,
        field: (usize, &str),
        kind: FieldType,
        value: &Literal,
    ) -> Option<Operator> {
        Some(match (kind, value) {
            (FieldType::Text, Literal::Text(value)) => {
                Operator::TextIn(self.texts(path, &Texts(vec![value.clone()])))
            }
            (FieldType::Level, Literal::Text(level)) => {
                Operator::LevelIn(vec![self.level(path, field, level)])
            }
            (FieldType::Number, Literal::Number(number)) => Operator::NumberIs(*number),
            (FieldType::Boolean, Literal::Flag(flag)) => Operator::BooleanIs(*flag),
            _ => return None,
        })
    }

    /// A bound of a number or of a level, as the field wants it.
    fn bound(
        &mut self,
        path: &Path,
        field: (usize, &str),
        kind: FieldType,
        bound: &Literal,
    ) -> Option<Bound> {
        match (kind, bound) {
            (FieldType::Number, Literal::Number(number)) => Some(Bound::Number(*number)),
            (FieldType::Level, Literal::Text(level)) => {
                Some(Bound::Level(self.level(path, field, level)))
            }
            _ => None,
        }
    }

    /// The values of a named list; none when there is no such list.
    fn named_list(&mut self, path: &Path, list: &str) -> &[String] {
        let spec = self.spec;
        if let Some(named) = spec.lists.get(list) {
            return &named.values;
        }
        let known = spec.lists.keys().map(String::as_str);
        self.unknown(path.clone(), "list", list, known);
        &[]
    }

    fn elements(
        &mut self,
        path: &Path,
        kind: FieldType,
        texts: Vec<String>,
        all: bool,
    ) -> Operator {
        if kind == FieldType::List {
            return if all {
                Operator::ListAll(texts)
            } else {
                Operator::ListAny(texts)
            };
        }
        let texts: Vec<String> = texts.iter().map(|text| words(text)).collect();
        if texts.iter().any(String::is_empty) {
            self.problem(
                path.clone(),
                "there is no word in it",
                "write whole words, for example director",
            );
        }
        if all {
            Operator::WordsAll(texts)
        } else {
            Operator::WordsAny(texts)
        }
    }

    fn levels(&mut self, path: &Path, field: (usize, &str), levels: &[String]) -> Operator {
        if levels.is_empty() {
            self.problem(path.clone(), "this list is empty", "name a level");
        }
        let levels = levels.iter().enumerate();
        let ranks = levels.map(|(at, level)| self.level(&path.index(at), field, level));
        Operator::LevelIn(ranks.collect())
    }

    /// The rank of a level of a field.
    fn level(&mut self, path: &Path, (index, field): (usize, &str), level: &str) -> usize {
        if let Some(rank) = self
            .readers
            .get(index)
            .and_then(|reader| reader.level(level))
        {
            return rank;
        }
        let spec = self.spec;
        let known = spec
            .fields
            .get(field)
            .map_or(&[][..], |field| &field.levels);
        self.unknown(
            path.clone(),
            "level",
            level,
            known.iter().map(String::as_str),
        );
        0
    }

    fn day(&mut self, path: &Path, text: &str) -> i32 {
        if let Some(day) = Day::parse(text) {
            return day.number();
        }
        self.problem(
            path.clone(),
            format!("`{text}` is not a day"),
            "write it as in `2026-01-31`",
        );
        0
    }

    fn event_condition(&mut self, path: &Path, event: &EventCondition) -> Check {
        let wanted = event.at_least.or(event.days).unwrap_or(1);
        if wanted == 0 {
            self.problem(
                path.key("atLeast"),
                "at least 0 is always so",
                "write 1 or more; for never write `none: [{event: ...}]`",
            );
        }
        if let (Some(distinct), Some(window)) = (event.days, event.within)
            && distinct > window.0.saturating_add(1)
        {
            self.problem(
                path.key("days"),
                format!("{distinct} different days do not fit into {window}"),
                "ask for fewer days or a longer time",
            );
        }
        let Some(index) = self.event_named(path.key("event"), &event.event) else {
            return refused();
        };
        let since = match &event.since {
            None => None,
            Some(since) => match self.since(path, event, since) {
                None => return refused(),
                known => known,
            },
        };
        let start = match &event.start {
            None => None,
            Some(start) => match self.start(
                &path.key("since"),
                std::slice::from_ref(&event.event),
                start,
            ) {
                None => return refused(),
                known => known,
            },
        };
        Check::Event(EventCheck {
            event: index,
            within: event.within.map_or(i32::MAX, days),
            at_least: wanted,
            days: event.days.is_some(),
            since,
            start,
        })
    }

    /// The day of the lead from which on events count.
    pub(super) fn start(
        &mut self,
        path: &Path,
        events: &[String],
        start: &Start,
    ) -> Option<StartDay> {
        match start {
            Start::Field(field) => {
                let path = path.key("field");
                let (index, kind) = self.field_named(path.clone(), field)?;
                if !matches!(kind, FieldType::Date | FieldType::Datetime) {
                    self.problem(
                        path,
                        format!("`{field}` is not a date"),
                        "name a field of type date or datetime, or an event with `since: {event: E}`",
                    );
                }
                Some(StartDay::Field(index))
            }
            Start::Event(other) => {
                let path = path.key("event");
                if events.contains(other) {
                    self.problem(
                        path,
                        format!("`{other}` cannot be counted from its own last day on"),
                        "name the event or the date from which on it counts",
                    );
                    return None;
                }
                self.event_named(path, other).map(StartDay::Event)
            }
        }
    }

    /// A question about several events. Without a number it is one about each of them, of which one is enough.
    fn any_event(&mut self, path: &Path, any: &AnyEvent) -> Check {
        let before = self.problems.len();
        let events = self.events_named(&path.key("anyEvent"), &any.events);
        if self.problems.len() > before {
            return refused();
        }
        let mut each = Vec::with_capacity(events.len());
        for event in any.each() {
            each.push(self.event_condition(path, &event));
            if self.problems.len() > before {
                return refused();
            }
        }
        let wanted = any.at_least.or(any.days).unwrap_or(1);
        if wanted <= 1 || each.len() == 1 {
            return Check::Any(each);
        }
        let start = any.start.as_ref();
        Check::AnyEvent(AnyEventCheck {
            events,
            within: any.within.map_or(i32::MAX, days),
            at_least: wanted,
            days: any.days.is_some(),
            start: start.and_then(|start| self.start(&path.key("since"), &any.events, start)),
        })
    }

    /// The indexes of several events, of which none stands twice.
    pub(super) fn events_named(&mut self, path: &Path, events: &[String]) -> Vec<usize> {
        if events.is_empty() {
            self.problem(
                path.clone(),
                "this list is empty",
                "name an event or take the condition out",
            );
        }
        let mut indexes = Vec::with_capacity(events.len());
        for (at, event) in events.iter().enumerate() {
            let Some(index) = self.event_named(path.index(at), event) else {
                continue;
            };
            if indexes.contains(&index) {
                self.problem(
                    path.index(at),
                    format!("the event `{event}` stands twice"),
                    "take one out; each occurrence counts once",
                );
            }
            indexes.push(index);
        }
        indexes
    }

    /// The index of the event after which another one is asked for.
    fn since(&mut self, path: &Path, event: &EventCondition, since: &str) -> Option<usize> {
        let path = path.key("since");
        if event.at_least.is_some() || event.days.is_some() {
            self.problem(
                path.clone(),
                "`since` counts nothing, so `atLeast` and `days` do not go with it",
                "ask for the number in a second condition, with `all: [...]` around both",
            );
        }
        if since == event.event {
            self.problem(
                path,
                format!("`{since}` cannot be later than itself"),
                "name the event after which it has to happen",
            );
            return None;
        }
        self.event_named(path, since)
    }

    fn score_condition(&mut self, path: &Path, score: &str, test: ScoreTest, sees: Sees) -> Check {
        if sees < Sees::Scores {
            self.problem(
                path.key("score"),
                "a score is not known yet here; gates and rules see only fields and events",
                "ask for the score in a stage",
            );
        }
        if let ScoreTest::Between(low, high) = test
            && low > high
        {
            self.problem(
                path.key("between"),
                format!("the lower bound {low} is above the upper bound {high}"),
                "write the smaller number first",
            );
        }
        let spec = self.spec;
        self.known(path.key("score"), "score", score, &spec.scores);
        let index = spec.scores.get_index_of(score);
        index.map_or_else(refused, |index| Check::Score(index, test))
    }

    fn grade_condition(
        &mut self,
        path: &Path,
        grade: &str,
        wanted: &[String],
        sees: Sees,
    ) -> Check {
        if sees < Sees::Grades {
            self.problem(
                path.key("grade"),
                "a grade is not known yet here",
                "ask for the grade in a stage",
            );
        }
        let spec = self.spec;
        let Some((index, _, rows)) = spec.grades.get_full(grade) else {
            self.known(path.key("grade"), "grade", grade, &spec.grades);
            return refused();
        };
        let values: indexmap::IndexSet<&str> = rows.iter().map(|row| row.grade.as_str()).collect();
        let mut places = Vec::with_capacity(wanted.len());
        for (at, value) in wanted.iter().enumerate() {
            match values.get_index_of(value.as_str()) {
                Some(place) => places.push(place),
                None => self.unknown(
                    path.key("in").index(at),
                    "value of this grade",
                    value,
                    values.iter().copied(),
                ),
            }
        }
        if wanted.is_empty() {
            self.problem(path.key("in"), "this list is empty", "name a grade");
        }
        Check::Grade(index, places)
    }
}
