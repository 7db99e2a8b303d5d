//! What office files have in common: their properties.

use super::decode::decode_xml;
use super::limits::Budget;
use super::package::Package;
use super::paper::Paper;
use super::xml::{Node, Nodes};
use crate::Quarantine;

/// Takes the title and the day of the last change from the core properties, where there are any.
pub(crate) fn core(
    package: &mut Package<'_>,
    budget: &mut Budget<'_>,
    format: &'static str,
    paper: &mut Paper,
) -> Result<(), Quarantine> {
    for name in ["docProps/core.xml", "meta.xml"] {
        if package.has(name) {
            let bytes = package.part(name, budget)?;
            properties(&decode_xml(&bytes, format)?, budget, format, paper)?;
        }
    }
    Ok(())
}

fn properties(
    text: &str,
    budget: &Budget<'_>,
    format: &'static str,
    paper: &mut Paper,
) -> Result<(), Quarantine> {
    let mut nodes = Nodes::new(text, format, budget.limits.nesting);
    let mut value = String::new();
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(_) => value.clear(),
            Node::Text(text) => value.push_str(&text),
            Node::Close(name) => {
                let said = std::mem::take(&mut value).trim().to_owned();
                match name.as_str() {
                    _any if said.is_empty() => {}
                    "title" => paper.title = Some(said),
                    "modified" | "date" => paper.issued = Some(said),
                    "created" | "creation-date" if paper.issued.is_none() => {
                        paper.issued = Some(said)
                    }
                    _other => {}
                }
            }
        }
    }
    Ok(())
}

/// What a file embeds beside its text, which is not read, for a note.
pub(crate) fn not_read(package: &Package<'_>) -> Option<String> {
    let names = package.names();
    let is_kind = |folder: &&&str| {
        names.iter().any(|name| name.starts_with(**folder) || name.contains(&format!("/{folder}")))
    };
    let found: Vec<&str> =
        EMBEDDED.iter().filter(is_kind).map(|name| name.trim_end_matches('/')).collect();
    (!found.is_empty()).then(|| format!("it embeds what was not read: {}", found.join(", ")))
}

/// Folders of what is embedded (ECMA-376; ISO/IEC 26300).
const EMBEDDED: &[&str] =
    &["charts/", "diagrams/", "embeddings/", "media/", "Object ", "Pictures/"];
