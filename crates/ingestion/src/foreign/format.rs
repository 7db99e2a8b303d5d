//! The formats that are read, and their names.

use serde::{Deserialize, Serialize};

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $own:literal;)*) => {
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
        }
    };
}

formats! {
    /// Report format 1, one report a line.
    Report = "report", false;
    /// STIX 2.0 or 2.1: a bundle, a TAXII envelope or one object.
    Stix = "stix", false;
    /// MISP: an event, or a list of events as an instance answers.
    Misp = "misp", false;
    /// A CSAF 2 advisory.
    Csaf = "csaf", false;
    /// Military and diplomatic message text (ACP 127 and its kin).
    Message = "message", false;
    /// Plain text.
    Text = "text", false;
    /// HTML.
    Html = "html", true;
    /// Rich Text Format.
    Rtf = "rtf", false;
    /// A Word document (Office Open XML).
    Docx = "docx", true;
    /// A presentation (Office Open XML).
    Pptx = "pptx", true;
    /// An OpenDocument text.
    Odt = "odt", true;
    /// A spreadsheet: XLSX, XLSM, XLSB, XLS, ODS.
    Sheet = "sheet", true;
    /// Records separated by commas, semicolons or tabs.
    Csv = "csv", false;
    /// PDF.
    Pdf = "pdf", true;
    /// A mail message (RFC 5322).
    Mail = "mail", true;
    /// A mailbox of messages (RFC 4155).
    Mbox = "mbox", true;
    /// An Outlook message.
    Msg = "msg", true;
    /// XML with ODNI's ISM attributes.
    Ism = "ism", false;
    /// OFAC's list of Specially Designated Nationals, as CSV.
    Ofac = "ofac", false;
    /// The consolidated list of the United Nations Security Council.
    UnList = "un-list", false;
    /// Case records of the Human Trafficking Case Data Standard, as CSV.
    Htcds = "htcds", false;
    /// A zip archive.
    Zip = "zip", true;
    /// A tar archive.
    Tar = "tar", true;
    /// gzip.
    Gzip = "gzip", true;
    /// Zstandard.
    Zstd = "zstd", true;
    /// None of these.
    Unknown = "unknown", false;
}

impl std::fmt::Display for Format {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}
