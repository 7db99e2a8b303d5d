//! Names within names: the compartments and sub-compartments of SCI and of special access programs.

use compact_str::CompactString;

use crate::sorted::Sorted;

/// A name at one level. Numbers sort before words (register H.4, H.5).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Name(CompactString);

impl Name {
    /// Takes an upper-case alphanumeric name. `ONLY` is none: in order, behind another it would
    /// print as the end of EYES ONLY.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let sound = (1..=NAME_CHARS_MAX).contains(&text.len())
            && text != "ONLY"
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        sound.then(|| Self(text.into()))
    }

    /// Takes a nickname, which may be of several words.
    pub(crate) fn spaced(text: &str) -> Option<Self> {
        text.split(' ').all(|word| Self::new(word).is_some()).then(|| Self(text.into()))
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
pub(crate) struct Nested(Sorted<Name, Sorted<Name, ()>>);

impl Nested {
    /// Reads `J12 J54-K15`: compartments separated by hyphens, sub-compartments by blanks.
    pub(crate) fn read<'t>(text: &'t str, canonical: &dyn Fn(&'t str) -> &'t str) -> Option<Self> {
        let mut read = Self::default();
        for part in text.split('-') {
            let mut names = part.split(' ');
            let compartment = Name::new(canonical(names.next()?))?;
            let mut sound = true;
            read.0.merge(compartment, |subs| {
                for name in names {
                    match Name::new(name) {
                        Some(name) => subs.merge(name, |()| {}),
                        None => sound = false,
                    }
                }
            });
            if !sound {
                return None;
            }
        }
        Some(read)
    }

    /// As [`Nested::add`], without a copy where there is nothing yet.
    pub(crate) fn take_in(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
        } else {
            self.add(&other);
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (compartment, more) in other.0.iter() {
            self.0.merge(compartment.clone(), |subs| {
                more.keys().for_each(|sub| subs.merge(sub.clone(), |()| {}));
            });
        }
    }

    /// What both have: a compartment that both have, with the sub-compartments that both have.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let shared = self.0.iter().filter_map(|(compartment, subs)| {
            let others = other.0.get(compartment)?;
            let both = subs.keys().filter(|sub| others.get(sub).is_some());
            let both = both.map(|sub| (sub.clone(), ())).collect();
            Some((compartment.clone(), both))
        });
        Self(shared.collect())
    }

    /// Every token below a head, with its ancestors (ISM-ID-00388).
    pub(crate) fn tokens(&self, head: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        for (compartment, subs) in self.0.iter() {
            let parent = format!("{head}-{}", compartment.0);
            tokens.push(parent.clone());
            tokens.extend(subs.keys().map(|sub| format!("{parent}-{}", sub.0)));
        }
        tokens
    }

    /// Visits every compartment and sub-compartment, until the visitor gives `None`.
    pub(crate) fn each(
        &self,
        visit: &mut impl FnMut(&str, Option<&str>) -> Option<()>,
    ) -> Option<()> {
        for (compartment, subs) in self.0.iter() {
            visit(&compartment.0, None)?;
            for sub in subs.keys() {
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
        for (compartment, subs) in self.0.iter() {
            text.push('-');
            text.push_str(&title(&compartment.0));
            for sub in subs.keys() {
                text.push(' ');
                text.push_str(&sub.0);
            }
        }
        text
    }
}

const NAME_CHARS_MAX: usize = 32;
