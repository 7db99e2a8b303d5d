//! Running the real `tearline`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Each line of standard output as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Fails unless the exit code is this one.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

/// The binary that was built beside the tests.
pub fn path() -> PathBuf {
    let tests = std::env::current_exe().expect("a test knows where it is");
    let built = tests.parent().and_then(Path::parent).expect("target/PROFILE/deps");
    let binary = built.join("tearline");
    assert!(binary.exists(), "{} is not built: cargo build -p server", binary.display());
    binary
}

/// A command on a data folder, not started yet.
pub fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    command.arg("--data").arg(data).args(arguments);
    command.env_remove("TEARLINE_DATA").stdin(Stdio::null());
    command
}

/// Runs a command on a data folder.
pub fn run(data: &Path, arguments: &[&str]) -> Run {
    outcome(command(data, arguments).output().expect("the binary runs"))
}

/// Runs a command with standard input.
pub fn run_with_input(data: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = command(data, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    // A process that refuses early closes its input, which is no failure of the test.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    outcome(output)
}

fn outcome(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
