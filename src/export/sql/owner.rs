//! Who owns a lead: by the routes of its stage on the main track.

use std::fmt::Write as _;

use crate::sql::cell::Column;
use crate::sql::statement::Stages;
use leadpact_definition::compiled::CompiledStage;

impl Stages<'_, '_> {
    /// Who owns a lead in this stage; none: it has no routes.
    pub(super) fn routed(&mut self, index: usize, stage: &CompiledStage) -> Option<Column> {
        if stage.routes.is_empty() {
            return None;
        }
        let mut arms = String::new();
        for (check, owner) in &stage.routes {
            let check = self.writer.check(check);
            let _ = write!(arms, "WHEN {check} THEN {} ", self.owner_text(Some(*owner)));
        }
        let otherwise = self.owner_text(stage.otherwise);
        let owner = format!("CASE {arms}ELSE {otherwise} END");
        Some((self.name(&format!("owner{index}")), owner))
    }

    /// The name of an owner as a text, NULL for nobody.
    fn owner_text(&self, owner: Option<usize>) -> String {
        let quoting = self.quoting();
        let owner = owner.and_then(|owner| self.writer.compiled.owners.get(owner));
        match owner {
            Some(owner) => quoting.text(&owner.name),
            None => quoting.cast("NULL", quoting.text_type()),
        }
    }

    /// Who owns a lead: by the routes of the highest stage of the main track that is entered.
    pub(super) fn owner(&self) -> String {
        let scored = format!("{} = 'scored'", self.name("status"));
        let stages = self.writer.compiled.stages.iter().enumerate().rev();
        let mut arms = String::new();
        for (index, stage) in stages.filter(|(_, stage)| stage.track == 0) {
            let entered = self.name(&format!("t{index}"));
            let owner = if stage.routes.is_empty() {
                self.owner_text(stage.otherwise)
            } else {
                self.name(&format!("owner{index}"))
            };
            let _ = write!(arms, "WHEN {scored} AND {entered} THEN {owner} ");
        }
        format!("CASE {arms}END")
    }
}
