//! A community's own controls: which of them rise to the banner.

use super::{Rollup, disclosure};
use crate::Control;

/// Takes away what its terms keep out of the banner. A control that closed abroad leaves NOFORN
/// behind, so that the banner does not open what a portion closes.
pub(super) fn settle(up: &mut Rollup) {
    let level = up.banner.level;
    let (kept, dropped): (Vec<Control>, Vec<Control>) =
        up.banner.seldom.own.iter().partition(|control| control.rises_to(level));
    if dropped.is_empty() {
        return;
    }
    up.banner.seldom.write().own = kept.into_iter().collect();
    if dropped.iter().any(|control| control.closes_abroad()) {
        disclosure::close(&mut up.banner);
    }
    let names: Vec<_> = dropped.iter().map(|control| control.banner()).collect();
    up.notes.push(format!("{} not used in this banner, by its terms", names.join(", ")));
}
