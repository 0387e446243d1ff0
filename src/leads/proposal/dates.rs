//! Finding out how the dates of a column are written, by trying the usual ways on every cell.

use std::cmp::Reverse;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::civil::Date;

use leadpact_definition::date::pattern::DatePattern;
use leadpact_definition::value::moment;

/// The usual ways to write a date, the stricter and simpler first.
const DATES: [&str; 40] = [
    "DD.MM.YYYY",
    "D.M.YYYY",
    "DD/MM/YYYY",
    "D/M/YYYY",
    "MM/DD/YYYY",
    "M/D/YYYY",
    "DD-MM-YYYY",
    "D-M-YYYY",
    "MM-DD-YYYY",
    "M-D-YYYY",
    "YYYY/MM/DD",
    "YYYY/M/D",
    "YYYY.MM.DD",
    "YYYY. MM. DD",
    "YYYYMMDD",
    "YYYY-MM-DD",
    "YYYY-M-D",
    "YYYY年M月D日",
    "D MMM YYYY",
    "D MMM, YYYY",
    "MMM D, YYYY",
    "MMM D YYYY",
    "D-MMM-YYYY",
    "D MMMM YYYY",
    "D MMMM, YYYY",
    "MMMM D, YYYY",
    "D-MMM-YY",
    "DD.MM.YY",
    "D.M.YY",
    "DD/MM/YY",
    "D/M/YY",
    "MM/DD/YY",
    "M/D/YY",
    "DD-MM-YY",
    "MM-DD-YY",
    "D. MMMM YYYY",
    "D. MMM YYYY",
    "D 'de' MMMM 'de' YYYY",
    "WWW, D MMM YYYY",
    "WWW, D MMMM YYYY",
];

/// The usual ways to write a time behind a date; the first leaves room for one in the canonical form.
const TIMES: [&str; 16] = [
    "",
    " H:MM",
    " H:MM:SS",
    " H:MM AM",
    " H:MMAM",
    " H:MM:SS AM",
    ", H:MM",
    ", H:MM:SS",
    ", H:MM AM",
    ", H:MM:SS AM",
    " HH:MM:SS Z",
    " HH:MM Z",
    " 'às' HH:MM",
    " à HH:MM",
    "THH:MM:SS Z",
    "THH:MM:SSZ",
];

/// Numbers that count days or seconds, by the word that reads them, and where they lie between 1954 and 2100. What lies
/// elsewhere is some other number.
const COUNTS: [(&str, RangeInclusive<f64>); 3] = [
    ("excel", 20_000.0..=73_050.0),
    ("epoch", 5e8..=4.1e9),
    ("epoch-ms", 5e11..=4.1e12),
];

/// Every date with every time behind it.
static PATTERNS: LazyLock<Vec<(String, DatePattern)>> = LazyLock::new(|| {
    let dates = DATES.into_iter();
    let all = dates.flat_map(|date| TIMES.map(|time| format!("{date}{time}")));
    let all = all.chain(COUNTS.iter().map(|(word, _)| (*word).to_owned()));
    all.filter_map(|pattern| {
        DatePattern::parse(&pattern)
            .ok()
            .map(|parsed| (pattern, parsed))
    })
    .collect()
});

/// How the dates of a column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// The pattern; none: the canonical form, or it cannot be told.
    pub pattern: Option<String>,
    /// What a person should know about it.
    pub note: Option<String>,
}

impl Dates {
    /// Whether days or moments stand in the cells as such, and not as numbers that may be anything.
    pub(super) fn are_written_out(&self) -> bool {
        let counts = |pattern: &String| COUNTS.iter().any(|(word, _)| word == pattern);
        self.pattern
            .as_ref()
            .is_some_and(|pattern| !counts(pattern))
    }
}

struct Tried {
    pattern: String,
    rows: u64,
    days: Vec<Option<Date>>,
}

