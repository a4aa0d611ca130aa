use crate::record::title_of;
use access::{Level, Levels};
use catalog::Object;
use store::Row;
use value::{FieldType, Value};

/// What is compared of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Traits {
    pub names: Vec<String>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub tax_number: Option<String>,
    pub external_id: Option<String>,
}

/// Where an object keeps what is compared, as far as the asker sees it in full.
pub(super) struct Spots {
    pub names: Vec<usize>,
    pub phones: Vec<usize>,
    pub emails: Vec<usize>,
    pub tax_number: Vec<usize>,
    pub external_id: Vec<usize>,
}

impl Spots {
    pub fn of(object: &Object, levels: &Levels) -> Spots {
        let open = |position: &usize| levels.at(*position) >= Level::Read;
        let of_type = |kind: FieldType| -> Vec<usize> {
            let fields = object.fields.iter().enumerate().filter(|(_, field)| field.kind == kind);
            fields.map(|(position, _)| position).filter(open).collect()
        };
        let named = |name: &str| -> Vec<usize> { object.position(name).into_iter().filter(open).collect() };
        let titled = [object.title].into_iter().filter(open);
        Spots {
            names: titled.chain(named("short_name")).collect(),
            phones: of_type(FieldType::Phone),
            emails: of_type(FieldType::Email),
            tax_number: named("tax_number"),
            external_id: named("external_id"),
        }
    }

    /// Names of all these fields.
    pub fn names(&self, object: &Object) -> Vec<String> {
        [&self.names, &self.phones, &self.emails, &self.tax_number, &self.external_id]
            .into_iter()
            .flatten()
            .map(|position| object.fields[*position].name.clone())
            .collect()
    }

    pub fn traits(&self, row: &Row) -> Traits {
        let texts = |positions: &[usize]| -> Vec<String> {
            positions.iter().map(|position| &row[*position]).filter_map(words).collect()
        };
        Traits {
            names: texts(&self.names),
            phones: texts(&self.phones),
            emails: texts(&self.emails),
            tax_number: texts(&self.tax_number).pop(),
            external_id: texts(&self.external_id).pop(),
        }
    }
}

fn words(value: &Value) -> Option<String> {
    let words = title_of(value);
    (!words.trim().is_empty()).then_some(words)
}
