//! Any object from a file: made, updated by a key, refused with a reason; and lists back into files.

#![allow(clippy::unwrap_used)]

use exchange::export_run::{Export, export};
use exchange::import_run::{Flow, Mode, Subject, Summary, import_file, preview};
use exchange::mapping::Plan;
use exchange::writing::Format;
use records::{Behaviours, Door, Query, Record};
use testkit::{Personas, companies};

fn import(door: &Door, object: &str, name: &str, text: &str, plan: &str) -> (Summary, String) {
    let folder = tempfile::tempdir().unwrap();
    let (file, errors) = (folder.path().join(name), folder.path().join("errors.csv"));
    std::fs::write(&file, text).unwrap();
    let subject = Subject::named(object, door.catalog()).unwrap();
    let plan = Plan::parse(plan).unwrap();
    let summary = import_file(door, &file, &subject, plan, Mode::Real, &errors, &mut |_| Flow::GoOn).unwrap();
    (summary, std::fs::read_to_string(&errors).unwrap_or_default())
}

fn all(door: &Door, object: &str) -> Vec<Record> {
    door.find(&Query::of(object).sort("id").limit(1_000)).unwrap().records
}

const CUSTOMERS: &str = "\
客户名称,客户类型,手机,邮箱,行业,标签,省份,城市,详细地址,客户编码,员工人数
上海花店,公司,138 0013 8000,A@Example.com,零售,VIP、老客户,上海,浦东,中山路1号,K1,１２
张伟,个人,,,,,,,,K2,
北京花店,公司,123,,零售,,,,,K3,
南京花店,别的,,,,,,,,K4,
苏州花店,公司,,,,,,,,K1,
,公司,,,,,,,,K5,
";

#[test]
fn customers_are_made_from_a_chinese_list() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test an import");
        let (summary, told) = import(&door, "customers", "客户.csv", CUSTOMERS, "");
        assert_eq!((summary.rows, summary.imported, summary.refused), (6, 2, 4), "{told}");
        assert_eq!(summary.created.get("customer"), Some(&2));
        assert_eq!(summary.created.get("tag"), Some(&2));
        let customers = all(&door, "customer");
        let shop = &customers[0];
        assert_eq!(
            (shop.text("kind"), shop.text("phone"), shop.text("email")),
            ("company", "+8613800138000", "a@example.com")
        );
        assert_eq!((shop.text("industry"), shop.get("employees").as_integer()), ("retail", Some(12)));
        assert_eq!(shop.get("tags").ids().len(), 2);
        let value::Value::Json(address) = shop.get("address") else { panic!("no address") };
        assert_eq!((address["city"].as_str(), address["street"].as_str()), (Some("浦东"), Some("中山路1号")));
        assert_eq!(customers[1].text("kind"), "person");
        for reason in [
            "4,手机,'123' is not a telephone number",
            "5,客户类型,'别的' is not one of the options",
            "6,客户编码,'K1' exists already",
            "7,客户名称,a value is missing",
        ] {
            assert!(told.contains(reason), "{reason} in {told}");
        }
    }
}

#[test]
fn a_key_updates_what_is_there() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test an import");
        import(&door, "customer", "a.csv", "name,external_id,phone\nOne,K1,13800138000\nTwo,K2,\n", "");
        let (summary, told) = import(
            &door,
            "customer",
            "b.csv",
            "external_id,name,employees\nK2,Two & Sons,7\nK3,Three,1\nK3,Three again,2\n,Nobody,3\n",
            "key = \"external_id\"",
        );
        assert_eq!((summary.rows, summary.imported, summary.refused), (4, 3, 1), "{told}");
        assert_eq!((summary.created.get("customer"), summary.updated.get("customer")), (Some(&1), Some(&1)));
        let names: Vec<String> =
            all(&door, "customer").iter().map(|customer| customer.text("name").to_owned()).collect();
        assert_eq!(names, ["One", "Two & Sons", "Three again"]);
        assert_eq!(all(&door, "customer")[0].text("phone"), "+8613800138000");
    }
}

#[test]
fn contacts_find_their_company_and_come_from_cards() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test an import");
        import(&door, "customer", "a.csv", "name\n上海花店\n", "");
        let cards = "BEGIN:VCARD\nVERSION:3.0\nN:王;小明;;;\nFN:王小明\nORG:上海花店;采购部\nTITLE:经理\nTEL;TYPE=CELL:138 0013 8000\nEMAIL:wang@example.com\nEND:VCARD\n\
                     BEGIN:VCARD\nVERSION:3.0\nFN:李四\nORG:没有的公司\nEND:VCARD\n";
        let (summary, told) = import(&door, "contact", "cards.vcf", cards, "");
        assert_eq!((summary.imported, summary.refused), (1, 1), "{told}");
        assert!(told.contains("'没有的公司' was not found"), "{told}");
        let contact = &all(&door, "contact")[0];
        assert_eq!((contact.title().as_str(), contact.text("mobile")), ("王小明", "+8613800138000"));
        assert_eq!((contact.text("job_title"), contact.text("department")), ("经理", "采购部"));
        assert_eq!(contact.get("customer").as_id(), Some(all(&door, "customer")[0].id()));
    }
}

