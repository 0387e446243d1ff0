//! The numbers of a sheet as text: days and times in the canonical form, others with the fewest digits that give the
//! same double.

use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::Date;

use crate::workbook::formats::Shown;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The day after the last one that a spreadsheet knows, 9999-12-31, as its number.
const END: f64 = 2_958_466.0;

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1900-01-01, and 60 a 29 February 1900 that never was.
    #[default]
    Of1900,
    /// 0 is 1904-01-01.
    Of1904,
}

/// Adds a number as a cell shows it, in full, to `text`; false: it is no number, and nothing was added.
pub(super) fn write(raw: &str, shown: Shown, epoch: Epoch, text: &mut String) -> bool {
    if shown == Shown::Number && is_short(raw) {
        text.push_str(raw);
        return true;
    }
    let begins = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.');
    let number = raw.parse::<f64>().ok().filter(|number| number.is_finite());
    let Some(number) = number.filter(|_| raw.as_bytes().first().is_some_and(begins)) else {
        return false;
    };
    if !write_shown(number, shown, epoch, text) {
        shortest(number, text);
    }
    true
}

/// Whether a number is written with the fewest digits already: at most 15 of them, no zero too many, no exponent.
fn is_short(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let count = whole.len() + fraction.map_or(0, str::len);
    let zero = digits == "0" && raw.len() > 1;
    plain(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|fraction| plain(fraction) && !fraction.ends_with('0'))
        && count <= 15
        && !zero
}

/// Adds what a format makes of a number; false: nothing.
fn write_shown(number: f64, shown: Shown, epoch: Epoch, text: &mut String) -> bool {
    match shown {
        Shown::Number => false,
        Shown::Percent => {
            hundredfold(number, text);
            text.push('%');
            true
        }
        Shown::Padded(digits) => {
            let whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
            if whole {
                let _ = write!(text, "{number:0>digits$}");
            }
            whole
        }
        Shown::Day => moment(number, epoch, None, text),
        Shown::Moment { fraction } => moment(number, epoch, Some(fraction), text),
        Shown::Clock { fraction } => {
            let whole = (0.0..END).contains(&number);
            if whole {
                clock(milliseconds(number, fraction) % DAY, text);
            }
            whole
        }
        Shown::Elapsed => {
            let whole = (0.0..END).contains(&number);
            if whole {
                let seconds = milliseconds(number, false) / 1000;
                let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
                let _ = write!(text, "{hours}:{minutes:02}:{:02}", seconds % 60);
            }
            whole
        }
    }
}

/// Adds a day, with the time where the format shows one (`clock`) or where it is not midnight.
fn moment(number: f64, epoch: Epoch, shown: Option<bool>, text: &mut String) -> bool {
    if !(0.0..END).contains(&number) {
        return false;
    }
    let all = milliseconds(number, shown.unwrap_or(false));
    let (day, time) = (all / DAY, all % DAY);
    if !push_day(day, epoch, text) {
        return false;
    }
    if shown.is_some() || time != 0 {
        text.push('T');
        clock(time, text);
    }
    true
}

/// Adds the day with this number; false: there is none. The two days that only a spreadsheet knows, 1900-01-00 and
/// 1900-02-29, stand there as it shows them, and are no dates for anybody else.
fn push_day(day: i64, epoch: Epoch, text: &mut String) -> bool {
    let begin = match (epoch, day) {
        (Epoch::Of1904, _) => Date::constant(1904, 1, 1),
        (Epoch::Of1900, 0) => {
            text.push_str("1900-01-00");
            return true;
        }
        (Epoch::Of1900, 60) => {
            text.push_str("1900-02-29");
            return true;
        }
        (Epoch::Of1900, 1..60) => Date::constant(1899, 12, 31),
        (Epoch::Of1900, _) => Date::constant(1899, 12, 30),
    };
    let span: Result<Span, _> = Span::new().try_days(day);
    let Some(date) = span.ok().and_then(|span| begin.checked_add(span).ok()) else {
        return false;
    };
    let _ = write!(text, "{date}");
    true
}

/// `14:30:00`, with parts of a second where there are any.
fn clock(time: i64, text: &mut String) {
    let (seconds, parts) = (time / 1000, time % 1000);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let _ = write!(text, "{hours:02}:{minutes:02}:{:02}", seconds % 60);
    if parts != 0 {
        let _ = write!(text, ".{parts:03}");
    }
}

