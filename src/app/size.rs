//! How large the window is, and the least in which the screens have room.

/// A window in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The least window in which the screens have room.
pub const LEAST: Size = Size {
    width: 60,
    height: 16,
};
