use crate::command_line::{self, InsightCommand};
use crate::commands::{open, say};
use anyhow::Result;
use insight::{Flow, Progress, Stage};
use std::io::Write;
use std::time::{Duration, Instant};

const SAY_EVERY: Duration = Duration::from_millis(200);

pub fn insight(asked: &command_line::Insight) -> Result<()> {
    let InsightCommand::Run(run) = &asked.command;
    let opened = open(&run.place)?;
    let mut said = Watch { at: None };
    let summary = insight::run(&opened.company.records, run.as_of, &mut |progress| said.see(progress))?;
    eprintln!();
    say(&format!("{}\n", serde_json::to_string(&summary)?))
}

struct Watch {
    at: Option<Instant>,
}

impl Watch {
    fn see(&mut self, progress: Progress) -> Flow {
        if self.at.is_none_or(|at| at.elapsed() >= SAY_EVERY) {
            self.at = Some(Instant::now());
            let stage = match progress.stage {
                Stage::Reading => "reading orders",
                Stage::Fitting => "fitting models",
                Stage::Writing => "writing figures",
                Stage::Alerting => "writing alerts",
            };
            let of = if progress.total > 0 { format!(" of {}", progress.total) } else { String::new() };
            // A terminal that is gone need not be told.
            let _ = write!(std::io::stderr(), "\r{stage}: {}{of}      ", progress.done);
        }
        Flow::Continue
    }
}
