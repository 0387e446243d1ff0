//! Scores, rules and grades that change nothing.

use crate::{
    evaluate::bounds::unlimited_range,
    lint::{
        Lint, Linter, decisive,
        reading::{asks_event, decisive_scores, points, used_grades},
    },
    problem::Path,
    score::{GateEffect, Per, Rule, RuleKind, WhenMissing},
};

impl Linter<'_> {
    pub(super) fn negatives(&mut self) {
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
                Lint::NothingAgainst,
                Path::spec().key("gates"),
                "nothing speaks against a lead: no gate and no negative points",
                "every list bought or scraped can score as well as a real lead",
                "add a gate for what is not a lead, or points below 0",
            );
        }
    }

    pub(super) fn rules(&mut self) {
        let decisive = decisive_scores(self.spec);
        for (name, score) in &self.spec.scores {
            let path = Path::spec().key("scores").key(name);
            if !self.spec.stages.is_empty()
                && !decisive.contains(name.as_str())
                && !score.rules.is_empty()
            {
                self.warn(
                    Lint::IdleScore,
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
                        Lint::IdleRule,
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
                        Lint::IdleRule,
                        path.key("rules").index(at),
                        format!("the rule `{}` can never change a stage", rule.id),
                        "with it or without it, every score is on the same side of every limit that a stage or grade asks for",
                        "give it more points, change a cap or a limit, or take it out",
                    );
                }
            }
        }
    }

    /// Acts that count once in each block of days.
    pub(super) fn blocks(&mut self) {
        for (name, score) in &self.spec.scores {
            let path = Path::spec().key("scores").key(name).key("rules");
            for (at, rule) in score.rules.iter().enumerate() {
                self.blocks_of(&path.index(at), rule);
            }
        }
    }

    fn blocks_of(&mut self, path: &Path, rule: &Rule) {
        if let RuleKind::Event {
            per: Per::Block(block),
            ..
        } = &rule.kind
        {
            let days = block.days;
            self.warn(
                Lint::ShiftingBlocks,
                path.key("per"),
                format!("the blocks of the rule `{}` shift with the day of scoring", rule.id),
                "they are counted back from that day, so that two acts can fall into two blocks today and into one tomorrow, without anything happening",
                format!("write `per: {{cooldown: {days}d}}` to count each act at least {days} days after the last one that counted"),
            );
        }
        for (at, part) in rule.kind.rules().iter().enumerate() {
            self.blocks_of(&path.key("largestOf").index(at), part);
        }
    }

    /// A limit that stops nothing.
    pub(super) fn freezing(&mut self) {
        for (name, score) in &self.spec.scores {
            let Some(above) = score.freeze_above else {
                continue;
            };
            let path = Path::spec().key("scores").key(name).key("freezeAbove");
            let most = unlimited_range(score).most;
            if !score.rules.iter().any(asks_event) {
                self.warn(
                    Lint::IdleFreeze,
                    path,
                    format!("`freezeAbove` stops nothing in the score `{name}`"),
                    "its rules ask about no event, and fields always count",
                    "take it out, or write a `cap`",
                );
            } else if most <= above {
                self.warn(
                    Lint::IdleFreeze,
                    path,
                    format!("the score `{name}` is never above {above}"),
                    "its rules give no more, so nothing is ever frozen",
                    "write a lower limit, or take it out",
                );
            }
        }
    }

    pub(super) fn grades(&mut self) {
        let used = used_grades(self.spec);
        for name in self.spec.grades.keys() {
            if !self.spec.stages.is_empty() && !used.contains(name.as_str()) {
                self.warn(
                    Lint::IdleGrade,
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
                    Lint::GradeGap,
                    Path::spec().key("grades").key(name),
                    format!("the grade `{name}` has a gap: some leads get no grade"),
                    "none of its rows may hold",
                    "end with a row without a condition, for example `{grade: D}`",
                );
            }
        }
    }
}
