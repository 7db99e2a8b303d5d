//! Collections of partners that are polled over TAXII 2.1; what comes is taken in like any submission.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Answered, Client, path_of, percent_encode};
use crate::reach::Reach;
use crate::{Clearinghouse, Error, Listener, Receipt, Result, Source, Summary, ingest};

/// A collection of a partner.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// The collection: `https://HOST/ROOT/collections/ID/`.
    pub url: String,
    /// The recipient in whose name its objects are submitted, and whose organisations' they must be.
    pub submitter: String,
    /// The authority of the partner's certificate, in PEM.
    pub authority: PathBuf,
    /// Our certificate and its key in one PEM file, where the partner asks for one.
    pub certificate: Option<PathBuf>,
    /// Seconds between two polls.
    #[serde(default = "minute")]
    pub every_seconds: u64,
    /// Whether it may be an address of our own networks.
    #[serde(default)]
    pub allow_private: bool,
}

fn minute() -> u64 {
    60
}

/// Up to where each collection was read. Without it everything is read anew, and recognised.
#[derive(Debug)]
pub(crate) struct Bookmarks(Mutex<PathBuf>);

impl Bookmarks {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self(Mutex::new(file))
    }

    fn of(&self, url: &str) -> Option<String> {
        let file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all(&file).remove(url)
    }

    fn keep(&self, url: &str, after: &str) -> Result<()> {
        let file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = all(&file);
        all.insert(url.to_owned(), after.to_owned());
        let text = serde_json::to_vec_pretty(&all).unwrap_or_default();
        std::fs::write(&*file, text).map_err(Error::io("write", &*file))
    }
}

/// What is not there or cannot be read has no bookmarks.
fn all(file: &Path) -> BTreeMap<String, String> {
    serde_json::from_slice(&std::fs::read(file).unwrap_or_default()).unwrap_or_default()
}

impl Poll {
    /// Makes relative paths start in the data folder.
    pub(crate) fn within(&mut self, folder: &Path) {
        let file = std::iter::once(&mut self.authority);
        file.chain(&mut self.certificate).for_each(|file| *file = folder.join(&*file));
    }

    /// Reads its files.
    ///
    /// # Errors
    /// What is wrong with the address or a file.
    pub(crate) fn client(&self) -> Result<Client> {
        let reach = if self.allow_private { Reach::Anywhere } else { Reach::Public };
        let client = Client::to(&self.url, self.certificate.as_deref(), &self.authority, reach);
        client.map_err(|error| Error::Poll { url: self.url.clone(), what: error.to_string() })
    }

    /// Reads what was added since the last time and takes it in; blocks. Nothing is passed over: the
    /// bookmark moves when everything before it is settled.
    ///
    /// # Errors
    /// When the partner does not answer, or not as TAXII 2.1 has it, or nothing can be recorded.
    pub(crate) fn once(&self, house: &Clearinghouse, bookmarks: &Bookmarks) -> Result<Summary> {
        let wrong = |what: String| Error::Poll { url: self.url.clone(), what };
        let client = self.client()?;
        let submitter = house.recipient(&self.submitter)?;
        let agencies = [submitter.admin_organization.clone(), submitter.duty_organization.clone()];
        let mut after = bookmarks.of(&self.url);
        let mut summary = Summary::default();
        loop {
            let read = self.read(&client, after.as_deref()).map_err(wrong)?;
            if !read.objects.is_empty() {
                let body = json!({ "objects": read.objects }).to_string();
                let source = Source::Bytes(self.url.clone(), Arc::from(body.as_bytes()));
                let mut told = Told(&self.url);
                let taken = ingest(house, &[source], &self.submitter, Some(&agencies), &mut told)?;
                summary.accepted += taken.accepted;
                summary.repeated += taken.repeated;
                summary.refused += taken.refused;
            }
            if let Some(last) = read.last {
                bookmarks.keep(&self.url, &last)?;
                after = Some(last);
            }
            if !read.more {
                return Ok(summary);
            }
        }
    }

    /// Reads pages, as many as are taken in together.
    fn read(&self, client: &Client, after: Option<&str>) -> std::result::Result<Read, String> {
        let path = path_of(&self.url).trim_end_matches('/');
        let mut read = Read::default();
        let (mut next, mut bytes) = (None::<String>, 0);
        loop {
            let mut address = format!("{path}/objects/?limit={PAGE_OBJECTS}");
            let since = if next.is_some() { after } else { read.last.as_deref().or(after) };
            for (name, value) in [("added_after", since), ("next", next.as_deref())] {
                if let Some(value) = value {
                    address.push_str(&format!("&{name}={}", percent_encode(value)));
                }
            }
            let answered = client.fetch(&address, &[("accept", MEDIA_TYPE)]);
            let Answered { status, headers, body, .. } =
                answered.map_err(|error| error.to_string())?;
            if status != 200 {
                return Err(format!("it answers with status {status} to {address}"));
            }
            let envelope: Value = serde_json::from_slice(&body)
                .map_err(|error| format!("its answer is no envelope: {error}"))?;
            bytes += body.len();
            let objects = envelope.get("objects").and_then(Value::as_array);
            read.objects.extend(objects.into_iter().flatten().cloned());
            let last = headers.get(ADDED_LAST).and_then(|last| last.to_str().ok());
            let is_further = last.is_some() && last != read.last.as_deref();
            read.last = last.map(str::to_owned).or(read.last);
            let more = envelope.get("more").and_then(Value::as_bool) == Some(true);
            next = envelope.get("next").and_then(Value::as_str).map(str::to_owned);
            if !more {
                return Ok(read);
            }
            if next.is_none() && !is_further {
                return Err("it says that there is more, and not where".to_owned());
            }
            // What was added together is read together, unless it is very much.
            if bytes >= READ_BYTES_MAX && is_further {
                return Ok(Read { more: true, ..read });
            }
        }
    }
}

/// What was read.
#[derive(Default)]
struct Read {
    objects: Vec<Value>,
    /// When the last of it was added.
    last: Option<String>,
    /// Whether there is more.
    more: bool,
}

/// Tells the log what is not taken; everything else is in the ledger.
struct Told<'a>(&'a str);

impl Listener for Told<'_> {
    fn read(&mut self, _: u64) {}

    fn settled(&mut self, receipt: &Receipt) {
        if let crate::Fate::Refused { text, .. } = &receipt.fate {
            tracing::warn!(from = self.0, place = receipt.place(), why = text, "not taken");
        }
    }
}

/// What TAXII 2.1 speaks (section 1.6.8).
pub(crate) const MEDIA_TYPE: &str = "application/taxii+json;version=2.1";
const ADDED_LAST: &str = "x-taxii-date-added-last";
const PAGE_OBJECTS: usize = 1_000;
/// Bytes of pages that are taken in together.
const READ_BYTES_MAX: usize = 32 << 20;
