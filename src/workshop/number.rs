//! Numbers as people read them: `€25,000`, `1,234.5`, `twelve`.

pub use leadpact_definition::say::english::grouped;

/// What stands before an amount of money: the sign of a currency that has one of its own, else its code and a blank.
#[must_use]
pub(crate) fn money_sign(currency: &str) -> String {
    match currency.trim() {
        "EUR" => "€".to_owned(),
        "USD" => "$".to_owned(),
        "GBP" => "£".to_owned(),
        "JPY" => "¥".to_owned(),
        "INR" => "₹".to_owned(),
        "" => String::new(),
        code => format!("{code} "),
    }
}

/// A number with a comma between thousands, up to two decimals; beyond a million billions in powers of ten.
#[must_use]
pub fn amount(number: f64) -> String {
    if number.abs() >= 1e15 {
        return format!("{number:e}");
    }
    let text = format!("{:.2}", number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let grouped = grouped(whole);
    let decimals = decimals.trim_end_matches('0');
    let sign = if number < 0.0 && (decimals, whole) != ("", "0") {
        "-"
    } else {
        ""
    };
    if decimals.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{decimals}")
    }
}

/// A count in words up to twenty, in digits above.
#[must_use]
pub(crate) fn number_words(count: usize) -> String {
    const WORDS: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |w| (*w).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (25_000.0, "25,000"),
            (1_234_567.5, "1,234,567.5"),
            (-1500.25, "-1,500.25"),
            (1e15, "1e15"),
        ] {
            assert_eq!(amount(number), expected);
        }
    }
}
