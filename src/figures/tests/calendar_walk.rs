//! The arithmetic of business calendars against a slow walk, minute by minute, over random calendars: breaks, hours
//! over midnight, closed days, spans, days of every year, half days, and both changes of the clock.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{Span, Zoned};
use proptest::prelude::*;

use crate::BusinessTime as _;
use leadpact_definition::{
    date::Day,
    sla::{
        Calendar, TimeUnit,
        calendar::OpenHours,
        holiday::{Days, Holiday, YearDay},
    },
};

const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// From and to in whole hours of the day; above 24 on the next one.
type Hours = Vec<(u16, u16)>;

/// The week by weekday, and what stands beside it.
#[derive(Debug, Clone)]
struct Plan {
    week: BTreeMap<usize, Hours>,
    special: Vec<(Days, Hours)>,
}

impl Plan {
    fn calendar(&self) -> Calendar {
        let week = self.week.iter();
        Calendar {
            time_zone: "Europe/London".into(),
            hours: week
                .map(|(day, hours)| (NAMES[*day].to_owned(), written(hours)))
                .collect(),
            holidays: self
                .special
                .iter()
                .map(|(days, hours)| Holiday {
                    days: *days,
                    hours: written(hours),
                })
                .collect(),
        }
    }

    /// The hours of a day by the words of the guide: the single day, then closed, then hours of its own, then the week.
    fn on(&self, day: Date) -> Hours {
        let of_year = (day.month(), day.day());
        let pair = |day: YearDay| (day.example().month(), day.example().day());
        let named = |days: &Days| match *days {
            Days::On(_) => false,
            Days::Between(a, b) => a.0 <= day && day <= b.0,
            Days::Every(a) => pair(a) == of_year,
            Days::EveryBetween(a, b) if a <= b => pair(a) <= of_year && of_year <= pair(b),
            Days::EveryBetween(a, b) => pair(a) <= of_year || of_year <= pair(b),
        };
        let single = self
            .special
            .iter()
            .find(|(days, _)| *days == Days::On(Day(day)));
        if let Some((_, hours)) = single {
            return hours.clone();
        }
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
        let week = self.week.get(&weekday).cloned().unwrap_or_default();
        let found: Vec<&Hours> = self
            .special
            .iter()
            .filter(|(days, _)| named(days))
            .map(|(_, hours)| hours)
            .collect();
        match found.first() {
            None => week,
            Some(_) if week.is_empty() || found.iter().any(|hours| hours.is_empty()) => Vec::new(),
            Some(first) => (*first).clone(),
        }
    }

    /// Whether the minute that begins then is open.
    fn is_open(&self, now: &Zoned) -> bool {
        let hour = u16::try_from(now.hour()).unwrap();
        let holds = |hours: Hours, hour: u16| hours.iter().any(|(a, b)| *a <= hour && hour < *b);
        holds(self.on(now.date()), hour)
            || holds(self.on(now.date().yesterday().unwrap()), hour + 24)
    }

    /// When so many open minutes have passed.
    fn walk(&self, start: &Zoned, minutes: u32) -> Zoned {
        let mut now = start.clone();
        let mut left = minutes;
        while left > 0 {
            left -= u32::from(self.is_open(&now));
            now = now.checked_add(Span::new().minutes(1)).unwrap();
        }
        now
    }
}

fn written(hours: &Hours) -> Vec<String> {
    let clock = |hour: u16| format!("{:02}:00", if hour > 24 { hour - 24 } else { hour });
    hours
        .iter()
        .map(|(from, to)| format!("{}-{}", clock(*from), clock(*to)))
        .collect()
}

/// A morning, a day with a break, a night, or round the clock; a night ends before the next day begins.
fn hours() -> impl Strategy<Value = Hours> {
    prop_oneof![
        (6_u16..12, 1_u16..6).prop_map(|(from, long)| vec![(from, from + long)]),
        (6_u16..9, 13_u16..15).prop_map(|(from, back)| vec![(from, 12), (back, back + 4)]),
        (19_u16..24, 25_u16..30).prop_map(|(from, to)| vec![(from, to)]),
        Just(vec![(6, 10), (22, 28)]),
        Just(vec![(6, 24)]),
    ]
}

