//! The data folder: where everything is, and how the server is configured.

mod check;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ledger::CosignatureKey;
use model::{AgencyId, Community, RecipientId};
use serde::{Deserialize, Deserializer};

use crate::digest::{Digest, Mail};
use crate::polling::Poll;
use crate::reading::ReadingConfig;
use crate::setup::ORIGIN;
use crate::watching::Watch;
use crate::webhook::Webhook;
use crate::{Error, Result};

/// The data folder's configuration, `tearline.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    format: String,
    /// Where people and machines connect, over TLS 1.3.
    pub listen: SocketAddr,
    /// Where the operator's probes connect, without TLS; a loopback address.
    pub operator_listen: SocketAddr,
    /// The community's file.
    pub community: PathBuf,
    /// The name of the ledger, which its checkpoints carry.
    pub origin: String,
    /// Certificates and keys.
    pub tls: Tls,
    /// Who may read the ledger whole, and who witnesses it.
    #[serde(default)]
    pub ledger: LedgerReaders,
    /// What feeds recipients have without asking.
    #[serde(default)]
    pub feeds: FeedsConfig,
    /// Where feeds are sent to.
    #[serde(default, rename = "webhook")]
    pub webhooks: Vec<Webhook>,
    /// The server that takes letters.
    pub mail: Option<Mail>,
    /// Feeds that are sent as letters.
    #[serde(default, rename = "digest")]
    pub digests: Vec<Digest>,
    /// Collections of partners that are polled.
    #[serde(default, rename = "poll")]
    pub polls: Vec<Poll>,
    /// Folders and mailboxes that are watched.
    #[serde(default, rename = "watch")]
    pub watches: Vec<Watch>,
    /// For whom systems submit, where that is not their own organisations.
    #[serde(default)]
    pub submits: Vec<Submits>,
    /// How files of other formats are read.
    #[serde(default)]
    pub reading: ReadingConfig,
}

/// What feeds recipients have without asking.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedsConfig {
    /// For which purpose each recipient that asks for its collections has one of everything that it may
    /// have; nobody has, where none is said.
    pub entitlement_for: Option<String>,
}

/// For which originators a recipient submits, and for no others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submits {
    /// The recipient.
    pub recipient: String,
    /// The originators; their components are with them.
    #[serde(deserialize_with = "agencies")]
    pub originators: Vec<AgencyId>,
}

fn agencies<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Vec<AgencyId>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let read = |text: &String| AgencyId::new(text).map_err(serde::de::Error::custom);
    texts.iter().map(read).collect()
}

/// Who has to do with the ledger besides auditors and submitters, who get its hashes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerReaders {
    /// Recipients who may read every entry, which names everybody's reports and readers.
    #[serde(default)]
    pub inspectors: Vec<String>,
    /// Witnesses whose cosignatures are kept.
    #[serde(default)]
    pub witnesses: Vec<Witness>,
}

/// A witness of the ledger.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// The recipient that it signs in as.
    pub recipient: String,
    /// Its key, `name+id+key`, as `tearline ledger witness-key` prints it.
    pub key: String,
}

/// Certificates and keys, in PEM.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The server's certificate chain.
    pub certificate: PathBuf,
    /// The server's key.
    pub key: PathBuf,
    /// Authorities whose client certificates are accepted.
    pub client_authorities: PathBuf,
}

impl Config {
    /// The originators whose reports a recipient may submit, where the configuration says that.
    pub fn submits_for(&self, recipient: &str) -> Option<&[AgencyId]> {
        let said = self.submits.iter().find(|said| said.recipient == recipient)?;
        Some(&said.originators)
    }

    /// Recipients that witness the ledger, with their keys.
    ///
    /// # Errors
    /// When a key is none, or somebody is named who is no recipient of the community.
    pub(crate) fn witnesses(
        &self,
        folder: &DataFolder,
        community: &Community,
    ) -> Result<Vec<(String, CosignatureKey)>> {
        let wrong = |what| Error::Config { file: folder.join(CONFIG), what };
        let LedgerReaders { inspectors, witnesses } = &self.ledger;
        let named = inspectors.iter().chain(witnesses.iter().map(|witness| &witness.recipient));
        for id in named {
            let known = RecipientId::new(id).is_ok_and(|id| community.recipients.contains_key(&id));
            if !known {
                return Err(wrong(format!(
                    "[ledger] names `{id}`, who is no recipient of the community"
                )));
            }
        }
        let read = |Witness { recipient, key }: &Witness| match CosignatureKey::parse(key) {
            Ok(key) => Ok((recipient.clone(), key)),
            Err(error) => Err(wrong(format!("the witness `{recipient}`: {error}"))),
        };
        witnesses.iter().map(read).collect()
    }
}

