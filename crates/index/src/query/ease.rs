//! Queries made easier where nothing has all of their words: somebody who remembers a name wrongly is
//! helped more by what is near than by nothing.

use super::ast::{Leaf, Manner, Node, Parsed, What};

/// How a query is made easier.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Ease {
    /// Not at all.
    #[default]
    None,
    /// Its words may be spelt otherwise or sound alike, as names.
    Names,
    /// Any of its words will do, as names; more of them are better.
    Any,
}

impl Ease {
    /// The strictest first.
    pub const ALL: [Self; 3] = [Self::None, Self::Names, Self::Any];

    /// As it is told to programs; nothing where nothing was made easier.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Names => Some("names"),
            Self::Any => Some("any-word"),
        }
    }

    /// As it is told to people.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Names => Some(
                "Nothing has all of these words as you wrote them. These have them spelt or \
                 sounding alike.",
            ),
            Self::Any => Some("Nothing has all of these words. These have some of them."),
        }
    }
}

impl Parsed {
    /// The query made easier; nothing where that would be the same. Only words without a sign are: a
    /// phrase, a field, a group, what is exact and what is left out are meant as they are.
    pub fn eased(&self, ease: Ease) -> Option<Self> {
        let nodes = match &self.root {
            Node::Every(of) => of.as_slice(),
            Node::All | Node::Any(_) | Node::Not(_) | Node::Leaf(_) => {
                std::slice::from_ref(&self.root)
            }
        };
        let (words, others): (Vec<&Node>, Vec<&Node>) =
            nodes.iter().partition(|node| is_word(node));
        let as_names = || words.iter().map(|word| as_name(word));
        let root = match ease {
            Ease::None => return Some(self.clone()),
            Ease::Names if words.iter().any(|word| as_name(word) != **word) => {
                // In the order of the query, which is that of the scores.
                let eased = nodes.iter().map(as_name).collect::<Vec<_>>();
                one_or_every(eased)
            }
            Ease::Any if (2..=WORDS_MAX).contains(&words.len()) => {
                let any = Node::Any(as_names().collect());
                one_or_every(std::iter::once(any).chain(others.into_iter().cloned()).collect())
            }
            Ease::Names | Ease::Any => return None,
        };
        Some(Self { text: self.text.clone(), root })
    }
}

/// Whether it is a single word, in any of its forms.
fn is_word(node: &Node) -> bool {
    match node {
        Node::Leaf(Leaf { at, what: What::Text { text, manner } }) => {
            // Quoted, it is longer where it stands.
            *manner != Manner::Exact && at.len() <= text.len() + 1
        }
        Node::Leaf(_) | Node::All | Node::Every(_) | Node::Any(_) | Node::Not(_) => false,
    }
}

fn as_name(node: &Node) -> Node {
    match node {
        Node::Leaf(Leaf { at, what: What::Text { text, manner: Manner::Stem } })
            if is_word(node) =>
        {
            let what = What::Text { text: text.clone(), manner: Manner::Name };
            Node::Leaf(Leaf { at: at.clone(), what })
        }
        Node::Leaf(_) | Node::All | Node::Every(_) | Node::Any(_) | Node::Not(_) => node.clone(),
    }
}

fn one_or_every(mut nodes: Vec<Node>) -> Node {
    match (nodes.pop(), nodes.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            nodes.extend(last);
            Node::Every(nodes)
        }
    }
}

/// Of more words, some are found anyway.
const WORDS_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::super::ast::told;
    use super::*;
    use crate::query::{Reading, Thesaurus, read};

    fn parsed(query: &str) -> Parsed {
        read(query, Reading::default(), &Thesaurus::default()).unwrap()
    }

    #[test]
    fn words_are_eased_and_what_has_a_sign_is_meant_as_it_is() {
        for (query, ease, expected) in [
            ("kisinger", Ease::Names, Some("~kisinger")),
            ("kisinger passport", Ease::Names, Some("~kisinger ~passport")),
            ("kisinger passport", Ease::Any, Some("~kisinger OR ~passport")),
            ("kisinger -visa", Ease::Names, Some("~kisinger -visa")),
            ("kisinger kind:cable passport", Ease::Names, Some("~kisinger kind:cable ~passport")),
            (
                "kisinger passport kind:cable -visa",
                Ease::Any,
                Some("(~kisinger OR ~passport) kind:cable -visa"),
            ),
            ("kisinger", Ease::Any, None),
            ("~kisinger ~passport", Ease::Names, None),
            ("=kisinger", Ease::Names, None),
            ("\"kisinger passport\"", Ease::Any, None),
            ("\"kisinger\"", Ease::Names, None),
            ("kind:cable", Ease::Names, None),
        ] {
            let eased = parsed(query).eased(ease).map(|eased| told(&eased.root));
            let expected = expected.map(|other| told(&parsed(other).root));
            assert_eq!(eased, expected, "{query} {ease:?}");
        }
    }
}
