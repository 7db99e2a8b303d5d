//! A generated story of smuggling, trafficking, false papers and clandestine travel in 2003 and 2004.
//!
//! The demo ingests it and the benches scale it to a million reports. It is pure: the same seed and
//! the same number of reports give the same bytes. Beside every report goes a line of truth, which
//! says who is really spoken of, whatever spelling or alias the report uses.
//!
//! ```
//! let scenario = scenario::Scenario::new(7, 50);
//! assert_eq!(scenario.reports().count(), 50);
//! assert!(scenario.cast().all(|line| line.starts_with('{')));
//! ```

mod calendar;
mod case;
mod composer;
mod culture;
mod handling;
mod mark;
mod member;
mod network;
mod originator;
mod person;
mod place;
mod prng;
mod region;
mod report;
mod roll_up;
mod scenario;
mod scene;
mod serials;
mod situation;
mod stock;
mod story;
mod told;

pub use scenario::{REPORTS_DEFAULT, Scenario};
pub use told::Told;
