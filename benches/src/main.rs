//! Every figure that we publish, each beside a peer in the same run. Prints JSON lines.
//!
//! `cargo run --release -p benches -- [NAME]...`, with the names below; all of them without a name. The
//! input is the FRUS set in `../shared/data/frus` where that is there, else the scenario.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench measures time, starts the server and prints"
)]

mod alerts;
mod corpus;
mod decide;
mod fanout;
mod feeds;
mod figure;
mod fresh;
mod fusion;
mod ingest;
mod ledger;
mod marking;
mod pages;
mod quality;
mod search;
mod serve;
mod views;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The same as the server's, for us and for the peers.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Outcome {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() {
        names = [
            "ingest", "read", "search", "quality", "views", "hidden", "alerts", "serve", "marking",
            "decide", "ledger", "feeds", "fanout", "fusion", "pages", "fresh",
        ]
        .map(str::to_owned)
        .to_vec();
    }
    let corpus = corpus::Corpus::prepare()?;
    for name in names {
        match name.as_str() {
            "ingest" => ingest::run(&corpus)?,
            "read" => ingest::read(&corpus)?,
            "search" => search::run(&corpus)?,
            "quality" => quality::run(&corpus)?,
            "views" => views::run()?,
            "hidden" => views::hidden()?,
            "alerts" => alerts::run(&corpus)?,
            "serve" => serve::run(&corpus)?,
            "marking" => marking::run()?,
            "decide" => decide::run()?,
            "feeds" => feeds::run(&corpus)?,
            "fanout" => fanout::run(&corpus)?,
            "ledger" => ledger::run()?,
            "fresh" => fresh::run(&corpus)?,
            "fusion" => fusion::run()?,
            "pages" => pages::run(&corpus)?,
            other => return Err(format!("there is no bench `{other}`").into()),
        }
    }
    Ok(())
}
