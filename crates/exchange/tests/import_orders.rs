//! Orders from a file into the records: counted to the line, once, and back out again.

#![allow(clippy::unwrap_used)]

use exchange::import_run::{Begin, Flow, ImportError, Mode, Subject, Summary, begin, import_file, run, undo};
use exchange::mapping::Plan;
use formula::Condition;
use records::{Behaviours, Door, Query, Record};
use std::path::{Path, PathBuf};
use testkit::companies;
use value::Value;

const FILE: &str = "\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom
536366,71053,WHITE LANTERN,1,12/13/2010 8:28,3.39,17851,France
C536367,71053,WHITE LANTERN,-1,12/13/2010 9:00,3.39,17851,France
536368,22139,,56,12/14/2010 11:52,0,,United Kingdom
536366,D,Discount,1,12/13/2010 8:28,-2.00,17851,France
536369,POST,POSTAGE,x,12/14/2010 11:52,18.00,12583,France
536366,POST,POSTAGE,1,12/13/2010 8:28,18.00,99999,France
536370,POST,POSTAGE,1,2010-13-45,18.00,12583,France
";

struct Place {
    _folder: tempfile::TempDir,
    file: PathBuf,
    errors: PathBuf,
}

fn place(text: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    std::fs::write(&file, text).unwrap();
    Place { file, errors: folder.path().join("errors.csv"), _folder: folder }
}

fn import(door: &Door, place: &Place, mode: Mode) -> Summary {
    import_file(door, &place.file, &Subject::Orders, Plan::default(), mode, &place.errors, &mut |_| {
        Flow::GoOn
    })
    .unwrap()
}

fn all(door: &Door, object: &str) -> Vec<Record> {
    door.find(&Query::of(object).sort("id").limit(10_000)).unwrap().records
}

fn order(door: &Door, number: &str) -> Record {
    let query = Query::of("order").filter(Condition::eq("external_number", Value::text(number)));
    door.find(&query).unwrap().records.remove(0)
}

fn created(summary: &Summary) -> Vec<(&str, u64)> {
    summary.created.iter().map(|(object, count)| (object.as_str(), *count)).collect()
}

#[test]
fn lines_become_customers_products_orders_and_lines() {
    for company in companies(&Behaviours::default()) {
        let (door, place) = (company.records.as_system("test an import"), place(FILE));
        let summary = import(&door, &place, Mode::Real);
        assert_eq!((summary.rows, summary.imported, summary.refused), (10, 7, 3));
        assert_eq!(created(&summary), [("customer", 2), ("order", 4), ("order_line", 7), ("product", 4)]);

        let first = order(&door, "536365");
        assert_eq!(first.get("ordered_on").as_date().unwrap().to_string(), "2010-12-01");
        assert_eq!(first.get("total").as_money().unwrap().amount().to_string(), "45.90");
        assert_eq!((first.text("status"), first.text("kind")), ("done", "sale"));
        assert_eq!(order(&door, "C536367").text("kind"), "return");
        assert!(order(&door, "536368").get("customer").is_null());
        assert_eq!(order(&door, "536366").get("total").as_money().unwrap().amount().to_string(), "1.39");

        let products = all(&door, "product");
        let heart = products.iter().find(|product| product.text("code") == "85123A").unwrap();
        assert_eq!(heart.text("name"), "WHITE HANGING HEART");
        let kinds: Vec<String> =
            all(&door, "order_line").iter().map(|line| line.text("kind").to_owned()).collect();
        assert_eq!(kinds, ["sale", "sale", "sale", "sale", "cancellation", "free", "return"]);
        let customers = all(&door, "customer");
        let names: Vec<&str> = customers.iter().map(|customer| customer.text("external_id")).collect();
        assert_eq!(names, ["17850", "17851"]);

        let told = std::fs::read_to_string(summary.error_file.unwrap()).unwrap();
        let lines: Vec<&str> = told.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("row,column,reason,InvoiceNo,"));
        assert!(lines[1].starts_with("9,Quantity,'x' is not a number,536369,POST"));
        assert!(
            lines[2].starts_with("10,,\"order 536366 belongs to customer '17851', not to '99999'\",536366"),
            "{}",
            lines[2]
        );
        assert!(lines[3].starts_with("11,InvoiceDate,'2010-13-45' is not a date"));
    }
}

#[test]
fn a_dry_run_counts_the_same_and_keeps_nothing() {
    for company in companies(&Behaviours::default()) {
        let (door, place) = (company.records.as_system("test an import"), place(FILE));
        let rehearsed = import(&door, &place, Mode::DryRun);
        assert!(
            ["customer", "product", "order", "order_line"].iter().all(|object| all(&door, object).is_empty())
        );
        let done = import(&door, &place, Mode::Real);
        assert_eq!(rehearsed, done);
    }
}

