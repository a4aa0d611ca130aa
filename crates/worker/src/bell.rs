use parking_lot::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// Rings once, when everybody is to go home.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: Mutex<Rung>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Rung {
    #[default]
    No,
    Yes,
}

impl Bell {
    pub fn ring(&self) {
        *self.rung.lock() = Rung::Yes;
        self.changed.notify_all();
    }

    pub fn has_rung(&self) -> bool {
        *self.rung.lock() == Rung::Yes
    }

    /// Waits, but not beyond the bell.
    pub fn wait(&self, long: Duration) {
        let until = Instant::now() + long;
        let mut rung = self.rung.lock();
        while *rung == Rung::No {
            if self.changed.wait_until(&mut rung, until).timed_out() {
                return;
            }
        }
    }
}
