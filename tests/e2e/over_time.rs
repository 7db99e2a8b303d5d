//! Random histories of acts, under a clock that the test moves: what was decided then is what is
//! answered for then, search finds exactly what is decided to be found, and requests end by themselves.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kit::question::Dice;
use model::{Clock, Manner, Purpose, Timestamp};
use serde_json::json;
use server::wire::{NewRecall, NewRequest, RequestStep};
use server::{
    CENTER_COMMUNITY, Caller, Clearinghouse, DataFolder, Listener, Officer, Receipt, Search,
    Source, read_acts,
};

#[derive(Debug)]
pub(crate) struct Moved(AtomicI64);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

impl Moved {
    pub(crate) fn on(&self, minutes: usize) {
        self.0.fetch_add(i64::try_from(minutes).unwrap() * 60_000_000, Ordering::SeqCst);
    }

    pub(crate) fn back(&self, minutes: i64) {
        self.0.fetch_sub(minutes * 60_000_000, Ordering::SeqCst);
    }
}

struct Deaf;

impl Listener for Deaf {
    fn read(&mut self, _: u64) {}
    fn settled(&mut self, receipt: &Receipt) {
        assert_eq!(receipt.fate.name(), "accepted", "{receipt:?}");
    }
}

/// A clearinghouse, its folder and its clock.
pub(crate) struct History {
    house: Option<Clearinghouse>,
    folder: DataFolder,
    pub(crate) clock: Arc<Moved>,
    dice: Dice,
    versions: [u32; REPORTS],
    products: [u32; PRODUCTS],
    acts: Vec<String>,
    _files: tempfile::TempDir,
}

/// A question, and what was answered.
struct Answered {
    at: Timestamp,
    report: String,
    recipient: &'static str,
    purpose: Purpose,
    outcome: Option<&'static str>,
}

impl History {
    pub(crate) fn new(seed: u64) -> Self {
        let files = tempfile::tempdir().unwrap();
        let folder = DataFolder::new(files.path().join("data"));
        let clock =
            Arc::new(Moved(AtomicI64::new(Timestamp::parse("2026-01-01").unwrap().micros())));
        let any = "127.0.0.1:0".parse().unwrap();
        server::init(&folder, CENTER_COMMUNITY, Path::new("c"), (any, any), &*clock).unwrap();
        let (dice, versions, acts) = (Dice::of(seed), [0; REPORTS], Vec::new());
        let (products, house) = ([0; PRODUCTS], None);
        let mut made = Self { house, folder, clock, dice, versions, products, acts, _files: files };
        made.open();
        made
    }

    pub(crate) fn close(&mut self) {
        self.house().close().unwrap();
        self.house = None;
    }

    pub(crate) fn open(&mut self) {
        let budget = index::Budget { threads: 1, bytes: 20_000_000 };
        let clock = Arc::clone(&self.clock);
        self.house = Some(Clearinghouse::open(&self.folder, clock, budget).unwrap().0);
    }

    pub(crate) fn house(&self) -> &Clearinghouse {
        self.house.as_ref().unwrap()
    }

    /// One thing happens.
    pub(crate) fn happen(&mut self) {
        let step = [1, 30, 600, 3_000][self.dice.below(4)];
        self.clock.on(step);
        match self.dice.below(12) {
            10.. => self.submit_product(),
            0..3 => self.submit(),
            3..6 => self.record(),
            6 => self.end(),
            7 => self.request(),
            8 => self.change_the_community(),
            _ => self.recall(),
        }
        self.clock.on(1);
    }

