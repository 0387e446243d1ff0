//! One stage as rows of a form, and back. What cannot be taken says so on its row and changes nothing.

use super::hand_off;
use super::made::Made;
use crate::field::Field;
use crate::form::{Form, Row};
use crate::names;
use crate::number::whole;
use crate::slug::slug;
use crate::stage_label as label;
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_workshop::rules::hand_over::hand_over_stage;
use leadpact_workshop::{AskedEntry, Entry, EntryKind, RoutePlan, StagePlan, Workshop, defaults};

/// The ways in, as they are offered, with the words for them.
pub const WAYS: [(EntryKind, &str); 6] = [
    (EntryKind::Everyone, "every record"),
    (EntryKind::Fit, "fits, silent"),
    (EntryKind::Engaged, "did something"),
    (EntryKind::Points, "points"),
    (EntryKind::Musts, "its musts"),
    (EntryKind::Act, "recorded act"),
];

/// What a row asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// What people call it.
    Name,
    /// Who answers for its leads.
    Owner,
    /// The way in.
    Way,
    /// Points that are needed.
    Threshold,
    /// What is recorded.
    Act,
    /// What a lead that wants to talk now has to meet.
    Asked,
    /// The stage at this place among those that the rules make beside it.
    Made(usize),
    /// When a lead leaves.
    Leaves,
    /// What the other side may expect.
    Expect,
    /// What happens next.
    Next,
    /// What keeps a lead warm.
    Nurture,
    /// Who gets which lead: the route at this place.
    Route(usize),
    /// A further route.
    NewRoute,
    /// Who gets a lead that no route takes.
    Otherwise,
    /// Facts that travel with the lead.
    HandOff,
    /// The ladder it belongs to.
    Track,
}

/// One stage as rows.
#[derive(Debug)]
pub struct StageForm {
    /// The rows.
    pub form: Form,
    asks: Vec<Asks>,
    /// The stage was just added: its name in files follows what people call it.
    pub fresh: bool,
    /// What belongs to the ways in that were chosen before: it comes back with them.
    known: (Option<i64>, Option<String>),
}

impl StageForm {
    /// The rows of a stage as it stands, the first one highlighted.
    #[must_use]
    pub fn of(stage: &StagePlan, workshop: &Workshop, made: &[Made]) -> Self {
        let asks = asked(stage, workshop, made);
        let rows = asks.iter().map(|asks| row(stage, workshop, made, *asks));
        let mut rows: Vec<Row> = rows.collect();
        mark_standard(&mut rows, stage, workshop);
        Self {
            form: Form::new(rows),
            asks,
            fresh: false,
            known: (stage.enter.at_least, stage.enter.act.clone()),
        }
    }

    /// The rows anew, after a change; the same question stays highlighted where it is still asked.
    pub(crate) fn lay_out(&mut self, stage: &StagePlan, workshop: &Workshop, made: &[Made]) {
        let (here, at) = (self.asking(), self.form.at());
        let new = Self::of(stage, workshop, made);
        let (points, act) = &new.known;
        let known = (points.or(self.known.0), act.clone().or(self.known.1.take()));
        // What cannot be taken yet stays on its row until it is right, or until it is left.
        let named = !self.is_unnamed();
        let open: Vec<(Asks, Row)> = std::mem::take(&mut self.form.rows)
            .into_iter()
            .zip(self.asks.iter().copied())
            .filter(|(row, asks)| row.fault.is_some() || (*asks == Asks::Name && !named))
            .map(|(row, asks)| (asks, row))
            .collect();
        *self = Self {
            fresh: self.fresh,
            known,
            ..new
        };
        for (asks, row) in open {
            let place = self.asks.iter().position(|other| *other == asks);
            if let Some(new) = place.and_then(|at| self.form.rows.get_mut(at)) {
                *new = row;
            }
        }
        let same = self.asks.iter().position(|asks| Some(*asks) == here);
        self.form.go_to(same.unwrap_or(at));
    }

    /// What the highlighted row asks.
    #[must_use]
    pub fn asking(&self) -> Option<Asks> {
        self.asks.get(self.form.at()).copied()
    }

    /// Highlights the row that asks this, if it is there.
    pub fn go_to(&mut self, wanted: Asks) {
        if let Some(at) = self.asks.iter().position(|asks| *asks == wanted) {
            self.form.go_to(at);
        }
    }

