/// What differs between two spellings: one sign each, or one sign on one side only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip<T> {
    /// The sign of the first spelling.
    pub left: Option<T>,
    /// The sign of the second.
    pub right: Option<T>,
}

/// The slip that makes one spelling of the other, when it is exactly one.
pub fn one_slip<T: PartialEq + Copy>(left: &[T], right: &[T]) -> Option<Slip<T>> {
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    match (left.len() - end, right.len() - end) {
        (1, 1) => Some(Slip { left: Some(left[0]), right: Some(right[0]) }),
        (1, 0) => Some(Slip { left: Some(left[0]), right: None }),
        (0, 1) => Some(Slip { left: None, right: Some(right[0]) }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_found_and_two_are_not() {
        assert_eq!(one_slip(b"customer", b"custmer"), Some(Slip { left: Some(b'o'), right: None }));
        assert_eq!(one_slip(b"abc", b"axc"), Some(Slip { left: Some(b'b'), right: Some(b'x') }));
        assert_eq!(one_slip(b"aa", b"aaa").map(|slip| slip.right), Some(Some(b'a')));
        assert_eq!(one_slip(b"abc", b"abc"), None);
        assert_eq!(one_slip(b"abcd", b"badc"), None);
    }
}
