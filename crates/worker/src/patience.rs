use std::time::Duration;

const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(60);

/// How long to wait after each failure in a row: twice as long every time, up to a minute.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    failures: u32,
}

impl Patience {
    pub fn after_failure(&mut self) -> Duration {
        let wait = SHORTEST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        wait
    }

    pub fn failures(&self) -> u32 {
        self.failures
    }

    pub fn after_success(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_minute_and_begin_anew_after_success() {
        let mut patience = Patience::default();
        let waits: Vec<u64> = (0..12).map(|_| patience.after_failure().as_millis() as u64).collect();
        assert_eq!(waits[..4], [250, 500, 1000, 2000]);
        assert_eq!(waits[11], 60_000);
        patience.after_success();
        assert_eq!(patience.after_failure(), SHORTEST);
    }
}
