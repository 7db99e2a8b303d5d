//! Reading a file in a process of its own, which may fail without harm.
//!
//! The process is this binary again. It gets what to read on its standard input, a line of JSON and
//! then the bytes, binds itself to the limits, and answers with an item a line.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use ingestion::{Format, Item, Outcome, Rules, read_file};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// What is to be read.
#[derive(Debug, Deserialize, Serialize)]
struct Order {
    file: String,
    rules: Rules,
}

/// Reads a file with the binary of this program; what that cannot do becomes an item too.
pub(super) fn read_apart(
    binary: &Path,
    file: &str,
    bytes: &[u8],
    format: Format,
    rules: &Rules,
) -> Vec<Item> {
    match answered(binary, file, bytes, rules) {
        Ok(items) => items,
        Err(why) => vec![Item {
            place: String::new(),
            format,
            originator: String::new(),
            serial: String::new(),
            notes: Vec::new(),
            outcome: Outcome::Aside {
                reason: "crashed".to_owned(),
                text: format!(
                    "reading this {format} failed: {why}; send it in another format, and tell the \
                     operator"
                ),
                submitted: ingestion::kept(bytes),
            },
        }],
    }
}

#[expect(clippy::disallowed_methods, reason = "hostile files are read in a process of their own")]
fn started(binary: &Path) -> io::Result<Child> {
    let mut command = std::process::Command::new(binary);
    // The allocator must not reserve memory before it is bound.
    command.arg(READ_APART).env_clear().env("MIMALLOC_ARENA_RESERVE", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

fn answered(
    binary: &Path,
    file: &str,
    bytes: &[u8],
    rules: &Rules,
) -> std::result::Result<Vec<Item>, String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let mut child = started(binary).map_err(|error| failed(&error))?;
    let order = Order { file: file.to_owned(), rules: rules.clone() };
    let order = serde_json::to_vec(&order).map_err(|error| failed(&error))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let items = std::thread::scope(|scope| {
        // Written beside, so that neither waits for the other; whether it was read, the answer says.
        scope.spawn(move || {
            if let Some(mut input) = input {
                let sent = input.write_all(&order).and_then(|()| input.write_all(b"\n"));
                drop(sent.and_then(|()| input.write_all(bytes)));
            }
        });
        output.map_or_else(|| Ok(None), received)
    });
    let status = child.wait().map_err(|error| failed(&error))?;
    match items.map_err(|error| failed(&error))? {
        Some(items) if status.success() => Ok(items),
        Some(_) | None => Err(format!(
            "its process ended ({status}), which the limits of {} seconds and {} MiB do, or a fault \
             of the parser",
            rules.limits.seconds,
            rules.limits.memory_bytes >> 20
        )),
    }
}

/// The items; `None` where the last line is not there.
fn received(output: impl Read) -> io::Result<Option<Vec<Item>>> {
    let mut items = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        if line == END {
            return Ok(Some(items));
        }
        items.push(serde_json::from_str(&line)?);
    }
    Ok(None)
}

/// What the process of its own does: see the module.
///
/// # Errors
/// When the limits cannot be set, or standard input and output fail.
pub fn serve_apart(input: &mut dyn BufRead, output: &mut dyn Write) -> Result<()> {
    let io = |what| Error::io(what, Path::new("the pipe"));
    let mut line = String::new();
    input.read_line(&mut line).map_err(io("read"))?;
    let order: Order = serde_json::from_str(&line).map_err(|error| io("read")(error.into()))?;
    let limits = &order.rules.limits;
    let bound = [
        (Resource::Data, limits.memory_bytes),
        (Resource::As, limits.memory_bytes.saturating_add(ADDRESSES_BEYOND)),
        (Resource::Cpu, limits.seconds),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ];
    for (resource, most) in bound {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(resource, limit).map_err(|error| io("limit")(error.into()))?;
    }
    let mut bytes = Vec::new();
    input.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(io("read"))?;
    for item in read_file(&order.file, &bytes, &order.rules) {
        serde_json::to_writer(&mut *output, &item).map_err(|error| io("write")(error.into()))?;
        output.write_all(b"\n").map_err(io("write"))?;
    }
    writeln!(output, "{END}").and_then(|()| output.flush()).map_err(io("write"))
}

/// The command under which the binary does this.
pub const READ_APART: &str = "read-apart";
/// What says that all items were written.
const END: &str = "end";
/// Addresses that an allocator takes without memory behind them.
const ADDRESSES_BEYOND: u64 = 8 << 30;
