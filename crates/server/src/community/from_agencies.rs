//! From a table of agencies to a community file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use model::{AgencyId, CaveatId};

/// Writes a community file for a table of agencies.
///
/// The table has `id`, `name` and `parent`, separated by tabs, under a line of headings. Added are
/// the caveats that reports carry, and the text of further tables (recipients, say) as it is.
///
/// Caveats get the meaning that the name has had in diplomatic and intelligence usage; an unknown
/// name is limited to the addressees, the strictest meaning, until a records officer edits it.
///
/// # Errors
/// The line that is no agency.
pub fn from_agencies(
    table: &str,
    caveats: &BTreeSet<CaveatId>,
    more: &str,
) -> Result<String, String> {
    let mut text = String::from(
        "format = \"tearline.community/1\"\nname = \"Converted from a table of agencies\"\n\n\
         [leads_only]\nopen = [\"investigative-lead\", \"analysis\", \"policy\"]\n",
    );
    let mut agencies = BTreeMap::new();
    for (number, line) in (1..).zip(table.lines()).skip(1).filter(|(_, line)| !line.is_empty()) {
        let mut cells = line.split('\t');
        let id = cells.next().unwrap_or_default();
        let id = AgencyId::new(id).map_err(|error| format!("line {number}: {error}"))?;
        let name = cells.next().ok_or_else(|| format!("line {number}: the name is missing"))?;
        let parent = cells.next().filter(|parent| !parent.is_empty());
        agencies.insert(id, (name.to_owned(), parent.map(str::to_owned)));
    }
    for (id, (name, parent)) in &agencies {
        let name = toml::Value::String(name.clone());
        let _ = write!(text, "\n[[agency]]\nid = \"{id}\"\nname = {name}\nnation = \"USA\"\n");
        if let Some(parent) = parent {
            let _ = writeln!(text, "parent = \"{parent}\"");
        }
        if is_intelligence(id) {
            text.push_str("intelligence = true\n");
        }
    }
    for caveat in caveats {
        let _ = write!(text, "\n[[caveat]]\nid = \"{caveat}\"\n{}\n", meaning(caveat));
    }
    if !more.trim().is_empty() {
        let _ = write!(text, "\n{}\n", more.trim());
    }
    Ok(text)
}

/// Intelligence elements of the time and of today, by id.
fn is_intelligence(id: &AgencyId) -> bool {
    let elements = ["CIA", "NSA", "DIA", "DOD/DIA", "DOD/NSA", "STATE/INR", "NRO", "NGA", "USIB"];
    elements.contains(&id.as_str())
}

/// The conditions of a caveat, by the part after the colon.
fn meaning(caveat: &CaveatId) -> String {
    let agency = caveat.agency();
    let (sentence, condition) = match caveat.as_str().split_once(':').map_or("", |(_, name)| name) {
        "NO-DISSEM-ABROAD" => (
            "Not to be disseminated abroad: people of the United States only.",
            "countries = [\"USA\"]",
        ),
        "NOCONTRACT" => {
            ("Not to contractors or consultants.", "entity_types = [\"government\", \"military\"]")
        }
        "BACKGROUND-USE-ONLY" => (
            "For background only: no action may be based on it.",
            "closed_purposes = [\"operation\", \"affidavit\", \"subpoena\", \"grand-jury\", \
             \"court\", \"other-legal\"]",
        ),
        "OFFICIAL-INFORMAL" => (
            "Official-informal correspondence: no record copy is distributed; no limit on access.",
            "closed_purposes = []",
        ),
        "WARNINTEL" => (
            "Intelligence sources and methods involved: not for legal purposes.",
            "closed_purposes = [\"affidavit\", \"subpoena\", \"grand-jury\", \"court\", \
             \"other-legal\"]",
        ),
        "SENSITIVE" => {
            ("Sensitive: limited to the addressees and the originator.", "addressees = true")
        }
        _ => ("Limited to the addressees and the originator.", "addressees = true"),
    };
    format!("meaning = \"{sentence} ({agency})\"\n{condition}")
}
