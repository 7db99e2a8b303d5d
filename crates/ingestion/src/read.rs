//! From bytes to a draft, or a refusal that says where.

use crate::Draft;

/// Why a line is no report: what stands where.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Column of the line, from 1, in bytes.
    pub column: usize,
    /// What is wrong there and what to do.
    pub message: String,
}

/// Longest line that is read, in bytes.
pub const LINE_BYTES_MAX: usize = 16 << 20;

/// Reads one line of report format 1.
///
/// # Errors
/// Where the line is not UTF-8, not JSON or not of the format.
pub fn read(line: &[u8]) -> Result<Draft, Refusal> {
    if line.len() > LINE_BYTES_MAX {
        return Err(too_long());
    }
    let text = std::str::from_utf8(line).map_err(|error| Refusal {
        column: error.valid_up_to() + 1,
        message: "the text is not UTF-8 here; convert the file and submit it again".to_owned(),
    })?;
    // An array of all fields in order would read as a report too.
    if text.trim_start().starts_with('[') {
        let column = text.len() - text.trim_start().len() + 1;
        let message = "a report is a JSON object, not an array; write one report a line".to_owned();
        return Err(Refusal { column, message });
    }
    serde_json::from_str(text).map_err(|error| refusal(&error))
}

/// The refusal of a line that is longer than any report.
pub fn too_long() -> Refusal {
    Refusal {
        column: LINE_BYTES_MAX,
        message: format!(
            "the line is longer than the {} MiB allowed for one report; is the file really one \
             report a line?",
            LINE_BYTES_MAX >> 20
        ),
    }
}

fn refusal(error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = text.strip_suffix(&place).unwrap_or(&text);
    let hint = match error.classify() {
        serde_json::error::Category::Eof => "; the line ends early",
        serde_json::error::Category::Syntax => "; the line is not JSON",
        serde_json::error::Category::Data | serde_json::error::Category::Io => "",
    };
    Refusal { column: error.column().max(1), message: format!("{message}{hint}") }
}
