//! What is expected, in words: the type names and phrases of the library as a reader of a file says them.

/// The first 60 characters of a key.
pub(crate) fn start_of(key: &str) -> String {
    key.chars().take(60).collect()
}

/// How to quote `value`, which reads as another type than text.
pub(crate) fn quoted_advice(value: &str) -> String {
    if value.contains(['"', '\\']) || value.chars().count() > 40 {
        return "Put it in quotes.".to_owned();
    }
    // A number of days has no leading zero and few digits: anything else is a code.
    let is_count = value.len() <= 4 && !value.starts_with('0');
    if !value.is_empty() && is_count && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("Put it in quotes: \"{value}\". A number of days is written {value}d.");
    }
    format!("Put it in quotes: \"{value}\".")
}

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// What a Rust type, or a phrase of the library, is to the reader of a file.
pub(crate) fn in_words(expected: &str) -> String {
    let range = |low: &str, high: &str| format!("a whole number from {low} to {high}");
    match expected {
        "u8" => range("0", "255"),
        "u16" => range("0", "65535"),
        "u32" => range("0", "4294967295"),
        "u64" | "u128" | "usize" => "a whole number from 0".to_owned(),
        "i8" => range("-128", "127"),
        "i16" => range("-32768", "32767"),
        "i32" => range("-2147483648", "2147483647"),
        "i64" | "i128" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" | "float" | "floating point number" => "a number".to_owned(),
        "finite number" => "a finite number".to_owned(),
        "bool" | "a boolean" | "boolean" => "true or false".to_owned(),
        "char" | "a character" => "one character".to_owned(),
        "string" | "a string" | "string scalar" | "borrowed string" => "text".to_owned(),
        "single value" | "scalar" => "a single value".to_owned(),
        "date" => "a day or a time".to_owned(),
        _ if is_list(expected) => "a list".to_owned(),
        _ if is_mapping(expected) => "a mapping (keys with values)".to_owned(),
        _ if expected.starts_with("enum ") || expected.starts_with("variant ") => {
            "one of a few names".to_owned()
        }
        "unit" | "null" => "nothing".to_owned(),
        other => other.trim().to_owned(),
    }
}

/// The library's and serde's phrases for a list; a type's own phrase may hold the same words and is left alone.
fn is_list(expected: &str) -> bool {
    ["sequence", "a sequence", "tuple"]
        .iter()
        .any(|start| expected.starts_with(start))
}

/// The same for a mapping.
fn is_mapping(expected: &str) -> bool {
    matches!(expected, "map" | "a map" | "mapping" | "mapping start")
        || expected.starts_with("struct ")
}

/// Whether `message` is the time library's: its words count digits and components, which helps nobody here.
pub(crate) fn is_of_a_date(message: &str) -> bool {
    const ITS_WORDS: [&str; 6] = [
        "failed to parse",
        "failed to find",
        "parsed date",
        "parsed value '",
        "unparsed input",
        " digit ",
    ];
    ITS_WORDS.iter().any(|words| message.contains(words))
}

/// How to write what is expected.
pub(crate) fn advice(expected: &str) -> String {
    let text = match expected {
        _ if INTEGERS.contains(&expected) => {
            "Write digits only, without quotes and units, for example 20."
        }
        "f32" | "f64" | "float" | "floating point number" | "finite number" => {
            "Write a number without quotes and units, for example 2.5."
        }
        "bool" | "a boolean" | "boolean" => "Write true or false, without quotes.",
        "string" | "a string" | "string scalar" | "borrowed string" => {
            "Write text; put it in quotes if in doubt."
        }
        _ if is_list(expected) => "Write each element on a line of its own after '- ', or [a, b].",
        _ if is_mapping(expected) => "Write 'key: value' lines, indented below their key.",
        "single value" => "Write one value on the line of its key.",
        "date" => "Write a day as 2026-03-06, a moment as 2026-03-06T16:00:00Z.",
        "char" => "Write one letter or sign.",
        _ => "Correct the value here.",
    };
    text.to_owned()
}
