use crate::number::{decimal_to_scaled, scaled_to_decimal};
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// An amount in minor units (fen, cents) of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// The currency that they are units of.
    pub currency: Currency,
}

/// Why an amount cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not three capital letters.
    #[error("'{0}' is not a currency code")]
    Currency(String),
    /// More than 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
    /// Two currencies in one sum.
    #[error("{0} and {1} cannot be added")]
    Mixed(Currency, Currency),
}

impl Currency {
    /// Renminbi.
    pub const CNY: Currency = Currency(*b"CNY");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the point, by ISO 4217.
    pub fn digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Currency, MoneyError> {
        let bytes = text.as_bytes();
        match bytes {
            [a, b, c] if bytes.iter().all(u8::is_ascii_uppercase) => Ok(Currency([*a, *b, *c])),
            _ => Err(MoneyError::Currency(text.chars().take(12).collect())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// From minor units.
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// From an amount in major units, rounded half away from zero to the currency's digits.
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Money, MoneyError> {
        let minor = decimal_to_scaled(amount, currency.digits()).ok_or(MoneyError::TooLarge)?;
        Ok(Money { minor, currency })
    }

    /// The amount in major units.
    pub fn amount(self) -> Decimal {
        scaled_to_decimal(self.minor, self.currency.digits())
    }

    /// Sum of two amounts of one currency.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Money { minor, currency: self.currency })
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn minor_units_follow_the_currency() {
        let yen = Currency::from_str("JPY").unwrap();
        assert_eq!(Money::from_decimal(Decimal::new(12345, 1), yen).unwrap().minor, 1235);
        assert_eq!(Money::from_decimal(Decimal::new(-12345, 3), Currency::CNY).unwrap().minor, -1235);
        assert_eq!(Money::new(1250, Currency::CNY).amount().to_string(), "12.50");
    }

    #[test]
    fn mixed_and_oversized_sums_are_refused() {
        let euro = Currency::from_str("EUR").unwrap();
        assert!(Money::new(1, Currency::CNY).plus(Money::new(1, euro)).is_err());
        assert!(Money::new(i64::MAX, euro).plus(Money::new(1, euro)).is_err());
        assert!(Currency::from_str("eur").is_err());
    }
}
