use crate::company::open;
use exchange::import_run::{Flow, Mode, Subject, import_file};
use exchange::mapping::Plan;
use std::path::PathBuf;
use std::time::Instant;

pub fn measure() {
    let Some(file) = std::env::var_os("GUANXI_BENCH_ORDERS").map(PathBuf::from) else {
        println!("GUANXI_BENCH_ORDERS names no file of order lines");
        return;
    };
    let folder = std::env::temp_dir().join(format!("guanxi-bench-import-{}", std::process::id()));
    let company = open(&folder);
    let door = company.records.as_system("measure an import");
    let (begun, cpu) = (Instant::now(), own_cpu());
    let errors = folder.join("errors.csv");
    let summary =
        import_file(&door, &file, &Subject::Orders, Plan::default(), Mode::Real, &errors, &mut |_| {
            Flow::GoOn
        })
        .unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let each = (own_cpu() - cpu) * 1e3 / summary.rows as f64;
    println!(
        "import  {} rows in {seconds:.1} s (target 30 s for 541,909), CPU {each:.3} ms a row (peers 1.6 to 2.9)",
        summary.rows
    );
    println!(
        "        {} imported, {} refused, created {:?}",
        summary.imported, summary.refused, summary.created
    );
    let begun = Instant::now();
    let found = insight::run(&company.records, last_day(&door), &mut |_| insight::Flow::Continue).unwrap();
    println!("insight {:.2} s (target 3 s): {:?}", begun.elapsed().as_secs_f64(), found.tiers);
    drop(company);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The day after the last order.
fn last_day(door: &records::Door) -> Option<value::Date> {
    let query = records::Query::of("order").fields(&["ordered_on"]).sort("-ordered_on").limit(1);
    let last = door.find(&query).unwrap().records.first().and_then(|order| order.get("ordered_on").as_date());
    last.map(|day| day.saturating_add(jiff::ToSpan::days(1)))
}

fn own_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()) as f64 / 100.0
}
