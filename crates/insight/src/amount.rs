use serde::Serialize;
use value::{Currency, Money};

/// An amount as the API writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    pub amount: String,
    pub currency: String,
}

impl Amount {
    pub fn of(money: Money) -> Amount {
        Amount { amount: money.amount().to_string(), currency: money.currency.code().to_owned() }
    }

    /// A sum of minor units; beyond 64 bits it stays at the end.
    pub fn of_sum(minor: i128, currency: Currency) -> Amount {
        let minor = i64::try_from(minor).unwrap_or(if minor < 0 { i64::MIN } else { i64::MAX });
        Amount::of(Money::new(minor, currency))
    }
}
