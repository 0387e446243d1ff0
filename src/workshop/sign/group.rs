//! The checklist kept short: reservations of one kind in one line where there are more than two.

use crate::sign::point::{OpenPoint, PointKind};

/// From how many reservations of a kind on they share a line.
const MANY: usize = 3;

/// One line of the checklist: points by their places in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// A point by itself.
    One(usize),
    /// Three or more reservations of one kind.
    Many(PointKind, Vec<usize>),
}

/// The lines for these points, each group at the place of its first.
#[must_use]
pub fn grouped(points: &[OpenPoint]) -> Vec<Group> {
    let of = |kind: PointKind| -> Vec<usize> {
        let same = points.iter().enumerate();
        same.filter(|(_, p)| p.kind == kind && !p.blocks)
            .map(|(at, _)| at)
            .collect()
    };
    let mut groups: Vec<Group> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let same = if point.blocks {
            Vec::new()
        } else {
            of(point.kind)
        };
        if same.len() < MANY {
            groups.push(Group::One(at));
        } else if same.first() == Some(&at) {
            groups.push(Group::Many(point.kind, same));
        }
    }
    groups
}

/// What so many reservations of a kind are, in words.
#[must_use]
pub fn group_words(kind: PointKind, count: usize) -> String {
    let what = match kind {
        PointKind::NotTaken => "points that nobody has taken into the definition",
        PointKind::Parked => "points that are put off",
        PointKind::Unobservable => "points that no record shows",
        PointKind::Stage => "notes about stages",
        PointKind::Card => "lead cards that do not land where they were sorted",
        PointKind::Promise => "promises that cannot be measured",
        PointKind::InWords => "points agreed in words only, which nothing carries out",
        PointKind::Volume => "volumes that nobody has confirmed",
        PointKind::StandardLeft => "standard texts that nobody opened",
        PointKind::OneSide
        | PointKind::SamePerson
        | PointKind::NotRevealed
        | PointKind::MustSettle
        | PointKind::HandOver
        | PointKind::NotSettled
        | PointKind::Objection
        | PointKind::TimeBound
        | PointKind::SaysNo
        | PointKind::Standard
        | PointKind::Voice => "points that must be closed",
    };
    format!("{count} {what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;
    use crate::sign::point::point;

    #[test]
    fn three_reservations_of_a_kind_share_a_line_and_what_blocks_never_does() {
        let kinds = [
            PointKind::Voice,
            PointKind::Voice,
            PointKind::Voice,
            PointKind::Card,
            PointKind::Parked,
            PointKind::Card,
            PointKind::Parked,
            PointKind::Card,
        ];
        let points = kinds.map(|kind| point(kind, Place::Board, String::new()));
        assert_eq!(
            grouped(&points),
            [
                Group::One(0),
                Group::One(1),
                Group::One(2),
                Group::Many(PointKind::Card, vec![3, 5, 7]),
                Group::One(4),
                Group::One(6),
            ]
        );
    }
}
