//! From a document to a record: which line is the banner, which mark belongs to which paragraph.

use marking::Marking;

use super::authority_block::take_authority;
use super::mapping::Mapping;
use super::mark;
use super::normal::one_line;
use super::paper::{Block, Line, Paper};
use super::record::{Label, Part, Record};
use crate::Quarantine;

/// Reads the markings of a document. A reason beside the record is one to set it aside for; the
/// record is as far as it can be read.
pub(crate) fn marked(paper: Paper, mapping: &Mapping) -> (Record, Option<Quarantine>) {
    let Paper { title, issued, mut headers, mut footers, blocks, labels, places, notes } = paper;
    let mut blocks = split(blocks, mapping);
    take_edges(&mut blocks, &mut headers, &mut footers, mapping);
    let authority = take_authority(&mut blocks);
    let mut record = Record { issued, labels, places, notes, authority, ..Record::default() };
    let mut reason = None;
    let banners: Vec<(String, String)> = headers
        .iter()
        .chain(&footers)
        .filter_map(|line| Some((line.place.clone(), mark::banner(&line.text, mapping)?)))
        .collect();
    // What is in a header and is no banner is text of the document all the same.
    let running =
        headers.iter().chain(&footers).filter(|line| mark::banner(&line.text, mapping).is_none());
    let mut running: Vec<String> = running.map(|line| one_line(&line.text)).collect();
    running.retain(|text| !text.is_empty());
    running.dedup();
    match one_banner(&banners) {
        Ok(Some(banner)) => {
            reason = stricter_line(&blocks, &banner, mapping);
            record.labels.push(Label::Words(banner));
        }
        Ok(None) => {}
        Err(differ) => reason = Some(differ),
    }
    let subject = take_subject(&mut blocks);
    record.title = titled(subject.or(title), &blocks, mapping);
    record.notes.extend(pages(&blocks));
    for block in blocks {
        record.parts.push(part(block, mapping));
    }
    record.parts.extend(running.into_iter().map(Part::plain));
    if record.parts.is_empty() && !record.title.text.is_empty() {
        record.parts.push(record.title.clone());
    }
    let reason = reason.or_else(|| doubtful(&record, mapping));
    (record, reason)
}

/// A line that begins with a mark or a number begins a portion, and a blank line ends one, so that no
/// text comes under a mark that is not its own.
fn split(blocks: Vec<Block>, mapping: &Mapping) -> Vec<Block> {
    let mut parts = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut text = String::new();
        for line in block.text.lines() {
            let begins = mark::portion(line, mapping).is_some() || mark::is_numbered(line);
            if !text.is_empty() && (begins || line.trim().is_empty()) {
                parts.push(Block { text: std::mem::take(&mut text), ..block.clone() });
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(if line.trim().is_empty() { "" } else { line });
        }
        if !text.is_empty() {
            parts.push(Block { text, ..block });
        }
    }
    parts
}

/// Banner lines at the upper and lower edge of pages belong to header and footer.
fn take_edges(
    blocks: &mut Vec<Block>,
    headers: &mut Vec<Line>,
    footers: &mut Vec<Line>,
    mapping: &Mapping,
) {
    let edge = |at: usize, page: u32, other: Option<&Block>| {
        at == 0 || other.is_none_or(|other| other.page != page)
    };
    let mut taken = Vec::new();
    let mut before: Option<Block> = None;
    let pages: Vec<u32> = blocks.iter().map(|block| block.page).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let page = block.page;
        let is_first = edge(at, page, before.as_ref());
        before = Some(block.clone());
        let is_last = pages.get(at + 1).is_none_or(|next| *next != page);
        let place = |side: &str| match page {
            0 | 1 if pages.last() <= Some(&1) => side.to_owned(),
            page => format!("{side} of page {page}"),
        };
        let (first, rest) = block.text.split_once('\n').unwrap_or((&block.text, ""));
        if is_first && mark::banner(first, mapping).is_some() {
            headers.push(Line { place: place("first line"), text: first.to_owned() });
            block.text = rest.trim().to_owned();
        }
        let (rest, last) = block.text.rsplit_once('\n').unwrap_or(("", &block.text));
        if is_last && mark::banner(last, mapping).is_some() {
            footers.push(Line { place: place("last line"), text: last.to_owned() });
            block.text = rest.trim().to_owned();
        }
        if block.text.is_empty() {
            taken.push(at);
        }
    }
    for at in taken.into_iter().rev() {
        blocks.remove(at);
    }
}

/// On which page which portions stand, where there are several.
fn pages(blocks: &[Block]) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let mut from = 0;
    for page in blocks.chunk_by(|one, other| one.page == other.page) {
        let (number, last) = (page.first().map_or(0, |block| block.page), from + page.len() - 1);
        said.push(match from == last {
            true => format!("{number}: {last}"),
            false => format!("{number}: {from} to {last}"),
        });
        from += page.len();
    }
    let is_long = said.len() > PAGES_MAX;
    said.truncate(PAGES_MAX);
    let more = if is_long { "; and so on" } else { "" };
    (said.len() > 1).then(|| format!("portions by page: {}{more}", said.join("; ")))
}

/// The one banner that all say, or what each says where.
fn one_banner(banners: &[(String, String)]) -> Result<Option<String>, Quarantine> {
    let Some((_, first)) = banners.first() else { return Ok(None) };
    if banners.iter().all(|(_, text)| canonical(text) == canonical(first)) {
        return Ok(Some(first.clone()));
    }
    let mut evidence: Vec<String> = Vec::new();
    for (place, text) in banners {
        let said = format!("{place} `{text}`");
        if evidence.len() < EVIDENCE_MAX && !evidence.contains(&said) {
            evidence.push(said);
        }
    }
    Err(Quarantine::BannersDiffer { evidence })
}

