//! What is allowed in a definition but probably not meant.

mod counting;
mod decisive;
mod wording;

use indexmap::IndexSet;

use crate::definition::{
    condition::{Condition, Test},
    field::FieldType,
    lint_reading::{asks_event, conditions, decisive_scores, points, promise_names, used_grades},
    model::Spec,
    problem::Path,
    reach::unlimited_range,
    scalar::{Literal, Texts},
    score::{GateEffect, WhenMissing},
    value::{canonical_text, strip},
};

/// Something to look at; nothing keeps the definition from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub path: Path,
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub suggestion: String,
}

/// Everything in a definition that is probably not meant, in the order of the file.
///
/// Give it a definition that compiles: what is wrong is told there, not here.
#[must_use]
pub fn lint(spec: &Spec) -> Vec<Warning> {
    let mut linter = Linter {
        spec,
        warnings: Vec::new(),
    };
    linter.statement();
    linter.values();
    linter.negatives();
    linter.rules();
    linter.freezing();
    linter.grades();
    linter.double_counting();
    linter.one_column();
    linter.stages();
    linter.promises();
    linter.golden_leads();
    linter.warnings
}

struct Linter<'a> {
    spec: &'a Spec,
    warnings: Vec<Warning>,
}

impl<'a> Linter<'a> {
    fn warn(&mut self, path: Path, what: impl Into<String>, why: &str, suggestion: &str) {
        self.warnings.push(Warning {
            path,
            what: what.into(),
            why: why.into(),
            suggestion: suggestion.into(),
        });
    }

    fn statement(&mut self) {
        for word in wording::vague(self.spec) {
            self.warn(
                Path::spec().key("statement"),
                format!("the statement says \"{word}\""),
                "each reader takes it differently, and nothing in the rules bears the name",
                "say what one would see: a number, a date, an act; or explain it in the glossary",
            );
        }
    }

    /// Every text that a rule compares with a cell.
    fn values(&mut self) {
        for (name, list) in &self.spec.lists {
            let path = Path::spec().key("lists").key(name).key("values");
            let mut seen = IndexSet::new();
            for (at, value) in list.values.iter().enumerate() {
                self.value(path.index(at), value, None);
                if !seen.insert(canonical_text(value)) {
                    self.warn(
                        path.index(at),
                        format!("\"{value}\" stands twice in the list"),
                        "upper and lower case are the same to a rule",
                        "take one out",
                    );
                }
            }
        }
        for (path, condition) in conditions(self.spec) {
            self.condition_values(&path, condition);
        }
    }

    fn condition_values(&mut self, path: &Path, condition: &'a Condition) {
        let mut found = Vec::new();
        condition.visit(&mut |part| {
            if let Condition::Field { field, test } = part {
                match test {
                    Test::Is(Literal::Text(text)) => found.push((field, text)),
                    Test::In(Texts(texts))
                    | Test::Contains(Texts(texts))
                    | Test::StartsWith(Texts(texts))
                    | Test::EndsWith(Texts(texts))
                    | Test::HasAny(Texts(texts))
                    | Test::HasAll(Texts(texts)) => {
                        found.extend(texts.iter().map(|text| (field, text)));
                    }
                    _ => {}
                }
            }
        });
        for (field, text) in found {
            self.value(path.clone(), text, Some(field));
        }
    }

    fn value(&mut self, path: Path, value: &str, field: Option<&String>) {
        if strip(value) != value {
            self.warn(
                path.clone(),
                format!("the value \"{value}\" has a space before or after it"),
                "it is taken off before comparing",
                "write it without",
            );
        }
        if !value.is_ascii()
            && value
                .chars()
                .any(|letter| !letter.is_ascii() && letter.is_alphabetic())
        {
            self.warn(
                path.clone(),
                format!("the value \"{value}\" has letters other than a to z"),
                "only A to Z are compared without regard to upper and lower case, and an accent may be stored in two ways",
                "list every spelling that the cells have",
            );
        }
        let Some(field) = field.and_then(|field| self.spec.fields.get(field)) else {
            return;
        };
        let separator = field.separator.as_deref().unwrap_or(";");
        if field.kind == FieldType::List && value.contains(separator) {
            self.warn(
                path.clone(),
                format!("the value \"{value}\" contains the list's separator"),
                "a cell is cut there, so no element is equal to it",
                "write two values",
            );
        }
        let folded = canonical_text(value);
        if field
            .placeholders
            .iter()
            .any(|holder| canonical_text(holder) == folded)
        {
            self.warn(
                path,
                format!("the value \"{value}\" is a placeholder of the field"),
                "a placeholder counts as missing, so nothing is equal to it",
                "ask for `missing: true`, or take it out of the placeholders",
            );
        }
    }

    fn negatives(&mut self) {
        let gate = self
            .spec
            .gates
            .iter()
            .any(|gate| !matches!(gate.effect, GateEffect::Qualify(_)));
        let rules = self.spec.scores.values().flat_map(|score| &score.rules);
        let negative = rules
            .clone()
            .any(|rule| points(rule).iter().any(|points| *points < 0));
        if rules.count() > 0 && !gate && !negative {
            self.warn(
                Path::spec().key("gates"),
                "nothing speaks against a lead: no gate and no negative points",
                "every list bought or scraped can score as well as a real lead",
                "add a gate for what is not a lead, or points below 0",
            );
        }
    }

