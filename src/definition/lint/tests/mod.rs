//! What is allowed but probably not meant.

mod acts;
mod hand_over;
mod warnings;
