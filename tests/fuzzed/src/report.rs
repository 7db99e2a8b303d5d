//! Lines of report format 1.

use ingestion::{Marker, Stated};
use model::Community;

/// A line is read or refused with its column; what keeps it from being accepted has a place in it, or
/// none; what is stated of it stands in it.
///
/// # Panics
/// If not.
pub fn report(bytes: &[u8]) {
    let draft = match ingestion::read(bytes) {
        Ok(draft) => draft,
        Err(refusal) => {
            assert!(refusal.column > 0 && refusal.column <= bytes.len() + 1, "{refusal:?}");
            return;
        }
    };
    let text = std::str::from_utf8(bytes).expect("what is read is text");
    let community = Community::default();
    if let Err(reason) = Marker::new(&community).mark(draft)
        && let Some(fault) = reason.fault()
    {
        let _ = fault.explained();
        if let Some(place) = fault.place(text) {
            assert!(text.get(place.byte..place.byte + place.bytes).is_some(), "{place:?}");
        }
    }
    let stated = Stated { banner: Some("SECRET".to_owned()), ..Stated::default() };
    let again = stated.put_into(text).expect("a report is an object");
    assert!(ingestion::read(again.as_bytes()).is_ok(), "{again}");
}
