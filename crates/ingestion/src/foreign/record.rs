//! What a reader found in a document, before the source's labels are put into ours.

use model::{Kind, Precedence};

/// One report as its format says it: nothing added, nothing left out.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Where it stands in the file; empty for the whole.
    pub(crate) place: String,
    /// The originator as the document names it.
    pub(crate) originator: Option<String>,
    /// The originator's own number or identifier.
    pub(crate) id: Option<String>,
    pub(crate) version: Option<u32>,
    pub(crate) kind: Option<Kind>,
    pub(crate) precedence: Option<Precedence>,
    /// RFC 3339, or less than that as format 1 allows.
    pub(crate) issued: Option<String>,
    pub(crate) title: Part,
    /// The labels of the whole.
    pub(crate) labels: Vec<Label>,
    pub(crate) parts: Vec<Part>,
    pub(crate) addressees: Vec<String>,
    pub(crate) places: Vec<Spot>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) references: Vec<String>,
    pub(crate) authority: Authority,
    pub(crate) source_url: Option<String>,
    /// What is printed on the original, where the banner is put in another form.
    pub(crate) original_marking: Option<String>,
    pub(crate) notes: Vec<String>,
    /// Whether the format has no place for a label.
    pub(crate) is_list: bool,
}

/// A text with the labels that stand at it; without any it counts as the whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    pub(crate) labels: Vec<Label>,
    pub(crate) text: String,
}

impl Part {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { labels: Vec::new(), text: text.into() }
    }
}

/// What says who may have something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Label {
    /// Words that may be of the originator's own marking language; a mapping file goes first.
    Words(String),
    /// A marking of the register, made from a standard's own terms.
    Register(String),
    /// A term of another system, which only a mapping file can put into ours.
    Foreign(String),
}

/// A place as a document names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) position: Option<(f64, f64)>,
}

/// Somebody or something that a document lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entity {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) ids: Vec<(String, String)>,
    pub(crate) portion: Option<usize>,
    pub(crate) role: Option<String>,
}

/// The classification authority block as it stands in a document.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Authority {
    pub(crate) classified_by: Option<String>,
    pub(crate) derived_from: Option<String>,
    pub(crate) declassify_on: Option<String>,
    pub(crate) reason: Option<String>,
}

impl Authority {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
