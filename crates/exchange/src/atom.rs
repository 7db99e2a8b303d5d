//! Atom 1.0 (RFC 4287): an entry for each release, its marking and obligations in `rights`.

use dissemination::Released;
use model::{Community, ReportId, Timestamp};
use quick_xml::escape::escape;
use uuid::Uuid;

use crate::shown::Shown;
use crate::stamp::millis;
use crate::url::is_url;
use crate::{Stamp, object_uuid};

/// What a feed says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// Its own id, the same for ever.
    pub id: Uuid,
    /// What it is called.
    pub title: &'a str,
    /// Who hands it out.
    pub author: &'a str,
    /// When something in it last changed.
    pub updated: Timestamp,
    /// The strictest banner of what is in it, which its readers see first.
    pub banner: Option<&'a str>,
    /// Where it goes on (RFC 5005), where there is more.
    pub next: Option<&'a str>,
}

/// A whole feed: its head and entries that [`entry`] and [`deleted`] wrote, in the order of the argument.
pub fn feed(head: Feed<'_>, entries: &[String]) -> String {
    let Feed { id, title, author, updated, banner, next } = head;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"{ATOM}\" xmlns:at=\"{TOMBSTONES}\">\n"
    );
    element(&mut out, "id", "", &format!("urn:uuid:{id}"));
    element(&mut out, "title", TEXT, title);
    element(&mut out, "updated", "", &millis(updated));
    author_of(&mut out, author);
    if let Some(banner) = banner {
        element(&mut out, "rights", TEXT, banner);
    }
    if let Some(next) = next {
        empty(&mut out, "link", &[("rel", "next"), ("href", next)]);
    }
    for entry in entries {
        out.push_str(entry);
    }
    out.push_str("</feed>\n");
    out
}

/// The entry of a release.
pub fn entry(released: &Released, community: &Community, stamp: Stamp) -> String {
    let shown = Shown::new(released, community);
    let rendition = shown.rendition;
    let mut out = "<entry>\n".to_owned();
    element(&mut out, "id", "", &format!("urn:uuid:{}", object_uuid(released)));
    element(&mut out, "title", TEXT, &shown.name());
    element(&mut out, "updated", "", &millis(stamp.modified.max(stamp.created)));
    if let Some(issued) = &rendition.issued {
        element(&mut out, "published", "", &millis(issued.at));
    }
    author_of(&mut out, shown.originator_name());
    let about = rendition.about.as_ref();
    let url = about.and_then(|about| about.source_url.as_deref()).filter(|url| is_url(url));
    if let Some(url) = url {
        empty(&mut out, "link", &[("rel", "via"), ("href", url)]);
    }
    let words = [("kind", rendition.kind.name()), ("precedence", rendition.precedence.name())];
    let words = words.into_iter().chain([("outcome", rendition.outcome)]);
    let topics = about.into_iter().flat_map(|about| &about.topics);
    let words = words.chain(topics.map(|topic| ("topic", topic.as_str())));
    for (scheme, term) in words {
        empty(
            &mut out,
            "category",
            &[("scheme", &format!("urn:tearline:{scheme}")), ("term", term)],
        );
    }
    element(&mut out, "rights", TEXT, &rights(shown));
    // The same words stand before the text, since readers seldom show what else there is.
    let text = [rights(shown), shown.text()].join("\n\n");
    element(&mut out, "content", TEXT, text.trim_end());
    out.push_str("</entry>\n");
    out
}

/// That an entry is taken back (RFC 6721). It says whose report and which, and nothing that was in it.
pub fn deleted(uuid: Uuid, report: &ReportId, when: Timestamp) -> String {
    let (uuid, when) = (format!("urn:uuid:{uuid}"), millis(when));
    let mut out = format!("<at:deleted-entry ref=\"{uuid}\" when=\"{when}\">\n");
    element(&mut out, "at:comment", "", &format!("{} is taken back", report.cited()));
    out.push_str("</at:deleted-entry>\n");
    out
}

/// The banner, the label of TLP and everything that goes along, a line each.
fn rights(shown: Shown<'_>) -> String {
    let tlp = shown.tlp().map(|label| label.tlp.label().to_owned());
    let said = std::iter::once(shown.rendition.banner.banner()).chain(tlp).chain(shown.handling());
    said.collect::<Vec<_>>().join("\n")
}

fn author_of(out: &mut String, name: &str) {
    out.push_str("<author>");
    element(out, "name", "", name);
    out.push_str("</author>\n");
}

fn element(out: &mut String, name: &str, attributes: &str, text: &str) {
    out.push_str(&format!("<{name}{attributes}>{}</{name}>\n", escape(allowed(text).as_str())));
}

fn empty(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push_str(&format!("<{name}"));
    for (attribute, value) in attributes {
        out.push_str(&format!(" {attribute}=\"{}\"", escape(allowed(value).as_str())));
    }
    out.push_str("/>\n");
}

/// A text without what XML 1.0 cannot carry in any form (section 2.2).
fn allowed(text: &str) -> String {
    let sound = |letter: char| match letter {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    };
    let shown = |letter: char| if sound(letter) { letter } else { char::REPLACEMENT_CHARACTER };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

const ATOM: &str = "http://www.w3.org/2005/Atom";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";
const TEXT: &str = " type=\"text\"";