#[test]
fn the_same_file_twice_doubles_nothing() {
    for company in companies(&Behaviours::default()) {
        let (door, place) = (company.records.as_system("test an import"), place(FILE));
        import(&door, &place, Mode::Real);
        company.records.clock().advance(60);
        let again = import(&door, &place, Mode::Real);
        assert_eq!((again.rows, again.imported, again.refused), (10, 7, 3));
        assert_eq!(created(&again), [("order_line", 7)]);
        assert_eq!(again.updated.get("order"), Some(&4));
        assert_eq!(all(&door, "order_line").len(), 7);
        assert_eq!(all(&door, "order").len(), 4);
        assert_eq!(order(&door, "536365").get("total").as_money().unwrap().amount().to_string(), "45.90");
    }
}

fn long_file(orders: usize) -> String {
    let mut text = "订单号,下单日期,客户名称,商品编码,数量,单价\n".to_owned();
    for number in 0..orders {
        for line in 0..3 {
            let price =
                if number % 100 == 7 && line == 1 { "无效".to_owned() } else { format!("{line}.50") };
            text.push_str(&format!(
                "S{number},2024-03-{:02},第{}号花店,P{line},2,{price}\n",
                number % 28 + 1,
                number % 50
            ));
        }
    }
    text
}

#[test]
fn a_run_that_stops_goes_on_without_doubles() {
    for company in companies(&Behaviours::default()) {
        let (door, place) = (company.records.as_system("test an import"), place(&long_file(3_000)));
        let targets = [
            "order.external_number",
            "order.ordered_on",
            "customer.name",
            "product.code",
            "order_line.quantity",
            "order_line.unit_price",
        ];
        let id = begin(
            &door,
            Begin {
                path: &place.file,
                file_name: "orders.csv",
                subject: &Subject::Orders,
                plan: Plan::default(),
                targets: targets.iter().map(|target| Some((*target).to_owned())).collect(),
                key: None,
                mode: Mode::Real,
            },
        )
        .unwrap();
        let crash = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            run(&door, id, &place.file, &place.errors, catalog::Language::En, &mut |progress| {
                assert!(progress.done < 4_000, "the power fails");
                Flow::GoOn
            })
        }));
        assert!(crash.is_err());
        let kept = all(&door, "order_line").len();
        assert!((3_900..4_000).contains(&kept), "{kept}");
        std::fs::OpenOptions::new()
            .append(true)
            .open(&place.errors)
            .map(|mut file| std::io::Write::write_all(&mut file, b"9,half a r").unwrap())
            .unwrap();

        let mut seen = Vec::new();
        let summary = run(&door, id, &place.file, &place.errors, catalog::Language::En, &mut |progress| {
            seen.push(progress.done);
            Flow::GoOn
        })
        .unwrap();
        assert_eq!((summary.rows, summary.imported, summary.refused), (9_000, 8_970, 30));
        assert_eq!(seen, [6_000, 8_000, 9_000]);
        assert_eq!(door.count(&Query::of("order_line")).unwrap(), 8_970);
        assert_eq!(door.count(&Query::of("order")).unwrap(), 3_000);
        assert_eq!(door.count(&Query::of("customer")).unwrap(), 50);
        assert_eq!(summary.created.get("order"), Some(&3_000));
        let told = std::fs::read_to_string(&place.errors).unwrap();
        assert_eq!(told.lines().count(), 31);
        assert!(!told.contains("half a r"));
        let again = run(&door, id, &place.file, &place.errors, catalog::Language::En, &mut |_| Flow::GoOn);
        assert!(matches!(again, Err(ImportError::State(_))));
    }
}

#[test]
fn a_cancelled_import_is_undone_whole() {
    for company in companies(&Behaviours::default()) {
        let (door, place) = (company.records.as_system("test an import"), place(FILE));
        import(&door, &place, Mode::Real);
        company.records.clock().advance(60);
        let more =
            self::place(&format!("{FILE}536371,71053,WHITE LANTERN,2,12/15/2010 8:28,3.39,17852,France\n"));
        let summary = import_file(
            &door,
            &more.file,
            &Subject::Orders,
            Plan::default(),
            Mode::Real,
            &more.errors,
            &mut |_| Flow::Stop,
        )
        .unwrap();
        assert_eq!(summary.imported, 8);
        let runs = all(&door, "import_run");
        let last = runs.last().unwrap();
        assert_eq!(last.text("state"), "cancelled");
        let undone = undo(&door, last.id(), &mut |_| Flow::GoOn).unwrap();
        assert_eq!((undone.deleted, undone.kept), (10, 0));
        assert_eq!(all(&door, "order").len(), 4);
        assert_eq!(all(&door, "order_line").len(), 7);
        assert_eq!(all(&door, "customer").len(), 2);
        assert_eq!(order(&door, "536365").get("total").as_money().unwrap().amount().to_string(), "45.90");
        assert_eq!(door.get("import_run", last.id()).unwrap().text("state"), "undone");
        assert!(matches!(undo(&door, last.id(), &mut |_| Flow::GoOn), Err(ImportError::State(_))));
    }
}

