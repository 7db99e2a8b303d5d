//! `tearline demo`: everything on this machine, from keys to sign-in links.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use server::http::{Addresses, Links, Options};
use server::{DEMO_PEOPLE, DataFolder, Scenery, SystemClock};
use tokio::sync::oneshot;

use super::ingest::Teller;
use super::serve::until_stopped;
use super::{Answer, Context, LARGE, SMALL};
use crate::output::{complain, say};

pub(super) fn run(context: &Context, seed: u64, reports: u64, port: u16) -> anyhow::Result<Answer> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let operator = port.checked_add(1_000);
    let operator = operator.ok_or_else(|| anyhow::anyhow!("the port must be below 64536"))?;
    let scenery = Scenery::lay(&context.folder, (at(port), at(operator)), &SystemClock)?;
    let (house, _) = context.open(LARGE)?;
    complain(&format!("the scenario: {reports} reports, seed {seed}"));
    let mut teller = Teller::hushed();
    let taken = scenery.tell(&house, seed, reports, &mut teller)?;
    match taken {
        Some(summary) => complain(&format!(
            "taken in: {} accepted, {} repeated, {} quarantined; who is who: {}",
            summary.accepted,
            summary.repeated,
            summary.quarantined_total(),
            scenery.folder().display(),
        )),
        None => complain("found as it was left"),
    }
    house.close()?;
    drop(house);
    // Serving needs less memory than taking in.
    let (house, _) = context.open(SMALL)?;
    let links = Arc::new(Links::new());
    let (told, ready) = oneshot::channel();
    let options = Options { links: Some(Arc::clone(&links)), ready: Some(told) };
    let folder = context.folder.clone();
    until_stopped(Arc::new(house), options, async move {
        if let Ok(addresses) = ready.await
            && let Err(error) = greet(&links, addresses, &folder)
        {
            complain(&format!("no sign-in links: {error}"));
        }
    })
}

fn greet(links: &Links, addresses: Addresses, folder: &DataFolder) -> server::Result<()> {
    let Addresses { main, operator } = addresses;
    say("");
    say("Sign in, each link once (your browser will warn of the demo's own certificate):");
    for (recipient, who) in DEMO_PEOPLE {
        let token = links.issue(recipient)?;
        say(&format!("  {who}, {recipient}:"));
        say(&format!("    https://{main}/sign-in/{token}"));
    }
    say("");
    say(&format!("probes: http://{operator}/readyz · data: {}", folder.path().display()));
    say("Ctrl-C stops it; the next start finds everything.");
    Ok(())
}
