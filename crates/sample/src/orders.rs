use crate::chance::Chance;
use crate::company::{Line, Order, Product, Truth};
use crate::customers::Entry;
use crate::habit::Habit;
use crate::season::{Buyers, Season, days_between, later};
use crate::staff::{SALES_MANAGER, SERVICE_AGENT};
use jiff::civil::Date;

/// The span of time in which the company trades, and how busy each day of it is.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    pub start: Date,
    pub today: Date,
    shops: Season,
    consumers: Season,
}

impl Calendar {
    pub fn new(start: Date, today: Date) -> Calendar {
        let shops = Season::new(Buyers::Shops, start, today);
        Calendar { start, today, shops, consumers: Season::new(Buyers::Consumers, start, today) }
    }

    pub fn season(&self, buyers: Buyers) -> &Season {
        match buyers {
            Buyers::Shops => &self.shops,
            Buyers::Consumers => &self.consumers,
        }
    }
}

/// The days on which a customer buys, and whether he still would.
#[derive(Debug, Clone)]
pub(crate) struct Purchases {
    pub days: Vec<Date>,
    pub alive: bool,
}

pub(crate) fn orders(
    seed: u64,
    calendar: &Calendar,
    entries: &[Entry],
    products: &[Product],
) -> (Vec<Order>, Vec<Truth>) {
    let mut orders = Vec::new();
    let mut truths = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let mut chance = Chance::of(seed, "orders", index);
        let Some(habit) = &entry.habit else {
            truths.push(never_bought(entry.customer.referred_by));
            continue;
        };
        let season = calendar.season(entry.trade.buyers());
        let purchases = purchases(&mut chance, habit, season, entry.customer.created_on, calendar.start);
        let seller = entry.customer.owner.unwrap_or(SERVICE_AGENT);
        let before = orders.len();
        for day in &purchases.days {
            let mut order = sale(&mut chance, habit, products, *day, calendar.today);
            order.customer = Some(index);
            order.owner = seller;
            order.channel = entry.trade.channel(&mut chance);
            let back =
                order.stands().then(|| taken_back(&mut chance, habit, &order, calendar.today)).flatten();
            orders.push(order);
            orders.extend(back);
        }
        truths.push(truth(habit, &purchases, &orders[before..], entry, &mut chance));
    }
    for index in 0..truths.len() {
        if let Some(referrer) = truths[index].referrer {
            truths[referrer].referred += 1;
        }
    }
    orders.extend(over_the_counter(seed, calendar, products));
    orders.sort_by_key(|order| (order.ordered_at, order.customer));
    for (index, order) in orders.iter_mut().enumerate() {
        order.external_number =
            format!("LT{:02}{:02}-{:05}", order.ordered_on.year() % 100, order.ordered_on.month(), index + 1);
    }
    (orders, truths)
}

pub(crate) fn purchases(
    chance: &mut Chance,
    habit: &Habit,
    season: &Season,
    from: Date,
    start: Date,
) -> Purchases {
    let mut days: Vec<Date> = Vec::new();
    let mut clock = if from < start { habit.wait(chance) } else { season.at(from) };
    while let Some(day) = season.day(clock) {
        if days.last() != Some(&day) {
            days.push(day);
            if chance.happens(habit.dropout_chance) {
                return Purchases { days, alive: false };
            }
        }
        clock += habit.wait(chance);
    }
    Purchases { days, alive: true }
}

pub(crate) fn lines(chance: &mut Chance, habit: &Habit, products: &[Product]) -> Vec<Line> {
    let amount = habit.basket * (habit.spread * chance.normal()).exp();
    let count = 1 + chance.poisson(habit.lines - 1.0).min(8);
    let mut lines: Vec<Line> = Vec::with_capacity(count);
    for _ in 0..count {
        let product =
            if chance.happens(0.85) { *chance.pick(&habit.favourites) } else { chance.below(products.len()) };
        if lines.iter().any(|line| line.product == product) {
            continue;
        }
        let price = products[product].price;
        let net = price as f64 * (100 - habit.discount) as f64 / 100.0;
        let packs = (amount / count as f64 / net / habit.pack as f64).round() as i64;
        lines.push(line(&products[product], product, packs.max(1) * habit.pack, habit.discount, "sale"));
    }
    lines
}

fn line(product: &Product, index: usize, quantity: i64, discount: i64, kind: &'static str) -> Line {
    let gross = quantity * product.price * (100 - discount);
    let amount = (gross + 50 * gross.signum()) / 100;
    Line {
        product: index,
        quantity,
        unit_price: product.price,
        discount,
        amount,
        cost: quantity * product.cost,
        kind,
    }
}

