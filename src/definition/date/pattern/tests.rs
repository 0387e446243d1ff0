use std::fmt::Write as _;

use super::*;

fn read(pattern: &str, cell: &str) -> Option<String> {
    let pattern = DatePattern::parse(pattern).expect(pattern);
    let moment = pattern.read(cell)?;
    let mut text = moment.date.to_string();
    if let Some(time) = moment.time {
        let _ = write!(text, " {time}");
    }
    if let Some(offset) = moment.offset {
        let _ = write!(text, " {offset:+}");
    }
    Some(text)
}

#[test]
fn cells_are_read_as_the_pattern_says() {
    for (pattern, cell, expected) in [
        // Digits at fixed places.
        ("DD.MM.YYYY", "31.12.2026", "2026-12-31"),
        ("YYYYMMDD", "20260131", "2026-01-31"),
        ("YYYY/MM/DD", "2026/01/31", "2026-01-31"),
        ("DD/MM/YYYY", "03/04/2026", "2026-04-03"),
        ("MM/DD/YYYY", "03/04/2026", "2026-03-04"),
        ("DD.MM.YY", "31.12.26", "2026-12-31"),
        // Without leading zeros, or with them.
        ("M/D/YYYY", "1/2/2026", "2026-01-02"),
        ("M/D/YYYY", "12/31/2026", "2026-12-31"),
        ("M/D/YYYY", "01/02/2026", "2026-01-02"),
        ("D.M.YYYY", "3.4.2026", "2026-04-03"),
        ("M/D/YY", "1/2/07", "2007-01-02"),
        // Names of months.
        ("D MMM, YYYY", "5 Jan, 2026", "2026-01-05"),
        ("D MMM, YYYY", "25 DEC, 2026", "2026-12-25"),
        ("MMM D, YYYY", "may 9, 2026", "2026-05-09"),
        ("MMM D, YYYY", "Sep 9, 2026", "2026-09-09"),
        ("MMM D, YYYY", "Sept 9, 2026", "2026-09-09"),
        ("MMMM D, YYYY", "September 9, 2026", "2026-09-09"),
        ("DD-MMM-YYYY", "09-Feb-2024", "2024-02-09"),
        ("D MMMM YYYY", "29 february 2024", "2024-02-29"),
        // A time in the canonical form behind the date.
        ("DD.MM.YYYY", "31.12.2026 10:15", "2026-12-31 10:15:00"),
        (
            "DD.MM.YYYY",
            "31.12.2026T10:15:30.5",
            "2026-12-31 10:15:30.5",
        ),
        ("M/D/YYYY", "1/2/2026 23:59:59Z", "2026-01-02 23:59:59 +0"),
        (
            "D MMM YYYY",
            "1 Feb 2026 08:00+02:00",
            "2026-02-01 08:00:00 +7200",
        ),
        // A time as the pattern says.
        (
            "DD.MM.YYYY HH:MM",
            "31.12.2026 10:15",
            "2026-12-31 10:15:00",
        ),
        (
            "DD.MM.YYYY HH:mm:ss",
            "31.12.2026 10:15:07",
            "2026-12-31 10:15:07",
        ),
        (
            "YYYY-MM-DD HH:MM:SS Z",
            "2026-01-02 03:04:05 UTC",
            "2026-01-02 03:04:05 +0",
        ),
        (
            "YYYY-MM-DD HH:MM:SS Z",
            "2026-01-02 03:04:05.25 -0330",
            "2026-01-02 03:04:05.25 -12600",
        ),
        (
            "M/D/YYYY H:MM AM",
            "1/2/2026 2:05 PM",
            "2026-01-02 14:05:00",
        ),
        (
            "M/D/YYYY H:MM AM",
            "1/2/2026 12:05 am",
            "2026-01-02 00:05:00",
        ),
        (
            "M/D/YYYY H:MM AM",
            "1/2/2026 12:05 PM",
            "2026-01-02 12:05:00",
        ),
        (
            "M/D/YYYY HH:MM:SSAM",
            "1/2/2026 02:05:09pm",
            "2026-01-02 14:05:09",
        ),
        (
            "HH:MM DD.MM.YYYY",
            "10:15 31.12.2026",
            "2026-12-31 10:15:00",
        ),
        // Other scripts and text.
        ("YYYY年M月D日", "2026年3月9日", "2026-03-09"),
        (
            "DD/MM/YYYY 'às' HH:MM",
            "09/03/2026 às 17:40",
            "2026-03-09 17:40:00",
        ),
        (
            "DD/MM/YYYY àHH'h'MM",
            "09/03/2026 à17h40",
            "2026-03-09 17:40:00",
        ),
    ] {
        assert_eq!(
            read(pattern, cell).as_deref(),
            Some(expected),
            "{pattern} {cell}"
        );
    }
}

