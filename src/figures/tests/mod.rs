//! The business calendar: deadlines and the time between two moments, worked out and walked through.

mod calendar;
mod calendar_days;
mod calendar_walk;
