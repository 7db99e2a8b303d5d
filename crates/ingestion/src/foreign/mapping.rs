//! What a source's documents do not say themselves, and what its labels mean: a mapping file.

use std::collections::BTreeMap;

use marking::Tlp;
use model::{Kind, Topic};
use serde::Deserialize;

use super::Format;
use super::normal::one_line;
use crate::Quarantine;

/// How the material of one source becomes ours. An empty one adds nothing: then a document must
/// say everything itself.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    format: String,
    /// Its name, for messages and to be chosen by.
    pub name: String,
    /// The formats that it is for; all, where none is named.
    formats: Vec<Format>,
    /// Patterns for the names of files, with `*` for any text; all, where there is none.
    files: Vec<String>,
    /// Originators as documents name them; all, where none is named.
    stated: Vec<String>,
    /// The originator of everything from this source.
    pub(crate) originator: Option<String>,
    /// The originator for each name that documents use.
    originators: BTreeMap<String, String>,
    /// What kind of report everything is.
    pub(crate) kind: Option<String>,
    /// The serial, put together from what the document says: `{id}`, `{title}`, `{file}`,
    /// `{date}`, `{place}`, `{sha256}`.
    pub(crate) serial: Option<String>,
    /// What a list means that has no place for a label. Documents are never marked by this.
    pub(crate) unlabelled: Option<Meaning>,
    /// What each label means.
    labels: BTreeMap<String, Meaning>,
    /// Topics of everything.
    pub(crate) topics: Vec<String>,
    /// Whether everything gives leads only.
    pub(crate) leads_only: Option<bool>,
    /// Which column of a table is what; with it each row is a report.
    pub(crate) columns: Option<Columns>,
}

/// What a label means in the originator's marking language.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Meaning {
    /// A marking.
    Marking(String),
    /// A marking, caveats, or neither: a label that says nothing about who may have it.
    Terms(Terms),
}

/// A marking with caveats.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    marking: Option<String>,
    caveats: Vec<String>,
}

/// Columns of a table by their headings.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The marking of the row.
    pub(crate) marking: Option<String>,
    /// The serial.
    pub(crate) serial: Option<String>,
    /// The title.
    pub(crate) title: Option<String>,
    /// When it was issued.
    pub(crate) issued: Option<String>,
    /// Who issued it.
    pub(crate) originator: Option<String>,
    /// The text, a portion each; every column that is nothing else, where none is named.
    pub(crate) text: Vec<String>,
}

impl Meaning {
    pub(crate) fn marking(&self) -> Option<&str> {
        match self {
            Self::Marking(text) => Some(text),
            Self::Terms(terms) => terms.marking.as_deref(),
        }
    }

    pub(crate) fn caveats(&self) -> &[String] {
        match self {
            Self::Marking(_) => &[],
            Self::Terms(terms) => &terms.caveats,
        }
    }
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut mapping: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if mapping.format != FORMAT {
            return Err(format!("the format must be \"{FORMAT}\""));
        }
        if mapping.name.trim().is_empty() {
            return Err("it has no name; give it one".to_owned());
        }
        if let Some(kind) = mapping.kind.as_deref().filter(|kind| Kind::parse(kind).is_none()) {
            return Err(format!("`{kind}` is no kind of report; it is one of {}", Kind::names()));
        }
        for topic in &mapping.topics {
            Topic::new(topic).map_err(|error| error.to_string())?;
        }
        if let Some(unknown) = mapping.serial.as_deref().and_then(unknown_field) {
            return Err(format!("`{{{unknown}}}` in serial is none of {}", FIELDS.join(", ")));
        }
        mapping.labels = std::mem::take(&mut mapping.labels)
            .into_iter()
            .map(|(label, meaning)| (plain(&label), meaning))
            .collect();
        mapping.originators = std::mem::take(&mut mapping.originators)
            .into_iter()
            .map(|(stated, id)| (plain(&stated), id))
            .collect();
        Ok(mapping)
    }

    /// Every originator that it names.
    pub fn originators(&self) -> impl Iterator<Item = &String> {
        self.originator.iter().chain(self.originators.values())
    }

    /// Every caveat that it names.
    pub fn caveats(&self) -> impl Iterator<Item = &String> {
        self.labels.values().chain(&self.unlabelled).flat_map(Meaning::caveats)
    }

    /// What a label means, if the source's file says it.
    pub(crate) fn meaning(&self, label: &str) -> Option<&Meaning> {
        self.labels.get(&plain(label))
    }

    /// Whose a document is that names its originator, or does not.
    pub(crate) fn whose(&self, stated: Option<&str>) -> Option<String> {
        let named = stated.and_then(|stated| self.originators.get(&plain(stated)).cloned());
        named.or_else(|| self.originator.clone()).or_else(|| stated.map(one_line))
    }

    /// The source's name, for messages.
    pub(crate) fn called(&self) -> &str {
        if self.name.is_empty() { "no mapping file" } else { &self.name }
    }

    fn fits(&self, format: Format, file: &str, stated: Option<&str>) -> bool {
        let is_stated = |name: &String| stated.is_some_and(|stated| plain(stated) == plain(name));
        (self.formats.is_empty() || self.formats.contains(&format))
            && (self.files.is_empty() || self.files.iter().any(|pattern| matches(pattern, file)))
            && (self.stated.is_empty() || self.stated.iter().any(is_stated))
    }

    fn is_for_something(&self) -> bool {
        !(self.formats.is_empty() && self.files.is_empty() && self.stated.is_empty())
    }
}

