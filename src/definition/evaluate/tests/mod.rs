//! What a lead comes to, by hand.

mod freeze;
mod scoring;
mod since;
