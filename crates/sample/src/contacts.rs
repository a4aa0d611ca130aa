use crate::chance::Chance;
use crate::company::{Contact, ContactRole};
use crate::customers::Entry;
use crate::habit::Trade;
use crate::names::{self, Home};
use jiff::civil::date;

const ROLES: [(&str, &str); 6] = [
    ("decision_maker", "decides"),
    ("buyer", "evaluates"),
    ("finance", "influences"),
    ("warehouse", "uses"),
    ("technical", "evaluates"),
    ("user", "uses"),
];

/// People at the companies, each with a part there; some have a second part elsewhere, some buy for themselves too.
pub(crate) fn contacts(seed: u64, entries: &mut [Entry]) -> (Vec<Contact>, Vec<ContactRole>) {
    let mut chance = Chance::of(seed, "contacts", 0);
    let mut contacts = Vec::new();
    let mut parts = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let count = match entry.trade {
            Trade::Consumer => 0,
            Trade::EndUser | Trade::Dealer | Trade::Agent => 1 + chance.poisson(0.4).min(2),
            Trade::Wholesaler | Trade::Distributor => 1 + chance.poisson(1.2).min(3),
        };
        for place in 0..count {
            let (role, decision) = ROLES[place % ROLES.len()];
            parts.push(ContactRole {
                customer: index,
                contact: contacts.len(),
                role,
                main: place == 0,
                since: entry.customer.created_on,
            });
            contacts.push(contact(&mut chance, index, entry, place, decision));
        }
    }
    second_parts(&mut chance, entries, &contacts, &mut parts);
    private_buyers(&mut chance, entries, &mut contacts);
    (contacts, parts)
}

fn contact(
    chance: &mut Chance,
    customer: usize,
    entry: &Entry,
    place: usize,
    decision: &'static str,
) -> Contact {
    let person = names::person(chance, entry.home);
    let titles: [&str; 4] = match entry.home {
        Home::Mainland => ["总经理", "采购经理", "财务主管", "仓库主管"],
        Home::Taiwan => ["負責人", "採購經理", "會計", "倉管"],
        Home::Abroad => ["Managing director", "Buyer", "Accountant", "Warehouse lead"],
    };
    let company =
        entry.customer.email.as_deref().and_then(|email| email.split_once('@')).map(|(_, company)| company);
    Contact {
        family: person.family,
        given: person.given,
        full: person.full,
        customer,
        salutation: ["mr", "ms"][chance.below(2)],
        job_title: titles[place.min(3)],
        decision,
        mobile: names::mobile(chance, entry.home),
        email: company.filter(|_| chance.happens(0.8)).map(|company| format!("{}@{company}", person.latin)),
        wechat: (entry.home != Home::Abroad && chance.happens(0.6))
            .then(|| format!("{}_{}", person.latin.replace('.', ""), chance.digits(4))),
        birthday: chance.happens(0.3).then(|| {
            date(chance.between(1958, 2001) as i16, chance.between(1, 12) as i8, chance.between(1, 28) as i8)
        }),
        owner: entry.customer.owner,
    }
}

fn second_parts(chance: &mut Chance, entries: &[Entry], contacts: &[Contact], parts: &mut Vec<ContactRole>) {
    let firms: Vec<usize> =
        (0..entries.len()).filter(|index| entries[*index].trade != Trade::Consumer).collect();
    for _ in 0..40 {
        let contact = chance.below(contacts.len());
        let customer = *chance.pick(&firms);
        let (home, other) = (entries[contacts[contact].customer].home, entries[customer].home);
        if home == other && !parts.iter().any(|part| part.contact == contact && part.customer == customer) {
            let since = entries[customer].customer.created_on;
            parts.push(ContactRole { customer, contact, role: "influencer", main: false, since });
        }
    }
}

// The same human as a private customer: name and telephone are the contact's.
fn private_buyers(chance: &mut Chance, entries: &mut [Entry], contacts: &mut [Contact]) {
    let people: Vec<usize> =
        (0..entries.len()).filter(|index| entries[*index].trade == Trade::Consumer).collect();
    for step in 0..30 {
        let person = people[step * people.len() / 30];
        let Some(index) = (0..60)
            .map(|_| chance.below(contacts.len()))
            .find(|index| entries[contacts[*index].customer].home == entries[person].home)
        else {
            continue;
        };
        let taken = entries.iter().any(|entry| entry.customer.contact == Some(index));
        let named = entries.iter().any(|entry| entry.customer.name == contacts[index].full);
        if !taken && !named {
            let customer = &mut entries[person].customer;
            customer.contact = Some(index);
            customer.name.clone_from(&contacts[index].full);
            customer.phone = Some(contacts[index].mobile.clone());
            contacts[index].birthday = customer.birthday;
        }
    }
}
