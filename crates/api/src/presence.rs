use parking_lot::Mutex;
use std::collections::HashMap;
use tokio::sync::broadcast::{Receiver, Sender, channel};
use value::{Id, Timestamp};

/// Whoever has not been heard of for so long has gone.
const LASTS_SECONDS: i64 = 25;
/// Visits that a slow listener may lag behind.
const WAITING: usize = 256;

/// A record that people look at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub object: String,
    pub id: Id,
}

/// Somebody who has a record open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    pub user: Id,
    /// The field that he is changing.
    pub field: Option<String>,
    seen: Timestamp,
}

/// Who has which record open, in the memory of this process.
pub struct Presence {
    places: Mutex<HashMap<Place, Vec<Visitor>>>,
    news: Mutex<Option<Sender<Place>>>,
}

impl Default for Presence {
    fn default() -> Presence {
        Presence { places: Mutex::default(), news: Mutex::new(Some(channel(WAITING).0)) }
    }
}

impl Presence {
    /// Somebody is here, and says so again before long.
    pub fn arrive(&self, place: &Place, user: Id, field: Option<String>, now: Timestamp) -> Vec<Visitor> {
        let (changed, visitors) = {
            let mut places = self.places.lock();
            places.retain(|_, visitors| {
                visitors.retain(|visitor| is_here(visitor, now));
                !visitors.is_empty()
            });
            let visitors = places.entry(place.clone()).or_default();
            let before = visitors.iter().position(|visitor| visitor.user == user);
            let changed = before.is_none_or(|at| visitors[at].field != field);
            if let Some(at) = before {
                visitors[at] = Visitor { user, field, seen: now };
            } else {
                visitors.push(Visitor { user, field, seen: now });
            }
            (changed, visitors.clone())
        };
        if changed {
            self.announce(place);
        }
        visitors
    }

    /// Somebody has closed the record.
    pub fn leave(&self, place: &Place, user: Id) {
        let mut places = self.places.lock();
        let Some(visitors) = places.get_mut(place) else { return };
        let before = visitors.len();
        visitors.retain(|visitor| visitor.user != user);
        let changed = visitors.len() < before;
        if visitors.is_empty() {
            places.remove(place);
        }
        drop(places);
        if changed {
            self.announce(place);
        }
    }

    /// Who is at a place now.
    pub fn at(&self, place: &Place, now: Timestamp) -> Vec<Visitor> {
        let places = self.places.lock();
        let visitors = places.get(place).into_iter().flatten();
        visitors.filter(|visitor| is_here(visitor, now)).cloned().collect()
    }

    /// Comings and goings from now on; none after `close`.
    pub fn listen(&self) -> Option<Receiver<Place>> {
        self.news.lock().as_ref().map(Sender::subscribe)
    }

    pub fn close(&self) {
        self.news.lock().take();
    }

    fn announce(&self, place: &Place) {
        if let Some(news) = self.news.lock().as_ref() {
            // Nobody listening is no fault.
            let _ = news.send(place.clone());
        }
    }
}

fn is_here(visitor: &Visitor, now: Timestamp) -> bool {
    now.as_second() - visitor.seen.as_second() < LASTS_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    fn place() -> Place {
        Place { object: "customer".to_owned(), id: Id(7) }
    }

    fn users(visitors: &[Visitor]) -> Vec<i64> {
        visitors.iter().map(|visitor| visitor.user.0).collect()
    }

    #[test]
    fn two_people_see_each_other_until_one_leaves() {
        let presence = Presence::default();
        presence.arrive(&place(), Id(1), None, moment(0));
        assert_eq!(users(&presence.arrive(&place(), Id(2), None, moment(1))), [1, 2]);
        presence.leave(&place(), Id(1));
        assert_eq!(users(&presence.at(&place(), moment(2))), [2]);
    }

    #[test]
    fn whoever_falls_silent_has_gone() {
        let presence = Presence::default();
        presence.arrive(&place(), Id(1), None, moment(0));
        assert_eq!(users(&presence.at(&place(), moment(LASTS_SECONDS - 1))), [1]);
        assert!(presence.at(&place(), moment(LASTS_SECONDS)).is_empty());
        assert_eq!(users(&presence.arrive(&place(), Id(2), None, moment(LASTS_SECONDS))), [2]);
    }

    #[test]
    fn only_what_is_new_is_announced() {
        let presence = Presence::default();
        let mut news = presence.listen().unwrap();
        presence.arrive(&place(), Id(1), None, moment(0));
        presence.arrive(&place(), Id(1), None, moment(5));
        presence.arrive(&place(), Id(1), Some("phone".to_owned()), moment(6));
        presence.leave(&place(), Id(3));
        assert_eq!([news.try_recv().ok(), news.try_recv().ok()], [Some(place()), Some(place())]);
        assert!(news.try_recv().is_err());
        presence.close();
        assert!(presence.listen().is_none());
    }
}