#[test]
fn names_in_other_languages_and_numbers_are_read() {
    for (pattern, cell, expected) in [
        // Names of months in other languages, weekdays, hard blanks.
        ("D MMM YYYY", "5 Mär. 2026", "2026-03-05"),
        ("D. MMMM YYYY", "1. Juni 2024", "2024-06-01"),
        ("D MMMM YYYY", "1 août 2024", "2024-08-01"),
        ("D MMM YYYY", "1 févr. 2024", "2024-02-01"),
        ("DD.MMM.YYYY", "01.dec.2024", "2024-12-01"),
        ("WWW, D. MMMM YYYY", "Samstag, 1. Juni 2024", "2024-06-01"),
        ("WWW MMM DD YYYY", "Sat Jun 01 2024", "2024-06-01"),
        (
            "M/D/YYYY H:MM AM",
            "1/2/2026 2:05\u{202f}PM",
            "2026-01-02 14:05:00",
        ),
        // The minutes of the distance from UTC may be left out at the end.
        (
            "YYYY-MM-DD HH:MM:SSZ",
            "2024-06-01 09:30:00+02",
            "2024-06-01 09:30:00 +7200",
        ),
        (
            "YYYY-MM-DDTHH:MM:SSZ",
            "2024-06-01T09:30:00.000+0000",
            "2024-06-01 09:30:00 +0",
        ),
        // Numbers.
        ("excel", "45444.5", "2024-06-01 12:00:00"),
        ("epoch-ms", "1717234200000", "2024-06-01 09:30:00 +0"),
    ] {
        assert_eq!(
            read(pattern, cell).as_deref(),
            Some(expected),
            "{pattern} {cell}"
        );
    }
}

#[test]
fn a_cell_that_is_written_otherwise_is_not_read() {
    for (pattern, cell) in [
        ("DD.MM.YYYY", ""),
        ("DD.MM.YYYY", "1.2.2026"),
        ("DD.MM.YYYY", "31/12/2026"),
        ("DD.MM.YYYY", "12.31.2026"),
        ("DD.MM.YYYY", "31.12.26"),
        ("DD.MM.YYYY", "31.12.2026 9:30"),
        ("DD.MM.YYYY", "31.12.2026 10:00 Uhr"),
        ("DD.MM.YYYY", "2026-12-31"),
        ("DD.MM.YYYY", "３１.12.2026"),
        ("M/D/YYYY", "13/1/2026"),
        ("M/D/YYYY", "2/29/2026"),
        ("M/D/YYYY", "001/2/2026"),
        ("M/D/YYYY", "1/2/26"),
        ("M/D/YYYY", "1/2/1899"),
        ("M/D/YYYY", "1/2/2200"),
        ("M/D/YYYY", " 1/2/2026"),
        ("M/D/YY", "1/2/2026"),
        ("D MMM, YYYY", "5 Januar, 2026"),
        ("D MMM, YYYY", "5 January, 2026"),
        ("D MMM, YYYY", "5 Jan 2026"),
        ("D MMM YYYY", "5 März. 2026x"),
        ("D MMM YYYY", "5 Märzen 2026"),
        ("D MMMM YYYY", "5 Jan 2026"),
        ("DD.MM.YYYY HH:MM", "31.12.2026"),
        ("DD.MM.YYYY HH:MM", "31.12.2026 10:15:07"),
        ("DD.MM.YYYY HH:MM", "31.12.2026 24:00"),
        ("DD.MM.YYYY HH:MM", "31.12.2026 10:60"),
        ("M/D/YYYY H:MM AM", "1/2/2026 13:05 PM"),
        ("M/D/YYYY H:MM AM", "1/2/2026 0:05 AM"),
        ("M/D/YYYY H:MM AM", "1/2/2026 2:05"),
        ("M/D/YYYY H:MM AM", "1/2/2026 2:05 XM"),
        ("YYYY-MM-DD HH:MM Z", "2026-01-02 03:04 CET"),
        ("YYYY-MM-DD HH:MM Z", "2026-01-02 03:04 +2500"),
    ] {
        assert_eq!(read(pattern, cell), None, "{pattern} {cell}");
    }
}

