//! One fact that counts twice.

use indexmap::{IndexMap, IndexSet};

use crate::{
    lint::{Lint, Linter, reading::rule_fields},
    problem::Path,
    score::{Rule, RuleKind},
    value::canonical_text,
};

/// The fields that give points by a rule; those of a condition under which acts count give none.
fn counted_fields(rule: &Rule) -> IndexSet<&str> {
    match &rule.kind {
        RuleKind::Event { .. } => IndexSet::new(),
        RuleKind::LargestOf(rules) => rules.iter().flat_map(counted_fields).collect(),
        RuleKind::When { .. }
        | RuleKind::Bands { .. }
        | RuleKind::PerUnit { .. }
        | RuleKind::FirstOf(_) => rule_fields(rule),
    }
}

impl Linter<'_> {
    pub(super) fn double_counting(&mut self) {
        let mut by_field: IndexMap<&str, Vec<(&str, &Rule)>> = IndexMap::new();
        for (name, score) in &self.spec.scores {
            for rule in &score.rules {
                for field in counted_fields(rule) {
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
                    Lint::CountedTwice,
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

    /// Two fields that read one column, and both give points.
    pub(super) fn one_column(&mut self) {
        let scores = self.spec.scores.values().flat_map(|score| &score.rules);
        let counted: IndexSet<&str> = scores.flat_map(counted_fields).collect();
        let mut by_column: IndexMap<String, Vec<&str>> = IndexMap::new();
        for (id, field) in &self.spec.fields {
            let column = field.columns.0.first().unwrap_or(id);
            if counted.contains(id.as_str()) {
                by_column
                    .entry(canonical_text(column))
                    .or_default()
                    .push(id);
            }
        }
        for (column, fields) in by_column.into_iter().filter(|(_, fields)| fields.len() > 1) {
            let names: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
            self.warn(
                Lint::OneColumn,
                Path::spec()
                    .key("fields")
                    .key(fields.last().copied().unwrap_or_default()),
                format!(
                    "the column '{column}' gives points by {} fields: {}",
                    fields.len(),
                    names.join(", ")
                ),
                "the same fact may count twice",
                "keep one of the fields, or put their rules into a group with a cap",
            );
        }
    }
}
