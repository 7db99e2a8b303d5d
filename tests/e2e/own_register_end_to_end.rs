//! Reports marked by a community's own register and by a local scheme: taken in, found, released
//! to the right recipient and withheld from the wrong one, also after a new start.

use kit::binary::{self, Run};
use kit::own;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A data folder of the documentation's community.
struct Exchange(TempDir);

impl Exchange {
    fn new() -> Self {
        let exchange = Self(tempfile::tempdir().unwrap());
        let file = exchange.write("community.toml", &own::text());
        let addresses = ["--listen", "127.0.0.1:0", "--operator-listen", "127.0.0.1:0"];
        exchange.run(&[&["init", "--community", &file][..], &addresses].concat()).expect(0);
        exchange
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        binary::run(&self.0.path().join("data"), arguments)
    }

    fn ingest(&self, reports: &[Value]) -> Run {
        let lines: String = reports.iter().map(|report| format!("{report}\n")).collect();
        let file = self.write("reports.jsonl", &lines);
        self.run(&["ingest", &file, "--json"])
    }

    /// What a recipient gets of a report, as printed; `None` when it is withheld.
    fn shown(&self, report: &str, recipient: &str) -> Option<String> {
        let run = self.run(&["show", report, "--as", recipient]);
        assert!([0, 1].contains(&run.code), "{}", run.err);
        (run.code == 0).then_some(run.out)
    }

    fn found(&self, words: &str, recipient: &str) -> u64 {
        let run = self.run(&["search", words, "--as", recipient, "--json"]).expect(0);
        run.json()[0]["total"].as_u64().unwrap()
    }

    /// The rules that refuse.
    fn refused_by(&self, report: &str, recipient: &str) -> Vec<String> {
        let asked = ["decide", report, "--to", recipient, "--purpose", "analysis", "--json"];
        let decision = self.run(&asked).json().remove(0);
        let reasons = decision["reasons"].as_array().unwrap();
        let denials = reasons.iter().filter(|reason| reason["verdict"] == "deny");
        denials.map(|reason| reason["rule"].as_str().unwrap().to_owned()).collect()
    }
}

fn report(originator: &str, serial: &str, banner: &str, portions: &[&str]) -> Value {
    let portion =
        |(at, mark): (usize, &&str)| json!({"marking": mark, "text": format!("word{at}")});
    let portions: Vec<Value> = portions.iter().enumerate().map(portion).collect();
    json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "tactical-report", "title": {"text": "A title"}, "banner": banner,
        "portions": portions, "topics": ["harbours"],
    })
}

#[test]
fn a_report_in_the_communitys_own_words_goes_to_whom_they_mean() {
    let exchange = Exchange::new();
    let marks = ["S//MOSS-FERN//REL TO USA, NDL//HBR", "S//REL TO USA, NDL//HBR"];
    let reports = [
        report("CG", "R-1", "SECRET//MOSS-FERN//REL TO USA, NDL//HARBOUR", &marks),
        report("CG", "R-2", "SECRET//REL TO USA, CSTX//HARBOUR", &["S//REL TO USA, CSTX//HBR"]),
        report("CG", "R-3", "SECRET//NOFORN//HARBOUR/CREW", &["S//NF//HBR/CRW"]),
        report("CG", "R-4", "SECRET//NOFORN", &["U//TIDES", "S//NF"]),
    ];
    exchange.ingest(&reports).expect(0);
    for round in ["as taken in", "after the folds were made anew"] {
        let whole = exchange.shown("CG R-1", "watch").expect("read in to MOSS");
        assert!(whole.contains("word0") && whole.contains("word1"), "{round}: {whole}");
        // No read-in to MOSS: the other portion alone, to a country of the community's own.
        let rest = exchange.shown("CG R-1", "kaptein").expect("Nordland is listed");
        assert!(!rest.contains("word0") && rest.contains("word1"), "{round}: {rest}");
        assert_eq!(exchange.shown("CG R-1", "losen"), None, "Norway is not listed");
        assert_eq!(exchange.shown("CG R-1", "office"), None, "the caveat needs an analyst");
        assert!(exchange.refused_by("CG R-1", "office").contains(&"caveat".to_owned()));
        // Norway belongs to the organisation.
        assert!(exchange.shown("CG R-2", "losen").is_some(), "{round}");
        // Nobody knows what CREW means.
        assert_eq!(exchange.shown("CG R-3", "watch"), None);
        assert!(exchange.refused_by("CG R-3", "watch").contains(&"undecided".to_owned()));
        // The banner does not show TIDES, but the portion's caveat holds.
        let tides = exchange.shown("CG R-4", "watch").expect("of the Coast Guard");
        assert!(tides.contains("word0"), "{tides}");
        assert_eq!(exchange.found("word0", "watch"), 3, "{round}");
        assert_eq!(exchange.found("word0", "losen"), 1, "{round}");
        assert_eq!(exchange.found("word0", "kaptein"), 1, "{round}");
        exchange.run(&["admin", "reindex"]).expect(0);
    }
}

