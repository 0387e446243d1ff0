//! What is doubtful about the leads that were counted.

use crate::absent::Absent;
use crate::doubt::{Doubt, Unread};
use crate::events::LogReport;
use crate::summary::{AlwaysMissing, Noted, Summary};
use leadpact_definition::Spec;

impl Summary {
    /// What is doubtful, loud ones first, gates before all. `hint`: what a mapping would say to read the cells of a field,
    /// by its index.
    #[must_use]
    pub fn doubtful(&self, spec: &Spec, hint: impl Fn(usize) -> Option<String>) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        for AlwaysMissing { gate, field } in &self.always_missing {
            doubts.push(Doubt::GateAlways {
                gate: gate.clone(),
                field: field.clone(),
            });
        }
        for (place, noted) in self.fields.iter().enumerate() {
            let unread = noted.unread(self.rows).map(|unread| Unread {
                hint: hint(place),
                ..unread
            });
            doubts.extend(unread.map(|unread| of_cells(spec, unread)));
        }
        let events = self.events.iter();
        let unread = events.filter_map(|noted| noted.unread(self.rows));
        doubts.extend(unread.map(of_column));
        if let Some(log) = &self.log {
            of_log(log, self.rows, &mut doubts);
        }
        doubts.extend(self.frame.doubts().into_iter().map(Doubt::Frame));
        doubts.extend(self.ids.repeated().map(Doubt::RepeatedIds));
        doubts.extend(self.ids.damaged().map(Doubt::DamagedIds));
        // A stable order: gates, what else is loud, the rest.
        let is_gate = |doubt: &Doubt| match doubt {
            Doubt::GateOpen { .. } | Doubt::GateAlways { .. } | Doubt::GateWithout { .. } => true,
            Doubt::ColumnNotUnderstood(_)
            | Doubt::CellsNotUnderstood(_)
            | Doubt::NoLeadInLog { .. }
            | Doubt::TimesNotUnderstood { .. }
            | Doubt::IdsInOtherForm(_)
            | Doubt::ToldTwice(_)
            | Doubt::WithoutStart { .. }
            | Doubt::RepeatedIds(_)
            | Doubt::DamagedIds(_)
            | Doubt::Frame(_)
            | Doubt::SignsBesideWords { .. } => false,
        };
        doubts.sort_by_key(|doubt| (!is_gate(doubt), !doubt.is_loud()));
        doubts
    }
}

impl Absent {
    /// The gates that ask about something which was taken as absent, each once; those that `known` tells of already are
    /// left out.
    #[must_use]
    pub fn doubts(&self, spec: &Spec, known: &[Doubt]) -> Vec<Doubt> {
        let told = |id: &str| {
            let mut told = known.iter();
            told.any(|doubt| matches!(doubt, Doubt::GateAlways { gate, .. } if gate == id))
        };
        let lacks = |fact: &str| self.fields.iter().chain(&self.events).any(|id| id == fact);
        let gates = spec.gates.iter().filter(|gate| !told(&gate.id));
        let without = gates.filter_map(|gate| {
            let mut fact = None;
            gate.when.each_mention(&mut |mention| {
                let lacking = mention.fact().filter(|fact| lacks(fact));
                fact = fact.take().or(lacking.map(|fact| (*fact).to_owned()));
            });
            let gate = gate.id.clone();
            fact.map(|fact| Doubt::GateWithout { gate, fact })
        });
        without.collect()
    }
}

impl Summary {
    /// Takes note of what was taken as absent, and of what that makes doubtful.
    pub fn lacked(&mut self, absent: Absent, spec: &Spec) {
        let doubts = absent.doubts(spec, &self.doubts);
        self.doubts.splice(0..0, doubts);
        self.absent = absent;
    }
}

impl Noted {
    /// What is not understood; none: nothing. `rows`: all leads.
    fn unread(&self, rows: u64) -> Option<Unread> {
        (self.not_understood > 0).then(|| Unread {
            field: self.id.clone(),
            column: self.columns.join("' and '"),
            leads: self.not_understood,
            filled: rows.saturating_sub(self.missing),
            examples: self.examples.clone(),
            hint: None,
        })
    }
}

/// What it means that cells of a field are not understood: most for the first gate that asks about it.
fn of_cells(spec: &Spec, unread: Unread) -> Doubt {
    let mut gates = spec.gates.iter().filter(|gate| {
        let mut asks = false;
        gate.when
            .each_mention(&mut |mention| asks |= mention.fact() == Some(&unread.field));
        asks
    });
    match gates.next() {
        Some(gate) => Doubt::GateOpen {
            gate: gate.id.clone(),
            unread,
        },
        None => of_column(unread),
    }
}

fn of_column(unread: Unread) -> Doubt {
    if unread.leads == unread.filled {
        Doubt::ColumnNotUnderstood(unread)
    } else {
        Doubt::CellsNotUnderstood(unread)
    }
}

/// `leads`: how many leads were looked up.
fn of_log(log: &LogReport, leads: u64, doubts: &mut Vec<Doubt>) {
    let counted: u64 = log.events.iter().map(|kept| kept.rows).sum();
    let named = counted + log.later + log.before + log.no_lead.rows;
    if leads > 0 && log.no_lead.rows > 0 && log.no_lead.rows == named {
        doubts.push(Doubt::NoLeadInLog {
            rows: named,
            example: log.no_lead.examples.first().cloned().unwrap_or_default(),
        });
    }
    if log.unread > 0 {
        let times = log.unread_times.iter();
        doubts.push(Doubt::TimesNotUnderstood {
            rows: log.unread,
            examples: times.map(|time| time.cell.clone()).collect(),
            whole: named == 0,
        });
    }
    doubts.extend(log.frame.doubts_of_log().into_iter().map(Doubt::Frame));
    doubts.extend(log.alike.iter().cloned().map(Doubt::IdsInOtherForm));
    if log.twice.rows > 0 {
        doubts.push(Doubt::ToldTwice(log.twice.clone()));
    }
    if log.without_start > 0 {
        doubts.push(Doubt::WithoutStart {
            leads: log.without_start,
            field: log.start.clone().unwrap_or_default(),
        });
    }
}

impl Summary {
    /// What `--strict` comes to, as a line; empty: nothing is doubtful.
    #[must_use]
    pub fn strict_words(&self) -> String {
        strict_words(&self.doubts)
    }
}

/// As [`Summary::strict_words`].
#[must_use]
pub fn strict_words(doubts: &[Doubt]) -> String {
    if doubts.is_empty() {
        return String::new();
    }
    let mut kinds: Vec<&str> = doubts.iter().map(Doubt::id).collect();
    kinds.dedup();
    format!(
        "Exit status 1, because of --strict: {}.\n",
        kinds.join(", ")
    )
}
