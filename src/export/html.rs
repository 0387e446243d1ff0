//! The document as one web page: no scripts, no network, one style sheet inside.

use crate::document::{Block, Card, Chapter, Document, Row, Rung, SignatureLine, Table, Tone};
use crate::text::{html as safe, put};
use crate::{chapter, head_line};
use leadpact_definition::LeadDefinition;

/// The look of the page.
const STYLE: &str = include_str!("../../assets/documents/page.css");

/// The document about a definition.
#[must_use]
pub fn html(definition: &LeadDefinition) -> String {
    let document = chapter::document(definition);
    let mut page = format!("<!DOCTYPE html>\n<!-- {} -->\n", head_line(definition));
    page.push_str("<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"generator\" content=\"Leadpact\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    let title = safe(&document.title);
    let word = document.badge.word;
    put(
        &mut page,
        format_args!("<title>{title} ({word})</title>\n<style>\n{STYLE}</style>\n"),
    );
    put(
        &mut page,
        format_args!("</head>\n<body class=\"{}\">\n", tone(document.badge.tone)),
    );
    push_header(&mut page, &document);
    page.push_str("<main>\n");
    for (at, chapter) in document.chapters.iter().enumerate() {
        push_chapter(&mut page, at + 1, chapter);
    }
    page.push_str("</main>\n");
    push_footer(&mut page, &document);
    page.push_str("</body>\n</html>\n");
    page
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Agreed => "agreed",
        Tone::Proposed => "proposed",
        Tone::Draft => "draft",
        Tone::Superseded => "superseded",
    }
}

fn push_header(page: &mut String, document: &Document) {
    let badge = &document.badge;
    page.push_str("<header>\n");
    put(
        page,
        format_args!(
            "<p class=\"standing\"><strong class=\"badge\">{}</strong> <span>{}</span></p>\n",
            badge.word,
            safe(&badge.note)
        ),
    );
    put(
        page,
        format_args!("<h1>{}</h1>\n<p class=\"facts\">", safe(&document.title)),
    );
    for fact in &document.facts {
        put(
            page,
            format_args!(
                "<span>{} <b>{}</b></span> ",
                safe(&fact.label),
                safe(&fact.texts.join(", "))
            ),
        );
    }
    page.push_str("</p>\n<nav aria-label=\"Chapters\"><ol>\n");
    for chapter in &document.chapters {
        put(
            page,
            format_args!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                chapter.id,
                safe(chapter.title)
            ),
        );
    }
    page.push_str("</ol></nav>\n</header>\n");
}

fn push_footer(page: &mut String, document: &Document) {
    let facts: Vec<String> = document
        .facts
        .iter()
        .map(|fact| format!("{} {}", safe(&fact.label), safe(&fact.texts.join(", "))))
        .collect();
    put(
        page,
        format_args!(
            "<footer><p>{} · {} · {}</p></footer>\n",
            safe(&document.title),
            document.badge.word,
            facts.join(" · ")
        ),
    );
}

fn push_chapter(page: &mut String, number: usize, chapter: &Chapter) {
    let id = chapter.id;
    put(
        page,
        format_args!(
            "<section class=\"chapter {id}\" id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\"><span class=\"number\">{number}</span> {}</h2>\n",
            safe(chapter.title)
        ),
    );
    let mut below = "h3";
    for block in &chapter.blocks {
        if matches!(block, Block::Heading(_)) {
            below = "h4";
        }
        push_block(page, block, below);
    }
    page.push_str("</section>\n");
}

/// `below` is the element of a heading below the last one.
fn push_block(page: &mut String, block: &Block, below: &str) {
    match block {
        Block::Definition(paragraphs) => {
            page.push_str("<blockquote class=\"definition\">\n");
            for text in paragraphs {
                put(page, format_args!("<p>{}</p>\n", safe(text)));
            }
            page.push_str("</blockquote>\n");
        }
        Block::Heading(text) => put(page, format_args!("<h3>{}</h3>\n", safe(text))),
        Block::Paragraph(text) => put(page, format_args!("<p>{}</p>\n", safe(text))),
        Block::Bullets(texts) => push_list(page, texts),
        Block::Steps(rows) => push_steps(page, rows),
        Block::Ladder(rungs) => push_ladder(page, rungs, below),
        Block::Table(table) => push_table(page, table),
        Block::Cards(cards) => push_cards(page, cards, below),
        Block::Rows(rows) => push_rows(page, rows),
        Block::Signatures(lines) => push_signatures(page, lines),
    }
}

