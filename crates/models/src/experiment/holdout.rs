/// Whether a unit belongs to the hold-out: a fixed, unbiased draw from its number and a salt (hash-based assignment, Kohavi,
/// Longbotham, Sommerfield & Henne 2009, DMKD 18, section 4.1). `share` runs from 0, nobody, to 1, everybody. Whoever is
/// held out at a share is so at any greater one.
pub fn held_out(unit: u64, salt: &str, share: f64) -> bool {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let bytes = salt.bytes().chain([0]).chain(unit.to_le_bytes());
    let hash = bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (mixed(hash) >> 11) as f64 / ((1u64 << 53) as f64) < share
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): close numbers come out far apart.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(salt: &str, share: f64) -> usize {
        (0..20_000).filter(|unit| held_out(*unit, salt, share)).count()
    }

    #[test]
    fn the_share_is_met_whatever_the_salt() {
        for salt in ["", "1", "spring"] {
            let found = count(salt, 0.05);
            assert!((900..1_100).contains(&found), "{salt}: {found}");
        }
        assert_eq!((count("1", 0.0), count("1", 1.0)), (0, 20_000));
    }

    #[test]
    fn a_draw_stays_and_another_salt_draws_anew() {
        let both = (0..20_000).filter(|unit| held_out(*unit, "1", 0.2) && held_out(*unit, "2", 0.2)).count();
        assert!((650..950).contains(&both), "{both} of 800 by chance");
        assert!((0..20_000).all(|unit| !held_out(unit, "1", 0.05) || held_out(unit, "1", 0.10)));
    }
}
