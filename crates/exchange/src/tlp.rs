//! The label of the Traffic Light Protocol under which a report came.

use dissemination::Rendition;
use marking::{Scheme, Tlp, TlpParsed};

/// The label of what is shown, where its originator marks by the protocol: as it was printed on the original,
/// which goes with the whole alone, and the strictest mark of the parts that are shown. A part that
/// inherits a banner does not say, and then the parts give no label.
pub(crate) fn label(rendition: &Rendition, scheme: Option<&Scheme>) -> Option<TlpParsed> {
    let about = rendition.about.as_ref();
    let original = about.and_then(|about| about.original_marking.as_ref());
    let original = original.and_then(|text| read(scheme, text));
    let Rendition { title, portions, tearlines, pointer, .. } = rendition;
    let parts = title.iter().chain(portions).chain(tearlines).chain(pointer);
    let written = parts.map(|part| part.written.as_ref().and_then(|text| read(scheme, text)));
    let written: Option<Vec<TlpParsed>> = written.collect();
    original.into_iter().chain(written.unwrap_or_default()).max_by_key(|label| label.tlp)
}

/// A label in the protocol's own words, or a level of a scheme that is the protocol.
fn read(scheme: Option<&Scheme>, text: &str) -> Option<TlpParsed> {
    let bare = text.trim();
    let bare = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(bare);
    Tlp::parse(bare).ok().or_else(|| {
        let scheme = scheme?;
        let read = scheme.parse(text).ok()?;
        level(scheme.name(), &read.marking.level()?.title)
    })
}

/// The label that a scheme's level is. A scheme's words have neither colon nor plus, so the level is
/// `TLP AMBER STRICT`, or `AMBER STRICT` in a scheme that is called TLP.
fn level(scheme: &str, title: &str) -> Option<TlpParsed> {
    let words: Vec<&str> = title.split([' ', '-']).collect();
    let rest = match words.as_slice() {
        ["TLP", rest @ ..] => rest,
        all if scheme.split(' ').any(|word| word == "TLP") => all,
        _other => return None,
    };
    Tlp::parse(&format!("TLP:{}", rest.join("+"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_label_where_its_scheme_is_the_protocol() {
        let label = |scheme, title| level(scheme, title).map(|label| label.tlp.label());
        assert_eq!(label("TLP", "AMBER STRICT"), Some("TLP:AMBER+STRICT"));
        assert_eq!(label("Harbour", "TLP-RED"), Some("TLP:RED"));
        assert_eq!(label("TLP 1", "WHITE"), Some("TLP:CLEAR"));
        assert_eq!(label("Harbour", "RED"), None);
        assert_eq!(label("TLP", "OPEN"), None);
    }
}
