//! What is allowed in a definition but probably not meant.

use indexmap::{IndexMap, IndexSet};

use crate::definition::{
    condition::{Condition, Test},
    field::FieldType,
    lint_reading::{
        asks_event, conditions, decisive_scores, points, promise_names, rule_fields, used_grades,
    },
    model::Spec,
    problem::Path,
    reach::unlimited_range,
    scalar::{Literal, Texts},
    score::{GateEffect, Rule, WhenMissing},
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

/// Words that everyone in the room understands differently.
const VAGUE: [&str; 14] = [
    "recent",
    "recently",
    "engaged",
    "interested",
    "interesting",
    "warm",
    "hot",
    "soon",
    "active",
    "serious",
    "relevant",
    "good",
    "right",
    "big",
];

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
        let text = self.spec.statement.to_lowercase();
        let said: IndexSet<&str> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| VAGUE.contains(word))
            .collect();
        for word in said {
            self.warn(
                Path::spec().key("statement"),
                format!("the statement says \"{word}\""),
                "each reader takes it differently",
                "say what one would see: a number, a date, an act",
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
        }
    }

    fn double_counting(&mut self) {
        let mut by_field: IndexMap<&str, Vec<(&str, &Rule)>> = IndexMap::new();
        for (name, score) in &self.spec.scores {
            for rule in &score.rules {
                for field in rule_fields(rule) {
                    by_field.entry(field).or_default().push((name, rule));
                }
            }
        }
        for (field, rules) in by_field {
            let group = |(score, rule): &(&str, &Rule)| {
                rule.group.clone().map(|group| (score.to_string(), group))
            };
            let first = rules.first().and_then(group);
            let one_group = first.is_some() && rules.iter().all(|rule| group(rule) == first);
            if rules.len() > 1 && !one_group {
                let ids: Vec<_> = rules
                    .iter()
                    .map(|(_, rule)| format!("`{}`", rule.id))
                    .collect();
                self.warn(
                    Path::spec().key("scores"),
                    format!(
                        "the field `{field}` gives points in {} rules: {}",
                        rules.len(),
                        ids.join(", ")
                    ),
                    "the same fact may count twice",
                    "merge them with `firstOf` or `largestOf`, or give them a group with a cap",
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
