//! Feeds that are sent to their recipient: where to, and how the recipient knows that it is us.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::client::{Post, path_of};
use crate::reach::Reach;
use crate::{Client, Error, FeedPage, Result, wire};

/// Where a feed is sent to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Whose feed it is.
    pub recipient: String,
    /// The feed's name.
    pub feed: String,
    /// Where it goes: `https://HOST[:PORT]/PATH`.
    pub url: String,
    /// The file of the secret that both sides know, at least 24 bytes.
    pub secret: PathBuf,
    /// The authority of the recipient's certificate, in PEM.
    pub authority: PathBuf,
    /// Our certificate and its key in one PEM file, where the recipient asks for one.
    pub certificate: Option<PathBuf>,
    /// Whether it may be an address of our own networks.
    #[serde(default)]
    pub allow_private: bool,
}

/// What is sent: some positions of a feed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Delivery {
    /// The same for the same positions, however often they are sent.
    pub(crate) id: String,
    pub(crate) body: Vec<u8>,
    /// The last position in it.
    pub(crate) through: u64,
}

/// A page as it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    recipient: &'a str,
    feed: &'a str,
    #[serde(flatten)]
    page: wire::FeedPage,
}

/// A webhook that can be called.
pub(crate) struct Caller {
    client: Client,
    path: String,
    secret: Vec<u8>,
}

impl Webhook {
    /// Makes relative paths start in the data folder.
    pub(crate) fn within(&mut self, folder: &Path) {
        let files = [&mut self.secret, &mut self.authority];
        files.into_iter().chain(&mut self.certificate).for_each(|file| *file = folder.join(&*file));
    }

    /// Reads its files.
    ///
    /// # Errors
    /// What is wrong with the address or a file.
    pub(crate) fn caller(&self) -> Result<Caller> {
        let wrong = |what: String| Error::Webhook { url: self.url.clone(), what };
        let secret = std::fs::read(&self.secret).map_err(Error::io("read", &self.secret))?;
        let secret = secret.trim_ascii().to_vec();
        if secret.len() < SECRET_BYTES_MIN {
            let file = self.secret.display();
            return Err(wrong(format!(
                "its secret {file} is shorter than {SECRET_BYTES_MIN} bytes"
            )));
        }
        let reach = if self.allow_private { Reach::Anywhere } else { Reach::Public };
        let certificate = self.certificate.as_deref();
        let client = Client::to(&self.url, certificate, &self.authority, reach);
        let client = client.map_err(|error| wrong(error.to_string()))?;
        Ok(Caller { client, path: path_of(&self.url).to_owned(), secret })
    }

    /// What is sent of a page; nothing where it says nothing.
    pub(crate) fn delivery(&self, contract: &str, page: &FeedPage, after: u64) -> Option<Delivery> {
        let mut page = wire::FeedPage::of(page, after);
        let through = page.after;
        page.items.retain(|item| item.what != "passed");
        let (first, last) = page.items.first().zip(page.items.last())?;
        let id = format!("{contract}-{}-{}", first.position, last.position);
        let sent = Sent { recipient: &self.recipient, feed: &self.feed, page };
        Some(Delivery { id, body: serde_json::to_vec(&sent).ok()?, through })
    }
}

impl Caller {
    /// Sends it; blocks. Anything but a success is a failure, in words for the operator.
    pub(crate) fn send(
        &self,
        delivery: &Delivery,
        at: Timestamp,
    ) -> std::result::Result<(), String> {
        let seconds = at.micros().div_euclid(1_000_000).to_string();
        let signature = signature(&self.secret, &delivery.id, &seconds, &delivery.body);
        let headers = [
            ("webhook-id", delivery.id.as_str()),
            ("webhook-timestamp", &seconds),
            ("webhook-signature", &signature),
            ("content-type", "application/json"),
        ];
        let post = Post { path: &self.path, headers: &headers, body: delivery.body.clone() };
        match self.client.send(post) {
            Ok((200..=299, _)) => Ok(()),
            // Whoever sends us elsewhere could send us anywhere.
            Ok((300..=399, _)) => {
                Err("it answers with another address, which is not followed".into())
            }
            Ok((status, _)) => Err(format!("it answers with status {status}")),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// As the specification `Standard Webhooks` has it: HMAC-SHA-256 over id, time and body.
fn signature(secret: &[u8], id: &str, seconds: &str, body: &[u8]) -> String {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
        mac.update(part);
    }
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

const SECRET_BYTES_MIN: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_specification() {
        // Its own example: https://github.com/standard-webhooks/standard-webhooks, with the key's bytes.
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = signature(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
