//! The Center's community, read twice: by the code under test, and by the oracle.

use std::path::Path;

use model::{Community, Recipient};

use crate::oracle::{Person, World};
use crate::workspace::{read, root};

/// One community, twice.
#[derive(Debug)]
pub struct Worlds {
    /// As the code under test has it.
    pub community: Community,
    /// As the oracle has it.
    pub world: World,
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
        let community = server::read_community(file, Path::new("community.toml")).unwrap();
        Self { community, world: World::read(file) }
    }
}

/// The same recipient in the oracle's words.
pub fn person(recipient: &Recipient) -> Person {
    Person {
        id: recipient.id.as_str().to_owned(),
        clearance: recipient.clearance.banner().to_owned(),
        accesses: recipient.accesses.iter().cloned().collect(),
        countries: recipient.countries.iter().map(|code| code.as_str().to_owned()).collect(),
        admin: recipient.admin_organization.as_str().to_owned(),
        duty: recipient.duty_organization.as_str().to_owned(),
        entity: recipient.entity_type.name().to_owned(),
        functions: recipient.functions.iter().map(|f| f.name().to_owned()).collect(),
    }
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
