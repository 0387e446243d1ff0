//! Leadpact: marketing, sales and a facilitator work out what a qualified lead is, and sign it.
//!
//! # The exercise, the screens, the files
//!
//! ```text
//!    1 Define        2 Compare        3 Agree          4 SLA           5 Sign
//!  ┌────────────┐  ┌─────────────┐  ┌─────────────┐  ┌────────────┐  ┌────────────┐
//!  │ board      │  │ M    S    F │  │ Budget   ≠  │  │ promise    │  │ open points│
//!  │ hand-over  ├─▸│ =    =    - ├─▸│ 1 2 o b r k ├─▸│ calendar   ├─▸│ names      │
//!  │ sheet      │  │ ≠    ↔    ◐ │  │ stages      │  │ capacity   │  │ version    │
//!  └────────────┘  └─────────────┘  │ scoring     │  └────────────┘  └─────┬──────┘
//!                                   └─────────────┘                        ▾
//!       NAME.workshop.yaml  ──────── export ────────▸  NAME.lead-definition.yaml + document
//!                                                          │
//!                       a CRM export (CSV) ─────── score ──┴──▸ scored leads (CSV)
//! ```
//!
//! The word on the screen is the file's name: the scoring model is `app/screen/scoring.rs` (what
//! happens), `tui/view/scoring.rs` (how it looks) and `tui/keys/scoring.rs` (its keys).
//!
//! # Who may call whom
//!
//! ```text
//!   definition ◂── workshop ◂── files ◂─┬─ leads ◂─┬── tui ──▸ app ──▸ workshop, definition
//!   (what a lead   (how people  (YAML,   │          │
//!    is, as rules)  get there)   saving) └─ export ◂┴── cli
//! ```
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`definition`] | what a lead is, as rules: reading, meaning, scoring. Pure | nothing of ours |
//! | [`workshop`] | how people get there: sheets, compare, agree, sign, versions. Pure | `definition` |
//! | [`files`] | YAML to both and back: strict reading, whole saves, lock, folders | `definition`, `workshop` |
//! | [`leads`] | CRM exports: reading CSV, mapping columns, scoring a stream | those three |
//! | [`export`] | a version to bytes: YAML, Markdown, HTML | those three |
//! | [`app`] | the functional core of the screens: model, message, update, effects. Pure | `definition`, `workshop` |
//! | [`tui`] | the shell around it: loop, keys, themes, drawing, running effects | all but `cli` |
//! | [`cli`] | one file for each command | all but `app` and `tui` |
//!
//! Input and output happen in `tui`, `cli`, `files` and `leads` only. A test reads the `use` lines and
//! holds all this (`tests/architecture.rs`).
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | party | a group with one voice: marketing, sales, any other; the facilitator has none |
//! | sheet | what one person of a party answers alone; *sealed* until the *reveal* |
//! | criterion | a condition a lead may meet, with an importance: must, strong, nice, ignore |
//! | never | a value that excludes a lead, whatever else is true |
//! | signal | something a possible lead does, rated: not a lead, shows interest, counts towards hand-over, wants to talk now |
//! | lead card | a short description of a concrete lead; sorted into stages it becomes a *golden lead* |
//! | same words | values that the room called one thing: one word stays, the record's spellings come along |
//! | decision | how a difference was settled: what was chosen, rejected, why, and each party's voice |
//! | fit, engagement | the two axes of points: who they are, what they did |
//! | gate | a rule that overrides points: disqualify, suspend, qualify |
//! | stage | a step of the ladder; entered by points up to MQL, by a recorded act of sales beyond |
//! | promise | what one party owes another, measured against a business calendar |
//! | side | marketing's or sales'; an agreement takes two different people, one of each |
//! | standard text | what came with the template; until somebody *opens* it, it is *default, not agreed* |
//! | version | an agreed text with its signatures, bound to a digest of its content; *in force from* a day |

pub mod app;
pub mod cli;
pub mod definition;
pub mod export;
pub mod files;
pub mod leads;
pub mod tui;
pub mod workshop;
