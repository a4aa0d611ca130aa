use crate::demo::{Told, draft, fen, link, text};
use records::{Draft, Error, Work};
use sample::Company;

/// Product categories and products.
pub fn tell(work: &mut Work<'_, '_>, company: &Company, told: &mut Told) -> Result<(), Error> {
    for category in &company.categories {
        let parent = category.parent.and_then(|parent| link(&told.categories, parent));
        let made =
            work.create(draft("product_category", [("name", text(category.name)), ("parent", parent)]))?;
        told.categories.push(made.id());
    }
    let product = |product: &sample::Product| {
        let parts = [
            ("code", text(&product.code)),
            ("name", text(&product.name)),
            ("description", text(&product.description)),
            ("category", link(&told.categories, product.category)),
            ("unit", text(product.unit)),
            ("price", fen(product.price)),
            ("cost", fen(product.cost)),
            ("status", text(product.status)),
            ("barcode", text(&product.barcode)),
        ];
        draft("product", parts)
    };
    let products: Vec<Draft> = company.products.iter().map(product).collect();
    told.products = work.create_many("product", products)?;
    Ok(())
}