/// A banner in the midst of the text that asks for more than the document's own: a page or an
/// enclosure of another document.
fn stricter_line(blocks: &[Block], banner: &str, mapping: &Mapping) -> Option<Quarantine> {
    let lines = blocks.iter().flat_map(|block| block.text.lines());
    let inner = lines.filter_map(|line| mark::banner(line, mapping));
    let stricter = inner.filter(|inner| Marking::parse(inner).is_ok());
    let found = stricter.into_iter().find(|inner| !covers(Some(banner), inner))?;
    let evidence = vec![format!("the banner `{banner}`"), format!("a line of the text `{found}`")];
    Some(Quarantine::BannersDiffer { evidence })
}

fn canonical(text: &str) -> String {
    match Marking::parse(text) {
        Ok(read) => read.marking.banner(),
        Err(_) => one_line(text).to_uppercase(),
    }
}

/// A line `Subject:` names the title; it is taken out of the text.
fn take_subject(blocks: &mut Vec<Block>) -> Option<String> {
    for (at, block) in blocks.iter_mut().enumerate().take(SUBJECT_BLOCKS_MAX) {
        let found = block.text.lines().enumerate().find_map(|(line, text)| {
            let (name, subject) = text.split_once(':')?;
            let name = name.trim();
            let is_subject = SUBJECTS.iter().any(|known| known.eq_ignore_ascii_case(name));
            (is_subject && !subject.trim().is_empty()).then(|| (line, subject.trim().to_owned()))
        });
        let Some((line, subject)) = found else { continue };
        let rest = block.text.lines().enumerate().filter(|(other, _)| *other != line);
        let rest: Vec<&str> = rest.map(|(_, text)| text).collect();
        let rest = rest.join("\n").trim().to_owned();
        if rest.is_empty() {
            blocks.remove(at);
        } else {
            block.text = rest;
        }
        return Some(subject);
    }
    None
}

/// The title that is named, else the beginning of the text, under the same mark.
fn titled(named: Option<String>, blocks: &[Block], mapping: &Mapping) -> Part {
    if let Some(named) = named.map(|named| one_line(&named)).filter(|named| !named.is_empty()) {
        let marked = mark::portion(&named, mapping).or_else(|| mark::trailing(&named, mapping));
        return match marked {
            Some((mark, text)) => Part { labels: vec![Label::Words(mark)], text },
            None => Part::plain(named),
        };
    }
    let heading = blocks.iter().find(|block| block.is_heading).or_else(|| blocks.first());
    let Some(block) = heading else { return Part::default() };
    let Part { labels, text } = part(block.clone(), mapping);
    let text = one_line(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let short: String = text.chars().take(TITLE_CHARS_MAX).collect();
    let text = if short.len() < text.len() { format!("{short}\u{2026}") } else { short };
    Part { labels, text }
}

fn part(block: Block, mapping: &Mapping) -> Part {
    let Block { text, mut labels, .. } = block;
    match mark::portion(&text, mapping) {
        Some((mark, rest)) => {
            labels.push(Label::Words(mark));
            Part { labels, text: rest }
        }
        None => Part { labels, text },
    }
}

/// Marks of which it is not sure what they mean, or where their portion begins.
fn doubtful(record: &Record, mapping: &Mapping) -> Option<Quarantine> {
    let is_lettered = |part: &Part| {
        ["(A)", "(B)"].iter().any(|letter| part.text.trim_start().starts_with(letter))
    };
    let lettered = record.parts.iter().any(is_lettered);
    let own = |part: &Part| {
        let words = |label: &Label| match label {
            Label::Words(mark) => Some(mark.clone()),
            Label::Register(_) | Label::Foreign(_) => None,
        };
        part.labels.iter().find_map(words)
    };
    let banner = record.labels.iter().find_map(|label| match label {
        Label::Words(banner) => Some(banner.clone()),
        Label::Register(_) | Label::Foreign(_) => None,
    });
    for (at, part) in record.parts.iter().enumerate() {
        let what = format!("portion {at}");
        let own = own(part);
        if lettered && let Some(mark) = own.clone().filter(|mark| mark == "C") {
            return Some(Quarantine::MarkOrLetter { what, mark: format!("({mark})") });
        }
        let holds = own.or_else(|| banner.clone());
        for mark in mark::inside(&part.text, mapping) {
            if !covers(holds.as_deref(), &mark) {
                return Some(Quarantine::MarkInside { what, mark: format!("({mark})") });
            }
        }
    }
    None
}

/// Whether a marking protects as much as another; not, where either cannot be read.
fn covers(holds: Option<&str>, mark: &str) -> bool {
    let read = |text: &str| Marking::parse(text).map(|read| read.marking).ok();
    let both = holds.and_then(read).zip(read(mark));
    both.is_some_and(|(holds, mark)| holds.lacks(&mark).is_empty())
}

const SUBJECTS: &[&str] = &["SUBJECT", "SUBJ", "SUBJECT/TITLE", "TITLE", "RE"];
/// Subjects stand near the beginning.
const SUBJECT_BLOCKS_MAX: usize = 20;
const TITLE_CHARS_MAX: usize = 200;
/// Pages of which it is noted what stands on them.
const PAGES_MAX: usize = 500;
const EVIDENCE_MAX: usize = 10;
