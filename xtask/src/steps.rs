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
    goes: u32,
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

    pub fn step(&mut self, name: &'static str, work: impl Fn() -> Result<()>) {
        self.step_in(1, name, work);
    }

    /// A step that may fail `goes - 1` times; the table names it when it did.
    pub fn step_in(&mut self, goes: u32, name: &'static str, work: impl Fn() -> Result<()>) {
        if !self.includes(name) || self.must_stop() {
            return;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let mut done = Done { name, took: Duration::ZERO, goes: 0, complaint: None };
        while done.goes < goes && (done.goes == 0 || done.complaint.is_some()) {
            done.goes += 1;
            done.complaint = work().err().map(|error| format!("{error:#}"));
            if let Some(complaint) = &done.complaint {
                println!("{complaint}");
            }
        }
        done.took = start.elapsed();
        self.done.push(done);
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
            let outcome = match (&step.complaint, step.goes) {
                (Some(_), _) => "FAILED".to_owned(),
                (None, 1) => "passed".to_owned(),
                (None, goes) => format!("UNSURE: passed in go {goes} only"),
            };
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
    fn a_step_that_passes_in_its_second_go_is_named() {
        let tried = std::cell::Cell::new(0);
        let mut steps = Steps::new(OnFailure::Stop, Vec::new());
        let at_last = || {
            tried.set(tried.get() + 1);
            if tried.get() < 2 { bail!("too early") } else { Ok(()) }
        };
        steps.step_in(3, "walk", at_last);
        assert_eq!(tried.get(), 2);
        assert!(steps.table().contains("UNSURE: passed in go 2 only"), "{}", steps.table());
        steps.step("build", || bail!("no disk"));
        assert!(steps.finish().is_err());
    }

    #[test]
    fn only_chosen_steps_run() {
        let (ran, outcome) = walk(OnFailure::Stop, &["walk"]);
        assert_eq!(ran, ["walk"]);
        assert!(outcome.is_ok());
    }
}
