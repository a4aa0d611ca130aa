use crate::company::{open, prepare};
use records::{Door, Draft, Query};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use value::{Currency, Date, Decimal, Id, Money, Value};

const CUSTOMERS: usize = 1_000_000;
const ORDERS: usize = 2_500_000;
const LINES_AN_ORDER: usize = 4;
const CHUNK: usize = 1_000;
const DAYS: u64 = 1_095;

/// A night of a large company: everything, then again after one order in a hundred more.
pub fn measure() {
    let folder = std::env::temp_dir().join("guanxi-bench-night");
    let done = folder.join("with orders");
    if !done.exists() {
        let customers = prepare(CUSTOMERS).folder;
        let _ = std::fs::remove_dir_all(&folder);
        let copied = Command::new("cp").arg("-r").arg(&customers).arg(&folder).status().unwrap();
        assert!(copied.success());
        write_orders(&folder, 0, ORDERS);
        std::fs::write(&done, b"").unwrap();
    }
    night("everything, for the first time in a new folder", &folder, 0);
    write_orders(&folder, ORDERS, ORDERS / 100);
    night("a hundredth of the orders is new", &folder, 0);
    night("the night after, when time has moved all figures", &folder, 1);
}

fn night(what: &str, folder: &Path, days: i64) {
    println!("{what}:");
    let program = std::env::current_exe().unwrap();
    let status = Command::new(program)
        .args(["night-run", folder.to_str().unwrap(), &days.to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// One run in a process of its own, so that its memory is its own.
pub fn run(folder: &str, days: &str) {
    let company = open(Path::new(folder));
    let day = company.records.today().saturating_add(jiff::ToSpan::days(days.parse::<i64>().unwrap()));
    let begun = Instant::now();
    let mut stage = None;
    let found = insight::run(&company.records, Some(day), &mut |progress| {
        if stage != Some(progress.stage) {
            stage = Some(progress.stage);
            println!("  {:>6.1} s {:?}", begun.elapsed().as_secs_f64(), progress.stage);
        }
        insight::Flow::Continue
    })
    .unwrap();
    println!(
        "  {:>6.1} s in all (target 60 s), {:.2} GB at most (target 2 GB), {} customers, {} orders, {} lines, {} written, {} in the history",
        begun.elapsed().as_secs_f64(),
        most_memory() as f64 / 1e6,
        found.customers,
        found.orders,
        found.lines,
        found.written,
        found.history,
    );
}

fn write_orders(folder: &Path, first: usize, count: usize) {
    let company = open(folder);
    let door = company.records.as_system("fill a company to measure");
    let customers = customers(&door);
    let today: Date = company.records.clock().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let begun = Instant::now();
    for from in (first..first + count).step_by(CHUNK) {
        let until = (first + count).min(from + CHUNK);
        let drafts = (from..until).map(|number| order(number, &customers, today)).collect();
        door.transaction(move |work| {
            let orders = work.create_many("order", drafts)?;
            let lines = orders.iter().enumerate().flat_map(|(at, order)| lines(from + at, *order)).collect();
            work.create_many("order_line", lines)
        })
        .unwrap();
        if (from - first).is_multiple_of(100_000) {
            eprintln!("{from} orders after {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
}

fn customers(door: &Door) -> Vec<Id> {
    let mut found = Vec::new();
    door.columns(&Query::of("customer").fields(&["id"]).sort("id"), &mut |row| {
        found.extend(row[0].as_id());
        Ok(())
    })
    .unwrap();
    found
}

/// Some buy often and some once, some stop: what the dice of a multiplication give.
fn order(number: usize, customers: &[Id], today: Date) -> Draft {
    let dice = dice(number as u64);
    let share = (dice % 1_000_000) as f64 / 1e6;
    let customer = (share * share * customers.len() as f64) as usize;
    let stays = 90 + dice_of(customer, 1) % DAYS;
    let begins = dice_of(customer, 2) % DAYS;
    let day = begins + (dice >> 20) % stays;
    let ago = DAYS.saturating_sub(day.min(DAYS)) as i64;
    Draft::new("order")
        .set("customer", Value::Id(customers[customer]))
        .set("ordered_on", Value::Date(today.saturating_sub(jiff::ToSpan::days(ago))))
        .set("status", Value::text("done"))
}

fn lines(number: usize, order: Id) -> Vec<Draft> {
    let line = |at: usize| {
        let dice = dice((number * LINES_AN_ORDER + at) as u64 ^ 0x5bd1_e995);
        let amount = 500 + (dice % 40_000) as i64;
        Draft::new("order_line")
            .set("order", Value::Id(order))
            .set("quantity", Value::Decimal(Decimal::from(1 + dice as i64 % 12)))
            .set("amount", Value::Money(Money::new(amount, Currency::CNY)))
            .set("cost", Value::Money(Money::new(amount * 6 / 10, Currency::CNY)))
    };
    (0..LINES_AN_ORDER).map(line).collect()
}

fn dice_of(customer: usize, throw: u64) -> u64 {
    dice(customer as u64 * 7 + throw)
}

/// Steele, Lea and Flood 2014: splitmix64.
fn dice(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) >> 1
}

/// The most kilobytes that were ever in memory.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
