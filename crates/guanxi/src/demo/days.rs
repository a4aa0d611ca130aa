use jiff::civil::Date;
use sample::Company;
use std::collections::BTreeMap;

/// What became known on one day, by index in the sample.
#[derive(Default)]
pub struct Day {
    pub date: Date,
    pub customers: Vec<usize>,
    pub contacts: Vec<usize>,
    pub contact_roles: Vec<usize>,
    pub relationships: Vec<usize>,
    pub orders: Vec<usize>,
    pub preferences: Vec<usize>,
    pub activities: Vec<usize>,
    pub tasks: Vec<usize>,
}

/// Days on which something became known, the earliest first; nothing before what it speaks of.
pub fn days(company: &Company) -> Vec<Day> {
    let mut book = Book { days: BTreeMap::new(), today: company.today };
    let since = |customer: usize| company.customers[customer].created_on;
    let of_contact = |contact: usize| since(company.contacts[contact].customer);
    for (index, customer) in company.customers.iter().enumerate() {
        book.on(customer.created_on).customers.push(index);
    }
    for (index, contact) in company.contacts.iter().enumerate() {
        book.on(since(contact.customer)).contacts.push(index);
    }
    for (index, part) in company.contact_roles.iter().enumerate() {
        book.on(part.since.max(since(part.customer)).max(of_contact(part.contact))).contact_roles.push(index);
    }
    for (index, bond) in company.relationships.iter().enumerate() {
        book.on(bond.since.max(since(bond.customer)).max(since(bond.other))).relationships.push(index);
    }
    for (index, order) in company.orders.iter().enumerate() {
        book.on(order.customer.map_or(order.ordered_on, |customer| order.ordered_on.max(since(customer))))
            .orders
            .push(index);
    }
    for (index, preference) in company.preferences.iter().enumerate() {
        book.on(preference.noted_on.max(since(preference.customer))).preferences.push(index);
    }
    for (index, activity) in company.activities.iter().enumerate() {
        let contact = activity.contact.map_or(Date::MIN, of_contact);
        book.on(activity.happened_at.date().max(since(activity.customer)).max(contact))
            .activities
            .push(index);
    }
    for (index, task) in company.tasks.iter().enumerate() {
        let thought_of = task.due_on.saturating_sub(jiff::ToSpan::days(7));
        book.on(task.customer.map_or(thought_of, |customer| thought_of.max(since(customer))))
            .tasks
            .push(index);
    }
    book.days.into_values().collect()
}

struct Book {
    days: BTreeMap<Date, Day>,
    today: Date,
}

impl Book {
    /// What is planned for later is known today.
    fn on(&mut self, date: Date) -> &mut Day {
        let date = date.min(self.today);
        let day = self.days.entry(date).or_default();
        day.date = date;
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_part_of_the_sample_has_its_day() {
        let company = sample::company(1, date(2026, 11, 21));
        let days = days(&company);
        let sum = |count: fn(&Day) -> usize| days.iter().map(count).sum::<usize>();
        assert_eq!(sum(|day| day.customers.len()), company.customers.len());
        assert_eq!(sum(|day| day.contacts.len()), company.contacts.len());
        assert_eq!(sum(|day| day.orders.len()), company.orders.len());
        assert_eq!(sum(|day| day.activities.len()), company.activities.len());
        assert_eq!(sum(|day| day.tasks.len()), company.tasks.len());
        assert!(days.is_sorted_by_key(|day| day.date));
        assert!(days.last().is_some_and(|day| day.date <= company.today));
    }
}
