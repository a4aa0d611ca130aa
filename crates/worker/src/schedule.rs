use crate::bell::Bell;
use crate::worker::Plan;
use crate::{nightly, sweep};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_secs(20);
const SWEEP_EVERY: SignedDuration = SignedDuration::from_mins(30);

/// What is due by the clock, one after the other.
pub(crate) fn run(plan: &Plan, bell: &Bell) {
    let mut swept_at: Option<Timestamp> = None;
    let mut nights = nightly::Nights::default();
    while !bell.has_rung() {
        let now = plan.records.clock().now();
        if swept_at.is_none_or(|at| now.duration_since(at) >= SWEEP_EVERY) {
            swept_at = Some(now);
            sweep::run(plan);
        }
        match plan.records.renew_sort_keys(&|| !bell.has_rung()) {
            Ok(0) => {}
            Ok(steps) => tracing::info!(steps, "sort keys are those of the company's order"),
            Err(error) => tracing::warn!(%error, "sort keys could not be made anew"),
        }
        nights.run_when_due(&plan.records, bell);
        bell.wait(LOOK_EVERY);
    }
}