fn sale(chance: &mut Chance, habit: &Habit, products: &[Product], day: Date, today: Date) -> Order {
    let mut lines = lines(chance, habit, products);
    if chance.happens(0.03) {
        let gift = chance.below(products.len());
        lines.push(Line { unit_price: 0, amount: 0, ..line(&products[gift], gift, 1, 0, "free") });
    }
    if lines.len() > 1 && chance.happens(0.012) {
        let struck = &lines[0];
        lines.push(Line {
            quantity: -struck.quantity,
            amount: -struck.amount,
            cost: -struck.cost,
            kind: "cancellation",
            ..struck.clone()
        });
    }
    let age = days_between(day, today);
    let status = match age {
        _ if chance.happens(0.02) => "cancelled",
        0..=1 if chance.happens(0.4) => "draft",
        0..=5 => "confirmed",
        6..=14 => "shipped",
        _ => "done",
    };
    let notes = [
        "请在周五前送到",
        "Deliver before noon, please",
        "开增值税专用发票",
        "Gift wrap, no price tag",
        "货到先打电话",
    ];
    Order {
        external_number: String::new(),
        customer: None,
        ordered_on: day,
        ordered_at: moment(chance, day),
        status,
        kind: "sale",
        channel: "other",
        note: chance.happens(0.05).then(|| (*chance.pick(&notes)).to_owned()),
        owner: SERVICE_AGENT,
        lines,
    }
}

fn taken_back(chance: &mut Chance, habit: &Habit, order: &Order, today: Date) -> Option<Order> {
    if !chance.happens(habit.returns) {
        return None;
    }
    let day = later(order.ordered_on, chance.between(4, 20));
    let bought = order.lines.iter().find(|line| line.kind == "sale")?;
    let quantity = 1 + chance.below(bought.quantity.max(1) as usize) as i64;
    let back = Line {
        quantity: -quantity,
        amount: -(bought.amount * quantity / bought.quantity),
        cost: -(bought.cost * quantity / bought.quantity),
        kind: "return",
        ..bought.clone()
    };
    let reasons = ["包装破损", "Wrong item delivered", "口味不符", "Damaged in transit", "多发退回"];
    let note = Some((*chance.pick(&reasons)).to_owned());
    let ordered_at = moment(chance, day);
    (day <= today).then(|| Order {
        ordered_on: day,
        ordered_at,
        status: "done",
        kind: "return",
        note,
        lines: vec![back],
        ..order.clone()
    })
}

// Shops also sell to people who leave no name.
fn over_the_counter(seed: u64, calendar: &Calendar, products: &[Product]) -> Vec<Order> {
    let mut chance = Chance::of(seed, "counter", 0);
    let span = days_between(calendar.start, calendar.today);
    let mut list = Vec::new();
    for _ in 0..120 {
        let habit = Habit::new(&mut chance, crate::habit::Trade::Consumer, products.len());
        let day = later(calendar.start, chance.between(0, span));
        let mut order = sale(&mut chance, &habit, products, day, calendar.today);
        order.channel = "store";
        order.owner = SALES_MANAGER;
        list.push(order);
    }
    list
}

pub(crate) fn moment(chance: &mut Chance, day: Date) -> jiff::civil::DateTime {
    day.at(chance.between(8, 18) as i8, chance.between(0, 59) as i8, 0, 0)
}

fn truth(
    habit: &Habit,
    purchases: &Purchases,
    orders: &[Order],
    entry: &Entry,
    chance: &mut Chance,
) -> Truth {
    let standing = || orders.iter().filter(|order| order.stands());
    let sold: i64 = standing().map(Order::total).sum();
    let earned: i64 = standing().map(Order::margin).sum();
    let sales = standing().filter(|order| order.kind == "sale").count() as i64;
    let mean_order = if sales > 0 { sold / sales } else { habit.mean_basket() as i64 };
    let margin_share = if sold > 0 { earned as f64 / sold as f64 } else { 0.0 };
    let yearly = habit.rate_per_week * 365.25 / 7.0 * mean_order as f64;
    Truth {
        joined_on: purchases.days.first().copied(),
        rate_per_week: habit.rate_per_week,
        regularity: habit.regularity,
        dropout_chance: habit.dropout_chance,
        alive: purchases.alive,
        dropped_out_on: if purchases.alive { None } else { purchases.days.last().copied() },
        mean_order,
        margin_share,
        expected_margin_12m: if purchases.alive { (yearly * margin_share) as i64 } else { 0 },
        wallet_12m: (yearly * chance.ranges(1.05, 5.0)) as i64,
        drain: habit.drain,
        referrer: entry.customer.referred_by,
        referred: 0,
    }
}

fn never_bought(referrer: Option<usize>) -> Truth {
    Truth {
        joined_on: None,
        rate_per_week: 0.0,
        regularity: 1.0,
        dropout_chance: 0.0,
        alive: false,
        dropped_out_on: None,
        mean_order: 0,
        margin_share: 0.0,
        expected_margin_12m: 0,
        wallet_12m: 0,
        drain: false,
        referrer,
        referred: 0,
    }
}
