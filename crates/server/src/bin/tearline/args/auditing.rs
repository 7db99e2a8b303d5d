//! What can be typed about audits.

/// What is asked about an originator's material.
#[derive(Debug, clap::Args)]
pub(crate) struct AuditArguments {
    /// The auditor (with --server it is whoever the certificate names)
    #[arg(long = "as", value_name = "RECIPIENT")]
    pub(crate) recipient_as: Option<String>,
    /// Whose material: the whole audit, of the auditor's own organisation or a part of it
    #[arg(long, value_name = "AGENCY")]
    pub(crate) originator: Option<String>,
    /// From when, a day or a time
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// Until when: through a day, or before a time
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<String>,
    /// The events about one report: who saw it, who was refused
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Option<String>,
    /// The events of one recipient: what it got, what it was refused
    #[arg(long, value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
    /// The releases that relied on an act
    #[arg(long, value_name = "ID")]
    pub(crate) authorization: Option<String>,
    /// In the whole audit: past answers that would be others today
    #[arg(long)]
    pub(crate) changed: bool,
    /// Print comma-separated values, which is recorded as an export
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// How many events
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: usize,
}

impl AuditArguments {
    /// Whether single events are asked for, and not the whole audit.
    pub(crate) fn is_of_events(&self) -> bool {
        let narrowed = [&self.report, &self.recipient, &self.authorization];
        let period = [&self.originator, &self.from, &self.to];
        let is_whole = self.changed || period.iter().any(|said| said.is_some());
        narrowed.iter().any(|said| said.is_some()) || !is_whole
    }

    /// The parameters of an address.
    pub(crate) fn parameters(&self) -> String {
        let named = [
            ("originator", &self.originator),
            ("from", &self.from),
            ("to", &self.to),
            ("report", &self.report),
            ("recipient", &self.recipient),
            ("authorization", &self.authorization),
        ];
        let said = named.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        said.map(|(name, value)| format!("&{name}={}", server::percent_encode(value))).collect()
    }
}
