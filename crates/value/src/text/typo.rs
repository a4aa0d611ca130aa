use super::grams::{beginning, triples};
use super::need::Need;

/// Shorter words have too few letters to guess from.
const SHORTEST: usize = 5;
const SHORTEST_FOR_TWO: usize = 9;
const LONGEST: usize = 24;
const MOST_GUESSES: usize = 24;

/// The number of edits (one letter more, less, other, or two swapped) that lead from one word to the other,
/// when it is at most `limit`.
pub fn edits(one: &str, other: &str, limit: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    last_row(&one, &other).last().copied().filter(|distance| *distance <= limit)
}

/// The same to any beginning of the other word, for words that are still being typed.
pub(crate) fn edits_to_beginning(typed: &[char], word: &[char], limit: usize) -> Option<usize> {
    if typed.len() > word.len() + limit {
        return None;
    }
    let beginning = &word[..word.len().min(typed.len() + limit)];
    last_row(typed, beginning).into_iter().min().filter(|distance| *distance <= limit)
}

/// How many edits a typed word may be away from what was meant.
pub(crate) fn allowed_edits(word: &[char]) -> usize {
    if !word.iter().all(char::is_ascii_lowercase) || word.len() < SHORTEST || word.len() > LONGEST {
        0
    } else if word.len() < SHORTEST_FOR_TWO {
        1
    } else {
        2
    }
}

/// The terms that survive one or two edits, wherever they happened: at least one of the guesses holds.
pub(crate) fn guesses(word: &[char]) -> Vec<Need> {
    let mut cases: Vec<Vec<usize>> = Vec::new();
    let allowed = allowed_edits(word);
    if allowed == 0 {
        return Vec::new();
    }
    for first in 0..word.len() {
        cases.push(kept_after(word, &[first, first + 1], &[first], 1));
        if allowed == 2 {
            let seconds = first + 1..word.len();
            cases.extend(seconds.map(|s| kept_after(word, &[first, first + 1, s, s + 1], &[first, s], 2)));
        }
    }
    cases.sort_by_key(Vec::len);
    let mut chosen: Vec<Vec<usize>> = Vec::new();
    for case in cases.iter().filter(|case| !case.is_empty()) {
        if !chosen.iter().any(|fewer| fewer.iter().all(|place| case.contains(place))) {
            chosen.push(spread(case));
        }
    }
    chosen.truncate(MOST_GUESSES);
    let terms: Vec<String> = std::iter::once(beginning(word)).chain(triples(word)).collect();
    chosen.iter().filter_map(|case| Need::terms(case.iter().map(|place| terms[*place].clone()))).collect()
}

/// What survives two letters swapped, or where that leaves too little, one letter changed.
fn kept_after(word: &[char], swapped: &[usize], changed: &[usize], enough: usize) -> Vec<usize> {
    let kept = survivors(word, swapped);
    if kept.len() >= enough {
        return kept;
    }
    let kept = survivors(word, changed);
    if kept.len() >= enough { kept } else { Vec::new() }
}

/// First, middle and last: as many as a guess needs to be worth a look.
fn spread(case: &[usize]) -> Vec<usize> {
    match case {
        [first, _, .., last] => vec![*first, case[case.len() / 2], *last],
        few => few.to_vec(),
    }
}

/// Places of the terms (0 the first two letters, then the triples) that touch none of the edited letters.
fn survivors(word: &[char], edited: &[usize]) -> Vec<usize> {
    let touches = |from: usize, to: usize| edited.iter().any(|at| (from..to).contains(at));
    let first = (!touches(0, 2)).then_some(0);
    let threes =
        (0..word.len().saturating_sub(2)).filter(|from| !touches(*from, from + 3)).map(|from| from + 1);
    first.into_iter().chain(threes).collect()
}

fn last_row(one: &[char], other: &[char]) -> Vec<usize> {
    let mut two_ago: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let replaced = previous[j] + usize::from(a != b);
            let mut best = replaced.min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                best = best.min(two_ago[j - 1] + 1);
            }
            row.push(best);
        }
        two_ago = std::mem::replace(&mut previous, row);
    }
    previous
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::grams;

    #[test]
    fn edits_are_counted_with_swaps() {
        assert_eq!(edits("huawei", "huawei", 2), Some(0));
        assert_eq!(edits("huawie", "huawei", 2), Some(1));
        assert_eq!(edits("technlogy", "technology", 2), Some(1));
        assert_eq!(edits("abc", "xyz", 2), None);
        assert_eq!(edits("", "ab", 2), Some(2));
        assert_eq!(edits("华为", "华北", 1), Some(1));
    }

    #[test]
    fn a_single_slip_nearly_always_leaves_a_guess() {
        let meant = "technology";
        let terms = grams(meant);
        let letters: Vec<char> = meant.chars().collect();
        for at in 0..letters.len() {
            let mut other = letters.clone();
            other[at] = 'x';
            let mut less = letters.clone();
            less.remove(at);
            let mut more = letters.clone();
            more.insert(at, 'q');
            let mut swapped = letters.clone();
            swapped.swap(at, (at + 1).min(letters.len() - 1));
            for typed in [other, less, more, swapped] {
                let found = guesses(&typed).iter().any(|guess| guess.is_met_by(&terms));
                assert!(found, "{}", typed.iter().collect::<String>());
            }
        }
    }

    #[test]
    fn short_words_and_numbers_are_not_guessed() {
        for word in ["acme", "13800", "a1b2c3"] {
            assert!(guesses(&word.chars().collect::<Vec<_>>()).is_empty(), "{word}");
        }
        assert!(guesses(&"abcdefghijklmnopqrst".chars().collect::<Vec<_>>()).len() <= MOST_GUESSES);
    }
}
