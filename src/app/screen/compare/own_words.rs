//! Own words, before anything else: who reads whose aloud.

use leadpact_workshop::{Comparison, Row};

/// The fewest columns of the screen in which a text can be read.
const NARROWEST: u16 = 24;

/// How many texts fit side by side on a screen this wide; at least one.
#[must_use]
pub fn fitting(width: u16) -> usize {
    usize::from((width.saturating_sub(2) / (NARROWEST + 2)).max(1))
}

/// Places of the columns shown for a question in own words: parties that count, and whoever else wrote something.
#[must_use]
pub fn columns(comparison: &Comparison, shown: &[usize], row: &Row) -> Vec<usize> {
    let speaks = |at: &&usize| {
        let counts = comparison.columns.get(**at).is_some_and(|c| c.counts);
        counts || wrote(row, **at)
    };
    shown.iter().filter(speaks).copied().collect()
}

/// A sentence that lets each side read the other's text aloud; of three or more parties each reads the next one's.
#[must_use]
pub fn prompt(comparison: &Comparison, row: &Row) -> String {
    let counting: Vec<(usize, &str)> = comparison
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.counts)
        .map(|(at, column)| (at, column.name.as_str()))
        .collect();
    let writers: Vec<&str> = counting
        .iter()
        .filter(|(at, _)| wrote(row, *at))
        .map(|(_, name)| *name)
        .collect();
    match writers.as_slice() {
        [] => {
            "Nobody wrote anything here. Ask each side now, and listen before you go on.".to_owned()
        }
        [only] => match counting.iter().find(|(_, name)| name != only) {
            Some((_, other)) => format!("Aloud: {other} reads what {only} wrote."),
            None => format!("Read aloud what {only} wrote."),
        },
        several => {
            let next = several.iter().cycle().skip(1);
            let reads = |(reader, writer)| format!("{reader} reads what {writer} wrote");
            let lines: Vec<String> = several.iter().zip(next).map(reads).collect();
            format!("Aloud: {}.", lines.join(", "))
        }
    }
}

fn wrote(row: &Row, column: usize) -> bool {
    let position = row.positions.get(column);
    position.is_some_and(|p| p.has_value() || p.people.iter().any(|x| x.response.is_answered()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_table::compared::{question, revealed, say, silent, text};
    use leadpact_workshop::compare::compare;
    use leadpact_workshop::{Kind, Response};

    fn asked(parties: &[(&str, Vec<Response>)]) -> String {
        let workshop = revealed(question(Kind::OwnWords), parties);
        let comparison = compare(&workshop).unwrap();
        prompt(&comparison, &comparison.rows[0])
    }

    #[test]
    fn each_side_reads_the_other_s_text() {
        let said = |t: &str| vec![say(text(t), None)];
        let (m, s, e) = (("M", said("a")), ("S", said("b")), ("E", said("c")));
        let silent_e = ("E", vec![silent()]);
        assert_eq!(
            asked(&[m.clone(), s.clone(), silent_e]),
            "Aloud: M reads what S wrote, S reads what M wrote.",
            "who wrote nothing listens"
        );
        let f = ("facilitator", said("d"));
        assert_eq!(
            asked(&[f, m.clone(), s.clone()]),
            "Aloud: M reads what S wrote, S reads what M wrote."
        );
        assert_eq!(
            asked(&[m.clone(), s.clone(), e]),
            "Aloud: M reads what S wrote, S reads what E wrote, E reads what M wrote."
        );
        let quiet = ("S", vec![silent()]);
        assert_eq!(
            asked(&[m.clone(), quiet.clone()]),
            "Aloud: S reads what M wrote."
        );
        assert_eq!(asked(&[m]), "Read aloud what M wrote.");
        assert!(asked(&[quiet]).starts_with("Nobody wrote"));
    }
}
