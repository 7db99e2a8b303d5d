//! Rich Text Format 1.9: paragraphs, tables, headers and footers, every code page.
//!
//! A reader of our own: the crates that read RTF know neither code pages nor headers.

mod code_page;
mod lexer;

use super::mapping::Mapping;
use super::mark;
use super::paper::{Line, Paper};
use crate::Quarantine;
use code_page::{code_page, of_charset};
use lexer::{Lexer, Token};

/// Reads a document.
pub(crate) fn read(bytes: &[u8], mapping: &Mapping, nesting: u32) -> Result<Paper, Quarantine> {
    let mut reading = Reading::new(mapping);
    let mut lexer = Lexer::new(bytes);
    while let Some(token) = lexer.token() {
        match token {
            Token::Open => {
                reading.land();
                if reading.groups.len() as u64 >= u64::from(nesting) {
                    let limit = nesting.into();
                    return Err(Quarantine::Limit {
                        what: "groups in one another",
                        limit,
                        name: "nesting",
                    });
                }
                reading.groups.push(reading.group.clone());
                reading.group.is_new = true;
            }
            Token::Close => reading.close(),
            Token::Word(word, number) => {
                if word == "bin" {
                    lexer.skip(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
                }
                reading.word(word, number);
            }
            Token::Byte(byte) => reading.byte(byte),
        }
    }
    reading.end();
    if !reading.groups.is_empty() {
        reading.paper.notes.push("the RTF is cut off; what came of it was read".to_owned());
    }
    Ok(reading.paper)
}

/// Where text goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Aim {
    Body,
    Header,
    Footer,
    Title,
    Nowhere,
}

#[derive(Clone, Debug)]
struct Group {
    aim: Aim,
    /// Nothing has come in the group yet, so that a word names its kind.
    is_new: bool,
    /// `\*` stood first: unknown kinds are left out.
    is_optional: bool,
    /// How many characters stand in for each of Unicode.
    skip: usize,
    font: i32,
}

struct Reading<'m> {
    mapping: &'m Mapping,
    paper: Paper,
    group: Group,
    groups: Vec<Group>,
    page_encoding: &'static encoding_rs::Encoding,
    /// The code page of each font, by its number; the one that is being defined.
    fonts: std::collections::HashMap<i32, &'static encoding_rs::Encoding>,
    in_fonts: bool,
    bytes: Vec<u8>,
    text: String,
    row: Vec<String>,
    in_table: bool,
    skipping: usize,
    high: Option<u16>,
    page: u32,
}

impl<'m> Reading<'m> {
    fn new(mapping: &'m Mapping) -> Self {
        let group = Group { aim: Aim::Body, is_new: false, is_optional: false, skip: 1, font: 0 };
        Self {
            mapping,
            paper: Paper::default(),
            group,
            groups: Vec::new(),
            page_encoding: encoding_rs::WINDOWS_1252,
            fonts: std::collections::HashMap::new(),
            in_fonts: false,
            bytes: Vec::new(),
            text: String::new(),
            row: Vec::new(),
            in_table: false,
            skipping: 0,
            high: None,
            page: 1,
        }
    }

