//! An application that is typed into without being drawn.

use std::path::PathBuf;

use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::keys;
use crate::script::{self, Stroke};
use leadpact_app::effect::{Effect, Loop};
use leadpact_app::field::Field;
use leadpact_app::form::Form;
use leadpact_app::look::Look;
use leadpact_app::message::{Message, Opened};
use leadpact_app::popup::Popup;
use leadpact_app::screen::{Screen, agree, sheet, sla};
use leadpact_app::text::TextField;
use leadpact_app::workshop_row::WorkshopRow;
use leadpact_app::{App, Size, Tone, update};
use leadpact_workshop::Workshop;

/// The application, and what it asked for beside changing itself.
pub(super) struct Walk {
    app: App,
    /// Effects so far.
    pub effects: Vec<Effect>,
}

impl Walk {
    /// At the place where this workshop was left; at the list of workshops without one. It is Friday 6 March 2026.
    pub(super) fn begin(workshop: Option<&Workshop>) -> Self {
        let now = date(2026, 3, 6).at(14, 2, 0, 0).to_zoned(TimeZone::UTC);
        let size = Size {
            width: 80,
            height: 24,
        };
        let app = App::new(now.expect("a time"), size, Look::default());
        let mut walk = Self {
            app,
            effects: Vec::new(),
        };
        let Some(workshop) = workshop else {
            let row = |title: &str| WorkshopRow {
                path: PathBuf::from(format!("/data/{title}.workshop.yaml")),
                title: title.to_owned(),
                steps: Vec::new(),
                status: String::new(),
                readable: true,
                changed: None,
            };
            walk.tell(Message::Listed(Ok(vec![row("acme"), row("harbour")])));
            return walk;
        };
        walk.tell(Message::Opened(Ok(Box::new(Opened {
            path: PathBuf::from("/data/acme.workshop.yaml"),
            workshop: workshop.clone(),
            entropy: [7; 16],
            looking: false,
            warning: None,
            new: false,
        }))));
        walk
    }

    fn tell(&mut self, message: Message) {
        for effect in update(&mut self.app, message) {
            if let Effect::Loop(Loop::ListActions) = effect {
                let entries = keys::palette_entries(&self.app);
                update(&mut self.app, Message::PaletteReady(entries));
            } else {
                self.effects.push(effect);
            }
        }
    }

    /// Types a key script.
    pub(super) fn press(&mut self, keys: &str) {
        for stroke in script::parse(keys).expect("a script") {
            let Stroke::Key(chord) = stroke else {
                panic!("only keys are pressed here")
            };
            let scope = self.app.scope();
            match keys::find(scope, chord) {
                Some(key) => self.tell(Message::Act(key.action)),
                None if scope.takes_text() => {
                    if let Some(key) = keys::text_key(chord) {
                        self.tell(Message::Type(key));
                    }
                }
                None => {}
            }
        }
    }

    /// Types a text letter by letter.
    pub(super) fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.tell(Message::Type(leadpact_app::text::TextKey::Char(c)));
        }
    }

    /// Puts a text there at once.
    pub(super) fn paste(&mut self, text: &str) {
        if !text.is_empty() {
            self.tell(Message::Paste(text.to_owned()));
        }
    }

    /// Empties the field.
    pub(super) fn clear(&mut self) {
        self.press("<end><c-u>");
    }

    /// The field that has the keys.
    pub(super) fn place(&mut self) -> Option<Field> {
        match self.app.shared.popups.last() {
            Some(Popup::Palette(palette)) => Some(palette.query.place()),
            Some(Popup::Ask(ask)) => ask.reason.as_ref().map(TextField::place),
            Some(Popup::Help(_)) => None,
            None if self.app.scope().takes_text() => self
                .app
                .screen
                .page_mut()
                .field()
                .map(|field| field.place()),
            None => None,
        }
    }

    /// Why what stands in the field cannot be taken, as its row says; `None` where it says nothing.
    pub(super) fn reason(&self) -> Option<String> {
        let of_form = |form: &Form| {
            let mut rows = form.rows.iter();
            rows.find_map(|row| row.fault.clone())
        };
        match &self.app.screen {
            Screen::Setup(setup) => of_form(&setup.form),
            Screen::Stages(stages) => match (&stages.route, &stages.form) {
                (Some((_, editor)), _) => of_form(&editor.form),
                (None, form) => of_form(&form.as_ref()?.form),
            },
            Screen::Sla(sla) => match &sla.page {
                sla::Face::Form(form) => of_form(&form.form),
                sla::Face::Overview | sla::Face::Kinds(_) | sla::Face::Reasons(_) => None,
            },
            Screen::Sheet(sheet) => match &sheet.face {
                sheet::Face::Question(_, page) => page.fault(page.line()),
                sheet::Face::Review(_) => None,
            },
            Screen::Agree(agree) => match &agree.face {
                agree::Face::Point(point) => point.fault(point.line()).map(str::to_owned),
                agree::Face::Answer(_, _, page) => page.fault(page.line()),
                agree::Face::List(_) => None,
            },
            Screen::Compare(compare) => of_form(&compare.pairs.join()?.form),
            Screen::Sign(sign) => sign.fault.clone(),
            Screen::Home(_)
            | Screen::Define(_)
            | Screen::HandOver(_)
            | Screen::Scoring(_)
            | Screen::Standard(_)
            | Screen::History(_) => None,
        }
    }

    /// What is said as a warning now.
    pub(super) fn warning(&self) -> Option<String> {
        let notice = self.app.shared.notice.as_ref()?;
        (notice.tone == Tone::Warning).then(|| notice.text.clone())
    }

    /// How many steps can be taken back.
    pub(super) fn undo_all(&mut self) {
        let now = self.app.shared.now.clone();
        if let Some(session) = &mut self.app.shared.session {
            while session.undo(&now).is_some() {}
        }
    }

    /// The workshop as it would be saved, but for the clock, the place and the step; `None` where none is open.
    pub(super) fn workshop(&self) -> Option<Workshop> {
        let session = self.app.shared.session.as_ref()?;
        let mut workshop = session.workshop().clone();
        workshop.head.changed = jiff::Timestamp::UNIX_EPOCH;
        workshop.head.spent.clear();
        workshop.head.spent_on_sheets.clear();
        workshop.head.place = None;
        workshop.head.step = leadpact_workshop::Step::Define;
        Some(workshop)
    }

    /// The screen as text.
    pub(super) fn screen(&self) -> String {
        use ratatui::Terminal;
        use ratatui::backend::TestBackend;
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
        terminal
            .draw(|frame| {
                crate::view::draw(&self.app, frame.buffer_mut());
            })
            .expect("drawn");
        crate::play::Picture::new(terminal.backend().buffer().clone()).text()
    }
}
