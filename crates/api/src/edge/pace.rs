use parking_lot::Mutex;
use records::Error;
use std::collections::HashMap;
use std::time::Instant;
use value::Id;

/// A burst may be this many seconds' worth of requests.
const BURST_SECONDS: f64 = 4.0;
const KEPT: usize = 10_000;

/// Slows down a person or token that asks too often.
#[derive(Default)]
pub struct Pace {
    buckets: Mutex<HashMap<Option<Id>, Bucket>>,
}

struct Bucket {
    left: f64,
    at: Instant,
}

impl Pace {
    /// Lets one more request through, or says how long to wait. No limit at all when the setting is zero or absent.
    pub fn step(&self, who: Option<Id>, a_second: Option<u64>, now: Instant) -> Result<(), Error> {
        let Some(rate) = a_second.filter(|rate| *rate > 0).map(|rate| rate as f64) else { return Ok(()) };
        let mut buckets = self.buckets.lock();
        if buckets.len() >= KEPT {
            buckets.clear();
        }
        let bucket = buckets.entry(who).or_insert(Bucket { left: rate * BURST_SECONDS, at: now });
        let earned = now.duration_since(bucket.at).as_secs_f64() * rate;
        bucket.left = (bucket.left + earned).min(rate * BURST_SECONDS);
        bucket.at = now;
        if bucket.left < 1.0 {
            return Err(Error::Limited { retry_after: 1 });
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_and_then_the_rate_counts() {
        let (pace, start) = (Pace::default(), Instant::now());
        let passes = |who: i64, at: Duration| pace.step(Some(Id(who)), Some(5), start + at).is_ok();
        assert_eq!((0..30).filter(|_| passes(1, Duration::ZERO)).count(), 20);
        assert!(passes(2, Duration::ZERO));
        assert_eq!((0..30).filter(|_| passes(1, Duration::from_secs(1))).count(), 5);
        assert!((0..500).all(|_| pace.step(Some(Id(1)), Some(0), start).is_ok()));
    }
}