    /// Highlights the row with this label; the first one where there is none.
    pub(crate) fn go_to_label(&mut self, label: &str) {
        let at = self.form.rows.iter().position(|row| row.label == label);
        self.form.go_to(at.unwrap_or(0));
    }

    /// The place of the highlighted route; the number of routes on the row for a further one; `None` elsewhere.
    #[must_use]
    pub fn route(&self) -> Option<usize> {
        match self.asking()? {
            Asks::Route(at) => Some(at),
            Asks::NewRoute => {
                let routes = self.asks.iter().filter(|a| matches!(a, Asks::Route(_)));
                Some(routes.count())
            }
            _ => None,
        }
    }

    /// Takes what stands in the rows over into the stage, and marks the rows that cannot be taken. What stood there
    /// before stays in them.
    pub fn read(&mut self, stage: &mut StagePlan, workshop: &Workshop) {
        for (row, asks) in self.form.rows.iter_mut().zip(&self.asks) {
            row.judge_text(read(workshop, stage, *asks, row).err(), None);
        }
        let (points, act) = self.known.clone();
        match stage.enter.by {
            EntryKind::Points | EntryKind::Fit if !self.asks.contains(&Asks::Threshold) => {
                stage.enter.at_least = stage.enter.at_least.or(points);
            }
            EntryKind::Act if !self.asks.contains(&Asks::Act) => {
                stage.enter.act = stage.enter.act.take().or(act);
            }
            EntryKind::Everyone
            | EntryKind::Fit
            | EntryKind::Engaged
            | EntryKind::Points
            | EntryKind::Musts
            | EntryKind::Act => {}
        }
    }

    /// Says of each row anew whether its text is standard text.
    pub fn mark(&mut self, stage: &StagePlan, workshop: &Workshop) {
        mark_standard(&mut self.form.rows, stage, workshop);
    }

    /// Says on the row of its name that it is empty, when somebody goes on from it.
    pub(crate) fn ask_for_name(&mut self) {
        let rows = self.form.rows.iter_mut().zip(&self.asks);
        for (row, asks) in rows {
            if *asks == Asks::Name && row.value().trim().is_empty() {
                row.fault = Some(NEEDS_NAME.to_owned());
            }
        }
    }

    /// Whether the row of its name is empty.
    #[must_use]
    pub(crate) fn is_unnamed(&self) -> bool {
        let mut rows = self.form.rows.iter().zip(&self.asks);
        rows.any(|(row, asks)| *asks == Asks::Name && row.value().trim().is_empty())
    }

    /// Whether every row can be taken as it stands.
    #[must_use]
    pub(crate) fn is_sound(&self) -> bool {
        self.form.rows.iter().all(|row| row.fault.is_none())
    }

    /// Completes what is typed on the highlighted row, when somebody goes on from it.
    pub fn complete(&mut self, workshop: &Workshop) -> bool {
        let here = self.asking();
        let Some(field) = self.form.field().filter(|_| here == Some(Asks::HandOff)) else {
            return false;
        };
        let typed = field.text();
        let whole = hand_off::completed(workshop, &typed);
        field.set(&whole);
        whole != typed
    }
}

/// What the row of an empty name says.
const NEEDS_NAME: &str = "A stage needs a name.";

/// What a row says first while its text is standard text.
const STANDARD: &str = "Standard text, not opened yet. ";

/// Says of each row whether its text is standard text that nobody has opened.
fn mark_standard(rows: &mut [Row], stage: &StagePlan, workshop: &Workshop) {
    let open = defaults::unopened_of(workshop, stage);
    for row in rows {
        let mut things = open.iter();
        let unopened = things.any(|thing| label::of_thing(thing) == Some(row.label.as_str()));
        let help = row.help.strip_prefix(STANDARD).unwrap_or(&row.help);
        row.help = if unopened {
            format!("{STANDARD}{help}")
        } else {
            help.to_owned()
        };
    }
}

/// The words for a way in.
#[must_use]
pub fn way(stage: &StagePlan) -> String {
    let mut ways = WAYS.iter();
    let known = ways.find(|(kind, _)| *kind == stage.enter.by);
    let word = known.map_or("", |(_, word)| word);
    match (stage.enter.by, stage.enter.at_least) {
        (EntryKind::Points, Some(n)) => format!("{n} points"),
        (EntryKind::Fit, Some(n)) => format!("fit {n}, silent"),
        _ => word.to_owned(),
    }
}

