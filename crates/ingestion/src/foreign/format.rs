//! The formats that are read, and their names.

use serde::{Deserialize, Serialize};

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $own:literal, $shape:ident;)*) => {
        /// A format that a file can have, found by its content.
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        pub enum Format { $($(#[$doc])* #[serde(rename = $name)] $variant,)* }

        impl Format {
            /// Every format.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word used in mapping files and messages.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether it is read in a process of its own: what parses it is large, or was not
            /// written for hostile input.
            pub const fn is_apart(self) -> bool {
                match self { $(Self::$variant => $own,)* }
            }

            /// What is in it, and how that becomes reports.
            pub(crate) const fn shape(self) -> Shape {
                match self { $(Self::$variant => Shape::$shape,)* }
            }
        }
    };
}

/// What files of a format hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shape {
    /// Other files.
    Archive,
    /// Text for people, with banner and portion marks.
    Document,
    /// Reports or entries in a standard's own terms.
    Feed,
    /// A message with what is attached.
    Letter,
    /// Lines of format 1.
    Lines,
    /// Letters, one after the other.
    Mailbox,
    /// Text with a heading for machines.
    Message,
    /// Nothing that is read.
    Nothing,
    /// Rows and columns.
    Table,
}

formats! {
    /// Report format 1, one report a line.
    Report = "report", false, Lines;
    /// STIX 2.0 or 2.1: a bundle, a TAXII envelope or one object.
    Stix = "stix", false, Feed;
    /// MISP: an event, or a list of events as an instance answers.
    Misp = "misp", false, Feed;
    /// A CSAF 2 advisory.
    Csaf = "csaf", false, Feed;
    /// Military and diplomatic message text (ACP 127 and its kin).
    Message = "message", false, Message;
    /// Plain text.
    Text = "text", false, Document;
    /// HTML.
    Html = "html", true, Document;
    /// Rich Text Format.
    Rtf = "rtf", false, Document;
    /// A Word document (Office Open XML).
    Docx = "docx", true, Document;
    /// A presentation (Office Open XML).
    Pptx = "pptx", true, Document;
    /// A text as `OpenDocument`.
    Odt = "odt", true, Document;
    /// A spreadsheet: XLSX, XLSM, XLSB, XLS, ODS.
    Sheet = "sheet", true, Table;
    /// Records separated by commas, semicolons or tabs.
    Csv = "csv", false, Table;
    /// PDF.
    Pdf = "pdf", true, Document;
    /// A mail message (RFC 5322).
    Mail = "mail", true, Letter;
    /// A mailbox of messages (RFC 4155).
    Mbox = "mbox", true, Mailbox;
    /// An Outlook message.
    Msg = "msg", true, Letter;
    /// XML with ODNI's ISM attributes.
    Ism = "ism", false, Feed;
    /// OFAC's list of Specially Designated Nationals, as CSV.
    Ofac = "ofac", false, Feed;
    /// The consolidated list of the United Nations Security Council.
    UnList = "un-list", false, Feed;
    /// Case records of the Human Trafficking Case Data Standard, as CSV.
    Htcds = "htcds", false, Feed;
    /// A zip archive.
    Zip = "zip", true, Archive;
    /// A tar archive.
    Tar = "tar", true, Archive;
    /// gzip.
    Gzip = "gzip", true, Archive;
    /// Zstandard.
    Zstd = "zstd", true, Archive;
    /// None of these.
    Unknown = "unknown", false, Nothing;
}

impl std::fmt::Display for Format {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}
