//! History: the agreed versions, what each changed and why, and the log.

use crate::action::{Action, General, HistoryAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::{Cursor, Scroll};
use crate::page::Page;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use leadpact_workshop::{Step, Version, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "Every version that was agreed, the newest first, and below what happened in this workshop. \
    Enter opens a version: the text as it was signed, by whom, and what it changed. Nothing here can be changed.";

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The highlighted row: versions first, then the log.
    pub cursor: Cursor,
    /// The version that is open, by place in the workshop, and how far it is scrolled.
    pub open: Option<(usize, Scroll)>,
}

impl History {
    /// The history of the open workshop, the newest version highlighted.
    #[must_use]
    pub fn open(_session: &Session) -> Self {
        Self::default()
    }

    /// The highlighted version by its place in the workshop; `None` on a line of the log.
    #[must_use]
    pub fn version(&self, workshop: &Workshop) -> Option<usize> {
        workshop.versions.len().checked_sub(1 + self.cursor.at())
    }

    /// The version that is open.
    #[must_use]
    pub fn shown<'a>(&self, workshop: &'a Workshop) -> Option<&'a Version> {
        workshop.versions.get(self.open.as_ref()?.0)
    }
}

impl Page for History {
    fn scope(&self) -> Scope {
        Scope::History
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        match action {
            Action::General(General::Choose) => {
                self.open.is_none() && self.version(session.workshop()).is_some()
            }
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::General(_)
            | Action::Move(_)
            | Action::Step(_)
            | Action::Save(_)
            | Action::History(_) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        if let Action::General(General::Undo | General::Redo) = action {
            shared.travel(action == Action::General(General::Redo));
        }
        let Some(session) = &shared.session else {
            return Vec::new();
        };
        let workshop = session.workshop();
        match action {
            Action::General(General::Choose) => {
                self.open = self.version(workshop).map(|v| (v, Scroll::default()));
            }
            Action::General(General::Back) if self.open.is_some() => self.open = None,
            Action::General(General::Back) | Action::History(HistoryAction::Close) => {
                shared.enter(Step::Sign);
            }
            Action::Move(to) => match &mut self.open {
                Some((_, scroll)) => scroll.go(to),
                None => self
                    .cursor
                    .go(to, workshop.versions.len() + workshop.log.len()),
            },
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            about: "history".to_owned(),
            ..shared.workshop_heading()
        }
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.cursor.at())
    }

    fn point(&mut self, row: usize, shared: &mut Shared) {
        let rows = shared
            .session
            .as_ref()
            .map_or(0, |s| s.workshop().versions.len() + s.workshop().log.len());
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(rows);
    }
}
