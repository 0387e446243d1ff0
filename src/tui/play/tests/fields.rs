//! Every field: what it takes, what it refuses, and that a refused text leaves no trace.

mod walk;
mod way;

use way::there;
use crate::app::field::Field;

#[test]
fn there_is_a_way_to_every_field() {
    for field in Field::ALL {
        let found = std::panic::catch_unwind(|| {
            let (mut walk, _) = there(*field);
            walk.text()
        });
        println!("{field:?} {found:?}");
    }
}
