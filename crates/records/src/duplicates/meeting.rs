use super::keys::{Keys, Point};
use super::likeness::{Reason, witnesses};
use std::collections::{HashMap, HashSet};
use value::Id;

/// More records than this under one key say that the key says nothing.
const CROWD: usize = 60;
/// Pairs that are judged at most; the most promising are.
const PAIRS: usize = 20_000;
const PAIRS_FOR_EACH: usize = 50;
/// Pairs that are held at once at most, for lists in which nearly everything is there many times.
const MOST_PAIRS: usize = 2_000_000;

/// Two records that share a key, the older first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pair {
    pub left: Id,
    pub right: Id,
}

/// The keys of all records in little memory: some 30 bytes a record, without the records themselves.
#[derive(Default)]
pub(super) struct Meeting {
    ids: Vec<Id>,
    ends: Vec<u32>,
    points: Vec<Point>,
}

impl Meeting {
    pub fn add(&mut self, id: Id, keys: &Keys) {
        self.points.extend(keys.points());
        self.ids.push(id);
        self.ends.push(u32::try_from(self.points.len()).unwrap_or(u32::MAX));
    }

    /// The most promising pairs, and keys that too many share.
    pub fn pairs(&self, limit: usize) -> (Vec<Pair>, HashSet<Point>) {
        let mut shared = self.shared();
        shared.sort_unstable();
        let mut crowded = HashSet::new();
        let mut found: HashMap<(u32, u32), Vec<Reason>> = HashMap::new();
        for crowd in shared.chunk_by(|one, other| one.0 == other.0) {
            let point = crowd[0].0;
            if crowd.len() > CROWD {
                crowded.insert(point);
                continue;
            }
            if found.len() >= MOST_PAIRS {
                break;
            }
            for (index, (_, left)) in crowd.iter().enumerate() {
                for (_, right) in &crowd[index + 1..] {
                    let pair = (*left.min(right), *left.max(right));
                    found.entry(pair).or_default().push(point.reason());
                }
            }
        }
        let mut promising: Vec<(f64, (u32, u32))> = found
            .into_iter()
            .map(|(pair, reasons)| (witnesses(reasons.into_iter().map(Reason::weight)), pair))
            .collect();
        promising.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        promising.truncate(PAIRS.max(limit.saturating_mul(PAIRS_FOR_EACH)));
        let pairs = promising.into_iter().map(|(_, (one, other))| {
            let (one, other) = (self.ids[one as usize], self.ids[other as usize]);
            Pair { left: one.min(other), right: one.max(other) }
        });
        (pairs.collect(), crowded)
    }

    /// Keys that at least two records have, with the places of the records. Two bit sets sort out the rest.
    fn shared(&self) -> Vec<(Point, u32)> {
        let mut once = Bits::for_points(self.points.len());
        let mut twice = Bits::for_points(self.points.len());
        for point in &self.points {
            if once.set(*point) {
                twice.set(*point);
            }
        }
        let mut shared = Vec::new();
        let mut start = 0;
        for (place, end) in self.ends.iter().enumerate() {
            let own = &self.points[start..*end as usize];
            start = *end as usize;
            shared.extend(own.iter().filter(|point| twice.has(**point)).map(|point| (*point, place as u32)));
        }
        shared
    }
}

struct Bits {
    words: Vec<u64>,
    mask: u64,
}

impl Bits {
    fn for_points(points: usize) -> Bits {
        let bits = (points.max(1_024) * 8).next_power_of_two();
        Bits { words: vec![0; bits / 64], mask: bits as u64 - 1 }
    }

    /// Sets the bit and answers whether it was set before.
    fn set(&mut self, point: Point) -> bool {
        let (word, bit) = self.place(point);
        let before = self.words[word] & bit != 0;
        self.words[word] |= bit;
        before
    }

    fn has(&self, point: Point) -> bool {
        let (word, bit) = self.place(point);
        self.words[word] & bit != 0
    }

