//! The classification authority block as it stands in text (register E).

use super::paper::Block;
use super::record::Authority;

/// Takes the lines of the block out of a document.
pub(crate) fn take_authority(blocks: &mut Vec<Block>) -> Authority {
    let mut authority = Authority::default();
    let mut found = false;
    for block in blocks.iter_mut() {
        let mut kept = Vec::new();
        for line in block.text.lines() {
            if !take_line(line, found, &mut authority) {
                kept.push(line);
            } else {
                found = true;
            }
        }
        if kept.len() < block.text.lines().count() {
            block.text = kept.join("\n").trim().to_owned();
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    authority
}

/// `Reason` alone is a word of any text, so that it counts only behind another line of the block.
fn take_line(line: &str, in_block: bool, authority: &mut Authority) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
    let slot = match name.as_str() {
        "classified by" | "derivatively classified by" => &mut authority.classified_by,
        "derived from" => &mut authority.derived_from,
        "declassify on" | "declass on" => &mut authority.declassify_on,
        "reason" | "classification reason" if in_block => &mut authority.reason,
        _other => return false,
    };
    if slot.is_some() || value.is_empty() {
        return false;
    }
    *slot = Some(value.to_owned());
    true
}
