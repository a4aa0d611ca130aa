use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;

/// Rounds half away from zero: the one rounding rule of the program.
pub fn round_half_away(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// The integer that the database keeps for a decimal with `digits` after the point; none when it needs over 64 bits.
pub fn decimal_to_scaled(number: Decimal, digits: u32) -> Option<i64> {
    let rounded = round_half_away(number, digits);
    let factor = Decimal::from_i128_with_scale(10_i128.pow(digits), 0);
    rounded.checked_mul(factor)?.to_i64()
}

/// The decimal that a scaled integer stands for, with all its digits written.
pub fn scaled_to_decimal(scaled: i64, digits: u32) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(scaled), digits)
}

/// Reads plain and scientific notation; nothing else is a number here.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()
}