    fn place(&self, point: Point) -> (usize, u64) {
        let spread = u64::from(point.0).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let place = spread & self.mask;
        ((place / 64) as usize, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::super::likeness::{THRESHOLD, likeness};
    use super::super::spots::Traits;
    use super::*;

    fn company(name: &str) -> Traits {
        Traits { names: vec![name.to_owned()], ..Traits::default() }
    }

    fn with_phone(name: &str, phone: &str) -> Traits {
        Traits { phones: vec![phone.to_owned()], ..company(name) }
    }

    fn find(list: &[Traits]) -> Vec<(i64, i64, Vec<&'static str>)> {
        let mut meeting = Meeting::default();
        for (place, traits) in list.iter().enumerate() {
            meeting.add(Id(place as i64), &Keys::of(traits));
        }
        let (mut pairs, crowded) = meeting.pairs(100);
        pairs.sort();
        let keys = |id: Id| {
            let mut keys = Keys::of(&list[id.0 as usize]);
            keys.forget(&crowded);
            keys
        };
        pairs
            .into_iter()
            .map(|pair| (pair, likeness(&keys(pair.left), &keys(pair.right))))
            .filter(|(_, (score, _))| *score >= THRESHOLD)
            .map(|(pair, (_, reasons))| {
                (pair.left.0, pair.right.0, reasons.iter().map(|reason| reason.name()).collect())
            })
            .collect()
    }

    #[test]
    fn legal_forms_and_scripts_do_not_hide_a_duplicate() {
        let list = [
            company("上海浦东花卉有限公司"),
            company("上海浦东花卉"),
            company("上海浦東花卉股份有限公司"),
            company("北京浦东花卉有限公司"),
            company("Acme Trading Ltd."),
            company("ACME Trading"),
        ];
        let name = || vec!["name"];
        assert_eq!(find(&list), [(0, 1, name()), (0, 2, name()), (1, 2, name()), (4, 5, name())]);
    }

    #[test]
    fn people_need_more_than_a_common_name() {
        let list = [
            with_phone("张伟", "+8613800138000"),
            with_phone("张伟", "+8613900139000"),
            with_phone("张伟", "+8613800138000"),
        ];
        assert_eq!(find(&list), [(0, 2, vec!["name", "phone"])]);
    }

    #[test]
    fn slips_and_homophones_count_with_a_second_reason() {
        let slip = [
            with_phone("杭州西湖茶叶有限公司", "+8657112345678"),
            with_phone("杭州西糊茶叶公司", "+8657112345678"),
        ];
        assert_eq!(find(&slip), [(0, 1, vec!["phone", "similar_name"])]);
        assert_eq!(find(&[company("杭州西湖茶叶"), company("杭州西糊茶叶")]), []);
        assert_eq!(find(&[company("广州电器第一门店"), company("广州电器第二门店")]), []);
    }

    #[test]
    fn two_tax_numbers_are_two_companies() {
        let taxed = |name: &str, tax: &str| Traits { tax_number: Some(tax.to_owned()), ..company(name) };
        assert_eq!(
            find(&[taxed("上海花店总店", "91310000000000001X"), taxed("上海花店总店", "91310000000000002X")]),
            []
        );
        let same = [taxed("上海花店总店", "91310000000000001X"), taxed("沪花卉", "91310000000000001x")];
        assert_eq!(find(&same), [(0, 1, vec!["tax_number"])]);
    }

    #[test]
    fn the_switchboard_of_a_crowd_says_nothing() {
        let list: Vec<Traits> =
            (0..200).map(|number| with_phone(&format!("第{number}号客户公司"), "+862188888888")).collect();
        assert_eq!(find(&list), []);
    }

    #[test]
    fn many_records_without_duplicates_meet_nowhere() {
        let list: Vec<Traits> = (0..5_000).map(|number| company(&format!("Customer {number:06}"))).collect();
        assert_eq!(find(&list), []);
    }
}
