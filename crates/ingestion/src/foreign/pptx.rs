//! Presentations (ECMA-376, PresentationML): a page a slide, with its notes.

use super::decode::decode_xml;
use super::limits::Budget;
use super::mapping::Mapping;
use super::mark;
use super::office;
use super::package::Package;
use super::paper::{Line, Paper};
use super::xml::{Node, Nodes};
use crate::Quarantine;

/// Reads a presentation.
pub(crate) fn read(
    bytes: &[u8],
    mapping: &Mapping,
    budget: &mut Budget<'_>,
) -> Result<Paper, Quarantine> {
    let mut package = Package::open(bytes, NAME)?;
    if let Some(place) = package.program() {
        return Err(Quarantine::Program { format: NAME, place });
    }
    let mut paper = Paper::default();
    office::core(&mut package, budget, NAME, &mut paper)?;
    paper.notes.extend(office::not_read(&package));
    let masters = package.names().into_iter().filter(|name| is_master(name));
    for name in masters {
        master(&package.part(&name, budget)?, mapping, budget, &mut paper)?;
    }
    let mut parts: Vec<(u32, String)> =
        package.names().into_iter().filter_map(|name| Some((page(&name)?, name))).collect();
    parts.sort();
    for (page, name) in parts {
        slide(&package.part(&name, budget)?, page, mapping, budget, &mut paper)?;
    }
    Ok(paper)
}

fn is_master(name: &str) -> bool {
    name.starts_with("ppt/slideMasters/slideMaster") && name.ends_with(".xml")
}

/// Banners that stand on every slide. What else a master shows is a pattern, not a text.
fn master(
    bytes: &[u8],
    mapping: &Mapping,
    budget: &Budget<'_>,
    paper: &mut Paper,
) -> Result<(), Quarantine> {
    let mut shown = Paper::default();
    slide(bytes, 0, mapping, budget, &mut shown)?;
    let lines = shown.blocks.iter().flat_map(|block| block.text.lines());
    let banners = lines.filter(|line| mark::banner(line, mapping).is_some());
    paper.headers.extend(
        banners.map(|text| Line { place: "slide master".to_owned(), text: text.to_owned() }),
    );
    Ok(())
}

/// The slide to which a part belongs.
fn page(name: &str) -> Option<u32> {
    let kinds = ["ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/comments/comment"];
    let rest = kinds.iter().find_map(|kind| name.strip_prefix(kind))?;
    rest.strip_suffix(".xml")?.parse().ok()
}

fn slide(
    bytes: &[u8],
    page: u32,
    mapping: &Mapping,
    budget: &Budget<'_>,
    paper: &mut Paper,
) -> Result<(), Quarantine> {
    let text = decode_xml(bytes, NAME)?;
    let mut nodes = Nodes::new(&text, NAME, budget.limits.nesting);
    let (mut said, mut in_text) = (String::new(), false);
    let (mut row, mut in_cell) = (Vec::new(), false);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(element) => match element.name.as_str() {
                "t" | "text" => in_text = true,
                "br" => said.push('\n'),
                "tc" => in_cell = true,
                _other => {}
            },
            Node::Text(text) if in_text => said.push_str(&text),
            Node::Text(_) => {}
            Node::Close(name) => match name.as_str() {
                "t" | "text" => in_text = false,
                "p" if in_cell => said.push('\n'),
                "p" | "cm" => paper.paragraph(&std::mem::take(&mut said), page),
                "tc" => {
                    in_cell = false;
                    row.push(std::mem::take(&mut said));
                }
                "tr" => {
                    let cells = std::mem::take(&mut row);
                    paper.row(&cells, page, |cell| mark::portion(cell, mapping).is_some());
                }
                _other => {}
            },
        }
    }
    Ok(())
}

const NAME: &str = "presentation";
