//! A feed as a letter: what came since the last one, marked above and below.

use std::path::{Path, PathBuf};

use dissemination::Rendition;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport as _};
use marking::{Level, Marking, rollup};
use model::{Portion, ReportId};
use serde::Deserialize;

use crate::{Clearinghouse, Error, Fed, FeedPage, Result};

/// The server that takes letters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `HOST:PORT`.
    pub server: String,
    /// Whom letters are from.
    pub from: String,
    /// What may go by mail: nothing above this level.
    pub level: String,
    /// The authority of the server's certificate, in PEM. Without it there is no TLS, which is for a
    /// server on this machine alone.
    pub authority: Option<PathBuf>,
    /// Who we are there.
    pub user: Option<String>,
    /// The file of the password.
    pub password: Option<PathBuf>,
}

/// A feed that is sent as a letter once a day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// Whose feed it is.
    pub recipient: String,
    /// The feed's name.
    pub feed: String,
    /// To whom.
    pub to: Vec<String>,
    /// When, `HH:MM` UTC.
    pub at: String,
}

impl Mail {
    /// Makes relative paths start in the data folder.
    pub(crate) fn within(&mut self, folder: &Path) {
        let files = self.authority.iter_mut().chain(&mut self.password);
        files.for_each(|file| *file = folder.join(&*file));
    }

    /// Checks the server's address and the files before a letter is due.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(crate) fn check(&self) -> Result<()> {
        self.transport().map(drop)
    }

    fn transport(&self) -> Result<SmtpTransport> {
        let wrong = |what: String| Error::Mail { what };
        let (host, port) = self.server.rsplit_once(':').unwrap_or((&self.server, ""));
        let port: u16 =
            port.parse().map_err(|_| wrong(format!("`{}` is no HOST:PORT", self.server)))?;
        let tls = match &self.authority {
            Some(file) => {
                let pem = std::fs::read(file).map_err(Error::io("read", file))?;
                let authority = Certificate::from_pem(&pem).map_err(|e| wrong(e.to_string()))?;
                let parameters = TlsParameters::builder(host.to_owned())
                    .add_root_certificate(authority)
                    .certificate_store(lettre::transport::smtp::client::CertificateStore::None);
                Tls::Required(parameters.build_rustls().map_err(|e| wrong(e.to_string()))?)
            }
            None if ["localhost", "127.0.0.1", "[::1]"].contains(&host) => Tls::None,
            None => {
                let what = format!(
                    "{host} is not this machine: say `authority`, so that letters go over TLS"
                );
                return Err(wrong(what));
            }
        };
        let mut transport = SmtpTransport::builder_dangerous(host).port(port).tls(tls);
        if let (Some(user), Some(file)) = (&self.user, &self.password) {
            let password = std::fs::read_to_string(file).map_err(Error::io("read", file))?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(transport.build())
    }
}

impl Digest {
    /// Whether its time is one of the day.
    pub(crate) fn is_timed(&self) -> bool {
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| text.parse::<u8>().ok().filter(|_| digits(text));
        let parts = self.at.split_once(':').and_then(|(h, m)| Some((number(h)?, number(m)?)));
        parts.is_some_and(|(hour, minute)| hour < 24 && minute < 60)
    }

    /// Sends what came since the last letter, and notes that the recipient has it when the server has
    /// taken it; blocks. Gives how many positions went.
    ///
    /// # Errors
    /// When there is no such feed, it goes above what may go by mail, the mail server does not take the
    /// letter, or nothing can be recorded. What was not taken goes with the next.
    pub(crate) fn send(&self, house: &Clearinghouse, mail: &Mail) -> Result<usize> {
        let wrong = |what: String| Error::Mail { what };
        let recipient = house.recipient(&self.recipient)?;
        let known = house.feeds_of(recipient).into_iter().find(|of| of.contract.name == self.feed);
        let known = known.ok_or_else(|| Error::NoFeed { name: self.feed.clone() })?;
        let level = Level::find(&mail.level).ok_or_else(|| {
            wrong(format!("`level = \"{}\"` is no level, such as UNCLASSIFIED", mail.level))
        })?;
        if known.contract.level_max > level {
            return Err(wrong(format!(
                "feed `{}` goes up to {}, and mail up to {}: propose a contract with --level {}",
                self.feed,
                known.contract.level_max.banner(),
                level.banner(),
                level.banner(),
            )));
        }
        let transport = mail.transport()?;
        let (mut sent, mut after) = (0, house.store().feed_received(&known.contract));
        loop {
            let page = house.feed_page((recipient, None), &self.feed, (after, LETTER_POSITIONS))?;
            // What is not settled goes with the next letter.
            let Some(last) = page.items.last().map(|item| item.position) else { return Ok(sent) };
            let said = page.items.iter().filter(|item| !matches!(item.what, Fed::Passed)).count();
            if said > 0 {
                let letter = self.letter(mail, &page)?;
                transport.send(&letter).map_err(|error| wrong(error.to_string()))?;
                house.receive((recipient, None), &self.feed, last)?;
                sent += said;
            }
            after = last;
        }
    }

