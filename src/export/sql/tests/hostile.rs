//! User text never leaves its literal or name: the statement is cut into tokens by a parser of the dialect.

use proptest::prelude::*;
use sqlparser::dialect as parsers;
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, Tokenizer, Word};

use super::*;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::{Field, FieldType, LeadId, Read};
use leadpact_definition::scalar::Texts;
use leadpact_definition::score::{GradeStep, Rule, RuleKind, Score};
use leadpact_definition::stage::{Route, Routing, Stage};
use leadpact_definition::value::canonical_text;

/// What ends literals, names and comments, or begins something else.
const PIECES: [&str; 36] = [
    "'", "''", "\"", "`", "\\", "\\'", "\\\\", "--", ";", "/*", "*/", "{{", "}}", "{%", "{#",
    "${x}", "$$", "$1", "\n", "\r", "\t", "\u{2028}", "\u{202e}", "\u{1}", "E'", "||", "%", "_",
    "a", "é", "#", ":x", "?", "&v", "@", ")",
];

/// A text with a plain letter at both ends, so that nothing is stripped from it.
fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..7)
        .prop_map(|pieces| format!("q{}z", pieces.concat()))
}

fn field(kind: FieldType, header: &str) -> Field {
    Field {
        kind,
        columns: Texts(vec![header.to_owned()]),
        ..Field::default()
    }
}

fn rule(id: &str, field: &str, test: Test) -> Rule {
    Rule {
        id: id.to_owned(),
        kind: RuleKind::When {
            when: Condition::field(field, test),
            points: 1,
        },
        cap: None,
        floor: None,
        group: None,
        when_missing: None,
        rated: None,
        because: None,
    }
}

/// A definition with a user's text wherever one can stand.
fn definition(text: &str) -> LeadDefinition {
    let mut definition = LeadDefinition::default();
    definition.metadata.name = text.to_owned();
    definition.metadata.title = text.to_owned();
    definition.metadata.version = text.to_owned();
    definition.metadata.content_hash = Some(text.to_owned());
    let spec = &mut definition.spec;
    spec.lead_id = Some(LeadId {
        columns: Texts(vec![format!("id {text}")]),
        number: false,
    });
    let mut industry = field(FieldType::Text, &format!("industry {text}"));
    industry.placeholders = vec![format!("none {text}")];
    industry.read = Some(Read {
        values: [(format!("raw {text}"), format!("read {text}"))]
            .into_iter()
            .collect(),
        ..Read::default()
    });
    let mut level = field(FieldType::Level, "level");
    level.levels = vec!["low".to_owned(), format!("level {text}")];
    let mut consent = field(FieldType::Boolean, "consent");
    consent.read = Some(Read {
        true_words: vec![format!("yes {text}")],
        false_words: vec![format!("no {text}")],
        ..Read::default()
    });
    let mut interests = field(FieldType::List, "interests");
    interests.separator = Some("~".to_owned());
    for (id, field) in [
        ("industry", industry),
        ("level", level),
        ("consent", consent),
        ("interests", interests),
    ] {
        spec.fields.insert(id.to_owned(), field);
    }
    let one = |prefix: &str| Texts(vec![format!("{prefix} {text}")]);
    let rules = vec![
        rule("is", "industry", Test::In(one("is"))),
        rule("contains", "industry", Test::Contains(one("part").into())),
        rule("starts", "industry", Test::StartsWith(one("start").into())),
        rule("ends", "industry", Test::EndsWith(one("end").into())),
        rule("any", "interests", Test::HasAny(one("element"))),
        rule("level", "level", Test::In(one("level"))),
        rule("consent", "consent", Test::Present),
    ];
    let score = Score {
        rules,
        ..Score::default()
    };
    spec.scores.insert("fit".to_owned(), score);
    spec.grades.insert(
        "fit".to_owned(),
        vec![GradeStep {
            at_least: None,
            when: None,
            grade: format!("grade {text}"),
        }],
    );
    spec.stages.push(Stage {
        id: "lead".to_owned(),
        name: text.to_owned(),
        track: Some(format!("track {text}")),
        ..Stage::default()
    });
    let route = |to: &str| Route {
        when: Condition::field("consent", Test::Present),
        to: format!("{to} {text}"),
    };
    spec.stages.push(Stage {
        id: "mql".to_owned(),
        owner: Some(format!("owner {text}")),
        routing: Some(Routing {
            routes: vec![route("first"), route("second")],
            fallback: None,
        }),
        ..Stage::default()
    });
    definition
}

fn parser(dialect: Dialect) -> Box<dyn parsers::Dialect> {
    match dialect {
        Dialect::Duckdb => Box::new(parsers::DuckDbDialect {}),
        Dialect::Postgres => Box::new(parsers::PostgreSqlDialect {}),
        Dialect::Spark => Box::new(parsers::DatabricksDialect {}),
        Dialect::Bigquery => Box::new(parsers::BigQueryDialect {}),
        Dialect::Snowflake => Box::new(parsers::SnowflakeDialect {}),
    }
}

/// A token without its user text, or the text of a literal or name as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Name(String),
    Other(String),
}

fn pieces(dialect: Dialect, text: &str) -> Vec<Piece> {
    let parser = parser(dialect);
    let tokens = Tokenizer::new(&*parser, text)
        .with_unescape(false)
        .tokenize()
        .expect("tokens");
    let mut pieces: Vec<Piece> = Vec::new();
    for token in tokens {
        pieces.push(match token {
            Token::Whitespace(_) => continue,
            Token::SingleQuotedString(text) => Piece::Literal(unescaped(dialect, &text, true)),
            // The parser reads the escapes of these itself.
            Token::EscapedStringLiteral(text) => Piece::Literal(text),
            Token::Word(Word {
                value,
                quote_style: Some(quote),
                keyword: Keyword::NoKeyword,
            }) => Piece::Name(unnamed(dialect, &value, quote)),
            other => Piece::Other(other.to_string()),
        });
    }
    joined(&pieces)
}

