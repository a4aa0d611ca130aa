use super::creating::{Denied, Granted, Wish, create_all, reason};
use super::lookup::{self, Found};
use super::order_drafts;
use super::summary::Summary;
use crate::orders::{Goods, Line, Order, Party, PartyKind};
use records::{Draft, Error, Record, Work};
use std::collections::{HashMap, HashSet};
use value::{Currency, Id, Value};

/// Customers, products, categories and users that an import has met, by what the file calls them.
#[derive(Default)]
pub(super) struct Acquaintances {
    customers: HashMap<String, Id>,
    products: HashMap<String, Product>,
    categories: HashMap<String, Id>,
    owners: HashMap<String, Option<Id>>,
    counted: HashSet<(&'static str, String)>,
}

#[derive(Clone, Copy)]
struct Product {
    id: Id,
    naming: Naming,
}

/// Whether a product has a name of its own or only its code.
#[derive(Clone, Copy, PartialEq)]
enum Naming {
    Named,
    ByCode,
}

impl Acquaintances {
    pub fn forget(&mut self) {
        self.customers.clear();
        self.products.clear();
        self.categories.clear();
        self.owners.clear();
    }

    pub fn customer(&self, party: &Party) -> Option<Id> {
        self.customers.get(&party.key).copied()
    }

    pub fn product(&self, goods: &Goods) -> Option<Id> {
        self.products.get(&goods.code).map(|product| product.id)
    }

    /// The user who sold it, if the name is one's.
    pub fn owner(&self, order: &Order) -> Option<Id> {
        order.head.owner.as_ref().and_then(|name| self.owners.get(name)).copied().flatten()
    }

    /// Finds or makes the customers; answers those that could not be made.
    pub fn customers(
        &mut self,
        work: &mut Work<'_, '_>,
        orders: &[Order],
        summary: &mut Summary,
    ) -> Result<HashMap<String, Denied<String>>, Error> {
        let mut strangers: Vec<&Party> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for party in orders.iter().filter_map(|order| order.party.as_ref()) {
            if !self.customers.contains_key(&party.key) && seen.insert(&party.key) {
                strangers.push(party);
            }
        }
        for (key, id) in known_customers(work, &strangers)? {
            self.customers.insert(key, id);
        }
        strangers.retain(|party| !self.customers.contains_key(&party.key));
        let wish = |party: &&Party| Wish { key: party.key.clone(), draft: order_drafts::customer(party) };
        let Granted { made, denied } = create_all(work, "customer", strangers.iter().map(wish).collect())?;
        self.count(summary, "customer", made.iter().map(|(key, _)| key));
        self.customers.extend(made);
        Ok(by_key(denied))
    }

    pub fn owners(&mut self, work: &mut Work<'_, '_>, orders: &[Order]) -> Result<(), Error> {
        let names = orders.iter().filter_map(|order| order.head.owner.as_ref());
        let mut strangers: Vec<String> =
            names.filter(|name| !self.owners.contains_key(*name)).cloned().collect();
        strangers.sort();
        strangers.dedup();
        if strangers.is_empty() {
            return Ok(());
        }
        let found = match lookup::by_name(work, "user", &strangers) {
            Ok(found) => found,
            Err(Error::Forbidden) => HashMap::new(),
            Err(other) => return Err(other),
        };
        for name in strangers {
            let one = found.get(&name).and_then(|found| match found {
                Found::One(id) => Some(*id),
                Found::Several(_) => None,
            });
            self.owners.insert(name, one);
        }
        Ok(())
    }

    /// Finds or makes the products that lines mention; answers those that could not be made.
    pub fn products<'l>(
        &mut self,
        work: &mut Work<'_, '_>,
        lines: impl Iterator<Item = &'l Line>,
        currency: Currency,
        summary: &mut Summary,
    ) -> Result<HashMap<String, Denied<String>>, Error> {
        let mut mentioned: HashMap<&str, (&Goods, &Line)> = HashMap::new();
        let mut order: Vec<&str> = Vec::new();
        for line in lines {
            let Some(goods) = &line.goods else { continue };
            match mentioned.get(goods.code.as_str()) {
                None => {
                    order.push(&goods.code);
                    mentioned.insert(&goods.code, (goods, line));
                }
                Some((known, first)) => {
                    let better = goods.name.is_some()
                        && (known.name.is_none() || (!is_sound(first) && is_sound(line)));
                    if better {
                        mentioned.insert(&goods.code, (goods, line));
                    }
                }
            }
        }
        let strangers: Vec<&str> =
            order.iter().copied().filter(|code| !self.products.contains_key(*code)).collect();
        for (code, found) in lookup::by_text(work, "product", "code", strangers.iter().copied())? {
            self.products.insert(code, Product { id: found.first(), naming: Naming::Named });
        }
        let named = strangers.iter().filter_map(|code| mentioned.get(*code)?.0.category.clone());
        self.categories(work, named.collect(), summary)?;
        let mut wishes = Vec::new();
        for code in strangers.into_iter().filter(|code| !self.products.contains_key(*code)) {
            let Some((goods, line)) = mentioned.get(code) else { continue };
            let category = goods.category.as_ref().and_then(|name| self.categories.get(name)).copied();
            wishes.push(Wish {
                key: code.to_owned(),
                draft: order_drafts::product(goods, line, category, currency),
            });
        }
        let Granted { made, denied } = create_all(work, "product", wishes)?;
        self.count(summary, "product", made.iter().map(|(code, _)| code));
        for (code, id) in made {
            let named = mentioned
                .get(code.as_str())
                .is_some_and(|(goods, line)| goods.name.is_some() && is_sound(line));
            let naming = if named { Naming::Named } else { Naming::ByCode };
            self.products.insert(code, Product { id, naming });
        }
        self.name_products(work, &mentioned)?;
        Ok(by_key(denied))
    }

