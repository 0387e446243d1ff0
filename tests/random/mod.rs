//! Random definitions, leads and event logs: the program and the plain evaluator give the same.

mod conditions;
mod definition;
mod facts;
mod files;
mod leads;
mod rules;

use leadpact_definition::apart::apart;
use leadpact_definition::date::Day;
use leadpact_definition::value::{day_number, moment, number, strip};
use leadpact_definition::{Compiled, Lead, Spec, compile};
use leadpact_leads::Mapping;

use crate::plain::score::Row;
use crate::plain::{Plain, PlainLead};
use definition::Random;

/// A small generator of numbers: the same seed gives the same ones everywhere.
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides.max(1)).expect("few sides");
        usize::try_from(self.next() % sides).expect("few sides")
    }

    /// A number from the first to the second, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// At least one of them, each once, in their order.
    pub fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let mut taken: Vec<T> = of.iter().filter(|_| self.chance(35)).cloned().collect();
        if taken.is_empty() {
            taken.push(self.pick(of).clone());
        }
        taken
    }
}

/// The program's form of a definition; none where the definition is refused, for example for a limit out of reach.
fn compiled(random: &Random) -> Option<(Spec, Compiled)> {
    let text = random.spec.to_string();
    let spec: Spec = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let compiled = compile(&spec).ok()?;
    Some((spec, compiled))
}

fn first_cell<'l>(lead: &'l PlainLead, headers: &[String], id: &str) -> &'l str {
    let header = headers.first().map_or(id, String::as_str);
    lead.cells.get(header).map_or("", String::as_str)
}

pub(crate) fn native_lead(spec: &Spec, compiled: &Compiled, plain: &PlainLead) -> Lead {
    let mut lead = Lead::default();
    lead.clear(compiled);
    for (index, (id, field)) in spec.fields.iter().enumerate() {
        let cell = first_cell(plain, &field.columns.0, id);
        lead.set(index, compiled.read_cell(index, cell).value());
    }
    let day = |at: &str| moment(strip(at)).map(|at| day_number(at.date));
    for (index, event) in spec.events.values().enumerate() {
        let Some(columns) = &event.columns else {
            continue;
        };
        let count = number(strip(first_cell(plain, &columns.count.0, "")));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and not negative"
        )]
        let count = count
            .filter(|count| *count >= 0.0 && count.fract() == 0.0)
            .map(|count| count as u64);
        lead.set_flat(index, count, day(first_cell(plain, &columns.last.0, "")));
    }
    for (event, at) in plain.log.iter().flatten() {
        let index = compiled.event_index(event).expect("a declared event");
        lead.occurred(index, day(at).expect("a day"));
    }
    lead
}

pub(crate) fn native_row(compiled: &Compiled, lead: &Lead, as_of: Day) -> Row {
    let outcome = compiled.score(lead, as_of.0);
    let mut row: Row = Vec::new();
    for (name, points) in outcome.scores {
        row.push((
            name,
            points.map_or(String::new(), |points| points.to_string()),
        ));
    }
    row.push(("grade".into(), outcome.grade));
    row.push(("stage".into(), outcome.stage.unwrap_or_default()));
    for (track, stage) in outcome.tracks {
        row.push((format!("stage_{track}"), stage.unwrap_or_default()));
    }
    row.push(("status".into(), outcome.status.word().into()));
    if compiled.has_owner() {
        row.push(("owner".into(), outcome.owner.unwrap_or_default()));
    }
    if outcome.grades.len() > 1 {
        let grades = outcome.grades.into_iter();
        row.extend(
            grades.map(|(name, grade)| (format!("grade_{name}"), grade.unwrap_or_default())),
        );
    }
    row
}

fn compare(seed: u64) -> Option<usize> {
    let random = definition::random(seed);
    let (spec, compiled) = compiled(&random)?;
    let as_of = random.as_of;
    for lead in &random.leads {
        let plain = Plain {
            spec: &random.spec,
            lead,
            as_of: i64::from(as_of.number()),
        };
        let native = native_row(&compiled, &native_lead(&spec, &compiled, lead), as_of);
        let plain = plain.row();
        assert!(
            native == plain,
            "seed {seed} as of {}\n{}\n{lead:?}\nthe program: {native:?}\nplain:       {plain:?}",
            as_of.0,
            random.spec
        );
    }
    Some(random.leads.len())
}

/// Many a random limit is out of reach, and the definition refused: so the seeds go on until enough are taken.
#[test]
fn random_definitions_score_as_the_plain_evaluator_does() {
    let taken = (1..=1000).filter_map(compare).take(300);
    let leads: Vec<usize> = taken.collect();
    assert_eq!((leads.len(), leads.iter().sum()), (300, 3600));
}

/// What a definition means is a definition that can be used, and with its spellings it is the same again.
#[test]
fn random_definitions_come_apart_and_together_again() {
    let mut spelled = 0;
    for seed in 1..=1000 {
        let random = definition::random(seed);
        let Some((spec, _)) = compiled(&random) else {
            continue;
        };
        let (meaning, spellings) = apart(&spec);
        assert_eq!(spellings.over(&meaning), spec, "seed {seed}");
        assert!(compile(&meaning).is_ok(), "seed {seed}: {}", random.spec);
        assert!(apart(&meaning).1.is_empty(), "seed {seed}");
        let mapping = Mapping::from(spellings.clone());
        assert_eq!(
            mapping.content_hash(),
            spellings.content_hash(),
            "seed {seed}"
        );
        let mapped = mapping.over(&meaning).expect("it fits");
        assert_eq!(mapped.spec, spec, "seed {seed}");
        spelled += usize::from(!spellings.is_empty());
    }
    assert!(spelled > 200, "{spelled}");
}
