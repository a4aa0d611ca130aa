use jiff::SignedDuration;

/// Waits between the attempts, in minutes: a server that is away for a weekend does not lose a mail.
const WAITS: [i64; 11] = [1, 2, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440];

/// How long to wait after so many attempts; none when it is time to give up.
pub(crate) fn wait_after(attempts: i64) -> Option<SignedDuration> {
    let place = usize::try_from(attempts.max(1) - 1).ok()?;
    WAITS.get(place).map(|minutes| SignedDuration::from_mins(*minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_after_a_long_weekend() {
        let waits: Vec<i64> = (1..).map_while(wait_after).map(|wait| wait.as_mins()).collect();
        assert!(waits.is_sorted());
        assert!(waits.iter().sum::<i64>() > 3 * 24 * 60);
        assert_eq!((waits[0], wait_after(12)), (1, None));
    }
}