    fn letter(&self, mail: &Mail, page: &FeedPage) -> Result<Message> {
        let wrong = |what: String| Error::Mail { what };
        let address = |text: &str| {
            text.parse().map_err(|_| wrong(format!("`{text}` is no address for mail")))
        };
        let (banner, brought, back, text) = written(page);
        let subject = format!("[{banner}] {}: {brought} reports, {back} taken back", self.feed);
        let mut letter = Message::builder().from(address(&mail.from)?).subject(subject);
        for to in &self.to {
            letter = letter.to(address(to)?);
        }
        let letter = letter.header(ContentType::TEXT_PLAIN).body(text);
        letter.map_err(|error| wrong(error.to_string()))
    }
}

/// The banner of a letter, how many reports it brings and takes back, and its text.
fn written(page: &FeedPage) -> (String, usize, usize, String) {
    let (mut banners, mut parts) = (Vec::new(), Vec::new());
    let mut back = 0;
    for item in &page.items {
        match &item.what {
            Fed::Brought(released) if is_compartmented(&released.rendition().banner) => {
                parts.push(kept_back(&released.rendition().id));
            }
            Fed::Brought(released) => {
                banners.push(released.rendition().banner.clone());
                parts.push(report(released.rendition()));
            }
            Fed::TakenBack { report } => {
                back += 1;
                parts.push(format!("{report} is taken back: keep nothing of it, and say so.\n"));
            }
            Fed::Passed => {}
        }
    }
    let banner = match banners.is_empty() {
        true => Level::Unclassified.banner().to_owned(),
        false => rollup(banners.iter()).banner.banner(),
    };
    let text = format!("{banner}\n\n{}\n{banner}\n", parts.join("\n"));
    (banner, banners.len(), back, text)
}

/// The text of a letter, for tests of what leaves.
#[cfg(test)]
pub(crate) fn letter_text(page: &FeedPage) -> String {
    written(page).3
}

/// Whether a marking has compartments: what may go by mail is said as a level, which they are not.
fn is_compartmented(banner: &Marking) -> bool {
    !(banner.sci().is_empty() && banner.sap().is_empty() && banner.aea().is_empty())
}

fn kept_back(id: &ReportId) -> String {
    format!("{} does not go by mail: read it in the feed itself.\n", id.cited())
}

fn report(rendition: &Rendition) -> String {
    let Rendition { id, banner, title, portions, tearlines, pointer, obligations, .. } = rendition;
    let marked = |part: &Portion| format!("({}) {}\n", part.marking.portion(), part.text);
    let mut text = format!("{} v{} ({})\n", id.cited(), id.version, rendition.outcome);
    text.push_str(&format!("{}\n", banner.banner()));
    text.extend(title.iter().map(marked));
    text.extend(obligations.iter().map(|owed| format!("You owe: {}\n", owed.text)));
    if rendition.leads_only && obligations.iter().all(|owed| owed.name != "leads-only") {
        text.push_str("Leads only, not evidence.\n");
    }
    text.extend(rendition.caveats.iter().map(|caveat| format!("Caveat {caveat}\n")));
    text.extend(portions.iter().chain(tearlines).chain(pointer).map(marked));
    text
}

/// Positions of one letter.
const LETTER_POSITIONS: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compartments_do_not_go_by_mail_whatever_its_level() {
        let of = |text: &str| is_compartmented(&Marking::parse(text).unwrap().marking);
        let goes = ["UNCLASSIFIED", "SECRET//NOFORN", "SECRET//REL TO USA, GBR"];
        assert_eq!(goes.map(of), [false; 3]);
        let stays = ["TOP SECRET//SI//NOFORN", "SECRET//RD//NOFORN", "TOP SECRET//SAR-BP//NOFORN"];
        assert_eq!(stays.map(of), [true; 3]);
    }

    #[test]
    fn a_digest_is_sent_at_a_time_of_the_day() {
        let at = |at: &str| {
            let (recipient, feed, at) = (String::new(), String::new(), at.to_owned());
            Digest { recipient, feed, to: Vec::new(), at }.is_timed()
        };
        assert_eq!(["00:00", "23:59"].map(at), [true; 2]);
        assert_eq!(["24:00", "2:00", "02:60", "02", "+1:00", ""].map(at), [false; 6]);
    }
}
