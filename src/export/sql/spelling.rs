//! How each engine spells what a statement needs. Arguments are finished expressions.

use crate::sql::dialect::{Dialect, Quoting};

/// A time of day behind a date, with a distance from UTC or without, or nothing.
pub(super) const TIME: &str = "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?";

/// A date in the canonical form with such a time; whether the day is a real one is not seen here.
pub(super) const MOMENT: &str = "(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?";

/// A number in the canonical form.
pub(super) const NUMBER: &str = "[+-]?[0-9]{1,15}([.][0-9]{1,9})?";

/// A number as software writes doubles: no engine can find it too large or too small.
pub(super) const FLOAT: &str = "[+-]?([0-9]{1,39}([.][0-9]{0,39})?|[.][0-9]{1,39})([eE][+-]?([0-9]{1,2}|[01][0-9]{2}|2[0-4][0-9]|250))?";

/// One text of such an array.
macro_rules! json_text {
    () => {
        concat!(
            "\"([^\"\\\\\u{1}-\u{1f}]|[\\\\]([\"\\\\/bfnrt]|u([1-9a-cefA-CEF][0-9a-fA-F]{3}|0[1-9a-fA-F][0-9a-fA-F]{2}|",
            "00[2-9a-fA-F][0-9a-fA-F]|000[1-9a-fA-F]|001[0-9a-eA-E]|[dD][0-7][0-9a-fA-F]{2}|",
            "[dD][89abAB][0-9a-fA-F]{2}[\\\\]u[dD][c-fC-F][0-9a-fA-F]{2})))*\""
        )
    };
}

/// A JSON array of texts, with every escape that is one letter; none of them the letters 0 and 31.
pub(super) const JSON_TEXTS: &str = concat!(
    "\\[[ \t\r\n]*(",
    json_text!(),
    "([ \t\r\n]*,[ \t\r\n]*",
    json_text!(),
    ")*)?[ \t\r\n]*\\]"
);

/// The letters that [`strip`](Quoting::strip) takes off.
const STRIPPED: [char; 8] = leadpact_definition::value::BLANKS;

/// [`STRIPPED`] one after another.
pub(super) fn blanks() -> String {
    STRIPPED.into_iter().collect()
}

