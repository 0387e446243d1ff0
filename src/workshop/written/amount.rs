//! An amount: `25,000`, `1.5m`, `€ 5'000`.

use crate::number::amount;
use crate::written::plain;
use leadpact_definition::say::english::quoted;

/// What may stand before or behind an amount of money, in small letters.
const CURRENCIES: [&str; 14] = [
    "\u{20ac}", "$", "\u{a3}", "\u{a5}", "\u{20b9}", "euros", "euro", "eur", "dollars", "usd",
    "gbp", "chf", "fr.", "inr",
];

/// Words for thousands and millions behind a number, the longest first.
const FACTORS: [(&str, f64); 6] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("mio", 1e6),
    ("mn", 1e6),
    ("k", 1e3),
    ("m", 1e6),
];

/// A number as people write it, with or without the sign of a currency.
///
/// # Errors
/// In words: it is no number, or can be two.
pub fn read(text: &str) -> Result<f64, String> {
    if let Some(number) = number(text) {
        return Ok(number);
    }
    let even = without_currency(&plain(text));
    let (digits, _) = factor(&even);
    // One mark with three digits behind it: thousands in one country, decimals in another.
    let two = digits.split_once('.').filter(|(whole, fraction)| {
        fraction.len() == 3 && all_digits(fraction) && all_digits(whole)
    });
    if let Some((whole, fraction)) = two {
        return Err(format!(
            "{} can be {whole},{fraction} or {whole} and a fraction. Write {whole}{fraction} or {whole}.{}.",
            quoted(text),
            fraction.get(..2).unwrap_or_default()
        ));
    }
    let comma = digits
        .split_once(',')
        .filter(|(whole, fraction)| all_digits(whole) && all_digits(fraction));
    if let Some((whole, fraction)) = comma {
        return Err(format!(
            "{} has a comma that stands for no thousands. Write {whole}.{fraction} or {whole}{fraction}.",
            quoted(text)
        ));
    }
    Err(format!(
        "{} is no amount. Write 25000, 25,000, 25k or 1.5m.",
        quoted(text)
    ))
}

/// With a comma between thousands: `25,000`.
#[must_use]
pub fn grouped(number: f64) -> String {
    amount(number)
}

/// A number as people write it: digits, groups of three split by a comma, space or apostrophe, a point for decimals,
/// `k` or `m` behind it for thousands and millions, a currency before or behind. Groups split by points are read where
/// there is no other reading (`5.000.000`, `1.234,50`). `None` for anything else, above 15 digits, and for what can be
/// read in two ways: `25.000` and `3,5` mean different numbers in different countries.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let even = without_currency(&plain(text));
    let (digits, factor) = factor(&even);
    let by_points = by_points(digits);
    let digits = by_points.as_deref().unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let mut groups = whole.split([',', ' ', '\'', '\u{2019}']);
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    if !all_digits(&plain)
        || !all_digits(fraction)
        || (fraction.len() == 3 && whole == plain)
        || plain.len() + fraction.len() > 15
    {
        return None;
    }
    format!("{plain}.{fraction}")
        .parse::<f64>()
        .ok()
        .map(|n| n * factor)
}

/// The digits with the marks of this program, where points can only be marks of thousands.
fn by_points(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let points = whole.matches('.').count();
    let groups = whole.split('.').skip(1).all(|group| group.len() == 3);
    let is_clear = points > 1 || (points == 1 && fraction.is_some());
    (is_clear && groups && fraction.is_none_or(all_digits)).then(|| {
        let fraction = fraction.map_or(String::new(), |fraction| format!(".{fraction}"));
        format!("{}{fraction}", whole.replace('.', ","))
    })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_currency(even: &str) -> String {
    let mut rest = even.trim();
    if let Some(inner) = CURRENCIES.iter().find_map(|sign| rest.strip_prefix(sign)) {
        rest = inner;
    } else if let Some(inner) = CURRENCIES.iter().find_map(|sign| rest.strip_suffix(sign)) {
        rest = inner;
    }
    rest.trim().to_owned()
}

fn factor(even: &str) -> (&str, f64) {
    let found = FACTORS
        .iter()
        .find_map(|(word, factor)| even.strip_suffix(word).map(|rest| (rest.trim(), *factor)));
    found.unwrap_or((even, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("50", 50.0),
            (" 25,000 ", 25_000.0),
            ("1 000", 1000.0),
            ("1\u{a0}000", 1000.0),
            ("1\u{202f}000", 1000.0),
            ("1.5m", 1_500_000.0),
            ("10k", 10_000.0),
            ("1.5 million", 1_500_000.0),
            ("5,000.50", 5000.5),
            ("5'000", 5000.0),
            ("\u{20ac} 5'000", 5000.0),
            ("\u{20ac}25k", 25_000.0),
            ("5\u{2019}000 CHF", 5000.0),
            ("$1,234,567", 1_234_567.0),
            ("5,000.125", 5000.125),
            ("5.000.000", 5_000_000.0),
            ("1.234,50", 1234.5),
            ("25 000 EUR", 25_000.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
            assert_eq!(read(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_two_is_refused() {
        for (text, reason) in [
            ("", "is no amount"),
            ("25.000", "25,000 or 25 and a fraction"),
            ("3,5", "3.5"),
            ("1,00", "comma"),
            ("abc", "is no amount"),
            ("-5", "is no amount"),
            ("1e3", "is no amount"),
            ("1.2.3", "is no amount"),
            ("k", "is no amount"),
            ("\u{20ac}", "is no amount"),
            ("inf", "is no amount"),
            ("12345678901234567890", "is no amount"),
        ] {
            assert_eq!(number(text), None, "{text}");
            let refused = read(text);
            assert!(
                refused.as_ref().is_err_and(|why| why.contains(reason)),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_is_grouped_is_read_again() {
        for amount in [0.0, 999.0, 25_000.0, 1_234_567.5] {
            assert_eq!(number(&grouped(amount)), Some(amount));
        }
    }
}
