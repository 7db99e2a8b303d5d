//! A compiled decision beside what others need for the same marking.

use std::collections::HashSet;
use std::hint::black_box;

use accumulo_access::{AuthorizationExpression, Lexer, Parser};
use dissemination::{Ask, Entitled, Handling, HandlingId};
use kit::cedar::{Court, Policies, Terms};
use marking::{Code, Level};
use model::Recipient;
use serde_json::json;

use crate::Outcome;
use crate::figure::{median, print, rounded, timed};

/// Beside an access expression of the marking's words, parsed before: fewer rules than ours.
pub(super) fn beside_expressions(
    entitled: &Entitled,
    handlings: &[Handling],
    recipients: &[Recipient],
) -> Outcome {
    let expressions = handlings.iter().map(expression).collect::<Result<Vec<_>, _>>()?;
    let held: Vec<HashSet<String>> = recipients.iter().map(authorizations).collect();
    let ours = || {
        for class in 0..handlings.len() {
            let id = HandlingId(u32::try_from(class).unwrap_or_default());
            for entitlement in 0..recipients.len() {
                black_box(entitled.permits(black_box(id), black_box(entitlement)));
            }
        }
    };
    let peer = || {
        for expression in &expressions {
            for held in &held {
                black_box(expression.evaluate(black_box(held)));
            }
        }
    };
    let (peers, all, times) = alternate(peer, ours, 5);
    let pairs = (handlings.len() * recipients.len()) as f64;
    print(&json!({
        "bench": "decide", "what": "compiled decision", "pairs": pairs,
        "peer": "accumulo-access 0.2, evaluating a parsed expression of the marking's words",
        "peer_ns": rounded(peers * 1e9 / pairs), "ours_ns": rounded(all * 1e9 / pairs),
        "times_faster": rounded(1.0 / times), "bar": 5.0,
    }));
    Ok(())
}

/// Beside Cedar on the same rules: what it takes to authorize requests made before, spread over all
/// classes and entitlements. Every answer is compared.
pub(super) fn beside_cedar(
    entitled: &Entitled,
    handlings: &[Handling],
    asks: &[Ask<'_>],
) -> Outcome {
    let Some(Ask { community, purpose, matter, manner, at, .. }) = asks.first().copied() else {
        return Err("nobody asks".into());
    };
    let policies = Policies::read();
    let recipients: Vec<&Recipient> = asks.iter().map(|ask| ask.recipient).collect();
    let classes: Vec<&Handling> = handlings.iter().collect();
    let court = Court::of(&policies, community, &recipients, &classes);
    let terms = Terms { purpose, matter, manner, at };
    let pairs: Vec<(usize, usize)> = (0..ASKED)
        .map(|n| (n.wrapping_mul(7919) % handlings.len(), n.wrapping_mul(104_729) % asks.len()))
        .collect();
    let requests: Vec<_> =
        pairs.iter().map(|(class, who)| court.ready(*who, *class, terms).0).collect();
    let permits = |(class, who): &(usize, usize)| {
        entitled.permits(black_box(HandlingId(u32::try_from(*class).unwrap_or_default())), *who)
    };
    let mut permitted = 0;
    for (pair, request) in pairs.iter().zip(&requests) {
        if request.is_authorized() != permits(pair) {
            return Err(format!("the policies decide otherwise about {pair:?}").into());
        }
        permitted += usize::from(permits(pair));
    }
    let peer = || {
        for one in &requests {
            black_box(one.is_authorized());
        }
    };
    let ours = || {
        for _ in 0..AGAIN {
            for pair in &pairs {
                black_box(permits(pair));
            }
        }
    };
    let (peers, all, times) = alternate(peer, ours, 5);
    let again = f64::from(AGAIN);
    print(&json!({
        "bench": "decide", "what": "compiled decision", "pairs": pairs.len(),
        "permitted": permitted, "peer": "cedar-policy, authorizing by the policies of tests/oracle",
        "peer_ns": rounded(peers * 1e9 / pairs.len() as f64),
        "ours_ns": rounded(all * 1e9 / pairs.len() as f64 / again),
        "times_faster": rounded(again / times), "bar": 500.0,
    }));
    Ok(())
}

fn alternate(peer: impl Fn(), ours: impl Fn(), runs: usize) -> (f64, f64, f64) {
    let (mut peers, mut all, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (peer, ours) = (timed(&peer).1.as_secs_f64(), timed(&ours).1.as_secs_f64());
        peers.push(peer);
        all.push(ours);
        times.push(ours / peer);
    }
    (median(peers), median(all), median(times))
}

/// The words of a marking that must all be held; of a list any.
fn expression(handling: &Handling) -> Result<AuthorizationExpression, Box<dyn std::error::Error>> {
    let marking = &handling.marking;
    let mut words = vec![marking.level().portion().to_owned()];
    words.extend(marking.sci().tokens().into_iter().map(|token| token.replace('-', "_")));
    words.extend(marking.is_noforn().then(|| "USA".to_owned()));
    let countries: Vec<_> = marking.rel_to().iter().map(Code::as_str).collect();
    words.extend((!countries.is_empty()).then(|| format!("({})", countries.join("|"))));
    Ok(Parser::new(Lexer::new(&words.join("&"))).parse()?)
}

fn authorizations(recipient: &Recipient) -> HashSet<String> {
    let levels = Level::ALL.into_iter().filter(|level| *level <= recipient.clearance);
    let levels = levels.map(|level| level.portion().to_owned());
    let countries = recipient.countries.iter().map(|code| code.as_str().to_owned());
    let accesses = recipient.accesses.iter().map(|access| access.replace('-', "_"));
    levels.chain(countries).chain(accesses).collect()
}

const ASKED: usize = 4_000;
const AGAIN: u32 = 100;
