//! Names within names: systems and programs, their compartments, and the sub-compartments of these.

mod name;
mod tree;

use std::cmp::Ordering;

use compact_str::CompactString;

use crate::split::{split, split_once};
pub(crate) use name::Name;
use tree::Tree;

/// A block of names within names, kept as it is printed: `123/SI-G ABCD DEFG-MMM AACD`. In print
/// order every block has one text, so that equal blocks are equal texts.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Nested(CompactString);

impl Nested {
    pub(crate) const NONE: Self = Self(CompactString::const_new(""));

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As printed.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The systems or programs in print order, each with its compartments as printed.
    pub(crate) fn heads(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let blocks = (!self.is_empty()).then(|| split(&self.0, b'/'));
        blocks.into_iter().flatten().map(|block| split_once(block, b'-'))
    }

    pub(crate) fn has_head(&self, name: &str) -> bool {
        self.heads().any(|(head, _)| head == name)
    }

    /// Adds a head with its compartments, `BP-J12 J54-K15`: compartments are separated by hyphens,
    /// sub-compartments by blanks. `head` is the abbreviation of what is written, and `canonical`
    /// gives that of a compartment.
    pub(crate) fn read<'t>(
        &mut self,
        head: &'t str,
        text: &'t str,
        canonical: &dyn Fn(&'t str) -> &'t str,
    ) -> Option<()> {
        let (written, compartments) = split_once(text, b'-');
        let known = |name| Name::new(canonical(name)).map(Name::as_str);
        let in_order = match compartments {
            Some(compartments) => is_in_order(compartments, &known)?,
            None => true,
        };
        let last = self.heads().last().map(|(last, _)| Name::known(last));
        if in_order && written == head && last.is_none_or(|last| last < Name::known(head)) {
            if !self.is_empty() {
                self.0.push('/');
            }
            self.0.push_str(text);
            return Some(());
        }
        let mut tree = self.tree();
        tree.add(head, None, None);
        for (compartment, subs) in parts(compartments) {
            let compartment = Some(known(compartment)?);
            tree.add(head, compartment, None);
            subs.for_each(|sub| tree.add(head, compartment, Some(sub)));
        }
        self.0 = tree.printed();
        Some(())
    }

    /// Adds everything of another block.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.covers(other) {
            return;
        }
        self.0 = self.with(other);
    }

    /// Both, head by head; a head that both have is put in order anew.
    fn with(&self, other: &Self) -> CompactString {
        let (mut ones, mut others) = (self.heads().peekable(), other.heads().peekable());
        let mut text = CompactString::default();
        loop {
            let next = match (ones.peek(), others.peek()) {
                (Some(one), Some(another)) => Name::known(one.0).cmp(&Name::known(another.0)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return text,
            };
            let (one, another) = match next {
                Ordering::Less => (ones.next(), None),
                Ordering::Greater => (None, others.next()),
                Ordering::Equal => (ones.next(), others.next()),
            };
            if !text.is_empty() {
                text.push('/');
            }
            match (one, another) {
                (Some((head, below)), Some((_, more))) if below.is_some() && more.is_some() => {
                    let mut tree = Tree::default();
                    for (compartment, subs) in parts(below).chain(parts(more)) {
                        tree.add(head, Some(compartment), None);
                        subs.for_each(|sub| tree.add(head, Some(compartment), Some(sub)));
                    }
                    text.push_str(&tree.printed());
                }
                (one, another) => {
                    let (head, below) = one.or(another).unwrap_or_default();
                    text.push_str(head);
                    if let Some(below) = below.or(another.and_then(|(_, more)| more)) {
                        text.push('-');
                        text.push_str(below);
                    }
                }
            }
        }
    }

    /// What both have: what both have at one level, with what both have below it.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let mut tree = Tree::default();
        self.each_path(&mut |head, compartment, sub| {
            if other.holds(head, compartment, sub) {
                tree.add(head, compartment, sub);
            }
            Some(())
        });
        Self(tree.printed())
    }

    /// Whether everything of another block is here.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let held = &mut |head, compartment, sub| self.holds(head, compartment, sub).then_some(());
        self == other || other.each_path(held).is_some()
    }

    /// Every token with its ancestors (ISM-ID-00388), in print order.
    pub(crate) fn tokens(&self, prefix: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        self.each_path(&mut |head, compartment, sub| {
            let mut token = format!("{prefix}{head}");
            for below in compartment.into_iter().chain(sub) {
                token.push('-');
                token.push_str(below);
            }
            tokens.push(token);
            Some(())
        });
        tokens
    }

    /// Visits every head, compartment and sub-compartment in print order, until the visitor gives
    /// `None`.
    pub(crate) fn each_path<'s>(
        &'s self,
        visit: &mut impl FnMut(&'s str, Option<&'s str>, Option<&'s str>) -> Option<()>,
    ) -> Option<()> {
        for (head, compartments) in self.heads() {
            visit(head, None, None)?;
            for (compartment, subs) in parts(compartments) {
                visit(head, Some(compartment), None)?;
                for sub in subs {
                    visit(head, Some(compartment), Some(sub))?;
                }
            }
        }
        Some(())
    }

    fn holds(&self, head: &str, compartment: Option<&str>, sub: Option<&str>) -> bool {
        self.heads().filter(|(held, _)| *held == head).any(|(_, compartments)| {
            let Some(compartment) = compartment else { return true };
            let mut held = parts(compartments).filter(|(held, _)| *held == compartment);
            held.any(|(_, mut subs)| sub.is_none_or(|sub| subs.any(|held| held == sub)))
        })
    }

    fn tree(&self) -> Tree<'_> {
        let mut tree = Tree::default();
        self.each_path(&mut |head, compartment, sub| {
            tree.add(head, compartment, sub);
            Some(())
        });
        tree
    }
}

/// The compartments of `J12 J54-K15`, each with its sub-compartments.
fn parts(text: Option<&str>) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    text.into_iter().flat_map(|text| split(text, b'-')).map(|part| {
        let (compartment, subs) = split_once(part, b' ');
        (compartment, subs.into_iter().flat_map(|subs| split(subs, b' ')))
    })
}

/// Whether compartments stand in order, each once and by its abbreviation; `None` when one has no
/// sound name.
fn is_in_order<'t>(text: &'t str, known: &impl Fn(&'t str) -> Option<&'t str>) -> Option<bool> {
    let mut in_order = true;
    let mut last = None;
    for (written, subs) in parts(Some(text)) {
        let compartment = Name::known(known(written)?);
        in_order &= compartment.as_str() == written && last.is_none_or(|last| last < compartment);
        last = Some(compartment);
        let mut last = None;
        for sub in subs {
            let sub = Name::new(sub)?;
            in_order &= last.is_none_or(|last| last < sub);
            last = Some(sub);
        }
    }
    Some(in_order)
}
