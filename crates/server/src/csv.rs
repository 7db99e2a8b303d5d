//! Comma-separated values (RFC 4180), which a spreadsheet takes as text.

/// One line, without its end.
pub fn csv_line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    cells.join(",")
}

/// A cell that a spreadsheet would calculate gets an apostrophe in front.
fn escaped(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let plain = guard.is_empty() && !cell.contains(['"', ',', '\n', '\r']);
    if plain { cell.to_owned() } else { format!("\"{guard}{}\"", cell.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_calculated() {
        let line = csv_line(&["a", "b, c", "say \"x\"", "=1+1", "", "two\nlines"]);
        assert_eq!(line, "a,\"b, c\",\"say \"\"x\"\"\",\"'=1+1\",,\"two\nlines\"");
    }
}
