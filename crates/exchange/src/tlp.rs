//! The label of the Traffic Light Protocol under which a report came.

use dissemination::Rendition;
use marking::{Scheme, Tlp, TlpParsed};

/// The label of what is shown, where its originator marks by the protocol: as printed on the original,
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

/// A label in the protocol's own words, or in those of a scheme whose levels are the labels.
fn read(scheme: Option<&Scheme>, text: &str) -> Option<TlpParsed> {
    let bare = text.trim();
    let bare = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(bare);
    let plain = Tlp::parse(bare).ok();
    plain.or_else(|| {
        let read = scheme?.parse(text).ok()?;
        Tlp::parse(&read.marking.level()?.title).ok()
    })
}
