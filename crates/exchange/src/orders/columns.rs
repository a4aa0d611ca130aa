/// Which column of the file is which target.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub number: Option<usize>,
    pub ordered: Option<usize>,
    pub kind: Option<usize>,
    pub status: Option<usize>,
    pub channel: Option<usize>,
    pub currency: Option<usize>,
    pub owner: Option<usize>,
    pub note: Option<usize>,
    pub party: PartyColumns,
    pub goods: GoodsColumns,
    pub quantity: Option<usize>,
    pub unit_price: Option<usize>,
    pub amount: Option<usize>,
    pub discount: Option<usize>,
    pub cost: Option<usize>,
    pub description: Option<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct PartyColumns {
    pub name: Option<usize>,
    pub external_id: Option<usize>,
    pub phone: Option<usize>,
    pub email: Option<usize>,
    pub tax_number: Option<usize>,
    pub country: Option<usize>,
    pub province: Option<usize>,
    pub city: Option<usize>,
    pub street: Option<usize>,
    pub postcode: Option<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct GoodsColumns {
    pub code: Option<usize>,
    pub name: Option<usize>,
    pub category: Option<usize>,
    pub unit: Option<usize>,
    pub price: Option<usize>,
    pub cost: Option<usize>,
}

impl Columns {
    pub fn of(map: &[Option<String>]) -> Columns {
        let find = |name: &str| map.iter().position(|target| target.as_deref() == Some(name));
        Columns {
            number: find("order.external_number"),
            ordered: find("order.ordered_on"),
            kind: find("order.kind"),
            status: find("order.status"),
            channel: find("order.channel"),
            currency: find("order.currency"),
            owner: find("order.owner"),
            note: find("order.note"),
            party: PartyColumns {
                name: find("customer.name"),
                external_id: find("customer.external_id"),
                phone: find("customer.phone"),
                email: find("customer.email"),
                tax_number: find("customer.tax_number"),
                country: find("customer.country"),
                province: find("customer.province"),
                city: find("customer.city"),
                street: find("customer.street"),
                postcode: find("customer.postcode"),
            },
            goods: GoodsColumns {
                code: find("product.code"),
                name: find("product.name"),
                category: find("product.category"),
                unit: find("product.unit"),
                price: find("product.price"),
                cost: find("product.cost"),
            },
            quantity: find("order_line.quantity"),
            unit_price: find("order_line.unit_price"),
            amount: find("order_line.amount"),
            discount: find("order_line.discount"),
            cost: find("order_line.cost"),
            description: find("order_line.description"),
        }
    }
}
