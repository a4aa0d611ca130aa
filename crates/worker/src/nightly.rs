use crate::bell::Bell;
use formula::Condition;
use insight::{Flow, Progress};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use records::{Query, Records};
use value::{Date, Value};

const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// A run that says it is running for longer has died with its process.
const LONGEST_RUN: SignedDuration = SignedDuration::from_hours(2);

/// Works out the value of every customer once a night.
#[derive(Default)]
pub(crate) struct Nights {
    tried_at: Option<Timestamp>,
}

impl Nights {
    pub fn run_when_due(&mut self, records: &Records, bell: &Bell) {
        let now = records.clock().now();
        if self.tried_at.is_some_and(|at| now.duration_since(at) < AGAIN_AFTER) {
            return;
        }
        match due_on(records) {
            Ok(None) => {}
            Ok(Some(day)) => {
                self.tried_at = Some(now);
                run(records, day, bell);
            }
            Err(error) => {
                self.tried_at = Some(now);
                tracing::warn!(%error, "the nightly run cannot be planned");
            }
        }
    }
}

/// The day for which a run is missing, from its hour on; a server that slept through the night catches up in the morning.
fn due_on(records: &Records) -> Result<Option<Date>, insight::Error> {
    let setting = records.setting("insight.nightly_at");
    let Some(at) = setting.as_ref().and_then(|at| at.as_str()).and_then(|at| at.parse::<Time>().ok()) else {
        return Ok(None);
    };
    let zone = TimeZone::get(&records.company().time_zone).unwrap_or(TimeZone::UTC);
    let local = records.clock().now().to_zoned(zone).datetime();
    if local.time() < at {
        return Ok(None);
    }
    let door = records.as_system("plan the nightly run");
    let lately = records.clock().now() - LONGEST_RUN;
    let running =
        [Condition::eq("state", Value::text("running")), Condition::gt("started_at", Value::Moment(lately))];
    let day = insight::usual_day(records)?;
    let ran = Condition::all([
        Condition::gte("as_of", Value::Date(day)),
        Condition::any([Condition::eq("state", Value::text("done")), Condition::all(running)]),
    ]);
    let has_run = !door.find(&Query::of("insight_run").filter(ran).limit(1))?.records.is_empty();
    if has_run || door.find(&Query::of("order").fields(&["id"]).limit(1))?.records.is_empty() {
        return Ok(None);
    }
    Ok(Some(day))
}

fn run(records: &Records, day: Date, bell: &Bell) {
    let mut watch = |_: Progress| if bell.has_rung() { Flow::Stop } else { Flow::Continue };
    match insight::run(records, None, &mut watch) {
        Ok(summary) => {
            tracing::info!(%day, customers = summary.customers, seconds = summary.seconds, "nightly run")
        }
        Err(insight::Error::Stopped) => tracing::info!(%day, "nightly run stopped"),
        Err(error) => tracing::error!(%error, %day, "nightly run"),
    }
}