#[test]
fn a_preview_shows_what_would_become_of_the_file() {
    let company = companies(&Behaviours::default()).remove(0);
    let door = company.records.as_system("test an import");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("客户.csv");
    std::fs::write(&file, CUSTOMERS).unwrap();
    let subject = Subject::named("customers", door.catalog()).unwrap();
    let seen = preview(&file, &subject, door.catalog(), &jiff::tz::TimeZone::UTC, &Plan::default(), |_| None)
        .unwrap();
    assert_eq!((seen.rows, seen.header_row), (6, 1));
    let targets: Vec<String> = seen.chosen().into_iter().flatten().collect();
    assert_eq!(
        targets,
        [
            "name",
            "kind",
            "phone",
            "email",
            "industry",
            "tags",
            "address.province",
            "address.city",
            "address",
            "external_id",
            "employees"
        ]
    );
    assert_eq!(seen.columns[2].problems, 1);
    assert_eq!((seen.preview[2].problems[0].column, seen.preview[2].problems[0].code), (2, "not_a_phone"));
    assert_eq!(seen.columns[0].samples[0], "上海花店");
    let json = serde_json::to_value(&seen).unwrap();
    assert_eq!(json["targets"][0]["labels"]["zh-Hans"], "名称");
}

#[test]
fn what_is_exported_can_be_imported() {
    for company in companies(&Behaviours::default()) {
        let door = company.records.as_system("test an import");
        import(&door, "customer", "a.csv", CUSTOMERS, "");
        let fields: Vec<String> =
            ["name", "kind", "phone", "email", "industry", "tags", "external_id", "employees"]
                .map(str::to_owned)
                .into();
        for (format, name) in [(Format::Csv, "out.csv"), (Format::Xlsx, "out.xlsx")] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            let wanted = Export {
                query: Query::of("customer"),
                fields: &fields,
                format,
                language: catalog::Language::ZhHans,
            };
            let file = std::fs::File::create(&path).unwrap();
            assert_eq!(export(&door, wanted, file).unwrap(), 2);
            let before: Vec<i64> = all(&door, "customer").iter().map(Record::version).collect();
            let subject = Subject::named("customer", door.catalog()).unwrap();
            let plan = Plan::parse("key = \"external_id\"").unwrap();
            let errors = folder.path().join("errors.csv");
            let summary =
                import_file(&door, &path, &subject, plan, Mode::Real, &errors, &mut |_| Flow::GoOn).unwrap();
            assert_eq!((summary.imported, summary.refused), (2, 0));
            let after: Vec<i64> = all(&door, "customer").iter().map(Record::version).collect();
            assert_eq!(before, after, "nothing has changed");
        }
    }
}

#[test]
fn nobody_learns_of_records_beyond_his_reach() {
    for company in companies(&Behaviours::default()) {
        let records = &company.records;
        let people = Personas::hire(records);
        let everything = records.as_system("test an import");
        import(
            &everything,
            "customer",
            "a.csv",
            "name,external_id,phone,owner\nSecret,K1,13800138000,anna\n",
            "",
        );
        let grants = ["customer", "import_run", "mapping"]
            .iter()
            .flat_map(|object| ["create", "read", "update"].map(|action| (*object, action, "own")))
            .collect::<Vec<_>>();
        let door = people.newcomer(records, "nia", &grants, &[]);
        let text = "name,external_id,phone,parent\nMine,K2,,\nOther,K1,,\nThird,K3,,Secret\nFourth,K4,13800138000,Mine\n";
        let (summary, told) = import(&door, "customer", "b.csv", text, "key = \"external_id\"");
        assert_eq!((summary.imported, summary.refused), (1, 3), "{told}");
        assert!(told.contains("3,external_id,'K1' exists already"), "{told}");
        assert!(told.contains("4,parent,'Secret' was not found"), "{told}");
        assert!(told.contains("5,parent,'Mine' was not found"), "{told}");
        assert_eq!(summary.updated, std::collections::BTreeMap::new());
        let names: Vec<String> =
            all(&door, "customer").iter().map(|customer| customer.text("name").to_owned()).collect();
        assert_eq!(names, ["Mine"]);
        assert_eq!(all(&everything, "customer")[0].text("name"), "Secret");
    }
}
