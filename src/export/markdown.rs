//! The document as Markdown (`CommonMark` with tables).

use crate::document::{Block, Card, Chapter, Row, Rung, SignatureLine, Table, Tone};
use crate::text::{markdown as safe, put, sentence};
use crate::{chapter, head_line};
use leadpact_definition::LeadDefinition;

/// The document about a definition.
#[must_use]
pub fn markdown(definition: &LeadDefinition) -> String {
    let document = chapter::document(definition);
    let mut page = format!("<!-- {} -->\n\n", head_line(definition));
    put(&mut page, format_args!("# {}\n\n", safe(&document.title)));
    let note = safe(&document.badge.note);
    let word = match document.badge.tone {
        Tone::Agreed | Tone::Superseded => document.badge.word.to_owned(),
        Tone::Proposed | Tone::Draft => document.badge.word.to_uppercase(),
    };
    put(&mut page, format_args!("**{word}.** {note}\n\n"));
    let facts: Vec<String> = document.facts.iter().map(row).collect();
    put(&mut page, format_args!("{}\n", facts.join(" · ")));
    for chapter in &document.chapters {
        push_chapter(&mut page, chapter);
    }
    page
}

pub(super) fn push_chapter(page: &mut String, chapter: &Chapter) {
    put(page, format_args!("\n## {}\n", safe(chapter.title)));
    for block in &chapter.blocks {
        page.push('\n');
        push_block(page, block);
    }
}

fn push_block(page: &mut String, block: &Block) {
    match block {
        Block::Definition(paragraphs) => {
            let quoted: Vec<String> = paragraphs
                .iter()
                .map(|text| format!("> {}\n", safe(text)))
                .collect();
            page.push_str(&quoted.join(">\n"));
        }
        Block::Heading(text) => put(page, format_args!("### {}\n", safe(text))),
        Block::Paragraph(text) => put(page, format_args!("{}\n", safe(text))),
        Block::Bullets(texts) => push_bullets(page, "", texts),
        Block::Steps(rows) => {
            for (at, step) in rows.iter().enumerate() {
                put(page, format_args!("{}. {}\n", at + 1, row(step)));
            }
        }
        Block::Ladder(rungs) => push_table(page, &ladder(rungs)),
        Block::Table(table) => {
            if !table.caption.is_empty() {
                put(page, format_args!("**{}**\n\n", safe(&table.caption)));
            }
            push_table(page, table);
        }
        Block::Cards(cards) => push_cards(page, cards),
        Block::Rows(rows) => push_rows(page, rows),
        Block::Signatures(lines) => push_table(page, &signatures(lines)),
    }
}

fn push_bullets(page: &mut String, indent: &str, texts: &[String]) {
    for text in texts {
        put(page, format_args!("{indent}- {}\n", safe(text)));
    }
}

fn push_cards(page: &mut String, cards: &[Card]) {
    for (at, card) in cards.iter().enumerate() {
        if at > 0 {
            page.push('\n');
        }
        let tag = if card.tag.is_empty() {
            String::new()
        } else {
            format!(" · {}", safe(&card.tag))
        };
        put(page, format_args!("#### {}{tag}\n\n", safe(&card.title)));
        push_rows(page, &card.rows);
    }
}

fn push_rows(page: &mut String, rows: &[Row]) {
    for entry in rows {
        match entry.texts.as_slice() {
            [] | [_] => put(page, format_args!("- {}\n", row(entry))),
            texts => {
                put(page, format_args!("- **{}:**\n", safe(&entry.label)));
                push_bullets(page, "  ", texts);
            }
        }
    }
}

fn row(row: &Row) -> String {
    let texts: Vec<String> = row.texts.iter().map(|text| safe(text)).collect();
    format!("**{}:** {}", safe(&row.label), texts.join("; "))
}

fn push_table(page: &mut String, table: &Table) {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| safe(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    page.push_str(&line(&table.head));
    for at in 0..table.head.len() {
        page.push_str(if table.numbers == Some(at) {
            "| ---: "
        } else {
            "| --- "
        });
    }
    page.push_str("|\n");
    for cells in &table.rows {
        page.push_str(&line(cells));
    }
}

fn ladder(rungs: &[Rung]) -> Table {
    let funnel = rungs.iter().any(|rung| !rung.funnel.is_empty());
    let mut head = ["Step", "Stage", "Owner", "A lead enters when"]
        .map(str::to_owned)
        .to_vec();
    if funnel {
        head.push("Part of the funnel".to_owned());
    }
    let rows = rungs.iter().enumerate().map(|(at, rung)| {
        let mut enters = rung.enters.join("; ");
        for (word, ways) in [("Or", &rung.or_enters), ("Or at once", &rung.at_once)] {
            for way in ways {
                enters = format!("{} {word}: {}", sentence(&enters), sentence(way));
            }
        }
        let mut row = vec![
            (at + 1).to_string(),
            rung.name.clone(),
            rung.owner.clone(),
            enters,
        ];
        if funnel {
            row.push(rung.funnel.to_owned());
        }
        row
    });
    Table {
        caption: String::new(),
        rows: rows.collect(),
        head,
        numbers: None,
    }
}

fn signatures(lines: &[SignatureLine]) -> Table {
    let rows = lines.iter();
    Table {
        caption: String::new(),
        head: ["For", "Name", "Signature"].map(str::to_owned).to_vec(),
        rows: rows
            .map(|line| vec![line.party.clone(), line.name.clone(), line.words.clone()])
            .collect(),
        numbers: None,
    }
}
