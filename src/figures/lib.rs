//! Figures: what is counted and measured, for whoever fills, shows, draws or keeps it. Pure: no files, no clock, no
//! terminal.
//!
//! | word | file |
//! |---|---|
//! | how long something took, by the business calendar | `business_time.rs` |
//! | the leads on which a promised time is worked out | `example.rs` |
//! | leads by stage, owner and status | `counts.rs` |

mod business_time;
pub mod counts;
pub mod example;

pub use business_time::BusinessTime;
pub use counts::Counts;

#[cfg(test)]
mod tests;
