//! What the query language finds, against a list made by hand.

use kit::stage::Stage;
use kit::workspace;
use model::{Manner, Purpose};
use server::{Caller, Clearinghouse, Search, Sort};

/// A line of the list.
struct Asked<'l> {
    line: &'l str,
    query: &'l str,
    more: Vec<&'l str>,
    in_order: bool,
    expected: Vec<&'l str>,
}

impl<'l> Asked<'l> {
    fn of(line: &'l str) -> Self {
        let in_order = line.contains(" =>> ");
        let (asked, found) = line.split_once(if in_order { " =>> " } else { " => " }).expect(line);
        let (query, more) = asked.split_once(" | ").unwrap_or((asked, ""));
        let found = found.trim();
        let expected = if found == "nothing" { Vec::new() } else { found.split(' ').collect() };
        Self { line, query, more: more.split_whitespace().collect(), in_order, expected }
    }

    fn search(&self) -> Search {
        let has = |switch: &str| self.more.contains(&switch);
        let mut search = Search::of(self.query, 100);
        search.reading.names = has("--names");
        if has("newest") {
            search.sort = Sort::Newest;
        }
        search
    }

    /// What is wrong with what was found, if anything is.
    fn fault(&self, house: &Clearinghouse, by: Caller<'_>) -> Option<String> {
        let found = house.search(by, &self.search(), Manner::Search);
        let found = found.unwrap_or_else(|error| panic!("{}: {error}", self.line));
        let reports = found.reports.iter().filter(|_| found.ease.name().is_none());
        let serials: Vec<&str> =
            reports.map(|report| report.released.rendition().id.serial.as_str()).collect();
        let sorted = |of: &[&str]| -> Vec<String> {
            let mut all: Vec<String> = of.iter().map(|serial| (*serial).to_owned()).collect();
            all.sort_unstable();
            all
        };
        let is_right = match self.in_order {
            true => serials == self.expected,
            false => sorted(&serials) == sorted(&self.expected),
        };
        (!is_right).then(|| format!("{}\n    found {}", self.line, serials.join(" ")))
    }
}

#[test]
fn every_form_of_the_language_finds_what_the_list_says() {
    let golden = workspace::root().join("tests/golden");
    let stage = Stage::new();
    let reports = golden.join("search/reports.jsonl");
    stage.run(&["ingest", reports.to_str().unwrap()]).expect(0);
    let list = std::fs::read_to_string(golden.join("search/queries.txt")).unwrap();
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let asked: Vec<Asked<'_>> = lines.map(Asked::of).collect();
    assert!(asked.len() > 70, "{}", asked.len());
    let faults: Vec<String> = stage.with_house(|house| {
        let recipient = house.recipient("alvarez").unwrap();
        let by = Caller { recipient, purpose: Purpose::Analysis, matter: None, by: None };
        asked.iter().filter_map(|asked| asked.fault(house, by)).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
