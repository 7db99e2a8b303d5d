//! Names within names, while they are put in order.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::name::Name;

/// Heads, their compartments, and the sub-compartments of these.
#[derive(Default)]
pub(super) struct Tree<'t>(BTreeMap<Name<'t>, BTreeMap<Name<'t>, BTreeSet<Name<'t>>>>);

impl<'t> Tree<'t> {
    /// Adds a path with its ancestors.
    pub(super) fn add(
        &mut self,
        head: &'t str,
        compartment: Option<&'t str>,
        sub: Option<&'t str>,
    ) {
        let compartments = self.0.entry(Name::known(head)).or_default();
        if let Some(compartment) = compartment {
            let subs = compartments.entry(Name::known(compartment)).or_default();
            subs.extend(sub.map(Name::known));
        }
    }

    /// As printed: `123/SI-G ABCD DEFG-MMM AACD`.
    pub(super) fn printed(&self) -> CompactString {
        let mut text = CompactString::default();
        for (head, compartments) in &self.0 {
            if !text.is_empty() {
                text.push('/');
            }
            text.push_str(head.as_str());
            for (compartment, subs) in compartments {
                text.push('-');
                text.push_str(compartment.as_str());
                for sub in subs {
                    text.push(' ');
                    text.push_str(sub.as_str());
                }
            }
        }
        text
    }
}
