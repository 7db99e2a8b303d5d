//! The demo: a community, a scenario, taken in once and found again at the next start.

use std::io::{BufWriter, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use model::Clock;

use crate::config::DataFolder;
use crate::{
    CENTER_COMMUNITY, Clearinghouse, Error, Listener, Result, Source, Summary, ingest, init,
};

/// A folder with the scenario's reports and its truth.
#[derive(Debug)]
pub struct Scenery {
    folder: PathBuf,
}

impl Scenery {
    /// Makes the data folder if there is none yet, and moves an existing one to these addresses.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn lay(
        folder: &DataFolder,
        addresses: (SocketAddr, SocketAddr),
        clock: &dyn Clock,
    ) -> Result<Self> {
        if folder.is_initialised() {
            folder.write_config(addresses.0, addresses.1)?;
        } else {
            let source = Path::new("config/community.toml");
            init(folder, CENTER_COMMUNITY, source, addresses, clock)?;
        }
        let path = folder.join("scenario");
        std::fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
        Ok(Self { folder: path })
    }

    /// Tells the scenario of a seed and size and takes it in, unless that was done before.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn tell(
        &self,
        house: &Clearinghouse,
        seed: u64,
        reports: u64,
        listener: &mut dyn Listener,
    ) -> Result<Option<Summary>> {
        let told = self.folder.join("told");
        let which = format!("seed {seed}, {reports} reports\n");
        if std::fs::read_to_string(&told).is_ok_and(|before| before == which) {
            return Ok(None);
        }
        let file = self.write(seed, reports)?;
        let summary = ingest(house, &[Source::File(file)], "operator", None, listener)?;
        house.make_searchable()?;
        std::fs::write(&told, which).map_err(Error::io("write", told))?;
        Ok(Some(summary))
    }

    /// Where the scenario and its truth are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn write(&self, seed: u64, reports: u64) -> Result<PathBuf> {
        let scenario = scenario::Scenario::new(seed, reports);
        self.lines("cast.jsonl", scenario.cast())?;
        self.lines("networks.jsonl", scenario.truth())?;
        self.lines("truth.jsonl", scenario.reports().map(|told| told.truth))?;
        self.lines("reports.jsonl", scenario.reports().map(|told| told.line))
    }

    fn lines(&self, name: &str, lines: impl Iterator<Item = String>) -> Result<PathBuf> {
        let path = self.folder.join(name);
        let file = std::fs::File::create(&path).map_err(Error::io("create", &path))?;
        let mut file = BufWriter::new(file);
        let written = lines.into_iter().try_for_each(|line| writeln!(file, "{line}"));
        written.and_then(|()| file.flush()).map_err(Error::io("write", &path))?;
        Ok(path)
    }
}

/// Who gets a sign-in link in the demo, and as what.
pub const DEMO_PEOPLE: [(&str, &str); 6] = [
    ("alvarez", "a cleared analyst of the Center"),
    ("reyes", "a field office agent"),
    ("whitcombe", "a foreign liaison"),
    ("ofarrell", "an originator's auditor"),
    ("vandermeer", "an originator's release authority"),
    ("operator", "the operator"),
];
