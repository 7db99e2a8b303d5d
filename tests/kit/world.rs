//! The Center's community, as it ships and with what it lacks.

use std::path::Path;

use dissemination::Ask;
use model::{Community, Manner, Purpose, Recipient, Timestamp};

use crate::workspace::{read, root};

/// A community to ask in.
#[derive(Debug)]
pub struct Worlds {
    /// The community.
    pub community: Community,
}

impl Worlds {
    /// The Center's community as it ships.
    pub fn center() -> Self {
        Self::of(&read(&root().join("config/community.toml")))
    }

    /// With what the Center's lacks: a procedure that lets the whole go, and a component of an
    /// intelligence agency, which falls under its parent's procedure.
    pub fn varied() -> Self {
        Self::of(&(read(&root().join("config/community.toml")) + MORE))
    }

    /// A community by its file.
    ///
    /// # Panics
    /// If the file is refused.
    pub fn of(file: &str) -> Self {
        Self { community: server::read_community(file, Path::new("community.toml")).unwrap() }
    }
}

/// A question about a display, in no matter.
pub fn display<'a>(
    recipient: &'a Recipient,
    purpose: Purpose,
    at: Timestamp,
    community: &'a Community,
) -> Ask<'a> {
    Ask { recipient, purpose, matter: None, manner: Manner::Display, at, community }
}

const MORE: &str = r#"
[[agency]]
id = "CIA/DO"
name = "a component"
nation = "USA"
parent = "CIA"

[[procedure]]
originator = "DOD/DIA"
recipients = "field-office"
form = "whole"
"#;
