//! What people write into a field, read as they mean it: hours, closed days, a day, an amount, a time zone.
//!
//! Each reader takes the whole text or nothing, and says in words why it cannot be taken. Beside each stands how the
//! value is shown as understood. Nothing here asks for the time: where "today" matters it is an argument.

pub mod amount;
pub mod closed;
pub mod day;
pub mod hours;
pub mod zone;

/// Every kind of dash and minus as a hyphen, every blank as a plain one, in small letters.
fn plain(text: &str) -> String {
    let even: String = text
        .trim()
        .chars()
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    even.to_lowercase()
}
