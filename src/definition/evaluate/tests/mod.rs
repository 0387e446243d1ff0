//! What a lead comes to, by hand.

mod any_event;
mod freeze;
mod scoring;
mod since;
mod start;
