use parking_lot::Mutex;
use records::Error;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use value::Timestamp;

/// Wrong tries that cost an account nothing, unless the company says otherwise.
const FREE_TRIES: u32 = 8;
/// An office shares one address, so it may err this many times as often.
const PEOPLE_AT_ADDRESS: u32 = 6;
const FIRST_WAIT_SECONDS: i64 = 15;
const LONGEST_WAIT_SECONDS: i64 = 900;
/// Tries are forgotten after an hour of peace.
const MEMORY_SECONDS: i64 = 3600;
const KEPT: usize = 20_000;

/// Slows down whoever guesses. An account that does not exist is throttled like any other, so the answer tells nothing.
pub(crate) struct Throttle {
    tries: Mutex<HashMap<Target, Tries>>,
    free: AtomicU32,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Target {
    Account(String),
    Address(String),
}

#[derive(Debug, Clone, Copy, Default)]
struct Tries {
    count: u32,
    last: i64,
    locked_until: i64,
}

impl Throttle {
    pub(crate) fn new() -> Throttle {
        Throttle { tries: Mutex::default(), free: AtomicU32::new(FREE_TRIES) }
    }

    /// The company's own number of free tries.
    pub(crate) fn allow(&self, setting: Option<u64>) {
        let wanted = setting.and_then(|count| u32::try_from(count).ok()).unwrap_or(FREE_TRIES);
        self.free.store(wanted.clamp(1, 100), Ordering::Relaxed);
    }

    /// Counts a try as wrong before it is looked at, so that a hundred at once are not all free.
    pub(crate) fn begin(&self, account: &str, address: &str, now: Timestamp) -> Result<(), Error> {
        let now = now.as_second();
        let mut tries = self.tries.lock();
        forget(&mut tries, now);
        let targets = self.targets(account, address);
        let wait =
            targets.iter().filter_map(|(target, _)| tries.get(target)).map(|t| t.locked_until - now).max();
        if let Some(wait) = wait.filter(|wait| *wait > 0) {
            return Err(Error::Limited { retry_after: wait as u64 });
        }
        for (target, free) in targets {
            let entry = tries.entry(target).or_default();
            entry.count += 1;
            entry.last = now;
            entry.locked_until = now + wait_after(entry.count, free);
        }
        Ok(())
    }

    /// The try was right: the account starts anew, the address gets its try back.
    pub(crate) fn right(&self, account: &str, address: &str) {
        let mut tries = self.tries.lock();
        tries.remove(&Target::Account(account.to_owned()));
        give_back(&mut tries, &Target::Address(address.to_owned()));
    }

    /// The try was not a guess: it counts for nothing.
    pub(crate) fn pardon(&self, account: &str, address: &str) {
        let mut tries = self.tries.lock();
        for (target, _) in self.targets(account, address) {
            give_back(&mut tries, &target);
        }
    }

    fn targets(&self, account: &str, address: &str) -> [(Target, u32); 2] {
        let free = self.free.load(Ordering::Relaxed);
        [
            (Target::Account(account.to_owned()), free),
            (Target::Address(address.to_owned()), free * PEOPLE_AT_ADDRESS),
        ]
    }

    /// How often and until when, for the record that outlives this program.
    pub(crate) fn standing(&self, account: &str) -> (u32, i64) {
        let tries = self.tries.lock();
        tries
            .get(&Target::Account(account.to_owned()))
            .map_or((0, 0), |tries| (tries.count, tries.locked_until))
    }
}

fn wait_after(count: u32, free: u32) -> i64 {
    match count.checked_sub(free) {
        None => 0,
        Some(over) => (FIRST_WAIT_SECONDS << over.min(10)).min(LONGEST_WAIT_SECONDS),
    }
}

fn give_back(tries: &mut HashMap<Target, Tries>, target: &Target) {
    if let Some(entry) = tries.get_mut(target) {
        entry.count = entry.count.saturating_sub(1);
        entry.locked_until = 0;
    }
}

fn forget(tries: &mut HashMap<Target, Tries>, now: i64) {
    if tries.len() < KEPT {
        return;
    }
    tries.retain(|_, entry| now - entry.last < MEMORY_SECONDS);
    if tries.len() >= KEPT {
        tries.retain(|_, entry| entry.locked_until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn waits(throttle: &Throttle, account: &str, address: &str, second: i64) -> Option<u64> {
        match throttle.begin(account, address, at(second)) {
            Ok(()) => None,
            Err(Error::Limited { retry_after }) => Some(retry_after),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_ninth_guess_waits_and_each_further_one_longer() {
        let throttle = Throttle::new();
        for _ in 0..8 {
            assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.1", 0), None);
        }
        assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.2", 0), Some(15));
        assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.2", 15), None);
        assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.2", 15), Some(30));
        assert_eq!(waits(&throttle, "wang@example.cn", "10.0.0.2", 15), None);
    }

    #[test]
    fn the_wait_never_exceeds_a_quarter_of_an_hour() {
        assert_eq!(wait_after(4, FREE_TRIES), 0);
        assert_eq!(wait_after(400, FREE_TRIES), LONGEST_WAIT_SECONDS);
    }

    #[test]
    fn a_right_try_clears_the_account() {
        let throttle = Throttle::new();
        for _ in 0..4 {
            assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.1", 0), None);
        }
        throttle.right("li@example.cn", "10.0.0.1");
        throttle.allow(Some(5));
        for _ in 0..5 {
            assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.1", 0), None);
        }
        assert_eq!(waits(&throttle, "li@example.cn", "10.0.0.1", 0), Some(15));
    }

    #[test]
    fn an_address_that_tries_many_accounts_waits_too() {
        let throttle = Throttle::new();
        for number in 0..48 {
            assert_eq!(waits(&throttle, &format!("u{number}@example.cn"), "10.0.0.9", 0), None);
        }
        assert_eq!(waits(&throttle, "fresh@example.cn", "10.0.0.9", 0), Some(15));
        assert_eq!(waits(&throttle, "fresh@example.cn", "10.0.0.8", 0), None);
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let throttle = Throttle::new();
        for number in 0..(KEPT as i64 + 50) {
            let _ = throttle.begin(&format!("u{number}"), &format!("a{number}"), at(number));
        }
        assert!(throttle.tries.lock().len() <= KEPT + 2);
    }
}
