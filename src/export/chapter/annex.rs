//! The annex: what came with the template and nobody looked at. It binds nobody.

use crate::chapter::{Subject, unless_empty};
use crate::document::{Block, Chapter, Row};
use crate::text::capital;

/// What is default, not agreed; none where everything was looked at.
pub(super) fn chapter(subject: &Subject<'_>) -> Option<Chapter> {
    let agreement = subject.definition.agreement.as_ref()?;
    let defaults = agreement.defaults.iter();
    let rows: Vec<Row> = defaults
        .map(|text| Row::one(capital(&text.about), capital(&text.text)))
        .collect();
    let blocks = if rows.is_empty() {
        Vec::new()
    } else {
        vec![
            Block::Paragraph(
                "These texts came with the template and nobody looked at them before signing. They bind nobody, and no rule carries them out. Whoever wants one of them brings it to the next version.".to_owned(),
            ),
            Block::Rows(rows),
        ]
    };
    unless_empty(Chapter {
        id: "annex",
        title: "Annex: default, not agreed",
        blocks,
    })
}
