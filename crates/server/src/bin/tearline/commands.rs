//! One file a command.

mod act;
mod admin;
mod alert;
mod ask;
mod audit;
mod community;
mod demo;
mod entity;
mod feed;
mod ingest;
mod init;
mod ledger;
mod marking;
mod original;
mod quarantine;
mod recall;
mod request;
mod search;
mod serve;
mod whatif;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use serde_json::Value;
use server::{Clearinghouse, Client, DataFolder, Started, SystemClock};

use crate::args::{Arguments, Command};

/// What a command answers with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Answer {
    /// Done, or yes.
    Done,
    /// A negative answer: withheld, invalid, refused.
    Negative,
}

impl Answer {
    /// The exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Negative => ExitCode::from(1),
        }
    }

    fn positive(holds: bool) -> Self {
        if holds { Self::Done } else { Self::Negative }
    }
}

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Answer> {
    let Arguments { data, server, certificate, authority, json, verbose: _, command } = arguments;
    let is_demo = matches!(command, Command::Demo { .. });
    let data = data.unwrap_or_else(|| PathBuf::from(if is_demo { DEMO_DATA } else { DATA }));
    let remote = server.map(|url| Remote { url, certificate, authority });
    let context = Context { folder: DataFolder::new(data), json, remote };
    match command {
        Command::Act { what } => act::run(&context, &what),
        Command::Admin { what } => admin::run(&context, what),
        Command::Audit(asked) => audit::run(&context, &asked),
        Command::Community { what } => community::run(&context, what),
        Command::Decide { report, to, purpose, matter, manner, at } => {
            ask::decide(&context, &report, &to, &purpose, matter.as_deref(), &manner, at.as_deref())
        }
        Command::Demo { reports, seed, port } => demo::run(&context, seed, reports, port),
        Command::Duplicates { report, caller } => ask::duplicates(&context, &report, &caller),
        Command::Entity { what } => entity::run(&context, &what),
        Command::Feed { what } => feed::run(&context, &what),
        Command::Ingest { paths, mapping } => ingest::run(&context, &paths, mapping.as_deref()),
        Command::ReadApart => {
            server::serve_apart(&mut std::io::stdin().lock(), &mut std::io::stdout().lock())?;
            Ok(Answer::Done)
        }
        Command::Init { community, listen, operator_listen } => {
            init::run(&context, community.as_deref(), (listen, operator_listen))
        }
        Command::Ledger { what } => ledger::run(&context, what),
        Command::Marking { what } => marking::run(&context, &what),
        Command::Original { report, out, caller } => {
            original::run(&context, &report, &out, &caller)
        }
        Command::Quarantine { what } => quarantine::run(&context, what),
        Command::Recall(what) => recall::run(&context, what),
        Command::Request { what } => request::run(&context, what),
        Command::Alert { what } => alert::run(&context, &what),
        Command::Search(what) => search::run(&context, &what),
        Command::Serve => serve::run(&context),
        Command::Show { report, caller } => ask::show(&context, &report, &caller),
        Command::Whatif(what) => whatif::run(&context, &what),
    }
}

/// What every command gets.
pub(crate) struct Context {
    folder: DataFolder,
    json: bool,
    remote: Option<Remote>,
}

/// The server to ask, and with which files.
struct Remote {
    url: String,
    certificate: Option<PathBuf>,
    authority: Option<PathBuf>,
}

impl Context {
    /// Whether a server is asked.
    fn is_remote(&self) -> bool {
        self.remote.is_some()
    }

    /// Asks the server; `None` is its "not releasable, or not there".
    fn get(&self, path: &str) -> anyhow::Result<Option<Value>> {
        answered(self.client()?.get(path)?)
    }

    /// Gets from the server what is no JSON; `None` is its "not releasable, or not there".
    fn fetch(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        fetched(self.client()?.get(path)?)
    }

    /// Sends JSON to the server.
    fn post(&self, path: &str, body: &Value) -> anyhow::Result<Option<Value>> {
        answered(self.client()?.post(path, "application/json", body.to_string().into_bytes())?)
    }

    /// Sends a file to the server.
    fn post_bytes(&self, path: &str, of: &str, bytes: Vec<u8>) -> anyhow::Result<Option<Value>> {
        answered(self.client()?.post(path, of, bytes)?)
    }

    fn client(&self) -> anyhow::Result<Client> {
        let remote = self.remote.as_ref().context("say which server with --server URL")?;
        let certificate = remote.certificate.as_ref();
        let certificate = certificate.context("say who you are with --certificate FILE")?;
        let own = self.folder.join("keys/authority.pem");
        let authority = remote.authority.as_ref().unwrap_or(&own);
        Ok(Client::new(&remote.url, certificate, authority)?)
    }

    /// Opens the data folder, with memory and threads for much or for little to index.
    fn open(&self, budget: index::Budget) -> anyhow::Result<(Clearinghouse, Started)> {
        let (house, started) = Clearinghouse::open(&self.folder, Arc::new(SystemClock), budget)?;
        if started.torn_bytes_cut > 0 {
            let bytes = started.torn_bytes_cut;
            tracing::warn!(bytes, "cut the end of a write that was never acknowledged");
        }
        house.read_apart(std::env::current_exe().context("cannot find this program's own file")?);
        Ok((house, started))
    }
}

/// Takes an answer of the API that is no JSON.
fn fetched((status, body): (u16, Vec<u8>)) -> anyhow::Result<Option<Vec<u8>>> {
    match status {
        200 => Ok(Some(body)),
        _ => answered((status, body)).map(|_| None),
    }
}

/// Reads an answer of the API.
fn answered((status, body): (u16, Vec<u8>)) -> anyhow::Result<Option<Value>> {
    let value: Value = serde_json::from_slice(&body)
        .with_context(|| format!("the server answered {status} with what is no JSON"))?;
    match status {
        200 => Ok(Some(value)),
        404 => Ok(None),
        _ => {
            let message = value.pointer("/error/message").and_then(Value::as_str);
            let place = value.pointer("/error/explained").and_then(Value::as_str);
            let place = place.map(|place| format!("\n{place}")).unwrap_or_default();
            let message = message.unwrap_or("no reason given");
            anyhow::bail!("the server refused ({status}): {message}{place}")
        }
    }
}

const DATA: &str = "./tearline-data";
const DEMO_DATA: &str = "./tearline-demo";
/// For commands that index little.
const SMALL: index::Budget = index::Budget { threads: 1, bytes: 20_000_000 };
/// For commands that index much.
const LARGE: index::Budget = index::Budget { threads: 2, bytes: 160_000_000 };
