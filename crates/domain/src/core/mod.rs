//! People, departments and customers.

mod administrator;
mod assignment;
mod handing_over;
mod layout;
mod mention;
mod place;

use crate::Area;

pub(crate) const AREA: Area = Area {
    derives: &[],
    guards: &[
        ("keep_own_account", "user", administrator::keep_own_account),
        ("keep_an_administrator", "user", administrator::keep_one_among_users),
        ("keep_an_administrator", "role", administrator::keep_one_among_roles),
        ("no_loop_of_managers", "user", place::managers_end),
        ("no_loop_of_parents", "team", place::parents_end),
        ("no_loop_of_parents", "customer", place::parents_end),
        ("layout_is_sound", "layout", layout::is_sound),
        ("no_loop_of_referrers", "customer", place::referrers_end),
    ],
    reactions: &[
        ("tell_the_mentioned", "comment", mention::tell_the_mentioned),
        ("tell_the_mentioned", "activity", mention::tell_the_mentioned),
        ("tell_the_mentioned", "task", mention::tell_the_mentioned),
        ("let_the_assignee_in", "alert", handing_over::let_the_assignee_in),
        ("tell_the_new_owner", "customer", assignment::tell_the_new_owner),
        ("tell_the_new_owner", "contact", assignment::tell_the_new_owner),
        ("tell_the_new_owner", "order", assignment::tell_the_new_owner),
        ("tell_the_new_owner", "activity", assignment::tell_the_new_owner),
        ("tell_the_new_owner", "task", assignment::tell_the_new_owner),
    ],
};
