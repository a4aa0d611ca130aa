use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use value::{Timestamp, moment_from_micros};

/// Where the time comes from: the machine, or a test that moves it by hand.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock { fixed: None }
    }

    /// A clock that stands still until it is moved.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock { fixed: Some(Arc::new(AtomicI64::new(at.as_microsecond()))) }
    }

    /// The moment, in whole microseconds.
    pub fn now(&self) -> Timestamp {
        let micros = match &self.fixed {
            Some(at) => at.load(Ordering::Acquire),
            None => Timestamp::now().as_microsecond(),
        };
        moment_from_micros(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a fixed clock; the machine's does not move.
    pub fn advance(&self, seconds: i64) {
        if let Some(at) = &self.fixed {
            at.fetch_add(seconds * 1_000_000, Ordering::AcqRel);
        }
    }
}
