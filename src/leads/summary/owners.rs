//! Leads by who owns them.

use indexmap::IndexMap;

use crate::summary::Summary;
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_definition::{Compiled, Spec};
use leadpact_files::neutral_line;

impl Summary {
    /// By stage of the main track. Empty: no stage has a routing.
    pub(super) fn owners_by_stage(
        &self,
        spec: &Spec,
        compiled: &Compiled,
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
                    let name = neutral_line(&owner.name).into_owned();
                    *of_stage.entry(name).or_default() += count;
                }
            }
            let owned: u64 = of_stage.values().sum();
            if owned < *in_stage {
                *of_stage.entry("none".to_owned()).or_default() += in_stage - owned;
            }
            owners.insert(stage.id.clone(), of_stage);
        }
        owners
    }
}
