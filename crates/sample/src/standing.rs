use crate::chance::Chance;
use crate::company::{Activity, Order, Truth};
use crate::customers::Entry;
use crate::season::{days_between, later};
use jiff::civil::Date;

/// Fills in what follows from the orders and activities: status, grade, stated wallet, contact dates.
pub(crate) fn settle(
    seed: u64,
    today: Date,
    entries: &mut [Entry],
    orders: &[Order],
    activities: &[Activity],
    truths: &[Truth],
) {
    let mut last: Vec<Option<Date>> = vec![None; entries.len()];
    let mut year: Vec<i64> = vec![0; entries.len()];
    for order in orders.iter().filter(|order| order.stands()) {
        let Some(customer) = order.customer else { continue };
        if order.kind == "sale" {
            last[customer] = last[customer].max(Some(order.ordered_on));
        }
        if days_between(order.ordered_on, today) < 365 {
            year[customer] += order.total();
        }
    }
    let mut spoken: Vec<Option<Date>> = vec![None; entries.len()];
    let mut coming: Vec<Option<Date>> = vec![None; entries.len()];
    for activity in activities {
        let day = activity.happened_at.date();
        match activity.state {
            "held" => spoken[activity.customer] = spoken[activity.customer].max(Some(day)),
            "planned" => coming[activity.customer] = Some(day),
            _ => {}
        }
    }
    let mut ranked = year.clone();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    let (top, middle) = (ranked[ranked.len() / 20], ranked[ranked.len() / 5]);
    for (index, entry) in entries.iter_mut().enumerate() {
        let mut chance = Chance::of(seed, "standing", index);
        let customer = &mut entry.customer;
        customer.status = match last[index].map(|day| days_between(day, today)) {
            None if entry.habit.is_none() => "prospect",
            Some(0..=180) => "active",
            Some(181..=365) => "dormant",
            None | Some(_) => "lost",
        };
        customer.grade = chance.happens(0.7).then(|| match year[index] {
            turnover if turnover >= top => "a",
            turnover if turnover >= middle => "b",
            1.. => "c",
            _ => "d",
        });
        let says = customer.kind == "company" && chance.happens(0.2) && truths[index].wallet_12m > 0;
        customer.stated_wallet =
            says.then(|| truths[index].wallet_12m / 1_000_000 * 1_000_000).filter(|wallet| *wallet > 0);
        customer.last_contact_on = spoken[index];
        customer.next_contact_on =
            coming[index].or_else(|| chance.happens(0.08).then(|| later(today, chance.between(-5, 30))));
    }
}
