//! Records of separated values.

use super::decode::decode;
use super::table::Table;
use crate::Quarantine;

/// Reads a table; the note says what was taken for granted.
pub(crate) fn read(bytes: &[u8]) -> Result<(Table, Option<String>), Quarantine> {
    let decoded = decode(bytes, None);
    let separator = separator(&decoded.text).unwrap_or(b',');
    let mut table = Table::default();
    for record in reader(&decoded.text, separator).records() {
        let record = record.map_err(|error| Quarantine::unreadable("CSV", error))?;
        // A row of nothing, or of the sign by which DOS ends a file.
        let is_nothing = |letter: char| letter.is_whitespace() || letter.is_control();
        if !record.iter().all(|cell| cell.chars().all(is_nothing)) {
            table.rows.push(record.iter().map(str::to_owned).collect());
        }
    }
    Ok((table, decoded.note))
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator);
    builder.from_reader(text.as_bytes())
}

/// The sign by which a text falls into records of one width, if it does.
pub(crate) fn separator(text: &str) -> Option<u8> {
    [b',', b';', b'\t', b'|'].into_iter().find(|separator| {
        let records = reader(text, *separator).into_records().take(LOOKED_AT);
        // The last may be cut off.
        let widths: Vec<usize> = records.map_while(Result::ok).map(|record| record.len()).collect();
        let (first, rest) =
            widths.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
        let rest = if rest.len() >= LOOKED_AT - 1 {
            rest
        } else {
            rest.split_last().map_or(rest, |(last, most)| if *last == first { rest } else { most })
        };
        let is_wide = first >= 3 || (first == 2 && rest.len() >= 2);
        is_wide && !rest.is_empty() && rest.iter().all(|width| *width == first)
    })
}

/// Records that tell whether a text is a table.
const LOOKED_AT: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_text() {
        assert_eq!(separator("a,b,c\n1,\"2,\n3\",4\n"), Some(b','));
        assert_eq!(separator("a;b\n1;2\n3;4\n"), Some(b';'));
        assert_eq!(separator("Dear Sir,\nWe write, as ever, to you.\nYours,\nX"), None);
        assert_eq!(separator("one line, of, text"), None);
    }
}