/// Paths in a data folder.
#[derive(Clone, Debug)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// A data folder, existing or to be made.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path in the folder.
    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }

    /// Whether the folder was initialised.
    pub fn is_initialised(&self) -> bool {
        self.join(CONFIG).exists()
    }

    /// Reads the configuration. Relative paths in it are made to start in the folder.
    ///
    /// # Errors
    /// When the folder was not initialised, or with the line that is wrong.
    pub fn config(&self) -> Result<Config> {
        let file = self.join(CONFIG);
        if !self.is_initialised() {
            return Err(Error::NotInitialised { folder: self.0.clone() });
        }
        let text = std::fs::read_to_string(&file).map_err(Error::io("read", &file))?;
        let wrong = |what| Error::Config { file: file.clone(), what };
        let mut config: Config = toml::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        if config.format != FORMAT {
            return Err(wrong(format!("the format must be \"{FORMAT}\"")));
        }
        if !config.operator_listen.ip().is_loopback() {
            return Err(wrong("operator_listen must be a loopback address: it has no TLS".into()));
        }
        for path in [
            &mut config.community,
            &mut config.tls.certificate,
            &mut config.tls.key,
            &mut config.tls.client_authorities,
            &mut config.reading.sources,
        ] {
            *path = self.0.join(&*path);
        }
        if let Some(purpose) = &config.feeds.entitlement_for
            && model::Purpose::parse(purpose).is_none()
        {
            let error = Error::Purpose { text: purpose.clone() };
            return Err(wrong(format!("[feeds] entitlement_for: {error}")));
        }
        if config.mail.is_none() && !config.digests.is_empty() {
            return Err(wrong("[[digest]] needs [mail], the server that takes letters".into()));
        }
        if let Some(digest) = config.digests.iter().find(|digest| !digest.is_timed()) {
            let (feed, at) = (&digest.feed, &digest.at);
            return Err(wrong(format!("the digest of `{feed}`: `at = \"{at}\"` is no HH:MM")));
        }
        config.webhooks.iter_mut().for_each(|hook| hook.within(&self.0));
        config.mail.iter_mut().for_each(|mail| mail.within(&self.0));
        config.polls.iter_mut().for_each(|poll| poll.within(&self.0));
        config.watches.iter_mut().for_each(|watch| watch.within(&self.0));
        Ok(config)
    }

    /// Writes the first configuration.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write_config(&self, listen: SocketAddr, operator_listen: SocketAddr) -> Result<()> {
        let text = format!(
            "# Tearline's configuration. Paths are relative to this folder.\n\
             format = \"{FORMAT}\"\n\
             \n# Where people and machines connect, over TLS 1.3.\n\
             listen = \"{listen}\"\n\
             \n# Where the operator's probes connect (/healthz, /readyz), without TLS: loopback only.\n\
             operator_listen = \"{operator_listen}\"\n\
             \n# Agencies, recipients, caveats, procedures and grants.\n\
             community = \"{COMMUNITY}\"\n\
             \n# The name of the ledger, which its checkpoints carry. Never change it.\n\
             origin = \"{ORIGIN}\"\n\
             \n[tls]\n\
             certificate = \"keys/server.pem\"\n\
             key = \"keys/server.key\"\n\
             # Authorities whose client certificates are accepted; the common name is the recipient.\n\
             client_authorities = \"keys/authority.pem\"\n\
             \n# Auditors and submitters may read the ledger's hashes. Its entries name everybody's\n\
             # reports and readers: only the recipients named here may read them.\n\
             [ledger]\n\
             inspectors = []\n\
             # [[ledger.witnesses]]   # whose cosignatures are kept (docs/ledger.md)\n\
             # recipient = \"...\"\n\
             # key = \"...\"\n\
             \n# For which purpose each machine that asks for its TAXII collections has one of everything\n\
             # that it may have. Without it, contracts alone make collections.\n\
             [feeds]\n\
             entitlement_for = \"investigative-lead\"\n\
             \n# Files of other formats: the folder of the sources' mapping files (docs/formats.md). What\n\
             # one file may ask of the machine is under [reading.limits].\n\
             [reading]\n\
             sources = \"sources\"\n"
        );
        crate::keys::write(&self.join(CONFIG), &text, false)
    }

    /// The community's file of a new folder.
    pub fn community_file(&self) -> PathBuf {
        self.join(COMMUNITY)
    }
}

const CONFIG: &str = "tearline.toml";
const COMMUNITY: &str = "community.toml";
const FORMAT: &str = "tearline.config/1";
