//! A time zone: `Europe/Berlin` in any case, or the name of a city.

use jiff::Timestamp;
use jiff::tz::{TimeZone, db};
use leadpact_definition::say::english::quoted;

use crate::written::plain;
use leadpact_definition::nearest::nearest;
use leadpact_definition::zone;

/// Parts of the world that stand before the city in the name of a zone.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Large cities, and countries with one clock, that no zone is named after.
const CITIES: [(&str, &str); 83] = [
    ("abu dhabi", "Asia/Dubai"),
    ("ahmedabad", "Asia/Kolkata"),
    ("atlanta", "America/New_York"),
    ("austin", "America/Chicago"),
    ("austria", "Europe/Vienna"),
    ("bangalore", "Asia/Kolkata"),
    ("barcelona", "Europe/Madrid"),
    ("basel", "Europe/Zurich"),
    ("beijing", "Asia/Shanghai"),
    ("belgium", "Europe/Brussels"),
    ("bengaluru", "Asia/Kolkata"),
    ("bern", "Europe/Zurich"),
    ("birmingham", "Europe/London"),
    ("boston", "America/New_York"),
    ("bristol", "Europe/London"),
    ("calgary", "America/Edmonton"),
    ("cape town", "Africa/Johannesburg"),
    ("cardiff", "Europe/London"),
    ("charlotte", "America/New_York"),
    ("chennai", "Asia/Kolkata"),
    ("china", "Asia/Shanghai"),
    ("cologne", "Europe/Berlin"),
    ("dallas", "America/Chicago"),
    ("delhi", "Asia/Kolkata"),
    ("denmark", "Europe/Copenhagen"),
    ("dusseldorf", "Europe/Berlin"),
    ("edinburgh", "Europe/London"),
    ("england", "Europe/London"),
    ("finland", "Europe/Helsinki"),
    ("florence", "Europe/Rome"),
    ("france", "Europe/Paris"),
    ("frankfurt", "Europe/Berlin"),
    ("geneva", "Europe/Zurich"),
    ("germany", "Europe/Berlin"),
    ("glasgow", "Europe/London"),
    ("gothenburg", "Europe/Stockholm"),
    ("hamburg", "Europe/Berlin"),
    ("hanoi", "Asia/Bangkok"),
    ("houston", "America/Chicago"),
    ("hyderabad", "Asia/Kolkata"),
    ("india", "Asia/Kolkata"),
    ("ireland", "Europe/Dublin"),
    ("italy", "Europe/Rome"),
    ("japan", "Asia/Tokyo"),
    ("koln", "Europe/Berlin"),
    ("krakow", "Europe/Warsaw"),
    ("las vegas", "America/Los_Angeles"),
    ("leeds", "Europe/London"),
    ("lyon", "Europe/Paris"),
    ("manchester", "Europe/London"),
    ("marseille", "Europe/Paris"),
    ("miami", "America/New_York"),
    ("milan", "Europe/Rome"),
    ("minneapolis", "America/Chicago"),
    ("montreal", "America/Toronto"),
    ("mumbai", "Asia/Kolkata"),
    ("munchen", "Europe/Berlin"),
    ("munich", "Europe/Berlin"),
    ("naples", "Europe/Rome"),
    ("netherlands", "Europe/Amsterdam"),
    ("new delhi", "Asia/Kolkata"),
    ("norway", "Europe/Oslo"),
    ("osaka", "Asia/Tokyo"),
    ("ottawa", "America/Toronto"),
    ("philadelphia", "America/New_York"),
    ("poland", "Europe/Warsaw"),
    ("porto", "Europe/Lisbon"),
    ("pune", "Asia/Kolkata"),
    ("rio de janeiro", "America/Sao_Paulo"),
    ("rotterdam", "Europe/Amsterdam"),
    ("san diego", "America/Los_Angeles"),
    ("san francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("shenzhen", "Asia/Shanghai"),
    ("stuttgart", "Europe/Berlin"),
    ("sweden", "Europe/Stockholm"),
    ("switzerland", "Europe/Zurich"),
    ("tel aviv", "Asia/Jerusalem"),
    ("the hague", "Europe/Amsterdam"),
    ("turin", "Europe/Rome"),
    ("united kingdom", "Europe/London"),
    ("washington", "America/New_York"),
    ("wellington", "Pacific/Auckland"),
];

/// How many names a message lists at most.
const MOST_NAMES: usize = 4;

/// The IANA name of the zone that is meant.
///
/// # Errors
/// In words: there is none, or there are several.
pub fn read(text: &str) -> Result<String, String> {
    let typed = key(text);
    if typed.is_empty() {
        return Err("Write a city, as Berlin, or area and city, as Europe/Berlin.".to_owned());
    }
    let known = CITIES.iter().find(|(city, _)| *city == typed);
    if let Some((_, zone)) = known {
        return Ok((*zone).to_owned());
    }
    let zones: Vec<String> = db().available().map(|name| name.to_string()).collect();
    // A whole name, in any case, with blanks for underscores.
    let whole = zones
        .iter()
        .find(|name| key(name) == typed && is_plain(name));
    if let Some(name) = whole {
        return Ok(name.clone());
    }
    let joined = text.trim().replace(' ', "_");
    if let Ok(zone) = TimeZone::get(&joined) {
        return Ok(zone.iana_name().unwrap_or(&joined).to_owned());
    }
    let cities: Vec<(String, &String)> = zones
        .iter()
        .filter(|name| is_city(name))
        .filter_map(|name| Some((key(name.rsplit('/').next()?), name)))
        .collect();
    let exact = cities.iter().filter(|(city, _)| *city == typed);
    if let Some(name) = one_clock(exact.map(|(_, name)| name.as_str())) {
        return name;
    }
    let begin = cities
        .iter()
        .filter(|(city, _)| city.starts_with(&typed) && typed.len() >= 3);
    if let Some(name) = one_clock(begin.map(|(_, name)| name.as_str())) {
        return name;
    }
    let all = cities.iter().map(|(city, _)| city.as_str());
    let near = nearest(&typed, all.chain(CITIES.iter().map(|(city, _)| *city)));
    let near = near.and_then(|near| {
        let zone = cities.iter().find(|(city, _)| city == near);
        let table = CITIES.iter().find(|(city, _)| *city == near);
        zone.map(|(_, name)| name.as_str())
            .or(table.map(|(_, name)| *name))
    });
    Err(match near {
        Some(near) => format!("There is no time zone {}. Is {near} meant?", quoted(text)),
        None => format!(
            "There is no time zone {}. Write a large city, as Berlin, or area and city, as Europe/Berlin.",
            quoted(text)
        ),
    })
}

/// What is doubtful about a zone that exists; `None` where nothing is.
#[must_use]
pub fn hint(name: &str) -> Option<String> {
    zone::hint(name)
}

/// The one zone of those named, where all of them have the same clock; `None` where none is named.
fn one_clock<'n>(names: impl Iterator<Item = &'n str>) -> Option<Result<String, String>> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    // Of several names for one clock the longest is the one in use: America/Argentina/Buenos_Aires.
    let best = names.iter().max_by_key(|name| name.len())?;
    let clock = clock(best);
    if names.iter().all(|name| self::clock(name) == clock) {
        return Some(Ok((*best).to_owned()));
    }
    let more = if names.len() > MOST_NAMES {
        " and others"
    } else {
        ""
    };
    names.truncate(MOST_NAMES);
    Some(Err(format!(
        "There are several: {}{more}. Write one of them.",
        names.join(", ")
    )))
}

