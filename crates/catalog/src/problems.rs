use crate::labels::Localized;
use crate::object::{Access, Object};
use crate::{Catalog, Field};
use value::FieldType;

impl Catalog {
    /// What one file cannot see: references, roll-ups, sections, names. Empty when all is well.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for object in self.objects() {
            self.object_problems(object, &mut problems);
            for field in &object.fields {
                self.field_problems(object, field, &mut problems);
            }
        }
        problems
    }

    /// Labels that are missing in one of the languages, as `object.path`.
    pub fn missing_labels(&self) -> Vec<String> {
        let mut missing = Vec::new();
        let empty = Localized::default();
        for object in self.objects() {
            let mut paths = vec!["one".to_owned(), "many".to_owned()];
            for field in object.fields.iter() {
                paths.push(format!("fields.{}", field.name));
                paths.extend(
                    field.options.iter().map(|option| format!("options.{}.{}", field.name, option.value)),
                );
            }
            paths.extend(object.sections.iter().map(|section| format!("sections.{}", section.name)));
            for action in object.actions.values() {
                paths.push(format!("actions.{}", action.name));
                paths.extend(
                    action.input.iter().map(|field| format!("inputs.{}.{}", action.name, field.name)),
                );
            }
            missing.extend(
                paths
                    .into_iter()
                    .filter(|path| !object.labels.get(path).unwrap_or(&empty).is_complete())
                    .map(|path| format!("{}.{path}", object.name)),
            );
        }
        missing
    }

    fn object_problems(&self, object: &Object, problems: &mut Vec<String>) {
        let mut tell = |what: String| problems.push(format!("{}: {what}", object.name));
        if object.prefix.len() != 3 || !object.prefix.bytes().all(|byte| byte.is_ascii_lowercase()) {
            tell(format!("prefix '{}' is not three small letters", object.prefix));
        }
        if !is_name(&object.name) || !is_name(&object.plural) {
            tell("a name is small letters, digits and underscores".to_owned());
        }
        if let Access::Parent(parent) = &object.access {
            match object.field(parent) {
                Some(field) if field.kind == FieldType::Reference && !field.many => {}
                Some(_) | None => tell(format!("access: '{parent}' is no reference of this object")),
            }
        }
        if let Access::Private { share: Some(share) } = &object.access
            && object.field(share).is_none()
        {
            tell(format!("share: there is no field '{share}'"));
        }
        let listed = object
            .columns
            .iter()
            .chain(&object.quick)
            .chain(object.board.iter())
            .chain(object.sections.iter().flat_map(|section| &section.fields))
            .chain(object.timeline.iter().flat_map(|timeline| [&timeline.customer, &timeline.at]));
        for name in listed {
            if object.field(name).is_none() {
                tell(format!("there is no field '{name}'"));
            }
        }
        for action in object.actions.values() {
            for name in action.set.keys() {
                if object.field(name).is_none() {
                    tell(format!("action {}: there is no field '{name}'", action.name));
                }
            }
        }
    }

    fn field_problems(&self, object: &Object, field: &Field, problems: &mut Vec<String>) {
        let mut tell = |what: String| problems.push(format!("{}.{}: {what}", object.name, field.name));
        if !is_name(&field.name) {
            tell("a name is small letters, digits and underscores".to_owned());
        }
        for target in &field.to {
            if self.object(target).is_none() {
                tell(format!("points to '{target}', which does not exist"));
            }
        }
        if field.kind == FieldType::Formula && field.formula.is_none() {
            tell("has no formula".to_owned());
        }
        match (&field.rollup, field.kind) {
            (None, FieldType::RollUp) => tell("has no rollup".to_owned()),
            (Some(rollup), _) => match self.object(&rollup.of) {
                None => tell(format!("sums up '{}', which does not exist", rollup.of)),
                Some(child) => {
                    if child.field(&rollup.by).is_none_or(|by| by.target() != Some(object.name.as_str())) {
                        tell(format!("'{}.{}' does not point to {}", rollup.of, rollup.by, object.name));
                    }
                    if rollup.field.as_ref().is_some_and(|name| child.field(name).is_none()) {
                        tell(format!(
                            "there is no field '{}.{}'",
                            rollup.of,
                            rollup.field.as_deref().unwrap_or("")
                        ));
                    }
                }
            },
            (None, _) => {}
        }
        if field.currency_field.as_ref().is_some_and(|name| object.field(name).is_none()) {
            tell(format!("currency: there is no field '{}'", field.currency_field.as_deref().unwrap_or("")));
        }
        for text in [&field.formula, &field.required_when].into_iter().flatten() {
            if let Some(what) = formula_problem(object, text) {
                tell(what);
            }
        }
    }
}

fn formula_problem(object: &Object, text: &str) -> Option<String> {
    let expression = match formula::parse(text) {
        Ok(expression) => expression,
        Err(error) => return Some(format!("formula '{text}': {error}")),
    };
    formula::fields(&expression)
        .into_iter()
        .map(|name| name.split('.').next().unwrap_or_default().to_owned())
        .find(|name| object.field(name).is_none())
        .map(|name| format!("formula '{text}': there is no field '{name}'"))
}

fn is_name(text: &str) -> bool {
    text.len() <= 50
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

    #[test]
    fn the_built_in_catalog_has_no_problems() {
        let catalog = Catalog::built_in().unwrap();
        assert_eq!(catalog.problems(), Vec::<String>::new());
        assert!(catalog.objects().len() > 30);
    }

    #[test]
    fn every_label_is_written_in_three_languages() {
        let catalog = Catalog::built_in().unwrap();
        assert_eq!(catalog.missing_labels(), Vec::<String>::new());
    }
}
