//! What every screen answers, with what holds for most of them as the default.

use crate::action::Action;
use crate::effect::Effect;
use crate::heading::Heading;
use crate::moment::Moment;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::{SheetId, Step};

/// A screen: what it says about itself, and what it does when something is asked of it.
pub trait Page {
    /// Where its keys go.
    fn scope(&self) -> Scope;

    /// A few sentences for the top of the help page.
    fn about(&self) -> &'static str;

    /// Whether this can be done right now; what cannot is neither shown nor obeyed.
    fn allows(&self, action: Action, shared: &Shared) -> bool;

    /// Answers an action that no popup took.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect>;

    /// What the header says.
    fn heading(&self, shared: &Shared) -> Heading {
        shared.workshop_heading()
    }

    /// The step whose clock runs while this screen is in front.
    fn step(&self) -> Option<Step> {
        None
    }

    /// Figures about what is highlighted, for the help page only: a sentence each. Empty where there are none.
    fn figures(&self, _shared: &Shared) -> Vec<String> {
        Vec::new()
    }

    /// What a key does right now, for the footer, where that differs from the words of the key table.
    fn hint(&self, _action: Action, _shared: &Shared) -> Option<&'static str> {
        None
    }

    /// A dialog was answered with yes; where it asked for a reason, it comes with it.
    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        self.act(action, shared)
    }

    /// The text field that has the focus; none where letters are keys.
    fn field(&mut self) -> Option<&mut TextField> {
        None
    }

    /// The text field that has the focus, to be looked at; none where letters are keys.
    fn typing(&self) -> Option<&TextField> {
        None
    }

    /// The words of the focused field have changed.
    fn typed(&mut self, _shared: &mut Shared) {}

    /// The highlighted row, counted from 0 in the whole list, form or page; `None` where there are no rows.
    fn highlighted(&self) -> Option<usize> {
        None
    }

    /// Highlights this row, as a click does.
    fn point(&mut self, _row: usize, _shared: &mut Shared) {}

    /// Takes the choice at this place of the highlighted row, counted from 0.
    fn pick(&mut self, _at: usize, _shared: &mut Shared) {}

    /// Turns to the question at this place, counted from 0, where questions are turned like pages.
    fn turn_to(&mut self, _at: usize, _shared: &mut Shared) {}

    /// Another screen comes in front. What was begun here and says nothing is taken away again.
    fn leave(&mut self, _shared: &mut Shared) {}

    /// Whether nothing is being written: somebody who came to write one thing is done with it.
    fn is_at_rest(&self) -> bool {
        true
    }

    /// Whether one can be led away to where something stands: not from a private sheet, nor from the card before it.
    fn lets_go(&self) -> bool {
        true
    }

    /// The private sheet that is worked on here; `None` everywhere else.
    fn sheet(&self) -> Option<&SheetId> {
        None
    }

    /// Somebody is there: a private sheet stays open for longer.
    fn touch(&mut self, _at: Moment) {}

    /// When it hides itself unless a key is pressed; `None` for all but a private sheet.
    fn hides_at(&self) -> Option<Moment> {
        None
    }

    /// The keyboard may change hands: a private sheet disappears.
    fn pause(&mut self, _shared: &mut Shared) {}

    /// Whether it is asked about before the words of the field leave the program: those of a private sheet, once.
    fn asks_before_outside(&self) -> bool {
        false
    }

    /// The words may leave the program.
    fn goes_outside(&mut self) {}
}