/// The mapping files of a community.
#[derive(Clone, Debug, Default, Eq, PartialEq, serde::Serialize, Deserialize)]
pub struct Mappings {
    all: Vec<Mapping>,
    none: Mapping,
    /// Whether somebody named the one that holds.
    chosen: bool,
}

impl Mappings {
    /// Those that files are matched with by `formats`, `files` and `stated`.
    pub fn new(all: Vec<Mapping>) -> Self {
        Self { all, none: Mapping::default(), chosen: false }
    }

    /// The one of a name alone, for everything.
    ///
    /// # Errors
    /// The names there are, where it is none of them.
    pub fn only(&self, name: &str) -> Result<Self, String> {
        let known = self.all.iter().find(|mapping| mapping.name == name);
        let known = known.ok_or_else(|| {
            let names: Vec<_> = self.all.iter().map(|mapping| mapping.name.as_str()).collect();
            format!("no mapping file is called `{name}`; there are: {}", names.join(", "))
        })?;
        Ok(Self { all: vec![known.clone()], none: Mapping::default(), chosen: true })
    }

    /// All of them.
    pub fn all(&self) -> &[Mapping] {
        &self.all
    }

    /// The one that fits a document. A file that is for nothing in particular has to be named.
    pub(crate) fn choose(
        &self,
        format: Format,
        file: &str,
        stated: Option<&str>,
    ) -> Result<&Mapping, Quarantine> {
        let fits =
            |mapping: &&Mapping| mapping.is_for_something() && mapping.fits(format, file, stated);
        let mut fitting = self.all.iter().filter(|mapping| self.chosen || fits(mapping));
        match (fitting.next(), fitting.next()) {
            (None, _) => Ok(&self.none),
            (Some(one), None) => Ok(one),
            (Some(one), Some(other)) => {
                Err(Quarantine::TwoMappings { first: one.name.clone(), second: other.name.clone() })
            }
        }
    }
}

/// A label without what makes no difference: case, blanks, the version of TLP.
fn plain(label: &str) -> String {
    match Tlp::parse(label) {
        Ok(read) => read.tlp.label().to_owned(),
        Err(_) => one_line(label).to_uppercase(),
    }
}

/// Whether a name, or the end of a path, has the form of a pattern.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    [name.as_str(), last].iter().any(|name| matches_whole(&pattern, name))
}

fn matches_whole(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

fn unknown_field(template: &str) -> Option<String> {
    let fields = template.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let mut unknown = fields.map(|(name, _)| name).filter(|name| !FIELDS.contains(name));
    unknown.next().map(str::to_owned)
}

const FORMAT: &str = "tearline.mapping/1";
const FIELDS: &[&str] = &["id", "title", "file", "date", "place", "sha256"];

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(rest: &str) -> Mapping {
        Mapping::read(&format!("format = \"tearline.mapping/1\"\n{rest}")).unwrap()
    }

    #[test]
    fn labels_are_found_in_any_case_and_in_either_version_of_tlp() {
        let read = mapping(
            "name = \"x\"\n[labels]\n\"TLP:WHITE\" = \"U\"\n\"Diffusion  restreinte\" = {caveats = [\"A:B\"]}",
        );
        assert_eq!(read.meaning("tlp:clear").and_then(Meaning::marking), Some("U"));
        assert_eq!(
            read.meaning("DIFFUSION RESTREINTE").map(Meaning::caveats),
            Some(&["A:B".to_owned()][..])
        );
        assert_eq!(read.meaning("TLP:RED"), None);
    }

    #[test]
    fn a_file_is_matched_by_format_name_and_what_it_states_and_two_are_one_too_many() {
        let all = Mappings::new(vec![
            mapping("name = \"a\"\nformats = [\"csaf\"]"),
            mapping("name = \"b\"\nfiles = [\"*/white/*.json\"]"),
            mapping("name = \"for nothing in particular\""),
        ]);
        let chosen = |format, file| all.choose(format, file, None).map(|m| m.name.clone());
        assert_eq!(chosen(Format::Csaf, "x.json"), Ok("a".to_owned()));
        assert_eq!(chosen(Format::Stix, "in/white/x.json"), Ok("b".to_owned()));
        assert_eq!(chosen(Format::Stix, "x.json"), Ok(String::new()));
        assert_eq!(chosen(Format::Csaf, "in/white/x.json").unwrap_err().name(), "two-mappings");
        let only = all.only("for nothing in particular").unwrap();
        assert!(only.choose(Format::Csaf, "x", None).is_ok_and(|m| !m.name.is_empty()));
        assert!(all.only("c").is_err());
    }

    #[test]
    fn a_faulty_file_says_what_is_wrong() {
        let faults = [
            ("format = \"x\"", "the format must be"),
            ("format = \"tearline.mapping/1\"", "no name"),
            ("format = \"tearline.mapping/1\"\nname = \"a\"\nkind = \"b\"", "no kind of report"),
            (
                "format = \"tearline.mapping/1\"\nname = \"a\"\nserial = \"{nr}\"",
                "`{nr}` in serial",
            ),
            ("format = \"tearline.mapping/1\"\nname = \"a\"\nlabel = 1", "unknown field `label`"),
        ];
        for (text, said) in faults {
            let error = Mapping::read(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