    fn submit(&mut self) {
        let number = self.dice.below(REPORTS);
        self.versions[number] += 1;
        let (banner, mark) = self.dice.pick(&[
            ("SECRET//NOFORN", "S//NF"),
            ("SECRET//ORCON/NOFORN", "S//OC/NF"),
            ("UNCLASSIFIED", "U"),
        ]);
        let part = json!({"marking": mark, "text": "Lanterns at the quay."});
        let line = json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": format!("R-{number}"),
            "version": self.versions[number], "kind": "intelligence-report", "title": part,
            "banner": banner, "portions": [part], "addressees": ["NSA"],
            "tearlines": [{"marking": "U", "text": "Lanterns below the line."}],
        });
        self.take_in(&line);
    }

    /// A product of reports that may be there, or come later, or never; one of another product.
    fn submit_product(&mut self) {
        let number = self.dice.below(PRODUCTS);
        self.products[number] += 1;
        let source = |dice: &mut Dice| match dice.below(8) {
            0 => "CIA R-9".to_owned(),
            1 => format!("HSTC P-{}", dice.below(PRODUCTS)),
            _ => format!("CIA R-{}", dice.below(REPORTS)),
        };
        let (first, second) = (source(&mut self.dice), source(&mut self.dice));
        let part =
            |from: &[&String]| json!({"marking": "U", "text": "Lanterns.", "derived_from": from});
        let mut line = json!({
            "format": "tearline.report/1", "originator": "HSTC", "serial": format!("P-{number}"),
            "version": self.products[number], "kind": "assessment", "title": part(&[]),
            "banner": "UNCLASSIFIED", "portions": [part(&[&first]), part(&[&second])],
            "derived_from": [first, second],
        });
        if self.dice.chance(50) {
            line["pointer"] = json!({"marking": "U", "text": "Lanterns: ask the desk."});
        }
        if self.dice.chance(30) {
            line["title"] = json!({"marking": "U", "text": "Lanterns."});
        }
        self.take_in(&line);
    }

    fn take_in(&self, line: &serde_json::Value) {
        let bytes = format!("{line}\n").into_bytes();
        let sources = [Source::Bytes("test".to_owned(), Arc::from(bytes.as_slice()))];
        server::ingest(self.house(), &sources, "operator", None, &mut Deaf).unwrap();
        self.house().make_searchable().unwrap();
    }

    fn record(&mut self) {
        let reports = format!("reports = [\"CIA R-{}\"]\n", self.dice.below(REPORTS));
        let reports = if self.dice.chance(80) { reports } else { String::new() };
        let day = |minutes: usize, clock: &Moved| {
            let later = clock.now().micros() + i64::try_from(minutes).unwrap() * 60_000_000;
            Timestamp::from_micros(later).rfc3339()
        };
        let from = day(self.dice.pick(&[0, 0, 700]), &self.clock);
        let until = day(self.dice.pick(&[900, 5_000, 20_000]), &self.clock);
        let form = self.dice.pick(&["whole", "redacted", "tearline"]);
        let delay = self.dice.pick(&[0, 0, 24]);
        let act = match self.dice.below(3) {
            0 => format!("[[embargo]]\noriginator = \"CIA\"\n{reports}from = \"{from}\"\n{}", {
                if self.dice.chance(70) { format!("until = \"{until}\"\n") } else { String::new() }
            }),
            1 => {
                // It may be given for what is made from the material alone.
                let reports = match self.dice.below(3) {
                    0 => format!("reports = [\"HSTC P-{}\"]\n", self.dice.below(PRODUCTS)),
                    _ => reports,
                };
                format!(
                    "[[authorization]]\noriginator = \"CIA\"\nrecipient = \"alvarez\"\n{reports}\
                 purposes = [\"analysis\", \"court\"]\nconsents = [\"list\", \"caveats\"]\n\
                 from = \"{from}\"\nuntil = \"{until}\"\n"
                )
            }
            _ => format!(
                "[[procedure]]\noriginator = \"CIA\"\nrecipients = \"field-office\"\n\
                 form = \"{form}\"\ndelay_hours = {delay}\nfrom = \"{from}\"\nuntil = \"{until}\"\n"
            ),
        };
        let text = format!("format = \"tearline.acts/1\"\nreason = \"chance\"\n{act}");
        let house = self.house();
        let (acts, reason) = read_acts(&text, Path::new("acts"), house.community()).unwrap();
        let recipient = house.recipient("vandermeer").unwrap();
        let ids = house.record_acts(Officer { recipient, by: None }, acts, &reason).unwrap();
        self.acts.extend(ids);
    }

    fn end(&mut self) {
        if self.acts.is_empty() {
            return;
        }
        let id = self.acts[self.dice.below(self.acts.len())].clone();
        let recipient = self.house().recipient("vandermeer").unwrap();
        // It may be over already, which is said and changes nothing.
        let _ = self.house().end_act(Officer { recipient, by: None }, &id, "chance");
    }

    fn request(&mut self) {
        let report = format!("CIA R-{}", self.dice.below(REPORTS));
        let house = self.house();
        let asker = house.recipient("whitcombe").unwrap();
        let officer = house.recipient("vandermeer").unwrap();
        let id = ask(house, asker, &report);
        let until = Timestamp::from_micros(self.clock.now().micros() + 86_400_000_000).rfc3339();
        let step = RequestStep::Approve { until, consents: Vec::new(), conditions: None };
        // Of a report that is not there nothing can be approved.
        let _ = house.take_step(officer, None, &id, step);
    }

    fn recall(&mut self) {
        let report = format!("CIA R-{}", self.dice.below(REPORTS));
        let officer = self.house().recipient("vandermeer").unwrap();
        let new = NewRecall { report, because: "chance".to_owned(), ..NewRecall::default() };
        // One that is not there, or recalled already, is not recalled, which changes nothing.
        let _ = self.house().recall(Officer { recipient: officer, by: None }, &new);
    }

    fn change_the_community(&mut self) {
        self.close();
        let file = self.folder.community_file();
        let text = std::fs::read_to_string(&file).unwrap();
        let (high, low) = ("clearance = \"TOP SECRET\"", "clearance = \"CONFIDENTIAL\"");
        let changed = if self.dice.chance(50) {
            text.replacen(high, low, 2)
        } else {
            text.replace(low, high)
        };
        std::fs::write(&file, changed).unwrap();
        self.open();
    }

    fn decided(
        &self,
        asked: (&str, &str, Purpose),
        manner: Manner,
        at: Option<Timestamp>,
    ) -> Option<&'static str> {
        let (report, recipient, purpose) = asked;
        let recipient = self.house().recipient(recipient).unwrap();
        let caller = Caller { recipient, purpose, matter: None, by: Some("operator") };
        let decision = self.house().decide(caller, report, manner, at).unwrap();
        decision.and_then(|decision| decision.form.map(|form| form.outcome()))
    }

    /// Asks everything, and that search finds what it is decided to find.
    fn ask(&self) -> Vec<Answered> {
        let mut answered = Vec::new();
        for recipient in RECIPIENTS {
            for purpose in [Purpose::Analysis, Purpose::Court] {
                let mut findable = 0;
                for report in names() {
                    let asked = (report.as_str(), recipient, purpose);
                    let outcome = self.decided(asked, Manner::Display, None);
                    findable += u64::from(self.decided(asked, Manner::Search, None).is_some());
                    let at = self.clock.now();
                    answered.push(Answered { at, report, recipient, purpose, outcome });
                }
                let viewer = self.house().recipient(recipient).unwrap();
                let caller = Caller { recipient: viewer, purpose, matter: None, by: None };
                let found =
                    self.house().search(caller, &Search::of("*", 10), Manner::Search).unwrap();
                assert_eq!(found.total, findable, "{recipient} for {}", purpose.name());
            }
        }
        answered
    }
}

