//! Time by the business calendar, walked through minute by minute.

mod calendar_walk;
