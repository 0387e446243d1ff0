//! Numbers, as the canonical form, a declared dialect or other software writes them.

use crate::field::{Grouping, NumberForm, Read};
use crate::value::strip;

/// Reads `[+-]?digits{1,15}(.digits{1,9})?` and nothing else.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole = digits(unsigned, 15)?;
    let (all, scale) = match unsigned.as_bytes().get(whole.count..) {
        Some([]) => (whole.value, 0),
        Some([b'.', ..]) => {
            let fraction = digits(unsigned.get(whole.count + 1..)?, 9)?;
            if whole.count + 1 + fraction.count != unsigned.len() {
                return None;
            }
            if whole.count + fraction.count > EXACT {
                return text.parse().ok();
            }
            let scale = 10_u64.pow(u32::try_from(fraction.count).ok()?);
            (whole.value * scale + fraction.value, fraction.count)
        }
        _ => return None,
    };
    let number = scaled(all, scale);
    Some(if text.starts_with('-') {
        -number
    } else {
        number
    })
}

/// So many decimal digits fit exactly into a double.
const EXACT: usize = 15;

/// Digits divided by a power of ten, the double nearest to it: both are exact, and a division is rounded once.
/// Source: Clinger, "How to Read Floating Point Numbers Accurately", 1990.
#[expect(
    clippy::cast_precision_loss,
    reason = "at most 15 digits are exact in a double"
)]
fn scaled(digits: u64, scale: usize) -> f64 {
    const TENS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    digits as f64 / TENS.get(scale).copied().unwrap_or(1.0)
}

struct Digits {
    count: usize,
    value: u64,
}

/// The digits at the beginning; none where there are none or too many.
fn digits(text: &str, most: usize) -> Option<Digits> {
    let mut digits = Digits { count: 0, value: 0 };
    for byte in text.bytes().take_while(u8::is_ascii_digit) {
        if digits.count == most {
            return None;
        }
        digits.count += 1;
        digits.value = digits.value * 10 + u64::from(byte - b'0');
    }
    (digits.count > 0).then_some(digits)
}

/// Reads numbers as a dialect writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberReader {
    decimal: Option<String>,
    group: Option<String>,
    grouping: Option<Grouping>,
    form: Option<NumberForm>,
    drop: Vec<String>,
}

impl NumberReader {
    /// A reader for numbers that are written as `read` declares.
    #[must_use]
    pub fn new(read: &Read) -> Self {
        let some = |mark: &Option<String>| mark.clone().filter(|mark| !mark.is_empty());
        let drop = read.drop.clone().unwrap_or_default().0;
        Self {
            decimal: read.decimal.clone(),
            group: some(&read.group),
            grouping: read.grouping,
            form: read.number,
            drop: drop.into_iter().filter(|drop| !drop.is_empty()).collect(),
        }
    }

    /// Whether one of the texts that are taken out is this one, but for blanks and capitals.
    pub(super) fn drops(&self, text: &str) -> bool {
        let drops = self.drop.iter();
        drops
            .map(|drop| strip(drop))
            .any(|drop| drop.eq_ignore_ascii_case(text))
    }

    /// Reads a stripped cell; none: no number is written there as declared.
    #[must_use]
    pub fn read(&self, cell: &str) -> Option<f64> {
        if self.decimal.is_none() && self.group.is_none() && self.drop.is_empty() {
            return self.plain(cell);
        }
        let mut text = cell.to_owned();
        for drop in &self.drop {
            text = text.replace(drop, "");
        }
        let text = strip(&text);
        // Marks stand before an exponent.
        let exponent = text.find(['e', 'E']).filter(|_| self.form.is_some());
        let (text, exponent) = text.split_at_checked(exponent.unwrap_or(text.len()))?;
        let decimal = self.decimal.as_deref().unwrap_or(".");
        let (whole, fraction) = match text.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let mut text = match &self.group {
            Some(group) => ungrouped(whole, group, self.grouping)?,
            None => whole.to_owned(),
        };
        // Where the decimal mark is another one, a point is none: `1.234` would silently be a thousandth of what it means.
        if decimal != "." && text.contains('.') {
            return None;
        }
        // A mark left in the fraction is caught by the strict pattern.
        if let Some(fraction) = fraction {
            text.push('.');
            text.push_str(fraction);
        }
        text.push_str(exponent);
        self.plain(&text)
    }

    /// Reads a number without marks.
    fn plain(&self, text: &str) -> Option<f64> {
        match self.form {
            None => number(text),
            Some(NumberForm::Float) => float(text),
        }
    }
}

/// The most digits of a [`NumberForm::Float`] on each side of the point.
const MOST_DIGITS: usize = 39;

/// The largest exponent of a [`NumberForm::Float`]: with so many digits no number is too large or too small for a double,
/// in whichever engine.
const LARGEST_EXPONENT: u16 = 250;

/// Reads `[+-]?(digits{1,39}(.digits{0,39})?|.digits{1,39})([eE][+-]?digits{1,3})?`, the exponent at most 250.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let some =
        |text: &str| text.len() <= MOST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    let written = some(whole) && some(fraction) && !(whole.is_empty() && fraction.is_empty());
    let fits = |exponent: &str| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let digits = some(exponent) && (1..=3).contains(&exponent.len());
        digits
            && exponent
                .parse()
                .is_ok_and(|exponent: u16| exponent <= LARGEST_EXPONENT)
    };
    (written && exponent.is_none_or(fits)).then(|| text.parse().ok())?
}

/// Takes the group marks out of `1.234.567`; none when a group has not as many digits as it must.
fn ungrouped(whole: &str, group: &str, grouping: Option<Grouping>) -> Option<String> {
    let digits = whole.strip_prefix(['+', '-']).unwrap_or(whole);
    let sign = whole.get(..whole.len() - digits.len())?;
    let parts: Vec<&str> = digits.split(group).collect();
    let [first, middle @ .., last] = parts.as_slice() else {
        return Some(whole.to_owned());
    };
    let (longest, between) = match grouping {
        None => (3, 3),
        Some(Grouping::Indian) => (2, 2),
    };
    let even = (1..=longest).contains(&first.len())
        && middle.iter().all(|part| part.len() == between)
        && last.len() == 3;
    // Else `1'2.4` would be 12.4 where the point is no mark.
    let plain = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (even && plain).then(|| format!("{sign}{}", parts.concat()))
}
