//! Keys and certificates of a data folder: its own authority, the server, recipients, the ledger.

use std::io::Write as _;
use std::path::Path;

use model::{SliceKeys, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};

use crate::config::DataFolder;
use crate::entropy::Entropy;
use crate::{Error, Result};

/// Makes the folder's authority, the server's certificate and the ledger's key.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn make(folder: &DataFolder, origin: &str, now: Timestamp) -> Result<()> {
    let keys = folder.join("keys");
    std::fs::create_dir_all(&keys).map_err(Error::io("create", &keys))?;
    let authority_key = KeyPair::generate().map_err(wrong("the authority's key"))?;
    let authority = authority_params(now)?;
    let certificate =
        authority.self_signed(&authority_key).map_err(wrong("the authority's certificate"))?;
    write(&keys.join("authority.pem"), &certificate.pem(), false)?;
    write(&keys.join("authority.key"), &authority_key.serialize_pem(), true)?;
    let server_key = KeyPair::generate().map_err(wrong("the server's key"))?;
    let issuer = Issuer::new(authority, authority_key);
    let certificate = server_params(now)?
        .signed_by(&server_key, &issuer)
        .map_err(wrong("the server's certificate"))?;
    write(&keys.join("server.pem"), &certificate.pem(), false)?;
    write(&keys.join("server.key"), &server_key.serialize_pem(), true)?;
    let ledger = ledger::SigningKey::from_seed(origin, &Entropy.bytes()?)?;
    write(&keys.join("ledger.key"), &format!("{}\n", ledger.secret_text()), true)?;
    write(&keys.join("ledger.vkey"), &format!("{}\n", ledger.verifying_key().text()), false)?;
    let slices = hex::encode(Entropy.bytes()?);
    write(&keys.join(SLICES_KEY), &format!("{slices}\n"), true)
}

/// Issues a client certificate whose common name is a recipient's id: certificate, then key.
///
/// # Errors
/// When the folder has no authority of its own.
pub fn issue(folder: &DataFolder, id: &str, now: Timestamp, days: i64) -> Result<String> {
    let issuer = issuer(folder)?;
    let key = KeyPair::generate().map_err(wrong("the client's key"))?;
    let mut params = params(id, now, days)?;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let certificate = params.signed_by(&key, &issuer).map_err(wrong("the client's certificate"))?;
    Ok(format!("{}{}", certificate.pem(), key.serialize_pem()))
}

/// The key that signs the ledger's checkpoints.
///
/// # Errors
/// When the folder has none.
pub(crate) fn ledger_key(folder: &DataFolder) -> Result<ledger::SigningKey> {
    Ok(ledger::SigningKey::parse(read(&folder.join("keys/ledger.key"))?.trim())?)
}

/// The secret from which all slice keys follow.
///
/// # Errors
/// When the folder has none.
pub(crate) fn slice_keys(folder: &DataFolder) -> Result<SliceKeys> {
    let path = folder.join("keys").join(SLICES_KEY);
    let wrong = |why: &str| Error::Keys { what: SLICES_KEY.to_owned(), why: why.to_owned() };
    if !path.exists() {
        return Err(wrong(
            "it is not there: either it was lost, and stands in a backup, or this data folder is of \
             an older version, which this one does not read; begin a new data folder with \
             `tearline init` and submit the reports anew",
        ));
    }
    let mut secret = [0; 32];
    hex::decode_to_slice(read(&path)?.trim(), &mut secret)
        .map_err(|_| wrong("it is not 64 hexadecimal digits"))?;
    Ok(SliceKeys::of(secret))
}

/// Writes a file, durably and never half; a secret one for the owner's eyes alone.
///
/// # Errors
/// When the disk refuses.
pub fn write(path: &Path, text: &str, secret: bool) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mode = if secret { 0o600 } else { 0o644 };
    let fresh = path.with_added_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(mode);
    let mut file = options.open(&fresh).map_err(Error::io("create", &fresh))?;
    file.write_all(text.as_bytes()).map_err(Error::io("write", &fresh))?;
    file.sync_all().map_err(Error::io("write", &fresh))?;
    std::fs::rename(&fresh, path).map_err(Error::io("write", path))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(Error::io("make durable", folder))
}

fn issuer(folder: &DataFolder) -> Result<Issuer<'static, KeyPair>> {
    let key = KeyPair::from_pem(&read(&folder.join("keys/authority.key"))?)
        .map_err(wrong("the authority's key"))?;
    let certificate = read(&folder.join("keys/authority.pem"))?;
    Issuer::from_ca_cert_pem(&certificate, key).map_err(wrong("the authority's certificate"))
}

fn authority_params(now: Timestamp) -> Result<CertificateParams> {
    let mut params = params("Tearline authority", now, AUTHORITY_DAYS)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn server_params(now: Timestamp) -> Result<CertificateParams> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let named = CertificateParams::new(names).map_err(wrong("the server's names"))?;
    let mut params = params("Tearline server", now, SERVER_DAYS)?;
    params.subject_alt_names = named.subject_alt_names;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    Ok(params)
}

fn params(name: &str, now: Timestamp, days: i64) -> Result<CertificateParams> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let from = OffsetDateTime::from_unix_timestamp(now.micros().div_euclid(1_000_000))
        .map_err(|error| Error::Keys { what: "the clock".to_owned(), why: error.to_string() })?;
    // An hour back, for clocks that are not quite together; days may be negative in tests.
    params.not_before = from - Duration::hours(1) - Duration::days((-days).max(0) * 2);
    params.not_after = from + Duration::days(days);
    Ok(params)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}

fn wrong(what: &'static str) -> impl FnOnce(rcgen::Error) -> Error {
    move |error| Error::Keys { what: what.to_owned(), why: error.to_string() }
}

/// The file of the secret behind all slice keys.
const SLICES_KEY: &str = "slices.key";
const AUTHORITY_DAYS: i64 = 3_650;
const SERVER_DAYS: i64 = 397;