#[test]
fn an_unclear_pattern_is_refused_with_what_to_write() {
    for (pattern, what) in [
        ("", "does not say how a date is written"),
        ("DD.MM", "does not say how a date is written"),
        ("DD.DD.YYYY", "does not say how a date is written"),
        ("MM/MM/YYYY", "does not say how a date is written"),
        ("HH:MM", "does not say how a date is written"),
        ("DD.MM.YYYY MM", "does not say how a date is written"),
        ("dd.MM.yyyy", "has a small d"),
        ("DD.mm.YYYY", "has minutes that do not follow an hour"),
        ("DD.MM.YYYY hh:mm", "has a small h"),
        ("DD.MM.YYYY HH", "does not say how a time is written"),
        ("DD.MM.YYYY AM", "does not say how a time is written"),
        (
            "DD.MM.YYYY HH:MM HH:MM",
            "does not say how a time is written",
        ),
        (
            "DMYYYY",
            "has numbers of one or two digits that run together",
        ),
        (
            "YYYYMD",
            "has numbers of one or two digits that run together",
        ),
        (
            "D0M.YYYY",
            "has numbers of one or two digits that run together",
        ),
        ("DDD.MM.YYYY", "has letters that stand for nothing: DDD"),
        ("YYY-MM-DD", "has letters that stand for nothing: YYY"),
        (
            "DD.MM.YYYY um HH:MM",
            "has letters that stand for nothing: u",
        ),
        ("nonsense", "has letters that stand for nothing: n"),
        ("DD.MM.YYYY 'um", "has a mark ' that is never closed"),
    ] {
        let unclear = DatePattern::parse(pattern).expect_err(pattern);
        assert_eq!(unclear.what, what, "{pattern}");
        assert!(unclear.next.starts_with("write "), "{pattern}");
    }
}

#[test]
fn a_day_is_written_as_it_is_read() {
    for (pattern, cell) in [
        ("DD.MM.YYYY", "09.03.2026"),
        ("M/D/YY", "03/09/26"),
        ("D MMM, YYYY", "09 mar, 2026"),
        ("MMMM D, YYYY H:MM AM", "march 09, 2026 12:00 AM"),
        ("YYYY-MM-DD HH:MM:SS Z", "2026-03-09 00:00:00 Z"),
    ] {
        let parsed = DatePattern::parse(pattern).expect(pattern);
        assert_eq!(parsed.written(Date::constant(2026, 3, 9)), cell);
        assert!(
            read(pattern, cell).is_some_and(|day| day.starts_with("2026-03-09")),
            "{cell}"
        );
    }
}

#[test]
fn places_are_fixed_only_where_every_number_has_its_digits() {
    for (pattern, fixed) in [
        ("DD.MM.YYYY", true),
        ("YYYYMMDD", true),
        ("M/D/YYYY", false),
        ("DD MMM YYYY", false),
        ("DD.MM.YY", false),
        ("DD.MM.YYYY HH:MM", false),
    ] {
        let parsed = DatePattern::parse(pattern).expect(pattern);
        assert_eq!(parsed.is_fixed(), fixed, "{pattern}");
    }
}

proptest::proptest! {
    #[test]
    fn random_patterns_and_cells_never_panic(pattern in "[YMDHSmsATZ'./: à年]{0,14}", cell in "\\PC{0,20}") {
        if let Ok(pattern) = DatePattern::parse(&pattern) {
            let _ = pattern.read(&cell);
        }
    }
}
