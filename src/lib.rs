//! Leadpact: marketing and sales agree what a qualified lead is.

pub mod app;
pub mod cli;
pub mod definition;
pub mod export;
pub mod files;
pub mod leads;
pub mod tui;
pub mod workshop;