fn is_hand_over(stage: &StagePlan, workshop: &Workshop) -> bool {
    hand_over_stage(workshop).is_some_and(|s| s.id == stage.id)
}

fn asked(stage: &StagePlan, workshop: &Workshop, made: &[Made]) -> Vec<Asks> {
    let mut asked = vec![Asks::Name, Asks::Owner, Asks::Way];
    match stage.enter.by {
        EntryKind::Points | EntryKind::Fit => asked.push(Asks::Threshold),
        EntryKind::Act => asked.push(Asks::Act),
        EntryKind::Everyone | EntryKind::Engaged | EntryKind::Musts => {}
    }
    if is_hand_over(stage, workshop) {
        asked.push(Asks::Asked);
        asked.extend((0..made.len()).map(Asks::Made));
    }
    asked.extend([Asks::Leaves, Asks::Expect, Asks::Next, Asks::Nurture]);
    // Only on the main track does a route decide who owns a lead.
    if stage.track == MAIN_TRACK || !stage.routing.is_empty() {
        asked.extend((0..stage.routing.len()).map(Asks::Route));
        asked.extend([Asks::NewRoute, Asks::Otherwise]);
    }
    asked.extend([Asks::HandOff, Asks::Track]);
    asked
}

fn row(stage: &StagePlan, workshop: &Workshop, made: &[Made], asks: Asks) -> Row {
    match asks {
        Asks::Name => Row::text(
            Field::StageName,
            "Name",
            "What people call this stage.",
            &stage.name,
        ),
        Asks::Owner => {
            let names = workshop.signing_parties().map(|p| p.name.clone()).collect();
            let at = workshop.signing_parties().position(|p| p.id == stage.owner);
            let help = "Who answers for leads in this stage.";
            Row::pick("Owner", help, names, at.unwrap_or(0))
        }
        Asks::Way => {
            let ways = WAYS.iter().map(|(_, word)| (*word).to_owned()).collect();
            let at = WAYS.iter().position(|(kind, _)| *kind == stage.enter.by);
            let help = "The way in. Points lead at most to one stage; beyond it sales acts.";
            Row::pick("A lead enters by", help, ways, at.unwrap_or(0))
        }
        Asks::Threshold => {
            let points = stage.enter.at_least.map(|n| n.to_string());
            Row::text(
                Field::StageThreshold,
                label::THRESHOLD,
                "Points that are needed, from 0 to 1000.",
                &points.unwrap_or_default(),
            )
        }
        Asks::Act => act(stage, workshop),
        Asks::Asked => {
            let words = AskedEntry::ALL.map(|way| way.word().to_owned()).to_vec();
            let at = AskedEntry::ALL
                .iter()
                .position(|way| *way == stage.enter.asked);
            let help = "What somebody has to meet who asks to talk now, beside having asked. Left and right choose.";
            Row::pick("Wants to talk now", help, words, at.unwrap_or(0))
        }
        Asks::Made(at) => {
            let made = made.get(at);
            let words = made.map_or_else(String::new, Made::words);
            let help = made.map_or("", |m| m.from);
            Row::note(
                made.map_or("", |m| m.place),
                format!("{words}. {help}"),
                words,
            )
        }
        Asks::Leaves => Row::text(
            Field::StageLeaves,
            label::LEAVES,
            "When a lead goes down or out.",
            &stage.exit,
        ),
        Asks::Expect => {
            let help = "What the other side may expect of a lead here.";
            Row::text(Field::StageExpect, label::EXPECT, help, &stage.expect)
        }
        Asks::Next => Row::text(
            Field::StageNext,
            label::NEXT,
            "What happens next, and who does it.",
            &stage.next,
        ),
        Asks::Nurture => {
            let help = "What keeps a lead warm that does not go on.";
            Row::text(Field::StageNurture, label::NURTURE, help, &stage.nurture)
        }
        Asks::Route(at) => route(stage, workshop, at),
        Asks::NewRoute => {
            let none = stage.routing.is_empty();
            let name = if none { label::ROUTING } else { "" };
            let help = "Enter says which leads go to whom. The first route that holds decides.";
            Row::open(name, help, "add who gets which leads")
        }
        Asks::Otherwise => {
            let help = "Who gets a lead that no route takes. Empty: the owner of the stage.";
            Row::text(
                Field::StageOtherwise,
                "Otherwise to",
                help,
                &stage.routing_fallback,
            )
            .offering(names::known(workshop, names::is_sales))
        }
        Asks::HandOff => {
            let facts = hand_off::words(workshop, &stage.hand_off);
            Row::text(
                Field::StageHandOver,
                label::HAND_OVER,
                hand_off::HELP,
                &facts,
            )
        }
        Asks::Track => {
            let help = "main, or a track of its own such as product.";
            Row::text(Field::StageTrack, "Track", help, &stage.track)
        }
    }
}

