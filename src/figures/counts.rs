//! Leads by stage, by owner and by status.

use indexmap::IndexMap;
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_definition::{Compiled, LeadStatus, Spec, Tally};

/// What leads in no stage, and leads of nobody, are counted under.
pub const NONE: &str = "none";

/// Counts of scored leads, by the places of stages and owners in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// All leads.
    leads: u64,
    by_stage: Vec<u64>,
    by_owner: Vec<u64>,
    by_status: [u64; LeadStatus::ALL.len()],
}

impl Counts {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(compiled: &Compiled) -> Self {
        Self {
            leads: 0,
            by_stage: vec![0; compiled.stage_ids().count()],
            by_owner: vec![0; compiled.owner_names().count()],
            by_status: [0; LeadStatus::ALL.len()],
        }
    }

    /// For the same definition, and nothing counted.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            leads: 0,
            by_stage: vec![0; self.by_stage.len()],
            by_owner: vec![0; self.by_owner.len()],
            by_status: [0; LeadStatus::ALL.len()],
        }
    }

    /// Counts a scored lead.
    pub fn count(&mut self, tally: &Tally) {
        self.leads += 1;
        for stage in tally.stages.iter().flatten() {
            if let Some(count) = self.by_stage.get_mut(*stage) {
                *count += 1;
            }
        }
        if let Some(count) = tally.owner.and_then(|owner| self.by_owner.get_mut(owner)) {
            *count += 1;
        }
        for (count, status) in self.by_status.iter_mut().zip(LeadStatus::ALL) {
            *count += u64::from(status == tally.status);
        }
    }

    /// Adds the counts of other leads, by the same definition.
    pub fn add(&mut self, others: &Self) {
        self.leads += others.leads;
        let named = self.by_stage.iter_mut().chain(&mut self.by_owner);
        let named = named.chain(&mut self.by_status);
        let places = others.by_stage.iter().chain(&others.by_owner);
        let others = places.chain(&others.by_status);
        // The places are the same on both sides, as the definition is.
        for (count, other) in named.zip(others) {
            *count += other;
        }
    }

    /// By track, the main one first: leads by stage, lowest first; [`NONE`] counts those in no stage.
    #[must_use]
    pub fn stages(
        &self,
        spec: &Spec,
        compiled: &Compiled,
    ) -> IndexMap<String, IndexMap<String, u64>> {
        let of = |track: &String| {
            let stages = spec.stages.iter().zip(&self.by_stage);
            let mut of_track: IndexMap<String, u64> = stages
                .filter(|(stage, _)| stage.track() == track)
                .map(|(stage, count)| (stage.id.clone(), *count))
                .collect();
            let entered: u64 = of_track.values().sum();
            of_track.insert(NONE.to_owned(), self.leads.saturating_sub(entered));
            (track.clone(), of_track)
        };
        compiled.tracks().iter().map(of).collect()
    }

    /// By stage of the main track, lowest first: leads by owner, in the order in which the stage names them; [`NONE`]
    /// counts those of nobody. Empty: no stage has a routing. `shown` is how an owner's name is written.
    #[must_use]
    pub fn owners(
        &self,
        spec: &Spec,
        compiled: &Compiled,
        shown: impl Fn(&str) -> String,
    ) -> IndexMap<String, IndexMap<String, u64>> {
        let mut owners = IndexMap::new();
        if !compiled.has_owner() {
            return owners;
        }
        for (at, (stage, in_stage)) in spec.stages.iter().zip(&self.by_stage).enumerate() {
            if stage.track() != MAIN_TRACK {
                continue;
            }
            let mut of_stage: IndexMap<String, u64> = IndexMap::new();
            for (owner, count) in compiled.owners.iter().zip(&self.by_owner) {
                if owner.stage == at {
                    *of_stage.entry(shown(&owner.name)).or_default() += count;
                }
            }
            let owned: u64 = of_stage.values().sum();
            if owned < *in_stage {
                *of_stage.entry(NONE.to_owned()).or_default() += in_stage - owned;
            }
            owners.insert(stage.id.clone(), of_stage);
        }
        owners
    }

    /// Leads by status, in its words.
    #[must_use]
    pub fn statuses(&self) -> IndexMap<String, u64> {
        let statuses = LeadStatus::ALL.into_iter().zip(self.by_status);
        let named = statuses.map(|(status, count)| (status.word().to_owned(), count));
        named.collect()
    }
}
