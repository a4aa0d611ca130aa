use catalog::Access;
use records::{Behaviours, Door, Draft, Records};
use serde_json::Value as Json;
use testkit::{Filling, Personas, Random, Samples, TestCompany};
use value::{Column, Id, Value};
use warehouse::{Answer, Limits, Refreshed, Warehouse};

/// A company with people, records of every object, and its warehouse.
pub struct World {
    pub company: TestCompany,
    pub people: Personas,
    pub samples: Samples,
    pub random: Random,
    pub warehouse: Warehouse,
    _folder: tempfile::TempDir,
}

const EACH: usize = 5;

impl World {
    /// One on every database.
    pub fn each(seed: u64, test: impl Fn(&mut World)) {
        for company in testkit::companies(&Behaviours::default()) {
            test(&mut World::build(company, seed));
        }
    }

    fn build(company: TestCompany, seed: u64) -> World {
        let folder = tempfile::tempdir().unwrap();
        let people = Personas::hire(&company.records);
        let warehouse = Warehouse::below(company.records.clone(), folder.path());
        let (samples, random) = (Samples::new(seed), Random::new(seed));
        let mut world = World { company, people, samples, random, warehouse, _folder: folder };
        for object in world.records().catalog().objects() {
            if object.access != Access::System && object.area != "core" || object.name == "customer" {
                world.fill(&object.name, EACH);
            }
        }
        for object in ["contact", "alert", "relationship", "comment", "tag", "exchange_rate", "value_history"]
        {
            world.fill(object, EACH);
        }
        world
    }

    pub fn records(&self) -> Records {
        self.company.records.clone()
    }

    pub fn system(&self) -> Door {
        self.company.records.as_system("test")
    }

    /// Records of one object, owned by this and that person.
    pub fn fill(&mut self, object: &str, count: usize) -> Vec<Id> {
        let door = self.system();
        (0..count).map(|_| door.create(self.draft(object)).unwrap().id()).collect()
    }

    pub fn draft(&mut self, object: &str) -> Draft {
        let door = self.system();
        let mut draft = self.samples.draft(&door, object, Filling::Mixed);
        let shape = door.catalog().object(object).unwrap().clone();
        if shape.has_owner() {
            let people = [self.people.mei, self.people.ren, self.people.bo, self.people.sun];
            let owner = *self.random.one(&people);
            draft = draft.set("owner", Value::Id(owner));
        }
        if shape.access == Access::Owned {
            let teams = [self.people.sales, self.people.north, self.people.service];
            draft = draft.set("team", Value::Id(*self.random.one(&teams)));
        }
        draft
    }

    /// A changed value of a field that a draft may set.
    pub fn change(&mut self, object: &str, id: Id) {
        let door = self.system();
        let shape = door.catalog().object(object).unwrap().clone();
        let plain: Vec<_> = shape
            .fields
            .iter()
            .filter(|field| field.writable() && !field.unique && field.column() != Column::Links)
            .filter(|field| field.target().is_none() && !field.to.iter().any(|_| true))
            .collect();
        let Some(field) = (!plain.is_empty()).then(|| *self.random.one(&plain)) else { return };
        let value = self.samples.value(&door, field);
        door.update(id, None, Draft::new(object).set(&field.name, value)).unwrap();
    }

    pub fn ask(&self, door: &Door, sql: &str) -> Answer {
        let limits = Limits { rows: 1_000_000, ..Limits::default() };
        self.warehouse.ask(door, sql, limits).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    pub fn rows(&self, door: &Door, sql: &str) -> Vec<Vec<Json>> {
        self.ask(door, sql).rows
    }

    /// Takes in everything. On PostgreSQL the log is silent about what other tests may still be writing before it.
    pub fn refresh(&self) -> Refreshed {
        let newest = self.records().last_seq().unwrap();
        let mut sum = self.warehouse.refresh().unwrap();
        while sum.seq < newest {
            std::thread::yield_now();
            let more = self.warehouse.refresh().unwrap();
            sum = Refreshed { files: sum.files + more.files, rows: sum.rows + more.rows, ..more };
        }
        sum
    }

    /// Every table as the program itself sees it.
    pub fn everything(&self) -> Vec<(String, Answer)> {
        let door = self.system();
        let tables = self.warehouse.tables(&door);
        let dump = |name: &str| Answer {
            as_of: String::new(),
            ..self.ask(&door, &format!("select * from \"{name}\" order by id"))
        };
        tables.iter().map(|table| (table.name.clone(), dump(&table.name))).collect()
    }
}
