use crate::demo::days::Day;
use crate::demo::{Told, draft, fen, link, links, text, words};
use anyhow::Result;
use records::{Door, Draft, Error, Work};
use sample::{Company, Contact, Customer};
use serde_json::json;
use value::{Id, Value};

/// The customers of a day, with contacts, bonds and preferences.
pub fn tell(work: &mut Work<'_, '_>, company: &Company, day: &Day, told: &mut Told) -> Result<(), Error> {
    let drafts = day.customers.iter().map(|index| customer(company, &company.customers[*index], told));
    let made = many(work, "customer", drafts.collect())?;
    told.customers.extend(made);
    let drafts = day.contacts.iter().map(|index| contact(company, &company.contacts[*index], told));
    let made = many(work, "contact", drafts.collect())?;
    if told.contacts.is_empty() {
        told.contacts = vec![Id(0); company.contacts.len()];
    }
    for (index, id) in day.contacts.iter().zip(made) {
        told.contacts[*index] = id;
    }
    let drafts = day.contact_roles.iter().map(|index| {
        let part = &company.contact_roles[*index];
        let parts = [
            ("customer", link(&told.customers, part.customer)),
            ("contact", link(&told.contacts, part.contact)),
            ("role", text(part.role)),
            ("main", Some(Value::Boolean(part.main))),
            ("since", Some(Value::Date(part.since))),
        ];
        draft("contact_role", parts)
    });
    many(work, "contact_role", drafts.collect())?;
    let drafts = day.relationships.iter().map(|index| {
        let bond = &company.relationships[*index];
        let parts = [
            ("customer", link(&told.customers, bond.customer)),
            ("other", link(&told.customers, bond.other)),
            ("kind", text(bond.kind)),
            ("since", Some(Value::Date(bond.since))),
        ];
        draft("relationship", parts)
    });
    many(work, "relationship", drafts.collect())?;
    let drafts = day.preferences.iter().map(|index| {
        let preference = &company.preferences[*index];
        let parts = [
            ("customer", link(&told.customers, preference.customer)),
            ("topic", text(preference.topic)),
            ("attitude", text(preference.attitude)),
            ("strength", Some(Value::Integer(preference.strength))),
            ("evidence", text(&preference.evidence)),
            ("noted_on", Some(Value::Date(preference.noted_on))),
        ];
        draft("preference", parts)
    });
    many(work, "preference", drafts.collect()).map(|_| ())
}

/// What points to records that came later.
pub fn join(door: &Door, company: &Company, told: &Told) -> Result<()> {
    for (index, customer) in company.customers.iter().enumerate() {
        let parent =
            customer.parent.filter(|parent| *parent > index).and_then(|parent| link(&told.customers, parent));
        let contact = customer.contact.and_then(|contact| link(&told.contacts, contact));
        if parent.is_some() || contact.is_some() {
            door.update(
                told.customers[index],
                None,
                draft("customer", [("parent", parent), ("contact", contact)]),
            )?;
        }
    }
    Ok(())
}

pub fn many(work: &mut Work<'_, '_>, object: &str, drafts: Vec<Draft>) -> Result<Vec<Id>, Error> {
    if drafts.is_empty() { Ok(Vec::new()) } else { work.create_many(object, drafts) }
}

fn customer(company: &Company, customer: &Customer, told: &Told) -> Draft {
    let owner = customer.owner;
    let parts = [
        ("name", text(&customer.name)),
        ("short_name", words(customer.short_name.clone())),
        ("kind", text(customer.kind)),
        ("roles", Some(Value::List(customer.roles.iter().map(|role| Value::text(*role)).collect()))),
        ("status", text(customer.status)),
        ("grade", words(customer.grade)),
        ("source", words(customer.source)),
        ("industry", words(customer.industry)),
        ("parent", customer.parent.and_then(|parent| link(&told.customers, parent))),
        ("referred_by", customer.referred_by.and_then(|referrer| link(&told.customers, referrer))),
        ("tags", links(&told.tags, &customer.tags)),
        ("phone", words(customer.phone.clone())),
        ("email", words(customer.email.clone())),
        ("website", words(customer.website.clone())),
        ("tax_number", words(customer.tax_number.clone())),
        ("address", customer.address.as_ref().map(|address| Value::Json(json!(address)))),
        ("birthday", customer.birthday.map(Value::Date)),
        ("lunar_birthday", words(customer.lunar_birthday.clone())),
        ("habits", words(customer.habits.clone())),
        ("employees", customer.employees.map(Value::Integer)),
        ("stated_wallet", customer.stated_wallet.and_then(fen)),
        ("next_contact_on", customer.next_contact_on.map(Value::Date)),
        ("last_contact_on", customer.last_contact_on.map(Value::Date)),
        ("external_id", text(&customer.external_id)),
        ("owner", owner.and_then(|owner| link(&told.users, owner))),
        ("team", owner.and_then(|owner| link(&told.teams, company.users[owner].team))),
    ];
    draft("customer", parts)
}

fn contact(company: &Company, contact: &Contact, told: &Told) -> Draft {
    let name = json!({ "family": contact.family, "given": contact.given, "full": contact.full });
    let parts = [
        ("name", Some(Value::Json(name))),
        ("customer", link(&told.customers, contact.customer)),
        ("salutation", text(contact.salutation)),
        ("job_title", text(contact.job_title)),
        ("decision", text(contact.decision)),
        ("mobile", text(&contact.mobile)),
        ("email", words(contact.email.clone())),
        ("wechat", words(contact.wechat.clone())),
        ("birthday", contact.birthday.map(Value::Date)),
        ("owner", contact.owner.and_then(|owner| link(&told.users, owner))),
        ("team", contact.owner.and_then(|owner| link(&told.teams, company.users[owner].team))),
    ];
    draft("contact", parts)
}
