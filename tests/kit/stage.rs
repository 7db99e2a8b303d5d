//! Data folders with something in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use index::Budget;
use model::Clock as _;
use server::{Clearinghouse, DataFolder, SystemClock};
use tempfile::TempDir;

use crate::binary;

/// A data folder of the Center's community, gone when dropped.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
}

impl Stage {
    /// An initialised data folder.
    pub fn new() -> Self {
        Self::initialised(&[])
    }

    /// An initialised data folder of another community.
    pub fn of(community: &Path) -> Self {
        Self::initialised(&["--community", community.to_str().expect("a name")])
    }

    fn initialised(more: &[&str]) -> Self {
        let stage = Self { folder: tempfile::tempdir().expect("a folder") };
        let init = ["init", "--listen", "127.0.0.1:0", "--operator-listen", "127.0.0.1:0"];
        binary::run(&stage.data(), &[&init[..], more].concat()).expect(0);
        stage
    }

    /// With so many reports of the scenario taken in.
    pub fn with_reports(reports: u64) -> Self {
        let stage = Self::new();
        let file = stage.scenario(reports);
        binary::run(&stage.data(), &["ingest", file.to_str().expect("a name")]).expect(0);
        stage
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path beside the data folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the scenario of a size beside the data folder.
    pub fn scenario(&self, reports: u64) -> PathBuf {
        let lines: String =
            scenario::Scenario::new(2004, reports).reports().map(|told| told.line + "\n").collect();
        self.write("scenario.jsonl", lines.as_bytes())
    }

    /// Writes a file beside the data folder.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.beside(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// Does something with the clearinghouse itself, while no server runs.
    pub fn with_house<T>(&self, work: impl FnOnce(&Clearinghouse) -> T) -> T {
        let folder = DataFolder::new(self.data());
        let budget = Budget { threads: 1, bytes: 20_000_000 };
        let clock = Arc::new(SystemClock);
        let (house, _) = Clearinghouse::open(&folder, clock, budget).expect("it opens");
        let done = work(&house);
        house.close().expect("it closes");
        done
    }

    /// The file of a recipient's certificate, issued at need.
    pub fn certificate(&self, recipient: &str) -> PathBuf {
        let path = self.beside(&format!("{recipient}.pem"));
        if !path.exists() {
            let folder = DataFolder::new(self.data());
            let issued = server::issue_certificate(&folder, recipient, SystemClock.now(), 1);
            std::fs::write(&path, issued.expect("issued")).expect("written");
        }
        path
    }

    /// Runs a command on the data folder.
    pub fn run(&self, arguments: &[&str]) -> binary::Run {
        binary::run(&self.data(), arguments)
    }
}

impl Default for Stage {
    fn default() -> Self {
        Self::new()
    }
}

/// The shared real data, from wherever this checkout stands, or a printed line that the test is skipped.
pub fn shared(what: &str) -> Option<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.find_map(|folder| {
        Some(folder.join("shared/data").join(what)).filter(|path| path.exists())
    });
    if found.is_none() {
        println!("skipped: shared/data/{what} is not beside the repository");
    }
    found
}
