//! What forms that run on the canonical record cannot say.

use crate::fidelity::Fidelity;
use leadpact_definition::Compiled;
use leadpact_definition::compiled::CompiledScoreKind;

/// Adds what is exact and what is not.
pub(super) fn note(fidelity: &mut Fidelity, compiled: &Compiled) {
    fidelity.exact(
        "gates, rules, groups, decay, grades, stages, owners",
        "the same result on the canonical record",
    );
    for score in &compiled.scores {
        if let CompiledScoreKind::Axis(axis) = &score.kind
            && axis.freeze.is_some()
        {
            fidelity.approximated(
                format!("score {}, freezeAbove", score.name),
                "the record does not tell in which order things happened, so that every act counts; score with `leadpact score` where it matters",
            );
        }
    }
    fidelity.note(
        "Whole numbers are exact up to 9,007,199,254,740,991 in engines that calculate with doubles; a sum of points beyond that may differ in its last digits.",
    );
}
