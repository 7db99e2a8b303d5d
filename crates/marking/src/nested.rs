//! Names within names: the compartments and sub-compartments of SCI and of special access programs.

use std::collections::{BTreeMap, BTreeSet};

/// A name at one level. Numbers sort before words (register H.4, H.5).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Name(String);

impl Name {
    /// Takes an upper-case alphanumeric name. `ONLY` is none: in order, behind another it would
    /// print as the end of EYES ONLY.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let sound = (1..=NAME_CHARS_MAX).contains(&text.len())
            && text != "ONLY"
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        sound.then(|| Self(text.to_owned()))
    }

    /// Takes a nickname, which may be of several words.
    pub(crate) fn spaced(text: &str) -> Option<Self> {
        let words = text.split(' ').map(Self::new).collect::<Option<Vec<_>>>()?;
        (!words.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The name as printed.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn rank(&self) -> (bool, u64, &str) {
        match self.0.parse::<u64>() {
            Ok(number) => (false, number, &self.0),
            Err(_) => (true, 0, &self.0),
        }
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Compartments with their sub-compartments.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Nested(BTreeMap<Name, BTreeSet<Name>>);

impl Nested {
    /// Reads `J12 J54-K15`: compartments separated by hyphens, sub-compartments by blanks.
    pub(crate) fn read<'t>(text: &'t str, canonical: &dyn Fn(&'t str) -> &'t str) -> Option<Self> {
        let mut read = Self::default();
        for part in text.split('-') {
            let mut names = part.split(' ');
            let compartment = Name::new(canonical(names.next()?))?;
            let subs = names.map(Name::new).collect::<Option<BTreeSet<_>>>()?;
            read.0.entry(compartment).or_default().extend(subs);
        }
        Some(read)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (compartment, subs) in &other.0 {
            self.0.entry(compartment.clone()).or_default().extend(subs.iter().cloned());
        }
    }

    /// What both have: a compartment that both have, with the sub-compartments that both have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let shared = self.0.iter().filter_map(|(compartment, subs)| {
            let both = subs.intersection(other.0.get(compartment)?).cloned().collect();
            Some((compartment.clone(), both))
        });
        Self(shared.collect())
    }

    /// Every token below a head, with its ancestors (ISM-ID-00388).
    pub(crate) fn tokens(&self, head: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        for (compartment, subs) in &self.0 {
            let parent = format!("{head}-{}", compartment.0);
            tokens.push(parent.clone());
            tokens.extend(subs.iter().map(|sub| format!("{parent}-{}", sub.0)));
        }
        tokens
    }

    /// Visits every compartment and sub-compartment, until the visitor gives `None`.
    pub(crate) fn each(
        &self,
        visit: &mut impl FnMut(&str, Option<&str>) -> Option<()>,
    ) -> Option<()> {
        for (compartment, subs) in &self.0 {
            visit(&compartment.0, None)?;
            for sub in subs {
                visit(&compartment.0, Some(&sub.0))?;
            }
        }
        Some(())
    }

    /// As printed after its head: `-J12 J54-K15`.
    pub(crate) fn printed(&self) -> String {
        self.titled(&|name| name.to_owned())
    }

    /// As printed, with names replaced by titles.
    pub(crate) fn titled(&self, title: &dyn Fn(&str) -> String) -> String {
        let mut text = String::new();
        for (compartment, subs) in &self.0 {
            text.push('-');
            text.push_str(&title(&compartment.0));
            for sub in subs {
                text.push(' ');
                text.push_str(&sub.0);
            }
        }
        text
    }
}

const NAME_CHARS_MAX: usize = 32;