/// Tries the usual patterns on all cells. Of several that fit equally many rows the first is taken, when they give the
/// same days; else it stays open.
pub(super) fn dates(cells: &[(&str, u64)]) -> Dates {
    let canonical: u64 = rows(cells, |cell| moment(cell).is_some());
    let mut tried: Vec<Tried> = Vec::new();
    for (pattern, parsed) in PATTERNS.iter() {
        let Some(one) = try_pattern(pattern, parsed, cells) else {
            continue;
        };
        // What reads no more than the date alone adds nothing.
        if tried
            .iter()
            .all(|known| known.rows != one.rows || known.days != one.days)
        {
            tried.push(one);
        }
    }
    tried.sort_by_key(|one| Reverse(one.rows));
    let Some(best) = tried.first().filter(|best| best.rows > canonical) else {
        return Dates::default();
    };
    let rival = tried.iter().skip(1).find(|other| contradicts(best, other));
    match rival {
        Some(rival) if rival.rows == best.rows => Dates {
            pattern: None,
            note: Some(open(cells, best, rival)),
        },
        Some(rival) => Dates {
            pattern: Some(best.pattern.clone()),
            note: to_come(cells, best).or_else(|| decided(cells, best, rival)),
        },
        None => Dates {
            pattern: Some(best.pattern.clone()),
            note: to_come(cells, best),
        },
    }
}

fn rows(cells: &[(&str, u64)], fits: impl Fn(&str) -> bool) -> u64 {
    let fitting = cells.iter().filter(|(cell, _)| fits(cell));
    fitting.map(|(_, rows)| rows).sum()
}

fn try_pattern(pattern: &str, parsed: &DatePattern, cells: &[(&str, u64)]) -> Option<Tried> {
    let counts = COUNTS.iter().find(|(word, _)| *word == pattern);
    let likely = |cell: &str| {
        let count = || cell.replace(',', ".").parse::<f64>().ok();
        counts.is_none_or(|(_, range)| count().is_some_and(|count| range.contains(&count)))
    };
    let days: Vec<Option<Date>> = cells
        .iter()
        .map(|(cell, _)| {
            parsed
                .read(cell)
                .filter(|_| likely(cell))
                .map(|moment| moment.date)
        })
        .collect();
    let read = cells.iter().zip(&days).filter(|(_, day)| day.is_some());
    let rows: u64 = read.map(|((_, rows), _)| rows).sum();
    (rows > 0).then(|| Tried {
        pattern: pattern.to_owned(),
        rows,
        days,
    })
}

/// Whether two patterns read some cell as different days.
fn contradicts(a: &Tried, b: &Tried) -> bool {
    let mut both = a.days.iter().zip(&b.days);
    both.any(|(a, b)| matches!((a, b), (Some(a), Some(b)) if a != b))
}

fn open(cells: &[(&str, u64)], best: &Tried, rival: &Tried) -> String {
    let mut days = cells.iter().zip(best.days.iter().zip(&rival.days));
    let shown = days.find_map(|((cell, _), days)| match days {
        (Some(a), Some(b)) if a != b => Some(format!("'{cell}' can be {a} or {b}")),
        _ => None,
    });
    format!(
        "{}, and no cell decides: write `date: {}` or `date: {}`",
        shown.unwrap_or_default(),
        best.pattern,
        rival.pattern
    )
}

/// Two digits of a year are 2000 to 2099: where every day comes out long after today, they were of the century before.
fn to_come(cells: &[(&str, u64)], best: &Tried) -> Option<String> {
    const FAR: i16 = 2040;
    let short = best.pattern.contains("YY") && !best.pattern.contains("YYYY");
    let days: Vec<&Date> = best.days.iter().flatten().collect();
    let far = short && days.iter().all(|day| day.year() >= FAR);
    let (cell, day) = cells
        .iter()
        .zip(&best.days)
        .find_map(|((cell, _), day)| Some((cell, (*day)?)))?;
    far.then(|| {
        format!(
            "all days lie far in the future: '{cell}' is read as {day}, because two digits of a year are 2000 to 2099; \
             export the year with four"
        )
    })
}

