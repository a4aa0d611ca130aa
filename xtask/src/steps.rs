//! Steps one after the other, timed, with a table at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    Stop,
    GoOn,
}

pub struct Steps {
    on_failure: OnFailure,
    chosen: Vec<String>,
    done: Vec<Done>,
}

struct Done {
    name: &'static str,
    took: Duration,
    complaint: Option<String>,
}

impl Steps {
    /// An empty choice means every step.
    pub fn new(on_failure: OnFailure, chosen: Vec<String>) -> Steps {
        Steps { on_failure, chosen, done: Vec::new() }
    }

    pub fn includes(&self, name: &str) -> bool {
        self.chosen.is_empty() || self.chosen.iter().any(|chosen| chosen == name)
    }

    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        if !self.includes(name) || self.must_stop() {
            return;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let complaint = work().err().map(|error| format!("{error:#}"));
        if let Some(complaint) = &complaint {
            println!("{complaint}");
        }
        self.done.push(Done { name, took: start.elapsed(), complaint });
    }

    pub fn finish(self) -> Result<()> {
        println!("\n{}", self.table());
        let failed: Vec<&str> =
            self.done.iter().filter(|step| step.complaint.is_some()).map(|step| step.name).collect();
        if !failed.is_empty() {
            bail!("not passed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn must_stop(&self) -> bool {
        self.on_failure == OnFailure::Stop && self.done.iter().any(|step| step.complaint.is_some())
    }

    fn table(&self) -> String {
        let mut text = format!("{:<24}{:>9}  outcome\n", "step", "seconds");
        for step in &self.done {
            let outcome = if step.complaint.is_some() { "FAILED" } else { "passed" };
            text += &format!("{:<24}{:>9.1}  {outcome}\n", step.name, step.took.as_secs_f64());
        }
        let total: Duration = self.done.iter().map(|step| step.took).sum();
        text + &format!("{:<24}{:>9.1}", "all", total.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(on_failure: OnFailure, chosen: &[&str]) -> (Vec<&'static str>, Result<()>) {
        let ran = std::cell::RefCell::new(Vec::new());
        let mut steps = Steps::new(on_failure, chosen.iter().map(|name| (*name).to_owned()).collect());
        let note = |name| -> Result<()> {
            ran.borrow_mut().push(name);
            Ok(())
        };
        steps.step("lint", || note("lint"));
        steps.step("build", || {
            note("build")?;
            bail!("no disk")
        });
        steps.step("walk", || note("walk"));
        let outcome = steps.finish();
        (ran.into_inner(), outcome)
    }

    #[test]
    fn a_failed_step_is_the_last_one() {
        let (ran, outcome) = walk(OnFailure::Stop, &[]);
        assert_eq!(ran, ["lint", "build"]);
        assert_eq!(outcome.unwrap_err().to_string(), "not passed: build");
    }

    #[test]
    fn who_keeps_going_still_fails_at_the_end() {
        let (ran, outcome) = walk(OnFailure::GoOn, &[]);
        assert_eq!(ran, ["lint", "build", "walk"]);
        assert!(outcome.is_err());
    }

    #[test]
    fn only_chosen_steps_run() {
        let (ran, outcome) = walk(OnFailure::Stop, &["walk"]);
        assert_eq!(ran, ["walk"]);
        assert!(outcome.is_ok());
    }
}
