//! Leadpact.
