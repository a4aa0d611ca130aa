//! Products and orders.

mod line;
mod line_cost;
mod line_currency;

use crate::Area;
use crate::tree::refuse_loop;
use records::{Checked, Error, Work};

pub(crate) const AREA: Area = Area {
    derives: &[
        ("kind_from_the_sign", "order_line", line::kind_from_the_sign),
        ("amount_from_the_price", "order_line", line::amount_from_the_price),
        ("cost_follows_the_quantity", "order_line", line_cost::follow_the_quantity),
    ],
    guards: &[("no_loop_of_parents", "product_category", categories_end)],
    reactions: &[
        ("cost_from_the_product", "order_line", line_cost::take_from_the_product),
        ("lines_follow_the_currency", "order", line_currency::follow_the_order),
    ],
};

fn categories_end(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    refuse_loop(work, checked, "parent")
}
