//! The community as words, read straight from its file.

use std::collections::BTreeMap;

use toml::Value;

use super::mark::Words;

/// Who takes part, and what was decided about them.
#[derive(Debug)]
pub struct World {
    /// Purposes that "leads only" leaves open.
    pub open: Words,
    /// Agencies by id.
    pub agencies: BTreeMap<String, Agency>,
    /// Caveats by id.
    pub caveats: BTreeMap<String, Value>,
    /// The form that an originator's procedure for field offices prescribes.
    pub procedures: BTreeMap<String, String>,
    /// Steering Group decisions.
    pub grants: Vec<Grant>,
    /// Recipients by id.
    pub people: BTreeMap<String, Person>,
}

/// An agency.
#[derive(Debug)]
pub struct Agency {
    /// Whether its nation is the United States.
    pub us: bool,
    /// What it is part of.
    pub parent: Option<String>,
    /// Whether it is an intelligence element.
    pub intelligence: bool,
}

/// A Steering Group decision. Times are as written; RFC 3339 sorts as text.
#[derive(Debug)]
pub struct Grant {
    /// The foreign authority.
    pub partner: String,
    /// Its topics.
    pub topics: Words,
    /// The highest level.
    pub level: String,
    /// From when.
    pub from: String,
    /// Until when, exclusive.
    pub until: Option<String>,
}

/// A recipient.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The clearance, spelled out.
    pub clearance: String,
    /// Read-ins.
    pub accesses: Words,
    /// Countries of affiliation.
    pub countries: Words,
    /// The employer.
    pub admin: String,
    /// Where it works.
    pub duty: String,
    /// What its employer is.
    pub entity: String,
    /// What it does.
    pub functions: Words,
}

impl World {
    /// Reads a community file.
    ///
    /// # Panics
    /// If the file is not TOML or lacks what every community has.
    pub fn read(file: &str) -> Self {
        let file: Value = toml::from_str(file).expect("the community is TOML");
        let all =
            |kind: &str| file.get(kind).and_then(Value::as_array).cloned().unwrap_or_default();
        let by_id = |kind: &str| all(kind).into_iter().map(|entry| (text(&entry, "id"), entry));
        Self {
            open: words(&file["leads_only"], "open"),
            agencies: by_id("agency").map(|(id, entry)| (id, agency(&entry))).collect(),
            caveats: by_id("caveat").collect(),
            procedures: all("procedure")
                .iter()
                .map(|entry| (text(entry, "originator"), text(entry, "form")))
                .collect(),
            grants: all("grant").iter().map(grant).collect(),
            people: by_id("recipient").map(|(id, entry)| (id, person(&entry))).collect(),
        }
    }

    /// Whether an agency is one of the United States.
    pub fn is_us(&self, agency: &str) -> bool {
        self.agencies.get(agency).is_some_and(|agency| agency.us)
    }

    /// An agency, its parent, its parent's parent.
    pub fn upwards(&self, agency: &str) -> Vec<String> {
        let mut line = Vec::new();
        let mut next = Some(agency.to_owned());
        while let Some(id) = next.filter(|id| self.agencies.contains_key(id)) {
            next = self.agencies[&id].parent.clone();
            line.push(id);
        }
        line
    }

    /// Whether an agency or what it is part of is an intelligence element.
    pub fn is_intelligence(&self, agency: &str) -> bool {
        self.upwards(agency).iter().any(|id| self.agencies[id].intelligence)
    }
}

fn agency(entry: &Value) -> Agency {
    Agency {
        us: text(entry, "nation") == "USA",
        parent: entry.get("parent").map(|_| text(entry, "parent")),
        intelligence: entry.get("intelligence").and_then(Value::as_bool) == Some(true),
    }
}

fn grant(entry: &Value) -> Grant {
    Grant {
        partner: text(entry, "partner"),
        topics: words(entry, "topics"),
        level: text(entry, "level"),
        from: text(entry, "from"),
        until: entry.get("until").map(|_| text(entry, "until")),
    }
}

fn person(entry: &Value) -> Person {
    Person {
        id: text(entry, "id"),
        clearance: text(entry, "clearance"),
        accesses: words(entry, "accesses"),
        countries: words(entry, "countries"),
        admin: text(entry, "admin_organization"),
        duty: text(entry, "duty_organization"),
        entity: text(entry, "entity_type"),
        functions: words(entry, "functions"),
    }
}

fn text(entry: &Value, key: &str) -> String {
    entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The list under a key.
pub(super) fn words(entry: &Value, key: &str) -> Words {
    let list = entry.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
