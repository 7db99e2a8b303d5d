//! A query as it was understood.

use std::ops::Range;

use crate::geography::Area;
use crate::period::Period;

/// A query that was read. It knows nothing of any index.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub(crate) text: String,
    pub(crate) root: Node,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Everything.
    All,
    /// All of these.
    Every(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// What does not match this.
    Not(Box<Node>),
    /// One thing that is looked for.
    Leaf(Leaf),
}

/// One thing that is looked for, and where it stands in the query, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) at: Range<usize>,
    pub(crate) what: What,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// Words in the text, next to one another where they are several.
    Text { text: String, manner: Manner },
    /// Words in the text, with at most so many others between them, in any order.
    Near { text: String, apart: usize, manner: Manner },
    /// Words of the text that look so: `*` is any letters, `?` one.
    Pattern(String),
    /// Words of the text that differ from this in so many letters.
    Fuzzy { word: String, edits: usize },
    /// A name in the lists of a report.
    Named { list: List, text: String, manner: Manner },
    /// A value of a field.
    Value { of: Attribute, value: String },
    /// Values of a field that begin so.
    Beginning { of: Attribute, value: String },
    /// When it was issued.
    Issued(Period),
    /// When it happened, if only in part.
    Occurred(Period),
    /// Where.
    Within(Area),
}

/// How words are compared.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Manner {
    /// By their stems.
    Stem,
    /// As they are written, but for capitals.
    Exact,
    /// As names: by letters, by sound, with a letter wrong.
    Name,
}

/// A list of names.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum List {
    /// People.
    Person,
    /// Everything else that is named.
    Named,
    /// Places.
    Place,
    /// The words of the banner.
    Marking,
}

/// A field of single values.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Attribute {
    /// Whose report.
    Originator,
    /// What kind.
    Kind,
    /// A subject.
    Topic,
    /// Its citation or its serial.
    Id,
    /// What it refers to.
    Refers,
    /// What it is made from.
    Derived,
    /// What there is.
    Has,
    /// How fast.
    Precedence,
    /// The name of a place of which the report does not say where it is.
    Unplaced,
}

impl Node {
    /// Every leaf that makes something match, in the order of the query.
    pub(crate) fn sought<'n>(&'n self, found: &mut Vec<&'n Leaf>) {
        match self {
            Self::All | Self::Not(_) => {}
            Self::Every(of) | Self::Any(of) => of.iter().for_each(|node| node.sought(found)),
            Self::Leaf(leaf) => found.push(leaf),
        }
    }
}

impl Parsed {
    /// The query as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every leaf that makes something match.
    pub(crate) fn sought(&self) -> Vec<&Leaf> {
        let mut found = Vec::new();
        self.root.sought(&mut found);
        found
    }
}

/// What is looked for, wherever it stands in the query, in a notation of its own.
#[cfg(test)]
pub(crate) fn told(node: &Node) -> String {
    let all = |of: &[Node]| of.iter().map(told).collect::<Vec<_>>().join(" ");
    match node {
        Node::All => "all".to_owned(),
        Node::Every(of) => format!("(and {})", all(of)),
        Node::Any(of) => format!("(or {})", all(of)),
        Node::Not(of) => format!("(not {})", told(of)),
        Node::Leaf(Leaf { what, .. }) => format!("{what:?}").replace(", manner: Stem", ""),
    }
}