fn push_list(page: &mut String, texts: &[String]) {
    page.push_str("<ul>\n");
    for text in texts {
        put(page, format_args!("<li>{}</li>\n", safe(text)));
    }
    page.push_str("</ul>\n");
}

fn push_steps(page: &mut String, rows: &[Row]) {
    page.push_str("<ol class=\"steps\">\n");
    for row in rows {
        put(
            page,
            format_args!(
                "<li><b>{}</b> {}</li>\n",
                safe(&row.label),
                safe(&row.texts.join(" "))
            ),
        );
    }
    page.push_str("</ol>\n");
}

fn push_ladder(page: &mut String, rungs: &[Rung], heading: &str) {
    put(
        page,
        format_args!("<ol class=\"ladder\" style=\"--steps:{}\">\n", rungs.len()),
    );
    for (at, rung) in rungs.iter().enumerate() {
        let changes = at > 0
            && rungs
                .get(at - 1)
                .is_some_and(|before| before.owner != rung.owner);
        let class = if changes { " class=\"handed\"" } else { "" };
        put(page, format_args!("<li{class} style=\"--step:{at}\">\n"));
        if !rung.funnel.is_empty() {
            put(
                page,
                format_args!("<p class=\"funnel\">{}</p>\n", safe(rung.funnel)),
            );
        }
        put(
            page,
            format_args!("<{heading}>{}</{heading}>\n", safe(&rung.name)),
        );
        if !rung.owner.is_empty() {
            put(
                page,
                format_args!("<p class=\"owner\">{}</p>\n", safe(&rung.owner)),
            );
        }
        push_list(page, &rung.enters);
        for (word, ways) in [("Or", &rung.or_enters), ("Or at once", &rung.at_once)] {
            for way in ways {
                let way = safe(way);
                put(
                    page,
                    format_args!("<p class=\"or\"><b>{word}:</b> {way}</p>\n"),
                );
            }
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n");
}

fn push_table(page: &mut String, table: &Table) {
    // A table wider than the screen scrolls by itself; the keyboard reaches it.
    if table.caption.is_empty() {
        page.push_str("<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>");
    } else {
        let caption = safe(&table.caption);
        put(
            page,
            format_args!(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>"
            ),
        );
    }
    let class = |at: usize| {
        if table.numbers == Some(at) {
            " class=\"number\""
        } else {
            ""
        }
    };
    for (at, cell) in table.head.iter().enumerate() {
        put(
            page,
            format_args!("<th scope=\"col\"{}>{}</th>", class(at), safe(cell)),
        );
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for cells in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            let text = safe(cell);
            if at == 0 {
                put(page, format_args!("<th scope=\"row\">{text}</th>"));
            } else {
                put(page, format_args!("<td{}>{text}</td>", class(at)));
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

fn push_cards(page: &mut String, cards: &[Card], heading: &str) {
    page.push_str("<div class=\"cards\">\n");
    for card in cards {
        put(
            page,
            format_args!("<article>\n<{heading}>{}", safe(&card.title)),
        );
        if !card.tag.is_empty() {
            put(
                page,
                format_args!(" <span class=\"tag\">{}</span>", safe(&card.tag)),
            );
        }
        put(page, format_args!("</{heading}>\n"));
        push_rows(page, &card.rows);
        page.push_str("</article>\n");
    }
    page.push_str("</div>\n");
}

fn push_rows(page: &mut String, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    page.push_str("<dl>\n");
    for row in rows {
        put(page, format_args!("<dt>{}</dt>", safe(&row.label)));
        match row.texts.as_slice() {
            [one] => put(page, format_args!("<dd>{}</dd>", safe(one))),
            several => {
                page.push_str("<dd>");
                push_list(page, several);
                page.push_str("</dd>");
            }
        }
        page.push('\n');
    }
    page.push_str("</dl>\n");
}

fn push_signatures(page: &mut String, lines: &[SignatureLine]) {
    page.push_str("<ul class=\"names\">\n");
    for line in lines {
        let class = match (line.counts, line.name.is_empty()) {
            (true, _) => "signed",
            (false, true) => "open",
            (false, false) => "void",
        };
        put(
            page,
            format_args!(
                "<li class=\"{class}\"><p class=\"name\">{}</p><p class=\"for\">{}</p><p>{}</p></li>\n",
                safe(&line.name),
                safe(&line.party),
                safe(&line.words)
            ),
        );
    }
    page.push_str("</ul>\n");
}
