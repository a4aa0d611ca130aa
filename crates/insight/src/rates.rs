use std::collections::HashMap;
use value::{Currency, Money};

/// What an amount of another currency is worth in the company's own, day by day.
#[derive(Debug, Clone)]
pub struct Rates {
    home: Currency,
    by_currency: HashMap<Currency, Vec<(i32, f64)>>,
}

/// An exchange rate as it was noted: one `from` is `rate` of `to`, from that day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quote {
    pub from: Currency,
    pub to: Currency,
    pub rate: f64,
    pub day: i32,
}

impl Rates {
    /// Takes the quotes that have the company's currency on one side; the other way round is the inverse.
    pub fn of(home: Currency, quotes: impl IntoIterator<Item = Quote>) -> Rates {
        let mut direct: HashMap<Currency, Vec<(i32, f64)>> = HashMap::new();
        let mut inverse = direct.clone();
        for quote in quotes {
            if quote.rate.is_nan() || quote.rate <= 0.0 {
                continue;
            }
            if quote.to == home {
                direct.entry(quote.from).or_default().push((quote.day, quote.rate));
            } else if quote.from == home {
                inverse.entry(quote.to).or_default().push((quote.day, 1.0 / quote.rate));
            }
        }
        for (currency, quotes) in inverse {
            let known = direct.entry(currency).or_default();
            let days: Vec<i32> = known.iter().map(|(day, _)| *day).collect();
            known.extend(quotes.into_iter().filter(|(day, _)| !days.contains(day)));
        }
        for quotes in direct.values_mut() {
            quotes.sort_by_key(|(day, _)| *day);
        }
        Rates { home, by_currency: direct }
    }

    /// Minor units of the company's currency at the rate of the day, or nothing when no rate was known by then.
    pub fn home_minor(&self, money: Money, day: i32) -> Option<i64> {
        if money.currency == self.home {
            return Some(money.minor);
        }
        let quotes = self.by_currency.get(&money.currency)?;
        let later = quotes.partition_point(|(from, _)| *from <= day);
        let (_, rate) = quotes.get(later.checked_sub(1)?)?;
        let digits = self.home.digits() as i32 - money.currency.digits() as i32;
        Some((money.minor as f64 * rate * 10f64.powi(digits)).round() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn the_rate_of_the_day_counts_and_a_missing_one_is_missing() {
        let (usd, jpy) = (currency("USD"), currency("JPY"));
        let quote = |from, to, rate, day| Quote { from, to, rate, day };
        let rates = Rates::of(
            Currency::CNY,
            [
                quote(usd, Currency::CNY, 7.0, 10),
                quote(usd, Currency::CNY, 7.5, 20),
                quote(Currency::CNY, jpy, 20.0, 5),
                quote(usd, jpy, 150.0, 1),
                quote(usd, Currency::CNY, f64::NAN, 15),
            ],
        );
        assert_eq!(rates.home_minor(Money::new(200, usd), 9), None);
        assert_eq!(rates.home_minor(Money::new(200, usd), 19), Some(1400));
        assert_eq!(rates.home_minor(Money::new(200, usd), 20), Some(1500));
        assert_eq!(rates.home_minor(Money::new(100, jpy), 7), Some(500), "100 yen are 5.00 yuan");
        assert_eq!(rates.home_minor(Money::new(100, currency("EUR")), 7), None);
        assert_eq!(rates.home_minor(Money::new(123, Currency::CNY), 0), Some(123));
    }
}
