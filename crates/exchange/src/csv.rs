//! Comma-separated values (RFC 4180), one row a report, which a spreadsheet takes as text.

use dissemination::{Released, Rendition};
use model::{About, Community, Mention, Place};

use crate::shown::{Shown, marked};
use crate::{Stamp, object_uuid, stamp};

/// The first row: what the columns hold.
pub fn header() -> String {
    let names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    line(&names)
}

/// The row of a release. A cell that holds several things has one a line.
pub fn row(released: &Released, community: &Community, stamp: Stamp) -> String {
    let shown = Shown::new(released, community);
    let Rendition { id, kind, precedence, issued, banner, title, about, mentions, outcome, .. } =
        shown.rendition;
    let About { topics, places, derived_from, source_url, .. } = about.clone().unwrap_or_default();
    let places: Vec<String> = places.iter().map(place).collect();
    let topics: Vec<&str> = topics.iter().map(model::Topic::as_str).collect();
    let named: Vec<String> = mentions.iter().map(|mention| entity(shown, mention)).collect();
    line(&[
        object_uuid(released).to_string(),
        id.originator.to_string(),
        id.serial.to_string(),
        id.version.to_string(),
        (*outcome).to_owned(),
        banner.banner(),
        shown.tlp().map(|label| label.tlp.label().to_owned()).unwrap_or_default(),
        shown.handling().join("\n"),
        kind.name().to_owned(),
        precedence.name().to_owned(),
        issued.as_ref().map(|issued| issued.written.clone()).unwrap_or_default(),
        stamp::millis(stamp.modified),
        title.as_ref().map(marked).unwrap_or_default(),
        shown.text(),
        topics.join("\n"),
        places.join("\n"),
        named.join("\n"),
        derived_from.join("\n"),
        source_url.unwrap_or_default(),
    ])
}

fn place(place: &Place) -> String {
    let Place { name, country, position } = place;
    let country = country.as_ref().map(|country| format!(" ({country})")).unwrap_or_default();
    let position = position.map(|(lat, lon)| format!(" {lat}, {lon}")).unwrap_or_default();
    format!("{name}{country}{position}")
}

fn entity(shown: Shown<'_>, mention: &Mention) -> String {
    let Mention { kind, name, aliases, ids, portion: _, us_person: _, role } = mention;
    let aliases = aliases.iter().map(|alias| format!("; also {alias}"));
    let ids = ids.iter().map(|(scheme, value)| format!("; {scheme} {value}"));
    let role = role.iter().map(|role| format!("; {role}"));
    let more: String = aliases.chain(ids).chain(role).collect();
    format!("({}) {kind}: {name}{more}", shown.marking_of_mention(mention).portion())
}

/// A row with its end.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    cells.join(",") + "\r\n"
}

/// Quoted, always. A cell that a spreadsheet would calculate gets an apostrophe in front; one that
/// begins with blanks too, which some take away before they look. Control characters have no place in
/// RFC 4180 and are replaced.
fn escaped(cell: &str) -> String {
    let guard =
        if cell.trim_start().starts_with(CALCULATED) || cell.starts_with(WHITE) { "'" } else { "" };
    let shown = |letter: char| match letter {
        '\n' | '\t' => letter,
        control if control.is_control() => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    let text: String = cell.replace("\r\n", "\n").chars().map(shown).collect();
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// What begins a formula, in the wide forms of East Asia too.
const CALCULATED: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const WHITE: [char; 3] = ['\t', '\r', '\n'];

const COLUMNS: &[&str] = &[
    "id",
    "originator",
    "serial",
    "version",
    "outcome",
    "banner",
    "tlp",
    "handling",
    "kind",
    "precedence",
    "issued",
    "modified",
    "title",
    "text",
    "topics",
    "places",
    "entities",
    "derived_from",
    "source_url",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_calculated() {
        let cells = ["a", "say \"x\"", "=1+1", " -2", "", "two\r\nlines", "\tx", "\u{0}\r", "＝1"];
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let expected = "\"a\",\"say \"\"x\"\"\",\"'=1+1\",\"' -2\",\"\",\"two\nlines\",\"'\tx\",\
            \"\u{fffd}\u{fffd}\",\"'＝1\"\r\n";
        assert_eq!(line(&cells), expected);
    }

    #[test]
    fn a_row_has_a_cell_for_each_column() {
        assert_eq!(header().matches("\",\"").count() + 1, COLUMNS.len());
    }
}
