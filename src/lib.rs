//! Leadpact: marketing and sales agree what a qualified lead is.

pub mod definition;
pub mod files;
pub mod workshop;
