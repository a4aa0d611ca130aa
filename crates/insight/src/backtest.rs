use crate::error::Error;
use models::accuracy::{Bin, auc, brier, calibration, errors};
use models::btyd::{
    DAYS_PER_WEEK, Family, Groups, Outlook, PurchaseModel, Summaries, expected_by_week, outlook,
    spoken_before,
};
use models::history::Histories;
use models::lifetime_value::Horizon;
use models::rhythm::{Rhythm, RhythmSettings, rhythms};
use models::risk::{Risk, RiskSettings, Standing, judge};
use models::sufficiency::{Requirements, Sufficiency};
use serde::{Deserialize, Serialize};
use value::date_from_days;

/// How right the figures would have been a quarter ago: the same models, knowing only what was known then, against what
/// happened since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The last day that was known.
    pub known_until: String,
    pub weeks: u32,
    /// Short name of the model.
    pub model: String,
    /// Customers who had bought by then.
    pub customers: u64,
    pub chance: ChanceTest,
    pub orders: OrderTest,
    pub warnings: WarningTest,
    /// Absent when nobody was expected on a day.
    pub dates: Option<DateTest>,
    /// Repeat orders of these customers week by week, up to today. Runs of older versions have none.
    #[serde(default)]
    pub tracking: Vec<Tracked>,
}

/// All repeat orders up to the end of a week: as the model would have drawn the line, and as they came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tracked {
    /// The last day of the week.
    pub until: String,
    /// Cumulated, every customer counted as unknown from his first order on.
    pub expected: f64,
    pub actual: u64,
}

/// The chance of an order against who ordered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChanceTest {
    /// Mean squared error; 0 is perfect.
    pub brier: f64,
    /// The same of one chance for all: the share that ordered in the quarter before.
    pub naive_brier: f64,
    /// How well the chance orders customers: 0.5 is chance, 1 perfect. Absent when all or none ordered.
    pub auc: Option<f64>,
    pub calibration: Vec<Bin>,
}

/// Expected orders against those that came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderTest {
    pub expected: f64,
    pub actual: f64,
    /// Mean error a customer.
    pub mae: f64,
    /// The same when everybody is expected to order as often as in the quarter before.
    pub naive_mae: f64,
}

/// Warnings of repeat buyers against who then stayed silent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarningTest {
    pub repeat_buyers: u64,
    pub silent: u64,
    pub warned: u64,
    /// Warned and then silent.
    pub right: u64,
    /// Right warnings when as many are warned who have been silent longest.
    pub naive_right: u64,
}

/// The expected day of the next order of those who did order, in days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateTest {
    pub customers: u64,
    pub mae_days: f64,
    /// The same of the last order plus the customer's own mean gap.
    pub naive_mae_days: f64,
}

const WEEKS: u32 = 13;
const DAYS: i32 = WEEKS as i32 * 7;
/// Points of the tracked line, about; the last quarter is always shown week by week.
const POINTS: i32 = 60;

/// Nothing when too little was known a quarter ago, or the model cannot be defended on it.
pub fn backtest(
    histories: &Histories,
    model: &PurchaseModel,
    risk: &RiskSettings,
) -> Result<Option<Backtest>, Error> {
    let Some(day) = histories.as_of().checked_sub(DAYS) else { return Ok(None) };
    let Some(family) = Family::named(&model.name().replace('_', "")) else { return Ok(None) };
    let then = histories.until(day);
    let buyers = Summaries::of(&then);
    if !Sufficiency::of_purchases(&buyers, then.span_days(), &Requirements::default()).is_enough() {
        return Ok(None);
    }
    let Some(fit) = spoken_before(&then, family)? else { return Ok(None) };
    let horizon = Horizon::of_weeks(f64::from(WEEKS), 0.0)?;
    let outlook = outlook(&fit.model, &Groups::of(&buyers), &buyers, &horizon);
    let world = World { histories, day, buyers: &buyers, outlook: &outlook };
    let known_until = date_from_days(i64::from(day)).map(|date| date.to_string()).unwrap_or_default();
    Ok(Some(Backtest {
        known_until,
        weeks: WEEKS,
        model: family.name().to_owned(),
        customers: buyers.rows().len() as u64,
        chance: world.chance(),
        orders: world.orders()?,
        warnings: world.warnings(risk),
        dates: world.dates(&rhythms(&then, &RhythmSettings::default())),
        tracking: world.tracking(&fit.model),
    }))
}

struct World<'a> {
    histories: &'a Histories,
    /// The last day that is known.
    day: i32,
    buyers: &'a Summaries,
    outlook: &'a Outlook,
}

