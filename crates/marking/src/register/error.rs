//! Why something cannot be added to the register.

/// Why an addition to the register is refused, and what to write instead.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RegisterError {
    /// The name of a system, compartment or program has another form.
    #[error("`{0}` is not such a name: write 1 to 32 capital letters and digits")]
    Name(String),
    /// A form of a control cannot be printed and read back.
    #[error(
        "`{0}` is not a form of a control: write 2 to 64 capital letters, digits, single blanks \
         and hyphens, with a letter first"
    )]
    Form(String),
    /// The form of a code.
    #[error(
        "`{0}` is not a new code: write three capitals or digits for a country, four for an \
             organisation, with a letter first"
    )]
    Code(String),
    /// A word is in use already.
    #[error("`{0}` reads as a marking of the register already; choose another word")]
    Taken(String),
    /// Something is added a second time.
    #[error("`{0}` is listed twice; drop one of the two")]
    Twice(String),
    /// An organisation's member is not a country.
    #[error("`{member}` is not a country of the register{}; list the members of `{of}` as \
             trigraphs, and add new countries before it", suggestion(.nearest))]
    Member {
        /// The organisation.
        of: String,
        /// The member.
        member: String,
        /// The nearest code.
        nearest: Option<String>,
    },
    /// What a control requires or excludes is no token of the register.
    #[error("`{token}` is not a token of the register{}; write it as a banner has it, such as \
             NOFORN or SI-G", suggestion(.nearest))]
    Token {
        /// What was written.
        token: String,
        /// The nearest token.
        nearest: Option<String>,
    },
    /// A read-in to no system of the register.
    #[error("`{access}` is not a read-in such as SI-G{}; a system or compartment of your own \
             belongs under [[register.system]]", suggestion(.nearest))]
    Access {
        /// What was written.
        access: String,
        /// The nearest system.
        nearest: Option<String>,
    },
    /// A control both requires and excludes something.
    #[error("`{control}` both requires and excludes {token}; drop one of them")]
    Both {
        /// The control.
        control: String,
        /// The token.
        token: String,
    },
    /// A control needs a level that no banner has.
    #[error(
        "RESTRICTED is no level of this register's own markings; write UNCLASSIFIED, \
             CONFIDENTIAL, SECRET or TOP SECRET"
    )]
    Level,
    /// The process keeps no more additions.
    #[error("there are more additions to the register than a process keeps; remove some")]
    TooMany,
}

fn suggestion(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |token| format!("; did you mean {token}?"))
}
