//! The document as data: chapters of blocks. Markdown and HTML render the same value, so they cannot disagree.
//!
//! Texts in it are as people wrote them; only a renderer makes them harmless, and each makes every one harmless.

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// How far the agreement is.
    pub badge: Badge,
    /// What stands under the title: version, days.
    pub facts: Vec<Row>,
    /// Its chapters, in order.
    pub chapters: Vec<Chapter>,
}

/// How far the agreement is, for everyone to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// How it looks.
    pub tone: Tone,
    /// One word: `Agreed`.
    pub word: &'static str,
    /// What that means here, as a sentence.
    pub note: String,
}

/// How a badge looks; the word beside it says the same without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It holds.
    Agreed,
    /// It waits for signatures.
    Proposed,
    /// It binds nobody.
    Draft,
    /// It no longer holds.
    Superseded,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Names it in links within the document; never a text of the workshop.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The definition itself, by paragraph.
    Definition(Vec<String>),
    /// A heading below the chapter's.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list without order.
    Bullets(Vec<String>),
    /// A list in order, each with a word that names the step.
    Steps(Vec<Row>),
    /// The stages of a track, lowest first.
    Ladder(Vec<Rung>),
    /// A table.
    Table(Table),
    /// Things of one kind, each with a title and what is known of it.
    Cards(Vec<Card>),
    /// Labels and what they stand for.
    Rows(Vec<Row>),
    /// Who signed and who did not.
    Signatures(Vec<SignatureLine>),
}

/// A label and its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The label.
    pub label: String,
    /// One text, or several that make a list.
    pub texts: Vec<String>,
}

/// One step of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The stage's name.
    pub name: String,
    /// Who is responsible; empty: nobody was named.
    pub owner: String,
    /// What must hold to enter; all of it.
    pub enters: Vec<String>,
    /// Other ways in, each whole.
    pub or_enters: Vec<String>,
    /// What also enters, whatever the points.
    pub at_once: Vec<String>,
    /// The part of the funnel; empty: not clear from the rules.
    pub funnel: &'static str,
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows; empty: the heading above it says so.
    pub caption: String,
    /// The names of its columns.
    pub head: Vec<String>,
    /// Its cells.
    pub rows: Vec<Vec<String>>,
    /// The column that holds numbers.
    pub numbers: Option<usize>,
}

/// One thing with a title and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub title: String,
    /// A word or two beside the name; empty: none.
    pub tag: String,
    /// What is known.
    pub rows: Vec<Row>,
}

/// The place for one party's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// The party's name.
    pub party: String,
    /// Who signed; empty: nobody yet.
    pub name: String,
    /// `Signed on 20 November 2026`, `Not signed yet`, or why it is void.
    pub words: String,
    /// Whether it counts.
    pub counts: bool,
}

impl Row {
    /// A label with one text.
    pub fn one(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            texts: vec![text.into()],
        }
    }

    /// A label with several texts; `None` when there is none.
    pub fn several(label: impl Into<String>, texts: Vec<String>) -> Option<Self> {
        let label = label.into();
        (!texts.is_empty()).then_some(Self { label, texts })
    }
}

impl Document {
    /// Visits every text of the document.
    pub fn visit(&self, look: &mut impl FnMut(&str)) {
        look(&self.title);
        look(self.badge.word);
        look(&self.badge.note);
        visit_rows(&self.facts, look);
        for chapter in &self.chapters {
            look(chapter.title);
            for block in &chapter.blocks {
                block.visit(look);
            }
        }
    }
}

fn visit_rows(rows: &[Row], look: &mut impl FnMut(&str)) {
    for row in rows {
        look(&row.label);
        for text in &row.texts {
            look(text);
        }
    }
}

impl Block {
    fn visit(&self, look: &mut impl FnMut(&str)) {
        match self {
            Self::Definition(texts) | Self::Bullets(texts) => {
                for text in texts {
                    look(text);
                }
            }
            Self::Heading(text) | Self::Paragraph(text) => look(text),
            Self::Steps(rows) | Self::Rows(rows) => visit_rows(rows, look),
            Self::Ladder(rungs) => {
                for rung in rungs {
                    look(&rung.name);
                    look(&rung.owner);
                    let enters = rung.enters.iter().chain(&rung.or_enters);
                    let enters = enters.chain(&rung.at_once);
                    for text in enters {
                        look(text);
                    }
                    look(rung.funnel);
                }
            }
            Self::Table(table) => {
                look(&table.caption);
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                for text in cells {
                    look(text);
                }
            }
            Self::Cards(cards) => {
                for card in cards {
                    look(&card.title);
                    look(&card.tag);
                    visit_rows(&card.rows, look);
                }
            }
            Self::Signatures(lines) => {
                for line in lines {
                    look(&line.party);
                    look(&line.name);
                    look(&line.words);
                }
            }
        }
    }
}