fn days() -> impl Strategy<Value = Days> {
    let day = |away: i64| {
        date(2026, 1, 1)
            .checked_add(Span::new().days(away))
            .unwrap()
    };
    let of_year = move |away| YearDay::of(day(away));
    prop_oneof![
        (0_i64..500).prop_map(move |at| Days::On(Day(day(at)))),
        (0_i64..500, 1_i64..20)
            .prop_map(move |(at, long)| Days::Between(Day(day(at)), Day(day(at + long)))),
        (0_i64..365).prop_map(move |at| Days::Every(of_year(at))),
        (0_i64..365, 1_i64..20)
            .prop_map(move |(at, long)| Days::EveryBetween(of_year(at), of_year(at + long))),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let own = prop_oneof![Just(Vec::new()), hours()];
    (
        prop::collection::btree_map(0_usize..7, hours(), 2..7),
        prop::collection::vec((days(), own), 0..6),
    )
        .prop_map(|(week, mut special)| {
            let mut seen = Vec::new();
            special.retain(|(days, _)| {
                let is_new = !seen.contains(days);
                seen.push(*days);
                is_new
            });
            Plan { week, special }
        })
}

/// Any minute of a year, and often one near a change of the clock.
fn start() -> impl Strategy<Value = Zoned> {
    let minutes = prop_oneof![
        0_i64..500 * 24 * 60,
        // 28 March and 24 October 2026, the evenings before the changes.
        (86_i64 * 24 * 60)..(88 * 24 * 60),
        (296_i64 * 24 * 60)..(298 * 24 * 60),
    ];
    minutes.prop_map(|away| {
        let first = date(2026, 1, 1).in_tz("Europe/London").unwrap();
        first.checked_add(Span::new().minutes(away)).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn due_and_elapsed_agree_with_a_minute_by_minute_walk(
        plan in plan(), start in start(), minutes in 1_u32..1500, further in 0_i64..3000,
    ) {
        let open = OpenHours::new(&plan.calendar()).unwrap();
        let unit = TimeUnit::BusinessMinutes;
        let due = open.due(start.timestamp(), minutes, unit).unwrap();
        let slow = plan.walk(&start, minutes);
        prop_assert_eq!(due.timestamp(), slow.timestamp(), "{} {:?}", start, plan);
        // What has passed some time later is the same, counted minute by minute.
        let end = slow.checked_add(Span::new().minutes(further)).unwrap();
        let mut counted = 0;
        let mut now = start.clone();
        while now < end {
            counted += i64::from(plan.is_open(&now));
            now = now.checked_add(Span::new().minutes(1)).unwrap();
        }
        let elapsed = open.elapsed(start.timestamp(), end.timestamp(), unit).unwrap();
        prop_assert_eq!(elapsed, counted * 60);
    }

    #[test]
    fn a_business_day_is_due_at_the_last_open_minute_of_its_day(
        plan in plan(), start in start(), days in 1_u32..4,
    ) {
        let open = OpenHours::new(&plan.calendar()).unwrap();
        let due = open.due(start.timestamp(), days, TimeUnit::BusinessDays).unwrap();
        // The minute before is open, and at the end of the hours of its day.
        let last = due.checked_sub(Span::new().minutes(1)).unwrap();
        prop_assert!(plan.is_open(&last), "{} {}", start, due);
        // An hour that the clock leaves out ends where the clock goes on.
        let closes = |day: Date| {
            let (_, hour) = *plan.on(day).last()?;
            let day = if hour < 24 { day } else { day.tomorrow().ok()? };
            let hour = i8::try_from(hour % 24).ok()?;
            day.at(hour, 0, 0, 0).in_tz("Europe/London").ok()
        };
        let is_close = |day: Date| closes(day).is_some_and(|close| close == due);
        let before = due.date().yesterday().unwrap();
        prop_assert!(is_close(due.date()) || is_close(before), "{} {}", start, due);
        // So many days have passed then, and one less a minute earlier.
        let passed = |end: &Zoned| open.elapsed(start.timestamp(), end.timestamp(), TimeUnit::BusinessDays).unwrap();
        prop_assert_eq!(passed(&due), i64::from(days) * 86_400);
        prop_assert_eq!(passed(&last), i64::from(days - 1) * 86_400);
    }
}