impl World<'_> {
    fn rows(&self) -> usize {
        self.buyers.rows().len()
    }

    fn days(&self, row: usize) -> &[i32] {
        self.histories.purchases(self.buyers.customer()[row] as usize).days
    }

    /// Purchase days after `from` up to and including `to`.
    fn bought(&self, row: usize, from: i32, to: i32) -> usize {
        let days = self.days(row);
        days.partition_point(|day| *day <= to) - days.partition_point(|day| *day <= from)
    }

    fn bought_after(&self, row: usize) -> usize {
        self.bought(row, self.day, self.day.saturating_add(DAYS))
    }

    fn bought_before(&self, row: usize) -> usize {
        self.bought(row, self.day.saturating_sub(DAYS), self.day)
    }

    fn chance(&self) -> ChanceTest {
        let happened: Vec<bool> = (0..self.rows()).map(|row| self.bought_after(row) > 0).collect();
        let chance = &self.outlook.chance_13_weeks;
        let quarter_before = self.day.saturating_sub(DAYS);
        let known = (0..self.rows())
            .filter(|row| self.days(*row).first().is_some_and(|first| *first <= quarter_before));
        let (mut bought, mut all) = (0u32, 0u32);
        for row in known {
            all += 1;
            bought += u32::from(self.bought_before(row) > 0);
        }
        let share = f64::from(bought) / f64::from(all.max(1));
        ChanceTest {
            brier: brier(chance, &happened),
            naive_brier: brier(&vec![share; happened.len()], &happened),
            auc: auc(chance, &happened),
            calibration: calibration(chance, &happened),
        }
    }

    fn orders(&self) -> Result<OrderTest, Error> {
        let actual: Vec<f64> = (0..self.rows()).map(|row| self.bought_after(row) as f64).collect();
        let before: Vec<f64> = (0..self.rows()).map(|row| self.bought_before(row) as f64).collect();
        let found = errors(&self.outlook.expected_horizon, &actual)?;
        Ok(OrderTest {
            expected: found.sum_pred,
            actual: found.sum_actual,
            mae: found.mae,
            naive_mae: errors(&before, &actual)?.mae,
        })
    }

    fn warnings(&self, settings: &RiskSettings) -> WarningTest {
        let mut test = WarningTest { repeat_buyers: 0, silent: 0, warned: 0, right: 0, naive_right: 0 };
        let mut silences: Vec<(u32, bool)> = Vec::new();
        for row in 0..self.rows() {
            let buyer = self.buyers.rows()[row];
            if buyer.repeats < settings.least_repeats {
                continue;
            }
            let silent = self.bought_after(row) == 0;
            let standing = Standing {
                repeats: buyer.repeats,
                chance: self.outlook.chance_13_weeks[row],
                usual_chance: self.outlook.usual_chance_13_weeks[row],
                before: Risk::None,
            };
            let warned = judge(standing, settings).risk != Risk::None;
            test.repeat_buyers += 1;
            test.silent += u64::from(silent);
            test.warned += u64::from(warned);
            test.right += u64::from(warned && silent);
            silences.push((buyer.age_days - buyer.last_days, silent));
        }
        silences.sort_unstable_by_key(|(days, _)| std::cmp::Reverse(*days));
        let as_many = usize::try_from(test.warned).unwrap_or(usize::MAX);
        test.naive_right = silences.iter().take(as_many).filter(|(_, silent)| *silent).count() as u64;
        test
    }

    fn tracking(&self, model: &PurchaseModel) -> Vec<Tracked> {
        let Some(oldest) = self.buyers.rows().iter().map(|row| row.age_days).max() else { return Vec::new() };
        let first = self.day.saturating_sub(i32::try_from(oldest).unwrap_or(i32::MAX));
        let weeks_before = (self.day - first) / 7;
        let step = (weeks_before / POINTS).max(1);
        let counted = |days: i32| f64::from(days) / DAYS_PER_WEEK;
        let days: Vec<i32> = (0..=weeks_before)
            .rev()
            .filter(|weeks| weeks % step == 0)
            .map(|weeks| self.day - first - 7 * weeks)
            .chain((1..=DAYS / 7).map(|week| self.day - first + 7 * week))
            .filter(|days| *days > 0)
            .collect();
        let weeks: Vec<f64> = days.iter().map(|days| counted(*days)).collect();
        let expected = expected_by_week(model, self.buyers, &weeks);
        let mut repeats: Vec<i32> =
            (0..self.rows()).flat_map(|row| self.days(row).iter().skip(1)).copied().collect();
        repeats.sort_unstable();
        days.iter()
            .zip(expected)
            .map(|(days, expected)| Tracked {
                until: date_from_days(i64::from(first + days))
                    .map(|date| date.to_string())
                    .unwrap_or_default(),
                expected: (expected * 10.0).round() / 10.0,
                actual: repeats.partition_point(|day| *day <= first + days) as u64,
            })
            .collect()
    }

    fn dates(&self, rhythms: &[Option<Rhythm>]) -> Option<DateTest> {
        let (mut error, mut naive, mut customers) = (0.0, 0.0, 0u64);
        for row in 0..self.rows() {
            let days = self.days(row);
            let known = days.partition_point(|day| *day <= self.day);
            let rhythm = rhythms[self.buyers.customer()[row] as usize].filter(|rhythm| rhythm.own_gaps > 0);
            let next = days.get(known).filter(|next| **next <= self.day.saturating_add(DAYS));
            let (Some(rhythm), Some(next)) = (rhythm, next) else { continue };
            let said = rhythm.next_day(self.day, self.outlook.median_wait_weeks[row]);
            let buyer = self.buyers.rows()[row];
            let gap = f64::from(buyer.last_days) / f64::from(buyer.repeats.max(1));
            let simple = days[known - 1].saturating_add(gap.round() as i32).max(self.day.saturating_add(1));
            error += (f64::from(said) - f64::from(*next)).abs();
            naive += (f64::from(simple) - f64::from(*next)).abs();
            customers += 1;
        }
        let mean = |sum: f64| sum / customers as f64;
        (customers > 0).then(|| DateTest { customers, mae_days: mean(error), naive_mae_days: mean(naive) })
    }
}