/// The cell that only the better pattern reads.
fn decided(cells: &[(&str, u64)], best: &Tried, rival: &Tried) -> Option<String> {
    let mut days = cells.iter().zip(best.days.iter().zip(&rival.days));
    let (cell, day) = days.find_map(|((cell, _), days)| match days {
        (Some(day), None) => Some((cell, day)),
        _ => None,
    })?;
    Some(format!("'{cell}' can only be {day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> (Option<String>, Option<String>) {
        let cells: Vec<(&str, u64)> = cells.iter().map(|cell| (*cell, 1)).collect();
        let dates = dates(&cells);
        (dates.pattern, dates.note)
    }

    #[test]
    fn years_of_the_century_before_are_asked_about() {
        let note = told(&["20/02/58", "13/02/61"]).1.expect("a note");
        assert!(note.contains("'20/02/58' is read as 2058-02-20"), "{note}");
        assert_eq!(told(&["20/02/24", "13/02/61"]).1, None);
    }

    #[test]
    fn an_offset_without_a_colon_is_read() {
        let cells = [
            "2024-06-01T09:30:00.000+0000",
            "2024-06-02T10:30:00.000+0000",
        ];
        assert_eq!(told(&cells).0.as_deref(), Some("YYYY-MM-DDTHH:MM:SSZ"));
    }

    #[test]
    fn numbers_that_count_days_or_seconds_are_told_by_where_they_lie() {
        for (cells, pattern) in [
            (&["45444", "45445.5"][..], "excel"),
            (&["1717200000", "1717286400"], "epoch"),
            (&["1717200000000"], "epoch-ms"),
            (&["20240601", "20240602"], "YYYYMMDD"),
            (&["1. Juni 2024", "2. M\u{e4}rz 2024"], "D. MMMM YYYY"),
            (&["1 juin 2024", "14 f\u{e9}vrier 2024"], "D MMMM YYYY"),
            (
                &["1 de junio de 2024", "20 de mayo de 2024"],
                "D 'de' MMMM 'de' YYYY",
            ),
        ] {
            assert_eq!(told(cells).0.as_deref(), Some(pattern), "{cells:?}");
        }
    }

    /// Of each kind of number one pattern at most, and none for numbers that are no days.
    #[test]
    fn numbers_that_count_no_days_are_no_dates() {
        for cells in [&["1", "2", "300"][..], &["120000", "80000"], &["0.5"]] {
            assert_eq!(told(cells).0, None, "{cells:?}");
        }
    }

    #[test]
    fn the_pattern_is_the_one_that_reads_most_cells() {
        for (cells, pattern) in [
            (&["2026-01-31", "2026-02-01T10:00"][..], None),
            (&["31.12.2025", "01.02.2026 10:15"], Some("DD.MM.YYYY")),
            (&["1.2.2026", "31.12.2025"], Some("D.M.YYYY")),
            (&["5 Jan, 2026", "25 Dec, 2025"], Some("D MMM, YYYY")),
            (&["Jan 5, 2026"], Some("MMM D, YYYY")),
            (&["May 5, 2026", "September 5, 2026"], Some("MMMM D, YYYY")),
            (
                &["1/31/2026 2:05 PM", "2/1/2026 12:00 AM"],
                Some("M/D/YYYY H:MM AM"),
            ),
            (
                &["31/01/2026 9:05", "13/02/2026 17:00"],
                Some("DD/MM/YYYY H:MM"),
            ),
            (&["2026/01/31 09:05"], Some("YYYY/MM/DD")),
            (&["2026-01-31 09:05:01 UTC"], Some("YYYY-MM-DD HH:MM:SS Z")),
            (&["2026年1月31日", "2025年12月9日"], Some("YYYY年M月D日")),
            (&["20260131", "20251209"], Some("YYYYMMDD")),
            (&["5-Jan-26"], Some("D-MMM-YY")),
            (&["soon", "later"], None),
        ] {
            assert_eq!(told(cells).0.as_deref(), pattern, "{cells:?}");
        }
    }

    #[test]
    fn day_and_month_stay_open_until_a_cell_decides() {
        let (pattern, note) = told(&["03/04/2026", "05/06/2026"]);
        assert_eq!(pattern, None);
        assert_eq!(
            note.as_deref(),
            Some(
                "'03/04/2026' can be 2026-04-03 or 2026-03-04, and no cell decides: write `date: DD/MM/YYYY` or `date: MM/DD/YYYY`"
            )
        );
        let (pattern, note) = told(&["03/04/2026", "05/16/2026"]);
        assert_eq!(pattern.as_deref(), Some("MM/DD/YYYY"));
        assert_eq!(note.as_deref(), Some("'05/16/2026' can only be 2026-05-16"));
        let (pattern, _) = told(&["3/4/2026", "16/5/2026 10:00"]);
        assert_eq!(pattern.as_deref(), Some("D/M/YYYY"));
    }
}
