use crate::chance::Chance;
use crate::season::Buyers;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trade {
    Consumer,
    EndUser,
    Dealer,
    Wholesaler,
    Distributor,
    Agent,
}

/// How a customer buys: what the insight should find out from his orders alone.
#[derive(Debug, Clone)]
pub(crate) struct Habit {
    pub rate_per_week: f64,
    pub regularity: f64,
    pub dropout_chance: f64,
    pub basket: f64,
    pub spread: f64,
    pub lines: f64,
    pub discount: i64,
    pub returns: f64,
    pub favourites: Vec<usize>,
    pub pack: i64,
    pub drain: bool,
}

/// Figures of a trade: mean rate a week and its gamma shape, beta of the dropout, median basket in fen, lines, discounts, pack.
struct Figures {
    rate: (f64, f64),
    dropout: (f64, f64),
    basket: f64,
    lines: f64,
    discount: (i64, i64),
    pack: i64,
}

impl Trade {
    pub const ALL: [Trade; 6] =
        [Trade::Consumer, Trade::EndUser, Trade::Dealer, Trade::Wholesaler, Trade::Distributor, Trade::Agent];

    pub fn any(chance: &mut Chance) -> Trade {
        Trade::ALL[chance.weighted(&[0.55, 0.11, 0.19, 0.07, 0.05, 0.03])]
    }

    pub fn buyers(self) -> Buyers {
        match self {
            Trade::Consumer => Buyers::Consumers,
            Trade::EndUser | Trade::Dealer | Trade::Wholesaler | Trade::Distributor | Trade::Agent => {
                Buyers::Shops
            }
        }
    }

    pub fn channel(self, chance: &mut Chance) -> &'static str {
        match self {
            Trade::Consumer => {
                ["online", "wechat", "store", "phone"][chance.weighted(&[0.45, 0.3, 0.2, 0.05])]
            }
            Trade::EndUser => ["sales_rep", "online", "phone"][chance.weighted(&[0.4, 0.4, 0.2])],
            Trade::Dealer | Trade::Wholesaler | Trade::Distributor | Trade::Agent => {
                ["sales_rep", "wechat", "phone"][chance.weighted(&[0.6, 0.25, 0.15])]
            }
        }
    }

    fn figures(self) -> Figures {
        let figures = |rate, dropout, basket, lines, discount, pack| Figures {
            rate,
            dropout,
            basket,
            lines,
            discount,
            pack,
        };
        match self {
            Trade::Consumer => figures((0.06, 0.9), (1.0, 7.0), 38_000.0, 1.3, (0, 5), 1),
            Trade::EndUser => figures((0.05, 1.2), (1.0, 9.0), 140_000.0, 1.8, (5, 10), 2),
            Trade::Dealer => figures((0.13, 1.5), (0.9, 14.0), 130_000.0, 2.4, (14, 20), 5),
            Trade::Wholesaler => figures((0.22, 1.8), (0.8, 22.0), 230_000.0, 2.8, (20, 26), 10),
            Trade::Distributor => figures((0.28, 2.0), (0.8, 28.0), 340_000.0, 3.2, (24, 30), 10),
            Trade::Agent => figures((0.16, 1.5), (0.9, 16.0), 160_000.0, 2.4, (16, 22), 5),
        }
    }
}

impl Habit {
    pub fn new(chance: &mut Chance, trade: Trade, products: usize) -> Habit {
        let figures = trade.figures();
        let (mean, shape) = figures.rate;
        let rate_per_week = (mean * chance.gamma(shape) / shape).clamp(0.004, 1.4);
        let regularity = match trade {
            Trade::Consumer | Trade::EndUser => 1.0,
            Trade::Dealer | Trade::Wholesaler | Trade::Distributor | Trade::Agent => {
                *chance.pick(&[1.0, 2.0, 3.0, 4.0])
            }
        };
        let dropout_chance = chance.beta(figures.dropout.0, figures.dropout.1).clamp(0.004, 0.8);
        let drain = matches!(trade, Trade::Dealer | Trade::EndUser | Trade::Agent) && chance.happens(0.07);
        let count = 3 + chance.below(5);
        Habit {
            rate_per_week,
            regularity,
            dropout_chance,
            basket: figures.basket * (0.55 * chance.normal()).exp(),
            spread: chance.ranges(0.2, 0.5),
            lines: figures.lines,
            discount: if drain {
                chance.between(52, 60)
            } else {
                chance.between(figures.discount.0, figures.discount.1)
            },
            returns: if drain { 0.2 } else { 0.035 },
            favourites: (0..count).map(|_| chance.below(products)).collect(),
            pack: figures.pack,
            drain,
        }
    }

    /// Weeks until the next order on the season's clock.
    pub fn wait(&self, chance: &mut Chance) -> f64 {
        chance.gamma(self.regularity) / (self.regularity * self.rate_per_week)
    }

    /// Mean of the order amounts before rounding to whole packs.
    pub fn mean_basket(&self) -> f64 {
        self.basket * (self.spread * self.spread / 2.0).exp()
    }
}
