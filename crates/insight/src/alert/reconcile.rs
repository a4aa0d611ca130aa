use super::wanted::{Kind, Urge, Wanted};
use std::collections::HashMap;
use value::Id;

/// An alert as it stands in the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub id: Id,
    pub customer: usize,
    pub kind: Kind,
    pub state: State,
    /// Of its reason, stake and score.
    pub digest: u64,
}

/// Where an alert stands on the day of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    /// Until a day to come.
    Snoozed,
    /// The day until which it was to rest has come.
    Awake,
    /// Turned down so lately that it must not come back yet.
    Dismissed,
    /// Recorded, and offered to nobody.
    HeldOut,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Open(Wanted),
    /// Record it, and offer it to nobody.
    Hold(Wanted),
    Refresh(Id, Wanted),
    /// Keep a held-out one up to date.
    Renew(Id, Wanted),
    /// The customer is held out no more: offer it, outside of the trial.
    Release(Id, Wanted),
    Close(Id),
}

/// Compares what there is with what is called for. There is never more than one living alert of a kind for a customer.
/// What `held` says of a customer counts when an alert opens: an offered one stays offered.
pub fn steps(
    known: &[Known],
    wanted: Vec<Wanted>,
    digest: impl Fn(&Wanted) -> u64,
    held: impl Fn(usize) -> bool,
) -> Vec<Step> {
    let mut standing: HashMap<(usize, Kind), &Known> = HashMap::new();
    let mut steps = Vec::new();
    for alert in known {
        let place = (alert.customer, alert.kind);
        match standing.get(&place).map(|before| before.state) {
            None => {
                standing.insert(place, alert);
            }
            Some(State::Dismissed) if alert.state != State::Dismissed => {
                standing.insert(place, alert);
            }
            Some(State::Open | State::Snoozed | State::Awake | State::Dismissed | State::HeldOut) => {
                if alert.state != State::Dismissed {
                    steps.push(Step::Close(alert.id));
                }
            }
        }
    }
    for wish in wanted {
        match standing.remove(&(wish.customer, wish.kind)) {
            None => {
                if wish.urge == Urge::Open {
                    let hold = held(wish.customer);
                    steps.push(if hold { Step::Hold(wish) } else { Step::Open(wish) });
                }
            }
            Some(alert) => match alert.state {
                State::HeldOut if !held(wish.customer) => steps.push(Step::Release(alert.id, wish)),
                State::Open | State::HeldOut if alert.digest == digest(&wish) => {}
                State::HeldOut => steps.push(Step::Renew(alert.id, wish)),
                State::Open | State::Awake => steps.push(Step::Refresh(alert.id, wish)),
                State::Snoozed | State::Dismissed => {}
            },
        }
    }
    let mut gone: Vec<Id> =
        standing.values().filter(|alert| alert.state != State::Dismissed).map(|alert| alert.id).collect();
    gone.sort_unstable();
    steps.extend(gone.into_iter().map(Step::Close));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HELD: usize = 9;

    fn wish(customer: usize, at_stake: f64, urge: Urge) -> Wanted {
        Wanted { customer, kind: Kind::Leaving, reason: json!({}), at_stake, score: at_stake, urge }
    }

    fn known(id: i64, customer: usize, state: State) -> Known {
        Known { id: Id(id), customer, kind: Kind::Leaving, state, digest: 100 }
    }

    fn compare(known: &[Known], wanted: Vec<Wanted>) -> Vec<Step> {
        steps(known, wanted, |wanted| wanted.at_stake as u64, |customer| customer == HELD)
    }

    #[test]
    fn an_alert_opens_once_and_is_then_kept_up_to_date() {
        let new = wish(1, 100.0, Urge::Open);
        assert_eq!(compare(&[], vec![new.clone()]), [Step::Open(new.clone())]);
        let open = known(7, 1, State::Open);
        assert_eq!(compare(std::slice::from_ref(&open), vec![new]), []);
        let more = wish(1, 150.0, Urge::Keep);
        assert_eq!(compare(&[open], vec![more.clone()]), [Step::Refresh(Id(7), more)]);
    }

    #[test]
    fn what_no_longer_holds_is_closed() {
        assert_eq!(compare(&[known(7, 1, State::Open)], vec![]), [Step::Close(Id(7))]);
        assert_eq!(compare(&[known(7, 1, State::Snoozed)], vec![]), [Step::Close(Id(7))]);
        assert_eq!(compare(&[known(7, 1, State::Dismissed)], vec![]), []);
    }

    #[test]
    fn rest_is_respected_until_its_day() {
        let again = wish(1, 150.0, Urge::Open);
        assert_eq!(compare(&[known(7, 1, State::Snoozed)], vec![again.clone()]), []);
        assert_eq!(compare(&[known(7, 1, State::Dismissed)], vec![again.clone()]), []);
        let awake = compare(&[known(7, 1, State::Awake)], vec![again.clone()]);
        assert_eq!(awake, [Step::Refresh(Id(7), again)]);
    }

    #[test]
    fn a_weak_call_opens_nothing() {
        assert_eq!(compare(&[], vec![wish(1, 100.0, Urge::Keep)]), []);
    }

    #[test]
    fn a_held_out_customer_has_alerts_that_nobody_is_offered() {
        let new = wish(HELD, 100.0, Urge::Open);
        assert_eq!(compare(&[], vec![new.clone()]), [Step::Hold(new.clone())]);
        assert_eq!(compare(&[known(7, HELD, State::Open)], vec![new.clone()]), [], "an offered one stays");
        let held = known(7, HELD, State::HeldOut);
        assert_eq!(compare(std::slice::from_ref(&held), vec![new]), []);
        let more = wish(HELD, 150.0, Urge::Keep);
        assert_eq!(compare(std::slice::from_ref(&held), vec![more.clone()]), [Step::Renew(Id(7), more)]);
        assert_eq!(compare(&[held], vec![]), [Step::Close(Id(7))]);
        let free = wish(1, 100.0, Urge::Keep);
        let released = compare(&[known(7, 1, State::HeldOut)], vec![free.clone()]);
        assert_eq!(released, [Step::Release(Id(7), free)]);
    }

    #[test]
    fn doubles_are_closed() {
        let found = compare(
            &[known(3, 1, State::Dismissed), known(7, 1, State::Open), known(8, 1, State::Open)],
            vec![wish(1, 100.0, Urge::Open)],
        );
        assert_eq!(found, [Step::Close(Id(8))]);
    }
}
