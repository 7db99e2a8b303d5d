//! What narrows a query besides its words: each field that every hit must have, and the query without it.

use std::ops::Range;

use super::ast::{Node, Parsed};
use super::read::{Reading, read};
use super::thesaurus::Thesaurus;

/// What narrows a query, and the query as something may be added to it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Narrowed {
    /// Each field that every hit must have, in the order of the query.
    pub by: Vec<Narrowing>,
    /// The query so that what is added behind it narrows all of it.
    pub open: String,
}

/// One field that narrows a query.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Narrowing {
    /// The field, such as `originator`.
    pub field: String,
    /// What it must be, as typed, without quotes.
    pub value: String,
    /// The query without it.
    pub without: String,
}

impl Parsed {
    /// What narrows the query. Whoever takes one away has a query that reads.
    pub fn narrowed(&self, thesaurus: &Thesaurus) -> Narrowed {
        let of_root = match &self.root {
            Node::Every(of) => of.as_slice(),
            Node::All | Node::Any(_) | Node::Not(_) | Node::Leaf(_) => {
                std::slice::from_ref(&self.root)
            }
        };
        let by = of_root.iter().filter_map(|node| {
            let at = place(node)?;
            let (field, value) = self.text.get(at.clone())?.split_once(':')?;
            let is_field = field.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
            let value = value.trim_start_matches(['=', '~']).replace('"', "");
            let without = self.without(at, thesaurus).filter(|_| is_field)?;
            Some(Narrowing { field: field.to_owned(), value, without })
        });
        let is_choice = matches!(self.root, Node::Any(_)) && place(&self.root).is_none();
        let open = match is_choice {
            true => format!("({})", self.text),
            false => self.text.clone(),
        };
        Narrowed { by: by.collect(), open }
    }

    /// The query without what stands in a place; nothing where the rest does not read.
    fn without(&self, at: Range<usize>, thesaurus: &Thesaurus) -> Option<String> {
        let before = self.text.get(..at.start)?.trim_end().trim_end_matches('+').trim_end();
        let after = self.text.get(at.end..)?.trim_start();
        let (before, after) = match before.strip_suffix("AND") {
            Some(rest) if rest.is_empty() || rest.ends_with(' ') => (rest.trim_end(), after),
            Some(_) | None if before.is_empty() => {
                (before, after.strip_prefix("AND ").unwrap_or(after))
            }
            Some(_) | None => (before, after),
        };
        let rest = [before, after].into_iter().filter(|part| !part.is_empty());
        let rest = rest.collect::<Vec<_>>().join(" ");
        // What is left may only say what not to find.
        let tried = [rest.clone(), format!("* {rest}").trim_end().to_owned()];
        let reads = |query: &String| read(query, Reading::default(), thesaurus).is_ok();
        tried.into_iter().find(reads)
    }
}

/// Where the one thing stands that a part of a query looks for, in whatever forms.
fn place(node: &Node) -> Option<Range<usize>> {
    let mut leaves = Vec::new();
    node.sought(&mut leaves);
    let at = &leaves.first()?.at;
    leaves.iter().all(|leaf| leaf.at == *at).then(|| at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrowed(query: &str) -> Narrowed {
        let thesaurus = Thesaurus::default();
        read(query, Reading::default(), &thesaurus).unwrap().narrowed(&thesaurus)
    }

    #[test]
    fn each_field_that_all_hits_must_have_can_be_taken_away() {
        for (query, expected) in [
            ("passport", &[][..]),
            ("passport originator:CIA", &[("originator", "CIA", "passport")]),
            (
                "kind:cable passport place:\"San Diego\"",
                &[
                    ("kind", "cable", "passport place:\"San Diego\""),
                    ("place", "San Diego", "kind:cable passport"),
                ],
            ),
            ("topic:visa", &[("topic", "visa", "*")]),
            ("* issued:2004-06", &[("issued", "2004-06", "*")]),
            ("-visa originator:CIA", &[("originator", "CIA", "* -visa")]),
            ("a AND originator:CIA AND b", &[("originator", "CIA", "a AND b")]),
            ("originator:CIA AND b", &[("originator", "CIA", "b")]),
            ("b AND originator:CIA", &[("originator", "CIA", "b")]),
            ("(a OR b) originator:CIA", &[("originator", "CIA", "(a OR b)")]),
            ("+originator:CIA b", &[("originator", "CIA", "b")]),
            ("person:=\"Juan Perez\" x", &[("person", "Juan Perez", "x")]),
            ("box:1,2,3,4 x", &[("box", "1,2,3,4", "x")]),
            ("\"a:b\" x", &[]),
            ("a OR originator:CIA", &[]),
            ("-originator:CIA x", &[]),
        ] {
            let found = narrowed(query).by;
            let found: Vec<_> =
                found.iter().map(|of| (&*of.field, &*of.value, &*of.without)).collect();
            assert_eq!(found, expected, "{query}");
        }
    }

    #[test]
    fn what_is_added_behind_a_choice_narrows_both_sides() {
        for (query, open) in [
            ("a OR b", "(a OR b)"),
            ("(a OR b)", "((a OR b))"),
            ("(a OR b) kind:cable", "(a OR b) kind:cable"),
            ("\"a OR b\" c", "\"a OR b\" c"),
        ] {
            assert_eq!(narrowed(query).open, open);
        }
    }
}
