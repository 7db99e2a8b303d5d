//! What the machine says of this process, where it is a Linux.

/// How busy the machine is, and how much memory the server holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Load {
    /// Processes that ran or waited to, on average over one, five and fifteen minutes.
    pub(crate) averages: Option<String>,
    /// Bytes that the process holds in memory.
    pub(crate) resident_bytes: Option<u64>,
}

impl Load {
    /// As it is now.
    pub(crate) fn now() -> Self {
        let read = |path| std::fs::read_to_string(path).unwrap_or_default();
        Self::of(&read("/proc/loadavg"), &read("/proc/self/status"))
    }

    fn of(averages: &str, status: &str) -> Self {
        let three: Vec<&str> = averages.split_whitespace().take(3).collect();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib =
            line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        Self {
            averages: (three.len() == 3).then(|| three.join(" ")),
            resident_bytes: kib.map(|kib| kib * 1_024),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_machine_does_not_say_is_not_made_up() {
        assert_eq!(Load::of("", ""), Load::default());
        let load = Load::of("0.10 0.20 0.30 1/99 7\n", "Name: x\nVmRSS:\t  2048 kB\n");
        assert_eq!(load.averages.as_deref(), Some("0.10 0.20 0.30"));
        assert_eq!(load.resident_bytes, Some(2 << 20));
    }
}