    fn rules(&mut self) {
        let decisive = decisive_scores(self.spec);
        for (name, score) in &self.spec.scores {
            let path = Path::spec().key("scores").key(name);
            if !self.spec.stages.is_empty()
                && !decisive.contains(name.as_str())
                && !score.rules.is_empty()
            {
                self.warn(
                    path.clone(),
                    format!("the score `{name}` can never change a stage"),
                    "no stage asks for it, for a total that contains it, or for a grade made of it",
                    "use it in a stage, or take it out",
                );
            }
            for (at, rule) in score.rules.iter().enumerate() {
                let flag = points(rule).iter().all(|points| *points == 0)
                    && rule.when_missing != Some(WhenMissing::NotEnoughKnown);
                if flag {
                    self.warn(
                        path.key("rules").index(at),
                        format!("the rule `{}` can never change a stage", rule.id),
                        "it gives no points",
                        "give it points; for a flag write a stage on a track of its own",
                    );
                } else if !self.spec.stages.is_empty()
                    && decisive.contains(name.as_str())
                    && decisive::never_decides(self.spec, name, score, rule)
                {
                    self.warn(
                        path.key("rules").index(at),
                        format!("the rule `{}` can never change a stage", rule.id),
                        "with it or without it, every score is on the same side of every limit that a stage or grade asks for",
                        "give it more points, change a cap or a limit, or take it out",
                    );
                }
            }
        }
    }

    /// A limit that stops nothing.
    fn freezing(&mut self) {
        for (name, score) in &self.spec.scores {
            let Some(above) = score.freeze_above else {
                continue;
            };
            let path = Path::spec().key("scores").key(name).key("freezeAbove");
            let most = unlimited_range(score).most;
            if !score.rules.iter().any(asks_event) {
                self.warn(
                    path,
                    format!("`freezeAbove` stops nothing in the score `{name}`"),
                    "its rules ask about no event, and fields always count",
                    "take it out, or write a `cap`",
                );
            } else if most <= above {
                self.warn(
                    path,
                    format!("the score `{name}` is never above {above}"),
                    "its rules give no more, so nothing is ever frozen",
                    "write a lower limit, or take it out",
                );
            }
        }
    }

    fn grades(&mut self) {
        let used = used_grades(self.spec);
        for name in self.spec.grades.keys() {
            if !self.spec.stages.is_empty() && !used.contains(name.as_str()) {
                self.warn(
                    Path::spec().key("grades").key(name),
                    format!("the grade `{name}` can never change a stage"),
                    "no stage asks for it",
                    "use it in a stage, or keep it as information",
                );
            }
            let rows = self.spec.grades.get(name);
            if let Some(last) = rows.and_then(|rows| rows.last())
                && (last.at_least.is_some() || last.when.is_some())
            {
                self.warn(
                    Path::spec().key("grades").key(name),
                    format!("the grade `{name}` has a gap: some leads get no grade"),
                    "none of its rows may hold",
                    "end with a row without a condition, for example `{grade: D}`",
                );
            }
        }
    }

    fn stages(&mut self) {
        let mut tracks = IndexSet::new();
        for (at, stage) in self.spec.stages.iter().enumerate() {
            let path = Path::spec().key("stages").index(at);
            let lowest = tracks.insert(stage.track());
            if stage.when.is_none() && !lowest {
                self.warn(
                    path.clone(),
                    format!("every lead enters the stage `{}`", stage.id),
                    "it has no `when` and stands above other stages",
                    "add a condition; for a stage that only a gate opens write `when: {any: []}`",
                );
            }
            if stage.owner.is_none() {
                self.warn(
                    path.clone(),
                    format!("the stage `{}` has no owner", stage.id),
                    "a lead that is nobody's is not worked",
                    "name the party that looks after leads there",
                );
            }
            for (place, field) in stage.hand_off.iter().enumerate() {
                // Several words tell a person what to pass on; no field is called so.
                let in_words = field.contains(char::is_whitespace);
                if !in_words
                    && !self.spec.fields.contains_key(field)
                    && !self.spec.events.contains_key(field)
                {
                    self.warn(
                        path.key("handOff").index(place),
                        format!("there is no field `{field}` to hand off"),
                        "an export cannot supply it",
                        "declare it among the fields",
                    );
                }
            }
        }
    }

    fn promises(&mut self) {
        let promises = self.spec.sla.iter().flat_map(|sla| &sla.promises);
        for (at, promise) in promises.enumerate() {
            let path = Path::spec().key("sla").key("promises").index(at);
            let spec = self.spec;
            let known =
                |name: &&str| !spec.fields.contains_key(*name) && !spec.events.contains_key(*name);
            let unknown: Vec<&str> = promise_names(promise).into_iter().filter(known).collect();
            for name in unknown {
                self.warn(
                    path.clone(),
                    format!("there is no field or event `{name}`"),
                    "the promise cannot be measured",
                    "declare it, with the column that holds it",
                );
            }
        }
    }

    fn golden_leads(&mut self) {
        if self.spec.golden_leads.is_empty() && !self.spec.stages.is_empty() {
            self.warn(
                Path::spec().key("goldenLeads"),
                "there are no golden leads",
                "nothing shows that the rules say what was agreed",
                "add an example for each stage, and one that is no lead",
            );
        }
    }
}
