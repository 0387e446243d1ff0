//! What the sign step shows, computed once for each revision of the workshop.

use crate::session::Session;
use leadpact_definition::{LeadDefinition, Status};
use leadpact_workshop::amend::{effect, version_notes};
use leadpact_workshop::golden::StageMove;
use leadpact_workshop::sign::{
    Group, OpenPoint, PointKind, SignatureState, grouped, open_points, propose, signatures,
    tampered,
};
use leadpact_workshop::{ChangeNote, Workshop, paragraph};

/// Everything that is computed from the workshop.
#[derive(Debug)]
pub struct Derived {
    /// The revision it was computed from.
    pub revision: u64,
    /// The text on the table, or the agreed one.
    pub definition: LeadDefinition,
    /// Whether the agreed version is what was signed; true where none is.
    pub intact: bool,
    /// It in one plain paragraph.
    pub paragraph: String,
    /// What is open, what blocks first.
    pub points: Vec<OpenPoint>,
    /// They as lines: three or more reservations of a kind share one.
    pub groups: Vec<Group>,
    /// Checks that hold, in words.
    pub done: Vec<&'static str>,
    /// The names under the text, void ones among them.
    pub signatures: Vec<SignatureState>,
    /// In an amendment: the version that it amends.
    pub amended: Option<String>,
    /// In an amendment: each change with its reason.
    pub changes: Vec<ChangeNote>,
    /// In an amendment: the lead cards that change stage.
    pub moves: Vec<StageMove>,
}

impl Derived {
    /// Computes everything from the workshop as it is now.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let workshop = session.workshop();
        let closed = workshop.is_closed();
        let definition = propose(workshop);
        let points = if closed {
            Vec::new()
        } else {
            open_points(workshop)
        };
        let paragraph = if closed {
            definition.spec.statement.clone()
        } else {
            paragraph::paragraph(workshop)
        };
        Self {
            revision: session.revision(),
            intact: tampered(workshop).is_none(),
            paragraph,
            done: done(&points, workshop),
            groups: grouped(&points),
            points,
            signatures: signatures(workshop),
            amended: workshop.amendment.as_ref().map(|a| a.from.clone()),
            changes: version_notes(workshop),
            moves: if workshop.amendment.is_some() {
                effect(workshop).unwrap_or_default()
            } else {
                Vec::new()
            },
            definition,
        }
    }

    /// Open points, and changes without a reason, that nobody can sign over.
    #[must_use]
    pub fn blocking(&self) -> usize {
        let silent = self.changes.iter().filter(|c| c.because.trim().is_empty());
        self.points.iter().filter(|p| p.blocks).count() + silent.count()
    }

    /// Lines of open points that are signed as reservations.
    #[must_use]
    pub fn reservations(&self) -> usize {
        let blocks = |at: &usize| self.points.get(*at).is_some_and(|p| p.blocks);
        let groups = self.groups.iter();
        groups
            .filter(|group| match group {
                Group::One(at) => !blocks(at),
                Group::Many(..) => true,
            })
            .count()
    }

    /// Whether a point shares a line with others of its kind.
    #[must_use]
    pub fn is_in_group(&self, point: usize) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| match group {
            Group::One(_) => false,
            Group::Many(_, points) => points.contains(&point),
        })
    }

    /// Decisions in the text.
    #[must_use]
    pub fn decisions(&self) -> usize {
        let agreement = self.definition.agreement.as_ref();
        agreement.map_or(0, |a| a.decisions.len())
    }

    /// "draft 1.0.0", "proposed 1.0.0", "agreed 1.0.0". In an amendment without a change there is no next version yet:
    /// "nothing changed yet".
    #[must_use]
    pub fn tally(&self) -> String {
        let head = &self.definition.metadata;
        if self.amended.as_ref() == Some(&head.version) {
            return "nothing changed yet".to_owned();
        }
        if !self.intact && self.is_agreed() {
            return format!("{} is not as signed", head.version);
        }
        format!("{} {}", head.status.word(), head.version)
    }

    /// The signature of a party that was given last.
    #[must_use]
    pub fn signature_of(&self, party: &str) -> Option<&SignatureState> {
        let given = self.signatures.iter().rev();
        given.into_iter().find(|s| s.signature.party == party)
    }

    /// Whether the text is agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.definition.metadata.status == Status::Agreed
    }
}

fn done(points: &[OpenPoint], workshop: &Workshop) -> Vec<&'static str> {
    if !workshop.is_revealed() {
        return Vec::new();
    }
    let checks: [(&[PointKind], &str); 5] = [
        (
            &[
                PointKind::NotSettled,
                PointKind::Objection,
                PointKind::MustSettle,
            ],
            "every difference is settled or put off",
        ),
        (&[PointKind::Unobservable], "every must can be observed"),
        (
            &[PointKind::Card],
            "every lead card lands where it was sorted",
        ),
        (&[PointKind::Promise], "every promise can be measured"),
        (
            &[PointKind::Volume],
            "sales confirmed that the volume can be followed up",
        ),
    ];
    let open = |kinds: &[PointKind]| points.iter().any(|p| kinds.contains(&p.kind));
    checks
        .into_iter()
        .filter(|(kinds, _)| !open(kinds))
        .map(|(_, text)| text)
        .collect()
}