    /// A product that came without a name gets it from a later line.
    fn name_products(
        &mut self,
        work: &mut Work<'_, '_>,
        mentioned: &HashMap<&str, (&Goods, &Line)>,
    ) -> Result<(), Error> {
        for (code, (goods, line)) in mentioned {
            let nameless = |product: &&mut Product| product.naming == Naming::ByCode;
            let Some(product) = self.products.get_mut(*code).filter(nameless) else { continue };
            let Some(name) = goods.name.as_ref().filter(|_| is_sound(line)) else { continue };
            product.naming = Naming::Named;
            let draft = Draft::new("product").set("name", Value::text(name));
            if let Err(error) = work.attempt(|work| work.update(product.id, None, draft.clone())) {
                reason(&draft, error)?;
            }
        }
        Ok(())
    }

    fn categories(
        &mut self,
        work: &mut Work<'_, '_>,
        names: HashSet<String>,
        summary: &mut Summary,
    ) -> Result<(), Error> {
        let mut strangers: Vec<String> =
            names.into_iter().filter(|name| !self.categories.contains_key(name)).collect();
        strangers.sort();
        let found = lookup::by_text(work, "product_category", "name", strangers.iter().map(String::as_str))?;
        self.categories.extend(found.into_iter().map(|(name, found)| (name, found.first())));
        let missing = strangers.into_iter().filter(|name| !self.categories.contains_key(name));
        let wishes = missing.map(|name| Wish {
            draft: Draft::new("product_category").set("name", Value::text(&name)),
            key: name,
        });
        let Granted { made, .. } = create_all(work, "product_category", wishes.collect())?;
        self.count(summary, "product_category", made.iter().map(|(name, _)| name));
        self.categories.extend(made);
        Ok(())
    }

    /// Counts what was not counted before: a dry run makes the same records chunk after chunk.
    pub fn count<'k>(
        &mut self,
        summary: &mut Summary,
        object: &'static str,
        keys: impl Iterator<Item = &'k String>,
    ) {
        let fresh = keys.filter(|key| self.counted.insert((object, (*key).clone()))).count();
        summary.count_created(object, fresh as u64);
    }
}

/// Names beside returns and corrections are often remarks such as 'damaged'.
fn is_sound(line: &Line) -> bool {
    line.amount.is_sign_positive() && !line.amount.is_zero()
}

fn known_customers(work: &mut Work<'_, '_>, parties: &[&Party]) -> Result<Vec<(String, Id)>, Error> {
    let mut known = Vec::new();
    let numbered = parties.iter().filter_map(|party| party.external_id.as_deref());
    let found = lookup::by_text(work, "customer", "external_id", numbered)?;
    for party in parties {
        let id = party.external_id.as_ref().and_then(|id| found.get(id));
        known.extend(id.map(|found| (party.key.clone(), found.first())));
    }
    let unnumbered: Vec<&&Party> = parties.iter().filter(|party| party.external_id.is_none()).collect();
    let names = unnumbered.iter().filter_map(|party| party.name.as_ref()).map(Value::text).collect();
    let mut by_name: HashMap<String, Vec<Record>> = HashMap::new();
    for record in namesakes(work, names)? {
        by_name.entry(record.text("name").to_owned()).or_default().push(record);
    }
    for party in &unnumbered {
        let namesakes = party.name.as_ref().and_then(|name| by_name.get(name)).into_iter().flatten();
        let same = namesakes.filter(|record| match party.kind {
            PartyKind::Company => true,
            PartyKind::Person => record.text("phone") == party.phone.as_deref().unwrap_or_default(),
        });
        known.extend(same.map(Record::id).min().map(|id| (party.key.clone(), id)));
    }
    for (field, read) in [("phone", phone as fn(&Party) -> Option<&str>), ("email", email)] {
        let nameless: Vec<&&&Party> = unnumbered.iter().filter(|party| party.name.is_none()).collect();
        let found =
            lookup::by_text(work, "customer", field, nameless.iter().filter_map(|party| read(party)))?;
        for party in nameless {
            let id = read(party).and_then(|text| found.get(text)).map(|found| found.first());
            known.extend(id.map(|id| (party.key.clone(), id)));
        }
    }
    Ok(known)
}

/// With their telephone numbers, if the importer may see these.
fn namesakes(work: &mut Work<'_, '_>, names: Vec<Value>) -> Result<Vec<Record>, Error> {
    match lookup::holding(work, "customer", "name", names.clone(), &["name", "phone"]) {
        Err(Error::Invalid(_)) => lookup::holding(work, "customer", "name", names, &["name"]),
        other => other,
    }
}

fn by_key(denied: Vec<Denied<String>>) -> HashMap<String, Denied<String>> {
    denied.into_iter().map(|one| (one.key.clone(), one)).collect()
}

fn phone(party: &Party) -> Option<&str> {
    party.phone.as_deref()
}

fn email(party: &Party) -> Option<&str> {
    party.email.as_deref()
}
