//! Numbers as people write them into a row.

use leadpact_workshop::number::grouped;
use leadpact_workshop::written::amount::number;

/// A whole number between two bounds, both included, as people write it: `5000`, `5,000`, `5k`.
///
/// # Errors
/// In words: what would be right.
pub fn whole(text: &str, least: u64, most: u64) -> Result<u32, String> {
    let number = number(text).filter(|n| n.fract() == 0.0);
    // Exact: the reader takes no more than fifteen digits.
    let whole = number.and_then(|n| format!("{n:.0}").parse::<u64>().ok());
    whole
        .filter(|n| (least..=most).contains(n))
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| {
            let most = grouped(&most.to_string());
            format!("Write a whole number from {least} to {most}.")
        })
}