fn names() -> impl Iterator<Item = String> {
    let reports = (0..REPORTS).map(|number| format!("CIA R-{number}"));
    reports.chain((0..PRODUCTS).map(|number| format!("HSTC P-{number}")))
}

fn ask(house: &Clearinghouse, asker: &model::Recipient, report: &str) -> String {
    let new = NewRequest {
        report: report.to_owned(),
        purpose: "analysis".to_owned(),
        matter: None,
        reason: "chance".to_owned(),
        days: None,
    };
    house.take_request(asker, None, &new).unwrap().id
}

#[test]
fn what_was_decided_then_is_answered_for_then_whatever_came_after() {
    let mut forms = std::collections::BTreeSet::new();
    let mut changed = 0;
    for seed in 0..5 {
        let mut history = History::new(seed);
        let mut answered = Vec::new();
        for _ in 0..30 {
            history.happen();
            answered.extend(history.ask());
        }
        history.clock.on(100_000);
        for anew in [false, true] {
            if anew {
                history.house = None;
                let budget = index::Budget { threads: 1, bytes: 20_000_000 };
                let clock = Arc::clone(&history.clock);
                Clearinghouse::rebuild(&history.folder, clock, budget).unwrap();
                history.open();
                history.ask();
            }
            for Answered { at, report, recipient, purpose, outcome } in &answered {
                let asked = (report.as_str(), *recipient, *purpose);
                let now = history.decided(asked, Manner::Display, Some(*at));
                let (at, purpose) = (at.rfc3339(), purpose.name());
                assert_eq!(now, *outcome, "{report} to {recipient} for {purpose} at {at}, {seed}");
            }
        }
        forms.extend(answered.iter().map(|answer| answer.outcome));
        let last = answered.iter().rev().take(RECIPIENTS.len() * (REPORTS + PRODUCTS) * 2);
        let outcomes: Vec<_> = last.map(|answer| answer.outcome).collect();
        changed += answered
            .chunks(outcomes.len())
            .filter(|then| {
                then.iter().rev().map(|answer| answer.outcome).ne(outcomes.iter().copied())
            })
            .count();
    }
    assert!(forms.len() >= 3 && changed > 30, "{forms:?}, {changed}");
}

#[test]
fn a_request_reminds_after_a_week_and_is_over_after_its_days() {
    let history = History::new(9);
    let house = history.house();
    let asker = house.recipient("whitcombe").unwrap();
    let id = ask(house, asker, "CIA R-1");
    let state = || {
        let request = house.requests_of(asker).0.remove(0);
        (request.state.name(), request.reminded.map_or(0, |(times, _)| times))
    };
    assert_eq!((house.tend_requests().unwrap(), state()), (0, ("open", 0)));
    history.clock.on(7 * 24 * 60);
    assert_eq!((house.tend_requests().unwrap(), state()), (1, ("open", 1)));
    assert_eq!((house.tend_requests().unwrap(), state()), (0, ("open", 1)));
    history.clock.on(23 * 24 * 60);
    assert_eq!((house.tend_requests().unwrap(), state()), (1, ("expired", 1)));
    assert_eq!(house.tend_requests().unwrap(), 0);
    let officer = house.recipient("vandermeer").unwrap();
    let refused = house.take_step(officer, None, &id, RequestStep::Deny { why: String::new() });
    assert!(refused.unwrap_err().to_string().contains("closed (expired)"));
}

pub(crate) const REPORTS: usize = 3;
const PRODUCTS: usize = 2;
pub(crate) const RECIPIENTS: [&str; 4] = ["alvarez", "reyes", "whitcombe", "vandermeer"];
