//! What the benches run on: real reports where they are to be had, else the scenario.

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use server::{Clearinghouse, DataFolder, Listener, Receipt, Source, SystemClock};

/// Reports on disk, and the community that they belong to.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) reports: PathBuf,
    pub(crate) community: String,
    /// Holds whatever the benches write.
    pub(crate) folder: tempfile::TempDir,
}

impl Corpus {
    /// Finds or makes the reports.
    pub(crate) fn prepare() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        if let Some(shared) = kit::stage::shared("frus") {
            let reports = shared.join("reports.jsonl.gz");
            let table = std::fs::read_to_string(shared.join("agencies.tsv"))?;
            let caveats = server::caveats_of(&reports)?;
            let readers = include_str!("../../config/readers.toml");
            let readers = format!("{readers}{}", more_readers());
            let community = server::from_agencies(&table, &caveats, &readers)?;
            return Ok(Self { name: "frus", reports, community, folder });
        }
        eprintln!("the scenario stands in");
        let reports = folder.path().join("scenario.jsonl");
        let mut file = std::io::BufWriter::new(std::fs::File::create(&reports)?);
        for told in scenario::Scenario::new(2004, 20_000).reports() {
            writeln!(file, "{}", told.line)?;
        }
        file.flush()?;
        let community = server::CENTER_COMMUNITY.to_owned();
        Ok(Self { name: "scenario", reports, community, folder })
    }

    /// A new data folder for the community.
    pub(crate) fn data(&self, name: &str) -> Result<DataFolder, Box<dyn std::error::Error>> {
        let folder = DataFolder::new(self.folder.path().join(name));
        let any = "127.0.0.1:0".parse()?;
        let source = Path::new("community.toml");
        server::init(&folder, &self.community, source, (any, any), &SystemClock)?;
        Ok(folder)
    }

    /// Takes all reports in, durable and searchable.
    pub(crate) fn ingest(
        &self,
        folder: &DataFolder,
        budget: index::Budget,
    ) -> Result<Clearinghouse, Box<dyn std::error::Error>> {
        let (house, _) = Clearinghouse::open(folder, Arc::new(SystemClock), budget)?;
        let sources = [Source::File(self.reports.clone())];
        let summary = server::ingest(&house, &sources, "operator", None, &mut Nobody)?;
        assert!(summary.is_clean() && summary.accepted > 0, "{summary:?}");
        house.make_searchable()?;
        Ok(house)
    }

    /// The texts of each report, title first: what a raw index would be given.
    pub(crate) fn texts(&self) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
        Ok(self.reports()?.iter().map(texts_of).collect())
    }

    /// The reports as they were written.
    pub(crate) fn reports(&self) -> Result<Vec<serde_json::Value>, Box<dyn std::error::Error>> {
        let mut bytes = Vec::new();
        std::fs::File::open(&self.reports)?.read_to_end(&mut bytes)?;
        if bytes.starts_with(b"\x1f\x8b") {
            let mut plain = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
            bytes = plain;
        }
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| Ok(serde_json::from_slice(line)?)).collect()
    }
}

/// Readers of every clearance in several agencies, so that one of them sees about half.
fn more_readers() -> String {
    let agencies = ["STATE", "DOD", "CIA", "NSC", "ACDA", "AID"];
    let clearances = ["CONFIDENTIAL", "SECRET", "TOP SECRET"];
    let pairs = agencies.iter().flat_map(|agency| clearances.map(|clearance| (agency, clearance)));
    let reader = |(agency, clearance): (&&str, &str)| {
        let id =
            format!("{}-{}", agency.to_lowercase(), clearance.to_lowercase().replace(' ', "-"));
        format!(
            "\n[[recipient]]\nid = \"{id}\"\nname = \"{clearance} in {agency}\"\nkind = \"person\"\n\
             clearance = \"{clearance}\"\naccesses = []\ncountries = [\"USA\"]\n\
             admin_organization = \"{agency}\"\nduty_organization = \"{agency}\"\n\
             entity_type = \"government\"\nfunctions = [\"analyst\"]\n"
        )
    };
    pairs.map(reader).collect()
}

/// The texts of a report, title first.
pub(crate) fn texts_of(report: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value| value["text"].as_str().map(str::to_owned);
    let portions = report["portions"].as_array().into_iter().flatten();
    std::iter::once(&report["title"]).chain(portions).filter_map(text).collect()
}

/// Listens to nothing.
pub(crate) struct Nobody;

impl Listener for Nobody {
    fn is_advised(&self) -> bool {
        true
    }

    fn read(&mut self, _: u64) {}
    fn settled(&mut self, _: &Receipt) {}
}