impl Quoting {
    /// The type of texts.
    pub(crate) fn text_type(self) -> &'static str {
        match self.dialect {
            Dialect::Duckdb | Dialect::Snowflake => "VARCHAR",
            Dialect::Postgres => "text",
            Dialect::Spark | Dialect::Bigquery => "STRING",
        }
    }

    /// The type of IEEE doubles.
    pub(crate) fn double_type(self) -> &'static str {
        match self.dialect {
            Dialect::Duckdb | Dialect::Spark => "DOUBLE",
            Dialect::Postgres => "double precision",
            Dialect::Bigquery => "FLOAT64",
            Dialect::Snowflake => "DOUBLE",
        }
    }

    /// The type of whole numbers with 64 bits or more.
    pub(crate) fn whole_type(self) -> &'static str {
        match self.dialect {
            Dialect::Bigquery => "INT64",
            Dialect::Duckdb | Dialect::Postgres | Dialect::Spark | Dialect::Snowflake => "BIGINT",
        }
    }

    #[expect(
        clippy::unused_self,
        reason = "written like the spellings beside it, which differ by engine"
    )]
    pub fn cast(self, what: &str, to: &str) -> String {
        format!("CAST({what} AS {to})")
    }

    /// A double.
    pub fn double(self, number: f64) -> String {
        format!("CAST('{number:e}' AS {})", self.double_type())
    }

    /// The day a statement takes for *today*.
    pub(crate) fn current_date(self) -> &'static str {
        match self.dialect {
            Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => "CURRENT_DATE()",
            Dialect::Duckdb | Dialect::Postgres => "CURRENT_DATE",
        }
    }

    /// Days from 1970-01-01 to a date.
    pub fn day_number(self, date: &str) -> String {
        match self.dialect {
            Dialect::Duckdb => format!("date_diff('day', DATE '1970-01-01', {date})"),
            Dialect::Postgres => format!("({date} - DATE '1970-01-01')"),
            Dialect::Spark => format!("datediff({date}, DATE '1970-01-01')"),
            Dialect::Bigquery => format!("DATE_DIFF({date}, DATE '1970-01-01', DAY)"),
            Dialect::Snowflake => format!("DATEDIFF('day', DATE '1970-01-01', {date})"),
        }
    }

    /// Without blanks at both ends, and nothing else.
    pub fn strip(self, text: &str) -> String {
        let trimmed = self.trim(text, &self.text(&blanks()));
        match self.dialect {
            // Looking at both ends is much faster than the general function, which few cells need.
            Dialect::Duckdb => format!(
                "CASE WHEN ascii({text}) BETWEEN 33 AND 126 AND ascii(right({text}, 1)) BETWEEN 33 AND 126 THEN {text} ELSE {trimmed} END"
            ),
            Dialect::Postgres | Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => trimmed,
        }
    }

    /// Whether anything stands in a text but blanks and the mark.
    pub(crate) fn has_more_than(self, text: &str, mark: &str) -> String {
        if self.dialect == Dialect::Duckdb {
            let mark: String = mark.chars().map(in_brackets).collect();
            let other = self.text(&format!("[^{}{mark}]", blanks()));
            return format!("regexp_matches({text}, {other})");
        }
        let ends = self.text(&format!("{}{mark}", blanks()));
        format!("{} <> ''", self.trim(text, &ends))
    }

    /// Whether a text of DuckDB can have a blank in it: one in ASCII, or any letter beyond.
    pub(crate) fn has_space(self, text: &str) -> String {
        let mut spaces: Vec<String> = [" ", "\t", "\r", "\n"]
            .iter()
            .map(|space| self.contains(text, &self.text(space)))
            .collect();
        spaces.push(format!("strlen({text}) > length({text})"));
        format!("({})", spaces.join(" OR "))
    }

    /// The texts of a JSON array, which `text` is, with `mark` between them.
    pub(crate) fn json_texts(self, text: &str, mark: &str) -> String {
        match self.dialect {
            Dialect::Duckdb => {
                format!("array_to_string(from_json({text}, '[\"VARCHAR\"]'), {mark})")
            }
            Dialect::Postgres => format!(
                "array_to_string(ARRAY(SELECT jsonb_array_elements_text(CAST({text} AS jsonb))), {mark})"
            ),
            Dialect::Spark => format!("array_join(from_json({text}, 'array<string>'), {mark})"),
            Dialect::Bigquery => format!("ARRAY_TO_STRING(JSON_VALUE_ARRAY({text}), {mark})"),
            Dialect::Snowflake => format!("ARRAY_TO_STRING(PARSE_JSON({text}), {mark})"),
        }
    }

    /// Without the letters `of` at both ends.
    pub fn trim(self, text: &str, of: &str) -> String {
        match self.dialect {
            Dialect::Duckdb => format!("trim({text}, {of})"),
            Dialect::Postgres => format!("btrim({text}, {of})"),
            Dialect::Spark => format!("trim(BOTH {of} FROM {text})"),
            Dialect::Bigquery | Dialect::Snowflake => format!("TRIM({text}, {of})"),
        }
    }

    /// A-Z small, and nothing else: `lower` is only used where it can do nothing else.
    pub fn fold(self, text: &str) -> String {
        let bytes = match self.dialect {
            Dialect::Postgres => return format!("lower({text} COLLATE \"C\")"),
            Dialect::Duckdb => "strlen",
            Dialect::Spark => "octet_length",
            Dialect::Bigquery => "BYTE_LENGTH",
            Dialect::Snowflake => "OCTET_LENGTH",
        };
        format!(
            "CASE WHEN {bytes}({text}) = length({text}) THEN lower({text}) ELSE translate({text}, \
             'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END"
        )
    }

    /// Whether the whole text is as `pattern` says.
    pub fn matches(self, text: &str, pattern: &str) -> String {
        let whole = self.text(&self.whole_pattern(pattern));
        match self.dialect {
            Dialect::Duckdb => format!("regexp_full_match({text}, {})", self.text(pattern)),
            Dialect::Postgres => format!("{text} ~ {whole}"),
            Dialect::Spark => format!("{text} RLIKE {whole}"),
            Dialect::Bigquery => format!("REGEXP_CONTAINS({text}, {whole})"),
            Dialect::Snowflake => format!("REGEXP_LIKE({text}, {})", self.text(pattern)),
        }
    }

    /// A pattern that fits a whole text or nothing.
    pub(crate) fn whole_pattern(self, pattern: &str) -> String {
        match self.dialect {
            // `$` would accept a line separator after the text.
            Dialect::Spark => format!("(?s)^{pattern}(?!.)"),
            Dialect::Duckdb | Dialect::Postgres | Dialect::Bigquery | Dialect::Snowflake => {
                format!("^{pattern}$")
            }
        }
    }

    /// Every stretch that fits `pattern` replaced. `pattern` and `by` are literals.
    pub(crate) fn replace_pattern(self, text: &str, pattern: &str, by: &str) -> String {
        match self.dialect {
            Dialect::Duckdb | Dialect::Postgres => {
                format!("regexp_replace({text}, {pattern}, {by}, 'g')")
            }
            Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => {
                format!("REGEXP_REPLACE({text}, {pattern}, {by})")
            }
        }
    }

    /// Whether `part` stands somewhere in `text`.
    pub fn contains(self, text: &str, part: &str) -> String {
        match self.dialect {
            Dialect::Duckdb | Dialect::Spark => format!("contains({text}, {part})"),
            Dialect::Postgres => format!("strpos({text}, {part}) > 0"),
            Dialect::Bigquery => format!("STRPOS({text}, {part}) > 0"),
            Dialect::Snowflake => format!("CONTAINS({text}, {part})"),
        }
    }

    /// The place of the first letter of `part` in `text`, from 1; 0: it does not stand there.
    pub(crate) fn position(self, text: &str, part: &str) -> String {
        match self.dialect {
            Dialect::Duckdb | Dialect::Postgres => format!("strpos({text}, {part})"),
            Dialect::Spark => format!("instr({text}, {part})"),
            Dialect::Bigquery => format!("STRPOS({text}, {part})"),
            Dialect::Snowflake => format!("POSITION({part}, {text})"),
        }
    }

    /// Whether `text` begins with `part`.
    pub fn starts_with(self, text: &str, part: &str) -> String {
        match self.dialect {
            Dialect::Duckdb | Dialect::Postgres | Dialect::Bigquery => {
                format!("starts_with({text}, {part})")
            }
            Dialect::Spark | Dialect::Snowflake => format!("startswith({text}, {part})"),
        }
    }

    /// Whether `text` ends with `part`, which has so many letters.
    pub fn ends_with(self, text: &str, part: &str, letters: usize) -> String {
        match self.dialect {
            Dialect::Duckdb | Dialect::Bigquery => format!("ends_with({text}, {part})"),
            Dialect::Postgres => format!("right({text}, {letters}) = {part}"),
            Dialect::Spark | Dialect::Snowflake => format!("endswith({text}, {part})"),
        }
    }

    /// A whole number divided, towards 0.
    pub fn divided(self, what: &str, by: i64) -> String {
        match self.dialect {
            Dialect::Duckdb => format!("(({what}) // {by})"),
            Dialect::Postgres => format!("(({what}) / {by})"),
            Dialect::Spark => format!("(({what}) div {by})"),
            Dialect::Bigquery => format!("DIV({what}, {by})"),
            Dialect::Snowflake => format!("TRUNC(({what}) / {by})"),
        }
    }

    /// The double that a text of the pattern [`NUMBER`] writes.
    pub(crate) fn to_double(self, text: &str) -> String {
        match self.dialect {
            // A sign before the digits is not everywhere part of a number's text.
            Dialect::Bigquery | Dialect::Snowflake => {
                format!("CAST(LTRIM({text}, '+') AS {})", self.double_type())
            }
            Dialect::Duckdb | Dialect::Postgres | Dialect::Spark => {
                self.cast(text, self.double_type())
            }
        }
    }

    /// The day number of the first ten letters of a text of the pattern [`MOMENT`]; NULL: no real day.
    pub fn real_day(self, text: &str) -> String {
        let ten = format!("substr({text}, 1, 10)");
        match self.dialect {
            Dialect::Duckdb => self.day_number(&format!("TRY_CAST({ten} AS DATE)")),
            Dialect::Spark => self.day_number(&format!("try_cast({ten} AS DATE)")),
            Dialect::Bigquery => self.day_number(&format!("SAFE_CAST({ten} AS DATE)")),
            Dialect::Snowflake => self.day_number(&format!("TRY_TO_DATE({ten}, 'YYYY-MM-DD')")),
            // There is no cast that gives NULL, so the calendar is asked first.
            Dialect::Postgres => {
                let (year, month, day) = (
                    format!("substr({text}, 1, 4)"),
                    format!("substr({text}, 6, 2)"),
                    format!("substr({text}, 9, 2)"),
                );
                format!(
                    "CASE WHEN {month} BETWEEN '01' AND '12' AND {day} BETWEEN '01' AND CASE WHEN {month} IN ('04', '06', '09', '11') THEN '30' \
                     WHEN {month} <> '02' THEN '31' WHEN CAST({year} AS integer) % 4 = 0 AND {year} NOT IN ('1900', '2100') THEN '29' ELSE '28' END \
                     THEN {} END",
                    self.day_number(&format!("CAST({ten} AS date)"))
                )
            }
        }
    }

    /// The row's number, as text; engines do not promise the order of the table.
    pub(crate) fn row_number(self) -> &'static str {
        match self.dialect {
            Dialect::Spark => "row_number() OVER (ORDER BY monotonically_increasing_id())",
            Dialect::Snowflake => "ROW_NUMBER() OVER (ORDER BY 1)",
            Dialect::Duckdb | Dialect::Postgres | Dialect::Bigquery => "row_number() OVER ()",
        }
    }

    /// What keeps the engine from writing the stages into each other and so doing each work many times.
    pub(crate) fn fence(self) -> &'static str {
        match self.dialect {
            Dialect::Postgres => "\n  OFFSET 0",
            Dialect::Duckdb | Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => "",
        }
    }
}

/// Joins many expressions; long rows are put in brackets, so that no engine meets too deep an expression.
pub(super) fn joined(parts: &[String], operator: &str) -> String {
    const ROW: usize = 40;
    if parts.len() <= ROW {
        return parts.join(operator);
    }
    let rows: Vec<String> = parts
        .chunks(ROW)
        .map(|row| format!("({})", row.join(operator)))
        .collect();
    joined(&rows, operator)
}

/// A letter that stands for itself within the brackets of a pattern.
pub(super) fn in_brackets(letter: char) -> String {
    match letter {
        '^' | '\\' | '[' | ']' | '-' | '&' => format!("\\{letter}"),
        _ => letter.to_string(),
    }
}