fn act(stage: &StagePlan, workshop: &Workshop) -> Row {
    let events = &workshop.bank.events;
    let mut labels: Vec<String> = events
        .iter()
        .map(|(id, event)| event.label.clone().unwrap_or_else(|| id.replace('_', " ")))
        .collect();
    let act = stage.enter.act.as_deref();
    let known = act.and_then(|act| events.get_index_of(act));
    let at = known.unwrap_or_else(|| {
        labels.push("not said yet".to_owned());
        labels.len() - 1
    });
    let help = "What somebody records; then the lead is in this stage. Left and right choose.";
    Row::pick("Recorded act", help, labels, at)
}

fn route(stage: &StagePlan, workshop: &Workshop, at: usize) -> Row {
    let route = stage.routing.get(at);
    let words = route.map_or_else(String::new, |route| route.words(workshop));
    let name = if at == 0 { label::ROUTING } else { "" };
    match route {
        Some(RoutePlan::Words(_)) => {
            let help = format!(
                "{words}. In words only: nothing carries it out. Enter makes a rule of it."
            );
            Row::open(name, help, format!("{words} (in words only)"))
        }
        Some(RoutePlan::Rule(_)) | None => {
            let keys = "enter change, x remove, K and J move";
            Row::open(name, format!("{words} ({keys})"), words)
        }
    }
}

/// Takes a row over into the stage.
///
/// # Errors
/// In words, why that is not possible; the stage keeps what it had.
fn read(workshop: &Workshop, stage: &mut StagePlan, asks: Asks, row: &Row) -> Result<(), String> {
    let value = row.value().trim().to_owned();
    match asks {
        Asks::Name if value.is_empty() => return Err(NEEDS_NAME.to_owned()),
        Asks::Name => stage.name = value,
        Asks::Owner => {
            if let Some(owner) = workshop.signing_parties().nth(row.picked()) {
                stage.owner.clone_from(&owner.id);
            }
        }
        Asks::Way => {
            let way = WAYS.get(row.picked());
            enter(
                &mut stage.enter,
                way.map_or(EntryKind::Musts, |(kind, _)| *kind),
            );
        }
        // Of the way that was chosen before: another row asks now.
        Asks::Threshold if !takes_points(stage.enter.by) => {}
        Asks::Threshold => stage.enter.at_least = points(&value)?,
        Asks::Act if stage.enter.by != EntryKind::Act => {}
        Asks::Act => {
            let act = workshop.bank.events.get_index(row.picked());
            if let Some((act, _)) = act {
                stage.enter.act = Some(act.clone());
            }
        }
        Asks::Asked => {
            let asked = AskedEntry::ALL.get(row.picked());
            stage.enter.asked = asked.copied().unwrap_or_default();
        }
        Asks::Made(_) | Asks::Route(_) | Asks::NewRoute => {}
        Asks::Leaves => stage.exit = value,
        Asks::Expect => stage.expect = value,
        Asks::Next => stage.next = value,
        Asks::Nurture => stage.nurture = value,
        Asks::Otherwise => stage.routing_fallback = value,
        Asks::HandOff => stage.hand_off = hand_off::read(workshop, &value)?,
        Asks::Track if value.is_empty() => MAIN_TRACK.clone_into(&mut stage.track),
        Asks::Track => stage.track = slug(&value),
    }
    Ok(())
}

fn takes_points(by: EntryKind) -> bool {
    matches!(by, EntryKind::Points | EntryKind::Fit)
}

/// Another way in keeps nothing of the one before that does not belong to it.
fn enter(entry: &mut Entry, by: EntryKind) {
    entry.by = by;
    if !takes_points(by) {
        entry.at_least = None;
    }
    if by != EntryKind::Act {
        entry.act = None;
    }
}

fn points(text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    whole(text, 0, 1000)
        .map(|points| Some(i64::from(points)))
        .map_err(|_| "A threshold is a whole number from 0 to 1000.".to_owned())
}