/// DuckDB's literals of several parts as one.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let other = |text: &str| Piece::Other(text.to_owned());
    let mut one: Vec<Piece> = Vec::new();
    let mut rest = pieces;
    while let Some((first, after)) = rest.split_first() {
        if *first == other("chr")
            && let [open, Piece::Other(number), _, ..] = after
            && *open == other("(")
        {
            let letter = number
                .parse()
                .ok()
                .and_then(char::from_u32)
                .expect("a letter");
            one.push(Piece::Literal(letter.to_string()));
            rest = &after[3..];
        } else {
            one.push(first.clone());
            rest = after;
        }
        while let [.., Piece::Literal(a), bar, Piece::Literal(b)] = one.as_slice()
            && *bar == other("||")
        {
            let both = format!("{a}{b}");
            one.truncate(one.len() - 3);
            one.push(Piece::Literal(both));
        }
    }
    // Brackets around one literal alone are those of its parts.
    let mut bare: Vec<Piece> = Vec::new();
    for piece in one {
        bare.push(piece);
        if let [.., open, Piece::Literal(text), close] = bare.as_slice()
            && *open == other("(")
            && *close == other(")")
        {
            let text = text.clone();
            bare.truncate(bare.len() - 3);
            bare.push(Piece::Literal(text));
        }
    }
    bare
}

/// A literal's text as the engine's manual says it is read.
fn unescaped(dialect: Dialect, raw: &str, quoted: bool) -> String {
    let backslash = matches!(
        dialect,
        Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake
    );
    let mut text = String::new();
    let mut letters = raw.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if backslash => match letters.next().expect("a letter after the backslash") {
                'u' => {
                    let digits: String = letters.by_ref().take(4).collect();
                    let number = u32::from_str_radix(&digits, 16).expect("four digits");
                    text.push(char::from_u32(number).expect("a letter"));
                }
                other => text.push(other),
            },
            '\'' if quoted => {
                assert_eq!(
                    letters.next(),
                    Some('\''),
                    "a quotation mark alone in {raw}"
                );
                text.push('\'');
            }
            _ => text.push(letter),
        }
    }
    text
}

fn unnamed(dialect: Dialect, raw: &str, quote: char) -> String {
    if dialect == Dialect::Bigquery {
        return unescaped(dialect, raw, false);
    }
    raw.replace(&format!("{quote}{quote}"), &quote.to_string())
}

/// The pieces with every text blanked that has user text in it.
fn shape(pieces: &[Piece]) -> Vec<String> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(_) => "a literal".to_owned(),
            Piece::Name(_) => "a name".to_owned(),
            Piece::Other(text) => text.clone(),
        })
        .collect()
}

fn statement(dialect: Dialect, text: &str) -> String {
    let definition = definition(text);
    let compiled = compile(&definition.spec).expect("compiled");
    let form = sql(&definition, &compiled, &request(dialect)).expect("written");
    String::from_utf8(form.files[0].1.clone()).expect("text")
}

/// The statement has the same tokens as with a harmless text, and the text itself in literals and names.
fn check(dialect: Dialect, text: &str) {
    // As long, because the length of a text stands in the statement.
    let harmless = "q".repeat(canonical_text(text).chars().count());
    let plain = shape(&pieces(dialect, &statement(dialect, &harmless)));
    let found = pieces(dialect, &statement(dialect, text));
    let shaped = shape(&found);
    let place = shaped.iter().zip(&plain).position(|(a, b)| a != b);
    assert!(
        place.is_none() && shaped.len() == plain.len(),
        "{dialect:?} {text:?} differs at {place:?}"
    );
    let literals: Vec<&str> = found
        .iter()
        .filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let canonical = canonical_text(text);
    for before in [
        "none", "raw", "read", "level", "yes", "no", "is", "part", "start", "end", "~element",
    ] {
        let after = if before.starts_with('~') { "~" } else { "" };
        let wanted = format!("{before} {canonical}{after}");
        assert!(
            literals.contains(&wanted.as_str()),
            "{dialect:?} {wanted:?} is no literal"
        );
    }
    let grade = format!("grade {text}");
    assert!(literals.contains(&grade.as_str()), "{dialect:?} {grade:?}");
    for name in [
        format!("id {text}"),
        format!("industry {text}"),
        format!("stage_track {text}"),
    ] {
        assert!(
            found.contains(&Piece::Name(dialect.possible_name(&name).into_owned())),
            "{dialect:?} {name:?} is no name"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_users_text_stays_within_its_literal(text in nasty()) {
        for dialect in Dialect::ALL {
            check(dialect, &text);
        }
    }
}

#[test]
fn each_piece_alone_stays_within_its_literal() {
    for piece in PIECES {
        for dialect in Dialect::ALL {
            check(dialect, &format!("q{piece}z"));
            check(dialect, &format!("q{piece}"));
        }
    }
}

#[test]
fn a_text_with_nul_is_in_no_cell() {
    let text = statement(Dialect::Postgres, "a\0b");
    assert!(!text.contains('\0'));
    for absent in ["is ab", "none ab", "part ab"] {
        assert!(!text.contains(absent), "{absent}");
    }
    let definition = definition("a\0b");
    let compiled = compile(&definition.spec).expect("compiled");
    let form = sql(&definition, &compiled, &request(Dialect::Postgres)).expect("written");
    let lost: Vec<&str> = form
        .fidelity
        .approximated
        .iter()
        .map(|line| line.what.as_str())
        .collect();
    assert!(lost.contains(&"grade fit"), "{lost:?}");
}
