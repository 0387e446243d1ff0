//! Sheets for tools whose rules are clicked in by hand: what to enter where, in order, and what the tool cannot say.

mod criterion;
mod rules;
mod sheet;
mod stages;
mod tool;

pub use tool::Tool;

use crate::document::Chapter;
use crate::fidelity::{CompiledForm, Fidelity};
use crate::markdown::push_chapter;
use crate::scorecard::criterion::Criteria;
use crate::text::{markdown as safe, put};
use crate::{head_line, label, standing};
use leadpact_definition::{Compiled, LeadDefinition};

/// The sheet of a definition for one tool. `compiled` is made from its spec.
#[must_use]
pub fn scorecard(definition: &LeadDefinition, compiled: &Compiled, tool: Tool) -> CompiledForm {
    let names = tool.names();
    let mut fidelity = Fidelity::new(format!("scorecard for {}", names.tool));
    let mut criteria = Criteria {
        spec: &definition.spec,
        tool,
        fidelity: &mut fidelity,
    };
    let mut chapters = vec![sheet::facts(&criteria, compiled)];
    chapters.extend(stages::gates(&mut criteria));
    chapters.extend(sheet::scores(&mut criteria));
    chapters.extend(stages::grades(&mut criteria));
    chapters.extend(stages::stages(&mut criteria));
    chapters.extend(stages::examples(&criteria));
    general_notes(&mut fidelity, tool);
    let page = page(definition, &fidelity, tool, &chapters);
    let name = label(&definition.metadata.name);
    CompiledForm {
        form: names.form.to_owned(),
        files: vec![(
            format!("{name}.lead-definition.{}.md", names.form),
            page.into_bytes(),
        )],
        fidelity,
    }
}

/// What holds for every rule.
fn general_notes(fidelity: &mut Fidelity, tool: Tool) {
    let names = tool.names();
    let abilities = tool.abilities();
    if !abilities.takes_back {
        fidelity.approximated(
            "all rules",
            format!(
                "{} keeps points when what gave them is no longer so; beside each rule enter one with the opposite criterion that takes the points back",
                names.short
            ),
        );
    }
    fidelity.note(
        "The sheet was written from the public help of the tool and was not entered by us; names of menus differ between editions.",
    );
    fidelity.note(
        "Compare texts as the tool does: the definition takes A-Z and a-z for the same and no other letters.",
    );
    fidelity.note(
        "Nothing here is calculated by Leadpact: check the sheet with the examples at its end.",
    );
}

fn page(
    definition: &LeadDefinition,
    fidelity: &Fidelity,
    tool: Tool,
    chapters: &[Chapter],
) -> String {
    let names = tool.names();
    let metadata = &definition.metadata;
    let title = if metadata.title.is_empty() {
        &metadata.name
    } else {
        &metadata.title
    };
    let mut page = format!("<!-- {} -->\n\n", head_line(definition));
    put(
        &mut page,
        format_args!("# {}: {}\n\n", safe(names.tool), safe(title)),
    );
    put(
        &mut page,
        format_args!(
            "What to enter where, in this order. Definition {} {}, {}.\n",
            safe(&metadata.name),
            safe(&metadata.version),
            standing::status(definition).word()
        ),
    );
    if !fidelity.is_exact() {
        page.push_str(
            "\n**Leads can get another result in this tool than in the definition:**\n\n",
        );
        for (word, lines) in [
            ("left out, in whole or in part", &fidelity.dropped),
            ("not the same", &fidelity.approximated),
        ] {
            for line in lines {
                put(
                    &mut page,
                    format_args!("- **{}** ({word}): {}\n", safe(&line.what), safe(&line.why)),
                );
            }
        }
    }
    for chapter in chapters {
        push_chapter(&mut page, chapter);
    }
    page
}

#[cfg(test)]
mod tests;
