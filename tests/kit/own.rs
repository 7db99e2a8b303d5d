//! A community with a register and a scheme of its own: the one that the documentation shows.

use std::path::Path;

use model::Community;

use crate::workspace::{read, root};

/// The text of the example in `docs/community.md`.
///
/// # Panics
/// If the page has none.
pub fn text() -> String {
    let page = read(&root().join("docs/community.md"));
    let (_, example) = page.split_once("```toml\n").expect("an example");
    example.split_once("```").expect("its end").0.to_owned()
}

/// The community of the example.
///
/// # Panics
/// If the example is refused.
pub fn community() -> Community {
    server::read_community(&text(), Path::new("docs/community.md")).unwrap()
}
