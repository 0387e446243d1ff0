//! Going through everything that a compiled definition asks.

use crate::compiled::{Check, Compiled, CompiledRule, CompiledRuleKind, CompiledScoreKind};

impl Compiled {
    /// Visits every rule in the order of the scores, a rule before those inside it.
    pub(crate) fn each_rule<'c>(&'c self, visit: &mut impl FnMut(&'c CompiledRule)) {
        for score in &self.scores {
            if let CompiledScoreKind::Axis(axis) = &score.kind {
                for rule in axis.groups.iter().flat_map(|group| &group.rules) {
                    rule.visit(visit);
                }
            }
        }
    }

    /// Visits every condition in the order in which they are asked, a condition before its parts.
    pub fn each_check<'c>(&'c self, visit: &mut impl FnMut(&'c Check)) {
        for gate in &self.gates {
            gate.when.visit(visit);
        }
        for score in &self.scores {
            let reset_when = match &score.kind {
                CompiledScoreKind::Axis(axis) => axis.reset_when.as_ref(),
                CompiledScoreKind::Sum(_) | CompiledScoreKind::Largest(_) => None,
            };
            for check in score.applies_to.iter().chain(reset_when) {
                check.visit(visit);
            }
        }
        self.each_rule(&mut |rule| rule.each_own_check(visit));
        for (check, _) in self.grades.iter().flat_map(|grade| &grade.steps) {
            check.visit(visit);
        }
        for stage in &self.stages {
            let routes = stage.routes.iter().map(|(check, _)| check);
            for check in stage.when.iter().chain(&stage.exit).chain(routes) {
                check.visit(visit);
            }
        }
    }
}

impl CompiledRule {
    /// Visits this rule and those inside it, outermost first.
    pub fn visit<'c>(&'c self, visit: &mut impl FnMut(&'c CompiledRule)) {
        visit(self);
        if let CompiledRuleKind::LargestOf(rules) = &self.kind {
            for rule in rules {
                rule.visit(visit);
            }
        }
    }

    /// Visits the conditions of this rule with their parts, not those of the rules inside it.
    pub(crate) fn each_own_check<'c>(&'c self, visit: &mut impl FnMut(&'c Check)) {
        match &self.kind {
            CompiledRuleKind::When(check, _) => check.visit(visit),
            CompiledRuleKind::FirstOf(choices) => {
                for (check, _) in choices {
                    check.visit(visit);
                }
            }
            CompiledRuleKind::Event(rule) => {
                if let Some(check) = &rule.when {
                    check.visit(visit);
                }
            }
            CompiledRuleKind::Field(_) | CompiledRuleKind::LargestOf(_) => {}
        }
    }
}

impl Check {
    /// Visits this condition and its parts, outermost first.
    pub(crate) fn visit<'c>(&'c self, visit: &mut impl FnMut(&'c Check)) {
        visit(self);
        match self {
            Self::All(parts) | Self::Any(parts) | Self::None(parts) | Self::AtLeastOf(_, parts) => {
                for part in parts {
                    part.visit(visit);
                }
            }
            Self::Field(_)
            | Self::Event(_)
            | Self::AnyEvent(_)
            | Self::Score(..)
            | Self::Grade(..) => {}
        }
    }
}
