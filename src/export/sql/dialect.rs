//! The engines, and how each writes names and texts. User text enters a statement only through this file.

use std::borrow::Cow;
use std::fmt::Write;

/// An engine that a definition is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Dialect {
    /// DuckDB 1.1 or newer.
    Duckdb,
    /// PostgreSQL 15 or newer.
    Postgres,
    /// Apache Spark 3.4 or newer, with ANSI mode on or off.
    Spark,
    /// Google BigQuery; not run by us.
    Bigquery,
    /// Snowflake; not run by us.
    Snowflake,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Duckdb,
        Self::Postgres,
        Self::Spark,
        Self::Bigquery,
        Self::Snowflake,
    ];

    /// The word on the command line and in names of files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Duckdb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::Bigquery => "bigquery",
            Self::Snowflake => "snowflake",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Duckdb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
            Self::Bigquery => "BigQuery",
            Self::Snowflake => "Snowflake",
        }
    }

    /// A name of a column as the engine can have it: BigQuery takes letters, digits and `_`, at most 300, and no digit
    /// first. Source: BigQuery, "Specifying a schema", column names.
    #[must_use]
    pub(crate) fn possible_name(self, name: &str) -> Cow<'_, str> {
        match self {
            Self::Bigquery => bigquery_name(name),
            Self::Duckdb | Self::Postgres | Self::Spark | Self::Snowflake => {
                Cow::Owned(name.to_owned())
            }
        }
    }

    /// Whether the project's own tests run it.
    #[must_use]
    pub(crate) fn is_run_by_us(self) -> bool {
        !matches!(self, Self::Bigquery | Self::Snowflake)
    }
}

/// How names and texts are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoting {
    pub dialect: Dialect,
    /// Whether the statement is a template in which `{{`, `{%` and `{#` mean something.
    pub template: bool,
}

impl Quoting {
    /// A text literal. The text must not hold NUL, which no engine can hold either; it is left out.
    pub fn text(self, text: &str) -> String {
        let literal = match self.dialect {
            Dialect::Duckdb => joined_literal(text),
            Dialect::Postgres => postgres_literal(text),
            Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => {
                let mut literal = String::from("'");
                let mut letters = text.chars().peekable();
                while let Some(letter) = letters.next() {
                    match letter {
                        '\0' => {}
                        '\'' => literal.push_str("\\'"),
                        '\\' => literal.push_str("\\\\"),
                        // Spark replaces `${name}` even within a literal.
                        '$' if letters.peek() == Some(&'{') => literal.push_str("\\u0024"),
                        _ if is_unseen(letter) => escape(&mut literal, letter),
                        _ => literal.push(letter),
                    }
                }
                literal.push('\'');
                literal
            }
        };
        self.neutral(&literal)
    }

    /// The name of a column or of a stage of the statement.
    pub fn name(self, name: &str) -> String {
        self.quoted(&self.dialect.possible_name(name))
    }

    /// A name as it is, in the engine's marks.
    fn quoted(self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(|letter| if letter == '\0' { '\u{fffd}' } else { letter })
            .collect();
        let quoted = match self.dialect {
            Dialect::Duckdb | Dialect::Postgres | Dialect::Snowflake => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            Dialect::Bigquery => {
                let mut quoted = String::from("`");
                for letter in name.chars() {
                    match letter {
                        // By its number, so that no reader takes it for the end of the name.
                        '`' => escape(&mut quoted, letter),
                        '\\' => quoted.push_str("\\\\"),
                        _ if is_unseen(letter) => escape(&mut quoted, letter),
                        _ => quoted.push(letter),
                    }
                }
                quoted.push('`');
                quoted
            }
        };
        self.neutral(&quoted)
    }

    /// A name that the engine looks up as if it stood there unquoted: Snowflake then takes it in capitals.
    pub(crate) fn plain_name(self, name: &str) -> String {
        let mut letters = name.chars();
        let begins = letters
            .next()
            .is_some_and(|letter| letter.is_ascii_lowercase() || letter == '_');
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if self.dialect == Dialect::Snowflake && begins && letters.all(plain) {
            self.quoted(&name.to_ascii_uppercase())
        } else {
            self.quoted(name)
        }
    }

    /// A table, with its schema and catalogue before it where the name has dots.
    pub fn table(self, table: &str) -> String {
        let parts: Vec<String> = table.split('.').map(|part| self.plain_name(part)).collect();
        parts.join(".")
    }

    /// A quoted name or text in which a template has nothing to do.
    fn neutral(self, quoted: &str) -> String {
        if !self.template {
            return quoted.to_owned();
        }
        let mut neutral = String::with_capacity(quoted.len());
        let mut letters = quoted.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            if letter == '{' && next.is_some_and(|next| "{%#".contains(next)) {
                neutral.push_str("{{ \"{\" }}");
            } else {
                neutral.push(letter);
            }
        }
        neutral
    }
}

/// The longest name of a column in BigQuery, in letters.
const LONGEST_IN_BIGQUERY: usize = 300;

/// What BigQuery keeps for itself: no column begins so, however it is written.
const KEPT_BY_BIGQUERY: [&str; 6] = [
    "_TABLE_",
    "_FILE_",
    "_PARTITION",
    "_ROW_TIMESTAMP",
    "__ROOT__",
    "_COLIDENTIFIER",
];

/// Every other letter becomes `_`, as BigQuery's own loading does it.
fn bigquery_name(name: &str) -> Cow<'_, str> {
    let possible = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '_'
        }
    };
    let mut made: String = name.chars().map(possible).collect();
    let capitals = made.to_ascii_uppercase();
    let kept = |prefix: &&str| capitals.starts_with(*prefix);
    if KEPT_BY_BIGQUERY.iter().any(kept) {
        made.insert(0, 'x');
    } else if !made.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic()) {
        made.insert(0, '_');
    }
    made.truncate(LONGEST_IN_BIGQUERY);
    Cow::Owned(made)
}

/// Letters that are not seen, or that turn the order of what is seen: they are written by their number.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// `\u` and four digits. All unseen letters lie within them.
fn escape(to: &mut String, letter: char) {
    // Writing to a `String` cannot fail.
    let _ = write!(to, "\\u{:04x}", u32::from(letter));
}

/// A literal without any escape but the doubled quotation mark; unseen letters are joined to it by their number.
fn joined_literal(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut seen = String::new();
    for letter in text.chars().filter(|letter| *letter != '\0') {
        if is_unseen(letter) {
            if !seen.is_empty() {
                parts.push(format!("'{seen}'"));
                seen.clear();
            }
            parts.push(format!("chr({})", u32::from(letter)));
        } else {
            if letter == '\'' {
                seen.push('\'');
            }
            seen.push(letter);
        }
    }
    if !seen.is_empty() || parts.is_empty() {
        parts.push(format!("'{seen}'"));
    }
    match parts.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", parts.join(" || ")),
    }
}

/// `E'...'` wherever a backslash stands, so that no setting of the server changes its meaning.
fn postgres_literal(text: &str) -> String {
    let mut literal = String::new();
    let mut escaped = false;
    for letter in text.chars().filter(|letter| *letter != '\0') {
        match letter {
            '\'' => literal.push_str("''"),
            '\\' => {
                escaped = true;
                literal.push_str("\\\\");
            }
            _ if is_unseen(letter) => {
                escaped = true;
                escape(&mut literal, letter);
            }
            _ => literal.push(letter),
        }
    }
    let mark = if escaped { "E" } else { "" };
    format!("{mark}'{literal}'")
}
