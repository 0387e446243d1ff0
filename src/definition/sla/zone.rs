//! Names of time zones that are probably not meant: zones that never change their clock, and names out of use.

/// Zones of a fixed offset and old names, each with the city whose clock is probably meant.
const DOUBTFUL: [(&str, &str, &str); 16] = [
    ("EST", NEVER, "America/New_York"),
    ("MST", NEVER, "America/Denver"),
    ("HST", NEVER, "Pacific/Honolulu"),
    ("GMT", NEVER, "Europe/London"),
    ("GMT0", NEVER, "Europe/London"),
    ("GMT+0", NEVER, "Europe/London"),
    ("GMT-0", NEVER, "Europe/London"),
    ("Greenwich", NEVER, "Europe/London"),
    ("EST5EDT", OLD, "America/New_York"),
    ("CST6CDT", OLD, "America/Chicago"),
    ("MST7MDT", OLD, "America/Denver"),
    ("PST8PDT", OLD, "America/Los_Angeles"),
    ("CET", OLD, "Europe/Berlin"),
    ("MET", OLD, "Europe/Berlin"),
    ("EET", OLD, "Europe/Helsinki"),
    ("WET", OLD, "Europe/Lisbon"),
];

const NEVER: &str = "never changes its clock";
const OLD: &str = "is an old name";

/// What is doubtful about a zone, and a city whose clock is probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it does or is, behind its name: `never changes its clock`.
    pub what: String,
    /// The zone of a city.
    pub city: &'static str,
}

/// What is doubtful about the name of a zone that exists. `None` for a city, and for UTC, which says what it is.
#[must_use]
pub fn doubt(name: &str) -> Option<Doubt> {
    let known = DOUBTFUL
        .iter()
        .find(|(n, _, _)| n.eq_ignore_ascii_case(name));
    if let Some((_, what, city)) = known {
        return Some(Doubt {
            what: (*what).to_owned(),
            city,
        });
    }
    let (area, offset) = name.split_at_checked("Etc/GMT".len())?;
    if !area.eq_ignore_ascii_case("Etc/GMT") {
        return None;
    }
    // The signs of these names are the other way round.
    let (sign, city) = match offset.get(..1)? {
        "+" => ("behind", "America/New_York"),
        _ => ("ahead of", "Europe/Berlin"),
    };
    let hours = offset
        .get(1..)
        .filter(|hours| *hours != "0" && !hours.is_empty())?;
    let unit = if hours == "1" { "hour" } else { "hours" };
    Some(Doubt {
        what: format!("{NEVER}, and is {hours} {unit} {sign} UTC"),
        city,
    })
}

/// The same as a sentence: `EST never changes its clock. Is America/New_York meant?`
#[must_use]
pub fn hint(name: &str) -> Option<String> {
    let Doubt { what, city } = doubt(name)?;
    Some(format!("{name} {what}. Is {city} meant?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubtful_zone_and_its_city_exist() {
        for (name, _, city) in DOUBTFUL {
            assert!(jiff::tz::TimeZone::get(name).is_ok(), "{name}");
            assert!(jiff::tz::TimeZone::get(city).is_ok(), "{city}");
            assert_eq!(hint(city), None);
            assert!(hint(&name.to_lowercase()).unwrap().contains(city));
        }
        assert_eq!(hint("UTC"), None);
        assert_eq!(hint("Etc/UTC"), None);
        assert_eq!(hint("Etc/GMT"), None);
        assert!(hint("Etc/GMT-1").unwrap().contains("1 hour ahead of UTC"));
        assert!(hint("etc/gmt+5").unwrap().contains("5 hours behind UTC"));
    }
}