#[test]
fn a_map_file_decides_and_is_remembered() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test an import");
        let text = "a,b,c\nK1,2024-03-05,10\nK2,2024-03-06,20\n";
        let place = place(text);
        let plan = Plan::parse(
            "[columns]\na = \"customer.name\"\nb = \"order.ordered_on\"\nc = \"order_line.amount\"\n",
        )
        .unwrap();
        let first =
            import_file(&door, &place.file, &Subject::Orders, plan, Mode::Real, &place.errors, &mut |_| {
                Flow::GoOn
            })
            .unwrap();
        assert_eq!((first.imported, first.error_file), (2, None));
        assert!(!Path::new(&place.errors).exists());
        assert_eq!(
            order(&door, "K1 2024-03-05").get("total").as_money().unwrap().amount().to_string(),
            "10.00"
        );
        let other = self::place("a,b,c\nK3,2024-03-07,30\n");
        assert_eq!(import(&door, &other, Mode::Real).imported, 1);
        assert_eq!(all(&door, "customer").len(), 3);
    }
}

/// The real file, from the folder of reference data.
#[test]
fn online_retail_goes_in_to_the_line() {
    let Some(folder) = testkit::reference_folder(1) else { return };
    let path = folder.join("data/online_retail_full.csv.gz");
    let company = companies(&Behaviours::default()).remove(0);
    let door = company.records.as_system("test an import");
    let errors = tempfile::tempdir().unwrap().keep().join("errors.csv");
    let started = std::time::Instant::now();
    let summary =
        import_file(&door, &path, &Subject::Orders, Plan::default(), Mode::Real, &errors, &mut |_| {
            Flow::GoOn
        })
        .unwrap();
    println!("imported in {:?}: {summary:?}", started.elapsed());
    assert_eq!((summary.rows, summary.imported, summary.refused), (541_909, 541_909, 0));
    assert_eq!(
        created(&summary),
        [("customer", 4_372), ("order", 25_900), ("order_line", 541_909), ("product", 4_070)]
    );
}

#[test]
fn an_amount_without_a_currency_is_one_of_the_companys() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test");
        company.records.set_setting("company.currency", serde_json::json!("EUR")).unwrap();
        let lines = "order no,order date,customer,product code,quantity,unit price,amount\n\
                     A1,2026-01-05,Acme,P1,2,9.50,19.00\n\
                     A1,2026-01-05,Acme,P2,1,7,\n\
                     A2,2026-01-06,Acme,P1,3,USD 9.50,USD 28.50\n";
        let summary = import(&door, &place(lines), Mode::Real);
        assert_eq!((summary.imported, summary.refused), (3, 0), "{summary:?}");
        let amounts = |number: &str| -> Vec<String> {
            let of_order = Condition::eq("order", Value::Id(order(&door, number).id()));
            let lines = door.find(&Query::of("order_line").filter(of_order).sort("id")).unwrap().records;
            lines.iter().map(|line| money(line, "amount")).collect()
        };
        assert_eq!(amounts("A1"), ["19.00 EUR", "7.00 EUR"]);
        assert_eq!(amounts("A2"), ["28.50 USD"]);
        assert_eq!(money(&order(&door, "A1"), "total"), "26.00 EUR");
        let more = format!(
            "order,amount\n{},12.5\n{},GBP 3\n",
            order(&door, "A1").text("number"),
            order(&door, "A1").text("number")
        );
        let more = place(&more);
        let subject = Subject::Object("order_line".to_owned());
        let summary =
            import_file(&door, &more.file, &subject, Plan::default(), Mode::Real, &more.errors, &mut |_| {
                Flow::GoOn
            })
            .unwrap();
        assert_eq!(
            (summary.imported, summary.refused),
            (2, 0),
            "{summary:?} {}",
            std::fs::read_to_string(&more.errors).unwrap_or_default()
        );
        assert_eq!(amounts("A1")[2..], ["12.50 EUR", "3.00 GBP"]);
    }
}

fn money(record: &Record, field: &str) -> String {
    let money = record.get(field).as_money().unwrap();
    format!("{} {}", money.amount(), money.currency.code())
}