#[test]
fn a_report_marked_by_a_scheme_is_decided_by_what_it_equals() {
    let exchange = Exchange::new();
    let reports = [
        report("NDL_KV", "R-1", "HEMMELIG//HAVN", &["Å", "F//HAVN//FRIGITT NORGE", "H//HAVN"]),
        report("NDL_KV", "R-2", "HEMMELIG//ROM SKOG-BREGNE//HAVN", &["H//SK-B//HAVN"]),
        report("NDL_KV", "R-3", "FORTROLIG//HAVN//FRIGITT NORGE", &["F//HAVN//FRIGITT NORGE"]),
    ];
    exchange.ingest(&reports).expect(0);
    let shown = exchange.shown("NDL_KV R-1", "watch").expect("SECRET//REL TO USA, NDL");
    assert!(shown.contains("word2"), "{shown}");
    assert!(exchange.shown("NDL_KV R-1", "kaptein").expect("their own").contains("word2"));
    let released = exchange.shown("NDL_KV R-1", "losen").expect("one portion");
    assert!(released.contains("word1") && !released.contains("word2"), "{released}");
    let open = exchange.shown("NDL_KV R-1", "office").expect("the open portion");
    assert!(open.contains("word0") && !open.contains("word2"), "{open}");
    assert!(exchange.shown("NDL_KV R-2", "watch").is_some(), "read in to MOSS-FERN");
    assert_eq!(exchange.shown("NDL_KV R-2", "kaptein"), None);
    assert!(exchange.shown("NDL_KV R-3", "losen").is_some());
    // The open portion of R-1 follows its banner, which is not released to Norway.
    assert_eq!(exchange.found("word0", "losen"), 1);
}

#[test]
fn what_a_scheme_cannot_say_in_the_register_is_set_aside_with_the_reason() {
    let exchange = Exchange::new();
    let reports = [
        report("NDL_KV", "R-1", "STRENGT HEMMELIG//HAVN", &["H//HAVN"]),
        report("NDL_KV", "R-2", "HEMMELIG//KUN SKIPPER", &["H//KS"]),
        report("NDL_KV", "R-3", "SECRET//NOFORN", &["S//NF"]),
        report("NDL_KV", "R-4", "FORTROLIG//HAVN", &["H//HAVN"]),
        report("NDL_KV", "R-5", "HEMMELIG//HAVN//FRIGITT NORGE", &["H//HAVN"]),
        report("NDL_KV", "R-6", "HEMMELIG", &["H//HAVN"]),
        report("CG", "R-7", "HEMMELIG//HAVN", &["H//HAVN"]),
        report("CG", "R-8", "SECRET//HARBOR", &["S//HBR"]),
    ];
    let run = exchange.ingest(&reports).expect(1);
    let answers = run.json();
    let expected = [
        ("no-equivalent", "`STRENGT HEMMELIG` of the scheme Nordland equals nothing"),
        ("no-equivalent", "`KUN SKIPPER` of the scheme Nordland equals nothing"),
        ("unreadable-marking", "`SECRET` is not a level of the scheme Nordland"),
        ("weak-banner", "it lacks HEMMELIG"),
        ("weak-banner", "no release beyond what every portion allows"),
        ("broken-rule", "one of the set duty must stand"),
        ("unreadable-marking", "`HEMMELIG` is not a classification level"),
        ("unreadable-marking", "did you mean HARBOUR?"),
    ];
    for (at, (reason, text)) in expected.iter().enumerate() {
        let answer = answers.iter().find(|answer| answer["line"] == at + 1).unwrap();
        assert_eq!(answer["outcome"], "quarantined", "{answer}");
        assert_eq!(answer["reason"], *reason, "{answer}");
        assert!(answer["text"].as_str().unwrap().contains(text), "{answer}");
    }
}

#[test]
fn a_register_that_lost_a_word_opens_nothing_and_says_so() {
    let exchange = Exchange::new();
    let banner = "UNCLASSIFIED//TIDES";
    exchange.ingest(&[report("CG", "R-2", banner, &["U//TIDES"])]).expect(0);
    let path = exchange.0.path().join("data/community.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let without = text.replace("banner = \"TIDES\"", "banner = \"TIDE\"");
    std::fs::write(&path, without.replace("title = \"TIDE TABLES\"", "title = \"TT\"")).unwrap();
    let run = exchange.run(&["admin", "status"]).expect(3);
    assert!(run.err.contains("put back what was taken"), "{}", run.err);
    std::fs::write(&path, text).unwrap();
    exchange.run(&["admin", "status"]).expect(0);
}

#[test]
fn the_command_line_reads_by_a_communitys_register_and_schemes() {
    let exchange = Exchange::new();
    let file = exchange.write("again.toml", &own::text());
    let ask = |arguments: &[&str], line: &str| {
        let all = [&["marking"][..], arguments, &["--community", &file, "--json"]].concat();
        let run = binary::run_with_input(exchange.0.path(), &all, line.as_bytes());
        (run.code, run.json().pop().unwrap_or_default())
    };
    let (code, answer) = ask(&["check"], "S//MOSS//HBR\n");
    assert_eq!((code, &answer["banner"]), (0, &json!("SECRET//MOSS//HARBOUR")));
    let (code, answer) = ask(&["check", "--scheme", "Nordland"], "(H//HAVN)\n");
    assert_eq!((code, &answer["banner"]), (0, &json!("HEMMELIG//HAVN")));
    assert_eq!(answer["equals"], "SECRET//REL TO USA, NDL//HARBOUR");
    let (code, answer) = ask(&["check", "--scheme", "Nordland"], "(SH//HAVN)\n");
    assert_eq!((code, &answer["valid"]), (1, &json!(false)));
    let (_, answer) = ask(&["rollup", "--scheme", "Nordland"], "F//TJ\tH//HAVN\n");
    assert_eq!(answer["banner"], "HEMMELIG//HAVN");
    let unknown = ["marking", "check", "--community", &file, "--scheme", "Sudland"];
    let run = exchange.run(&unknown).expect(3);
    assert!(run.err.contains("it has: Nordland"), "{}", run.err);
}
