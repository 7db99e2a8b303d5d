//! Composes one report: who writes it, how it is marked, what it says, what goes with it.

mod attachments;
mod body;

use serde::Serialize;

use crate::calendar::Moment;
use crate::case::Case;
use crate::handling::{Handling, OPEN_HANDLINGS};
use crate::mark::Mark;
use crate::network::Network;
use crate::originator::Originator;
use crate::prng::Prng;
use crate::report::{Portion, Report};
use crate::roll_up::roll_up;
use crate::scene::Scene;
use crate::serials::Counters;
use crate::situation::{SITUATIONS, Situation};
use crate::stock::Stock;

/// Everything that outlives one report: the stock of sentences and the counters.
#[derive(Debug)]
pub(crate) struct Composer {
    stocks: Vec<Stock>,
    counters: Counters,
}

/// What a report is to be about.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) network: &'a Network,
    pub(crate) case: &'a Case,
    pub(crate) situation: Situation,
    pub(crate) issued: Moment,
}

/// The truth that goes with a report.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Truth {
    pub(crate) report: String,
    pub(crate) version: u32,
    pub(crate) speaks_of: Vec<String>,
    pub(crate) network: Option<String>,
    pub(crate) thread: Option<String>,
    pub(crate) case: Option<String>,
    pub(crate) situation: &'static str,
}

impl Composer {
    /// With full stocks and fresh counters.
    pub(crate) fn new(seed: u64) -> Self {
        let stocks = SITUATIONS.iter().map(|situation| Stock::of(*situation)).collect();
        Self { stocks, counters: Counters::new(seed) }
    }

    /// One report on the subject, with its truth.
    pub(crate) fn compose(&mut self, prng: &mut Prng, subject: &Subject<'_>) -> (Report, Truth) {
        let Subject { network, case, situation, issued } = *subject;
        let originator = writer(prng, network, situation);
        let handling = handling(prng, originator, situation);
        let serial = self.counters.next(originator, issued);
        let empty = Stock::default();
        let stock = self.stocks.get(situation.number()).unwrap_or(&empty);
        let mut scene = Scene {
            network,
            case,
            originator,
            issued,
            portion: 0,
            mentions: Vec::new(),
            places: Vec::new(),
        };
        let mut title = body::title(prng, &mut scene, stock, handling);
        let mut portions = body::portions(prng, &mut scene, stock, handling);
        let mut tearlines = body::tearlines(prng, &mut scene, stock, handling);
        let banner = banner(prng, &title, &portions);
        let classified = !banner.starts_with("UNCLASSIFIED");
        let (references, derived_from) = attachments::links(prng, case, situation);
        attachments::cite(&derived_from, &mut title, &mut portions, &mut tearlines);
        let truth = truth(&scene, situation, &serial);
        let report = Report {
            format: "tearline.report/1",
            originator: originator.id,
            kind: prng.word(situation.kinds(originator.family)),
            precedence: attachments::precedence(prng, situation),
            issued: issued.rfc3339(),
            title,
            banner,
            portions,
            caveats: handling.caveats,
            addressees: attachments::addressees(prng, originator, handling),
            leads_only: attachments::leads_only(prng, originator.family),
            tearlines,
            pointer: attachments::pointer(prng, originator, handling, &serial),
            topics: situation.topics(network.region),
            occurred: (!situation.open()).then(|| attachments::occurred(prng, issued)),
            entities: attachments::entities(prng, &scene),
            places: scene.places,
            references,
            derived_from,
            classification: classified.then(|| attachments::authority(originator, issued)),
            source_url: (situation == Situation::Outreach && !classified)
                .then(|| format!("https://outreach.example/{}", serial.replace([' ', '/'], "-"))),
            serial,
            version: 1,
        };
        (report, truth)
    }
}

/// Who writes: the usual writers, or a post or a partner of the region.
fn writer(prng: &mut Prng, network: &Network, situation: Situation) -> &'static Originator {
    let (posts, partners) = situation.regional();
    let draw = prng.below(100);
    let writers = if draw < posts {
        network.region.posts
    } else if draw < posts + partners {
        network.region.partners
    } else {
        situation.writers()
    };
    prng.choose(writers).copied().unwrap_or(&crate::originator::HSTC)
}

/// How it is marked: one of the originator's habits, by weight.
fn handling(
    prng: &mut Prng,
    originator: &'static Originator,
    situation: Situation,
) -> &'static Handling {
    let handlings: &'static [Handling] =
        if situation.open() { &OPEN_HANDLINGS } else { originator.handlings };
    let mut draw = prng.below(handlings.iter().map(|handling| handling.weight).sum());
    for handling in handlings {
        if draw < handling.weight {
            return handling;
        }
        draw -= handling.weight;
    }
    // Not reached while weights are positive.
    handlings.first().unwrap_or(&PLAIN)
}

/// The roll-up; one banner in a hundred or so is stricter by a level, as compilations can be.
fn banner(prng: &mut Prng, title: &Portion, portions: &[Portion]) -> String {
    let marks: Vec<Mark<'_>> = std::iter::once(title)
        .chain(portions)
        .filter_map(|portion| Mark::read(portion.marking))
        .collect();
    let mut banner = roll_up(&marks);
    if (1..TOP_SECRET).contains(&banner.level) && prng.below(60) == 0 {
        banner.level += 1;
    }
    banner.banner()
}

fn truth(scene: &Scene<'_>, situation: Situation, serial: &str) -> Truth {
    let mut speaks_of: Vec<String> =
        scene.mentions.iter().map(|mention| mention.member.id.clone()).collect();
    speaks_of.sort_unstable();
    speaks_of.dedup();
    let told = !situation.open();
    Truth {
        report: format!("{} {serial}", scene.originator.id),
        version: 1,
        speaks_of,
        network: told.then(|| scene.network.id()),
        thread: told.then(|| scene.case.thread.clone()),
        case: told.then(|| scene.case.name.clone()),
        situation: situation.name(),
    }
}

const TOP_SECRET: usize = 3;
static PLAIN: Handling = Handling::of("U", &["U"]);
