//! The loop as people, chance and broken surroundings use it: keys, clicks and the wheel, without a terminal.

mod by_mouse;
mod clicks;
mod emoji;
mod hostile;
mod kinds;
mod monkey;
mod outside;
mod small;
mod trouble;
mod walks;
mod wheel;