    /// Bytes of a code page become text when something else comes.
    fn land(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.page_encoding);
        let (text, _, _) = encoding.decode(&self.bytes);
        if self.group.aim != Aim::Nowhere {
            self.text.push_str(&text);
        }
        self.bytes.clear();
    }

    fn byte(&mut self, byte: u8) {
        self.group.is_new = false;
        if self.skipping > 0 {
            self.skipping -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    fn close(&mut self) {
        self.land();
        let Some(outer) = self.groups.pop() else { return };
        // What goes nowhere has left the text around it as it was.
        if self.group.aim != outer.aim && self.group.aim != Aim::Nowhere {
            self.paragraph();
        }
        self.in_fonts &= self.groups.len() > 1;
        self.group = outer;
        self.skipping = 0;
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_first = std::mem::take(&mut self.group.is_new);
        if word != "u" && word != "'" {
            self.land();
            self.skipping = 0;
        }
        if is_first && self.kind(word) {
            return;
        }
        match word {
            "*" => {
                self.group.is_new = true;
                self.group.is_optional = true;
            }
            "'" => {
                let byte = number.and_then(|number| u8::try_from(number).ok());
                if let Some(byte) = byte {
                    self.byte(byte);
                }
            }
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(10),
            "ansicpg" => {
                if let Some(encoding) = number.and_then(code_page) {
                    self.page_encoding = encoding;
                }
            }
            "mac" => self.page_encoding = encoding_rs::MACINTOSH,
            "f" => self.group.font = number.unwrap_or(0),
            "fcharset" if self.in_fonts => {
                if let Some(encoding) = number.and_then(of_charset) {
                    self.fonts.insert(self.group.font, encoding);
                }
            }
            "plain" | "deff" => {}
            "par" | "sect" => self.paragraph(),
            "page" => {
                self.paragraph();
                self.page = self.page.saturating_add(1);
            }
            "intbl" => self.in_table = true,
            "pard" => self.in_table = false,
            "cell" | "nestcell" => self.row.push(std::mem::take(&mut self.text)),
            "row" | "nestrow" => self.end_row(),
            _other => self.sign(word),
        }
    }

    /// A word that names what its group is; true when it is used up.
    fn kind(&mut self, word: &str) -> bool {
        let aim = match word {
            "header" | "headerl" | "headerr" | "headerf" => Aim::Header,
            "footer" | "footerl" | "footerr" | "footerf" => Aim::Footer,
            "title" => Aim::Title,
            "fonttbl" => {
                self.in_fonts = true;
                Aim::Nowhere
            }
            "info" | "stylesheet" | "colortbl" | "pict" | "object" | "themedata" | "datastore"
            | "fldinst" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl"
            | "generator" | "xmlnstbl" | "latentstyles" | "bkmkstart" | "bkmkend"
            | "nonshppict" | "objdata" => Aim::Nowhere,
            "shppict" | "shpinst" | "shptxt" | "annotation" | "footnote" | "fldrslt" | "result"
            | "upr" | "ud" => {
                self.group.is_optional = false;
                return true;
            }
            _other if self.group.is_optional => Aim::Nowhere,
            _other => return false,
        };
        if self.group.aim != Aim::Nowhere || aim == Aim::Title {
            if self.group.aim == Aim::Body && aim != Aim::Nowhere {
                self.paragraph();
            }
            self.group.aim = aim;
        }
        true
    }

    /// Signs that have words for names.
    fn sign(&mut self, word: &str) {
        let sign = match word {
            "tab" => "\t",
            "line" => "\n",
            "emdash" => "\u{2014}",
            "endash" => "\u{2013}",
            "lquote" => "\u{2018}",
            "rquote" => "\u{2019}",
            "ldblquote" => "\u{201C}",
            "rdblquote" => "\u{201D}",
            "bullet" => "\u{2022}",
            "~" => "\u{A0}",
            "_" => "\u{2011}",
            "{" => "{",
            "}" => "}",
            "\\" => "\\",
            _other => return,
        };
        if self.group.aim != Aim::Nowhere {
            self.text.push_str(sign);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.land();
        self.skipping = self.group.skip;
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or(0xFFFD);
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        if self.group.aim != Aim::Nowhere {
            self.text.push_str(&String::from_utf16_lossy(&units));
        }
    }

    fn paragraph(&mut self) {
        self.land();
        if self.in_table && self.group.aim == Aim::Body && !self.row.is_empty() {
            self.text.push('\n');
            return;
        }
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let line = |place: &str| Line { place: place.to_owned(), text: text.trim().to_owned() };
        match self.group.aim {
            Aim::Body => self.paper.paragraph(&text, self.page),
            Aim::Header => self.paper.headers.push(line("header")),
            Aim::Footer => self.paper.footers.push(line("footer")),
            Aim::Title => self.paper.title = Some(text.trim().to_owned()),
            Aim::Nowhere => {}
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let mapping = self.mapping;
        self.paper.row(&row, self.page, |cell| mark::portion(cell, mapping).is_some());
    }

    fn end(&mut self) {
        self.land();
        if !self.row.is_empty() {
            self.end_row();
        }
        self.in_table = false;
        self.group.aim = match self.group.aim {
            Aim::Nowhere => Aim::Nowhere,
            Aim::Body | Aim::Header | Aim::Footer | Aim::Title => self.group.aim,
        };
        self.paragraph();
    }
}