/// The offsets of a zone in seconds over two years, month by month: alike for two names of one clock.
fn clock(name: &str) -> Vec<i32> {
    const MONTH: i64 = 30 * 24 * 3600;
    // 1 January 2025.
    const START: i64 = 1_735_689_600;
    let Ok(zone) = TimeZone::get(name) else {
        return Vec::new();
    };
    (0..24)
        .filter_map(|month| Timestamp::from_second(START + month * MONTH).ok())
        .map(|at| zone.to_offset(at).seconds())
        .collect()
}

fn is_city(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(area, _)| AREAS.contains(&area))
}

/// Whether a name is one of the zone itself, not of a second table of the system such as `posix/Europe/Berlin`.
fn is_plain(name: &str) -> bool {
    !["posix/", "right/"]
        .iter()
        .any(|table| name.starts_with(table))
}

/// A name without accents, case and underscores.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            '\u{e0}'..='\u{e5}' => key.push('a'),
            '\u{e7}' => key.push('c'),
            '\u{e8}'..='\u{eb}' => key.push('e'),
            '\u{ec}'..='\u{ef}' => key.push('i'),
            '\u{f1}' => key.push('n'),
            '\u{f2}'..='\u{f6}' | '\u{f8}' => key.push('o'),
            '\u{f9}'..='\u{fc}' => key.push('u'),
            '\u{fd}' | '\u{ff}' => key.push('y'),
            '_' => key.push(' '),
            letter => key.push(letter),
        }
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_by_name_and_by_city() {
        for (text, expected) in [
            ("Europe/London", "Europe/London"),
            ("europe/london", "Europe/London"),
            (" America/New York ", "America/New_York"),
            ("Berlin", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("S\u{e3}o Paulo", "America/Sao_Paulo"),
            ("Buenos Aires", "America/Argentina/Buenos_Aires"),
            ("Z\u{fc}rich", "Europe/Zurich"),
            ("M\u{fc}nchen", "Europe/Berlin"),
            ("San Francisco", "America/Los_Angeles"),
            ("UTC", "UTC"),
            ("utc", "UTC"),
            ("EST", "EST"),
            ("Copenh", "Europe/Copenhagen"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_zone_or_several_is_named() {
        for (text, reason) in [
            ("", "Write a city"),
            ("Belrin", "Is Europe/Berlin meant?"),
            ("san", "and others. Write one of them"),
            ("Gotham-on-the-Wold", "Write a large city"),
            ("UTC+2", "There is no time zone"),
        ] {
            let refused = read(text);
            assert!(
                refused.as_ref().is_err_and(|why| why.contains(reason)),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn each_city_leads_to_a_zone() {
        for (city, zone) in CITIES {
            assert_eq!(read(city).as_deref(), Ok(zone), "{city}");
            assert!(TimeZone::get(zone).is_ok());
            assert_eq!(hint(zone), None);
        }
    }
}