/// A number of days in milliseconds, to the second where parts of it are not shown: many programs write fewer digits
/// than a second needs.
#[expect(
    clippy::cast_possible_truncation,
    reason = "callers give numbers from 0 up to three million days"
)]
fn milliseconds(days: f64, fraction: bool) -> i64 {
    let seconds = days * 86_400.0;
    if fraction {
        (seconds * 1000.0).round() as i64
    } else {
        seconds.round() as i64 * 1000
    }
}

/// Adds a number with the fewest digits that give the same double, without an exponent where it has a usual size.
fn shortest(number: f64, text: &mut String) {
    let size = number.abs();
    let _ = if number == 0.0 {
        text.write_str("0")
    } else if (1e-9..1e21).contains(&size) {
        write!(text, "{number}")
    } else {
        write!(text, "{number:e}")
    };
}

/// Adds a number times a hundred: its digits with the point moved, where a product would be rounded.
fn hundredfold(number: f64, text: &mut String) {
    let digits = format!("{number:e}");
    let moved = digits.split_once('e').and_then(|(digits, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        format!("{digits}e{}", exponent + 2).parse().ok()
    });
    let moved: Option<f64> = moved;
    shortest(
        moved.filter(|moved| moved.is_finite()).unwrap_or(number),
        text,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str, shown: Shown, epoch: Epoch) -> Option<String> {
        let mut text = String::new();
        write(raw, shown, epoch, &mut text).then_some(text)
    }

    #[test]
    fn numbers_have_the_fewest_digits() {
        for (raw, number) in [
            ("5805030012345", "5805030012345"),
            ("5.805030012345E12", "5805030012345"),
            ("0.10000000000000001", "0.1"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1234.50", "1234.5"),
            ("1.234", "1.234"),
            ("-0", "0"),
            ("0", "0"),
            ("007", "7"),
            ("1E3", "1000"),
            ("1e-5", "0.00001"),
            ("1E+300", "1e300"),
            ("12345678901234567890", "12345678901234567000"),
            (".5", "0.5"),
            ("+5", "5"),
        ] {
            assert_eq!(
                text(raw, Shown::Number, Epoch::Of1900).as_deref(),
                Some(number),
                "{raw}"
            );
        }
        for raw in ["", "nan", "inf", "-inf", "1e999", "abc", "1,5", " 1"] {
            assert_eq!(text(raw, Shown::Number, Epoch::Of1900), None, "{raw}");
        }
    }

    #[test]
    fn what_is_shown_as_something_else_is_written_so() {
        let moment = Shown::Moment { fraction: false };
        let clock = Shown::Clock { fraction: false };
        for (raw, shown, written) in [
            ("0.125", Shown::Percent, "12.5%"),
            ("0.07", Shown::Percent, "7%"),
            ("0.29", Shown::Percent, "29%"),
            ("1", Shown::Percent, "100%"),
            ("-0.333", Shown::Percent, "-33.3%"),
            ("1234", Shown::Padded(5), "01234"),
            ("123456", Shown::Padded(5), "123456"),
            ("-5", Shown::Padded(5), "-5"),
            ("1.5", Shown::Padded(5), "1.5"),
            ("0.5", clock, "12:00:00"),
            ("45444.5", clock, "12:00:00"),
            ("1.5", Shown::Elapsed, "36:00:00"),
            ("45444", Shown::Day, "2024-06-01"),
            ("45444.25", Shown::Day, "2024-06-01T06:00:00"),
            ("45444", moment, "2024-06-01T00:00:00"),
            ("45444.604166666664", moment, "2024-06-01T14:30:00"),
            ("45444.6041667", moment, "2024-06-01T14:30:00"),
            ("45443.9999999", moment, "2024-06-01T00:00:00"),
            (
                "45444.50000578704",
                Shown::Moment { fraction: true },
                "2024-06-01T12:00:00.500",
            ),
            ("1", Shown::Day, "1900-01-01"),
            ("59", Shown::Day, "1900-02-28"),
            ("60", Shown::Day, "1900-02-29"),
            ("61", Shown::Day, "1900-03-01"),
            ("0", Shown::Day, "1900-01-00"),
            ("2958465", Shown::Day, "9999-12-31"),
            ("2958466", Shown::Day, "2958466"),
            ("-1", Shown::Day, "-1"),
            ("1e300", Shown::Day, "1e300"),
        ] {
            assert_eq!(
                text(raw, shown, Epoch::Of1900).as_deref(),
                Some(written),
                "{raw}"
            );
        }
        for (raw, written) in [
            ("0", "1904-01-01"),
            ("43982", "2024-06-01"),
            ("60", "1904-03-01"),
            ("2957004", "2957004"),
        ] {
            assert_eq!(
                text(raw, Shown::Day, Epoch::Of1904).as_deref(),
                Some(written),
                "{raw}"
            );
        }
    }
}
