//! What must hold for any bytes at all, one function a reader: of the marking language, of
//! reports, of the formats that are parsed here.
//!
//! The fuzz targets and the test that replays their corpus call the same functions. Each panics
//! where its law is broken; bytes that are no text stand for the text before the first bad one.
#![expect(clippy::expect_used, reason = "a broken law stops the run, as in any test")]

mod authority;
mod contained;
mod foreign;
mod ism;
mod json;
mod legacy;
mod mapping;
mod misp;
mod parse;
mod report;
mod stanag;
mod stix;

pub use authority::authority;
pub use contained::{archive, office, outlook};
pub use foreign::{feeds, html, lists, mail, message, rtf, tables};
pub use ism::ism;
pub use legacy::legacy;
pub use mapping::mapping;
pub use misp::misp;
pub use parse::parse;
pub use report::report;
pub use stanag::stanag;
pub use stix::stix;

/// Checks what must hold for some bytes.
pub type Law = fn(&[u8]);

/// Every law under the name of its fuzz target, which is also its corpus folder.
pub const LAWS: [(&str, Law); 19] = [
    ("archive", archive),
    ("authority", authority),
    ("feeds", feeds),
    ("html", html),
    ("ism", ism),
    ("legacy", legacy),
    ("lists", lists),
    ("mail", mail),
    ("mapping", mapping),
    ("message", message),
    ("misp", misp),
    ("office", office),
    ("outlook", outlook),
    ("parse", parse),
    ("report", report),
    ("rtf", rtf),
    ("stanag", stanag),
    ("stix", stix),
    ("tables", tables),
];

/// The text up to the first byte that is none.
fn text(bytes: &[u8]) -> &str {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    bytes.get(..valid).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
}
