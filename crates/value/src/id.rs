use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use thiserror::Error;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;
/// Milliseconds from 1970 to 2020, the start of the id clock.
const EPOCH_MILLIS: i64 = 1_577_836_800_000;
/// 41 bits of milliseconds last until 2089; below them stand the process that made the id and a running number.
const NODE_BITS: u32 = 10;
const SEQUENCE_BITS: u32 = 12;
const NODE: i64 = (1 << NODE_BITS) - 1;
const SEQUENCE: i64 = (1 << SEQUENCE_BITS) - 1;

/// A record's number: 64 bits, growing with time. Outside the program it is written as
/// the object's prefix and 13 digits in Crockford's base 32 (`cus_01hx3m8q2v7zk`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// The part before the underscore names another object.
    #[error("'{found}' is an id of another object, '{expected}_...' is wanted")]
    Prefix {
        /// Prefix of the wanted object.
        expected: String,
        /// What was given.
        found: String,
    },
    /// Not a prefix, an underscore and 13 digits.
    #[error("'{0}' is not an id")]
    Format(String),
}

impl Id {
    /// The outside form with the object's prefix.
    pub fn with_prefix(self, prefix: &str) -> String {
        let mut text = String::with_capacity(prefix.len() + 1 + LENGTH);
        text.push_str(prefix);
        text.push('_');
        let number = self.0 as u64;
        for place in (0..LENGTH).rev() {
            let digit = (number >> (place * 5)) & 31;
            text.push(ALPHABET[digit as usize] as char);
        }
        text
    }

    /// Milliseconds since 1970 when it was handed out.
    pub fn made_at_millis(self) -> i64 {
        (self.0 >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS
    }

    /// Reads the outside form and refuses another object's prefix.
    pub fn parse(text: &str, prefix: &str) -> Result<Id, IdError> {
        let (found, id) = Id::split(text)?;
        if found != prefix {
            return Err(IdError::Prefix { expected: prefix.to_owned(), found: clip(text) });
        }
        Ok(id)
    }

    /// Splits the outside form into prefix and id.
    pub fn split(text: &str) -> Result<(&str, Id), IdError> {
        let wrong = || IdError::Format(clip(text));
        let (prefix, digits) = text.split_once('_').ok_or_else(wrong)?;
        if digits.len() != LENGTH {
            return Err(wrong());
        }
        let mut number: u64 = 0;
        for (place, byte) in digits.bytes().enumerate() {
            let digit = ALPHABET.iter().position(|letter| *letter == byte).ok_or_else(wrong)? as u64;
            if place == 0 && digit > 7 {
                return Err(wrong());
            }
            number = (number << 5) | digit;
        }
        Ok((prefix, Id(number as i64)))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_prefix("id"))
    }
}

/// Hands out ids: strictly growing within a process, 4,096 a millisecond before it runs ahead of the clock, and different from those of
/// every other process that has another node number.
#[derive(Debug, Default)]
pub struct IdClock {
    node: AtomicI64,
    /// Milliseconds and running number of the last id, without the node.
    last: AtomicI64,
}

impl IdClock {
    /// A clock that never goes below `floor` (the largest id already in the database), for one of the first 1,024 nodes.
    pub fn starting_after(floor: Id, node: i64) -> IdClock {
        let millis = floor.0 >> (NODE_BITS + SEQUENCE_BITS);
        let last = (millis << SEQUENCE_BITS) | SEQUENCE;
        IdClock { node: AtomicI64::new(node & NODE), last: AtomicI64::new(last) }
    }

    /// From now on ids are made as another node.
    pub fn become_node(&self, node: i64) {
        self.node.store(node & NODE, Ordering::Release);
    }

    /// The next id for something made at `millis` since 1970.
    pub fn next(&self, millis: i64) -> Id {
        let wanted = (millis - EPOCH_MILLIS).max(1) << SEQUENCE_BITS;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = wanted.max(last + 1);
            match self.last.compare_exchange_weak(last, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => {
                    let node = self.node.load(Ordering::Acquire) << SEQUENCE_BITS;
                    let millis = next >> SEQUENCE_BITS << (NODE_BITS + SEQUENCE_BITS);
                    return Id(millis | node | next & SEQUENCE);
                }
                Err(found) => last = found,
            }
        }
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outside_form_comes_back() {
        for number in [0, 1, 31, 32, i64::MAX, 1 << 62] {
            let text = Id(number).with_prefix("cus");
            assert_eq!(Id::parse(&text, "cus"), Ok(Id(number)));
        }
    }

    #[test]
    fn other_prefixes_and_broken_digits_are_refused() {
        let text = Id(77).with_prefix("cus");
        assert!(matches!(Id::parse(&text, "ord"), Err(IdError::Prefix { .. })));
        for bad in ["", "cus", "cus_", "cus_0000000000000x", "cus_000000000000u", "cus_z000000000000"] {
            assert!(matches!(Id::parse(bad, "cus"), Err(IdError::Format(_))), "{bad}");
        }
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let clock = IdClock::starting_after(Id(0), 7);
        assert_eq!(clock.next(1_767_225_600_123).made_at_millis(), 1_767_225_600_123);
    }

    #[test]
    fn ids_grow_even_when_the_clock_stands_still() {
        let clock = IdClock::starting_after(Id(0), 3);
        let mut last = clock.next(EPOCH_MILLIS + 5);
        for _ in 0..10_000 {
            let next = clock.next(EPOCH_MILLIS + 5);
            assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn an_id_is_larger_than_all_before_it_whoever_made_them() {
        let floor = IdClock::starting_after(Id(0), 1023).next(EPOCH_MILLIS + 900);
        assert!(IdClock::starting_after(floor, 0).next(EPOCH_MILLIS + 5) > floor);
    }

    #[test]
    fn two_nodes_never_make_the_same_id() {
        let clocks = [0, 1, 1023].map(|node| IdClock::starting_after(Id(0), node));
        let mut made = std::collections::HashSet::new();
        for number in 0..9_000 {
            for clock in &clocks {
                assert!(made.insert(clock.next(EPOCH_MILLIS + number / 5000)));
            }
        }
        clocks[0].become_node(7);
        assert!(made.insert(clocks[0].next(EPOCH_MILLIS)));
    }
}
