use anyhow::{Context, Result, anyhow, bail};
use std::path::Path;
use toml::{Table, Value};

/// The defaults, and what has been laid over them. The defaults decide which settings exist and what kind of value each takes.
pub struct Layers {
    table: Table,
}

impl Layers {
    pub fn of_defaults(text: &str) -> Result<Layers> {
        Ok(Layers { table: text.parse().context("guanxi.default.toml")? })
    }

    pub fn file(&mut self, path: &Path, text: &str) -> Result<()> {
        let table: Table = text.parse().with_context(|| path.display().to_string())?;
        lay_over(&mut self.table, table, "").with_context(|| path.display().to_string())
    }

    /// `GUANXI_SERVER_LISTEN` is `server.listen`.
    pub fn environment(&mut self, variable: &dyn Fn(&str) -> Option<String>) -> Result<()> {
        let mut names = Vec::new();
        list_settings(&self.table, "", &mut names);
        for setting in names {
            let name = format!("GUANXI_{}", setting.replace('.', "_").to_uppercase());
            if let Some(text) = variable(&name) {
                self.set_text(&setting, &text).with_context(|| name)?;
            }
        }
        Ok(())
    }

    pub fn flag(&mut self, setting: &str, text: &str) -> Result<()> {
        self.set_text(setting, text)
    }

    pub fn into_table(self) -> Table {
        self.table
    }

    fn set_text(&mut self, setting: &str, text: &str) -> Result<()> {
        let known =
            place_of(&mut self.table, setting).ok_or_else(|| anyhow!("there is no setting {setting}"))?;
        let wrong = || anyhow!("setting {setting}: '{text}' is not {}", kind_of(known_kind(known)));
        let value = match &*known {
            Value::String(_) => Value::String(text.to_owned()),
            Value::Integer(_) => Value::Integer(text.trim().parse().map_err(|_| wrong())?),
            Value::Float(_) => Value::Float(text.trim().parse().map_err(|_| wrong())?),
            Value::Boolean(_) => Value::Boolean(text.trim().parse().map_err(|_| wrong())?),
            Value::Datetime(_) | Value::Array(_) | Value::Table(_) => {
                bail!("setting {setting} cannot be set in one word")
            }
        };
        *known = value;
        Ok(())
    }
}

fn lay_over(below: &mut Table, above: Table, path: &str) -> Result<()> {
    for (key, value) in above {
        let setting = join(path, &key);
        let known = below.get_mut(&key).ok_or_else(|| anyhow!("there is no setting {setting}"))?;
        match (known, value) {
            (Value::Table(known), Value::Table(value)) => lay_over(known, value, &setting)?,
            (known @ Value::Float(_), Value::Integer(whole)) => *known = Value::Float(whole as f64),
            (known, value) if known_kind(known) == known_kind(&value) => *known = value,
            (known, value) => {
                bail!("setting {setting}: {value} is not {}", kind_of(known_kind(known)));
            }
        }
    }
    Ok(())
}

fn list_settings(table: &Table, path: &str, names: &mut Vec<String>) {
    for (key, value) in table {
        match value {
            Value::Table(inner) => list_settings(inner, &join(path, key), names),
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)
            | Value::Array(_) => names.push(join(path, key)),
        }
    }
}

fn place_of<'a>(table: &'a mut Table, setting: &str) -> Option<&'a mut Value> {
    match setting.split_once('.') {
        None => table.get_mut(setting),
        Some((first, rest)) => place_of(table.get_mut(first)?.as_table_mut()?, rest),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn known_kind(value: &Value) -> &'static str {
    value.type_str()
}

fn kind_of(kind: &str) -> &str {
    match kind {
        "string" => "text in quotes",
        "integer" => "a whole number",
        "float" => "a number",
        "boolean" => "true or false",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: &str =
        "[server]\nlisten = \"a\"\nreaders = 8\n[insight]\nshare = 0.5\nunit_costs.visit = 0.0\n";

    fn layers() -> Layers {
        Layers::of_defaults(DEFAULTS).unwrap()
    }

    fn get(layers: &mut Layers, setting: &str) -> Value {
        place_of(&mut layers.table, setting).unwrap().clone()
    }

    #[test]
    fn each_layer_is_stronger_than_the_one_below() {
        let mut layers = layers();
        layers
            .file(Path::new("guanxi.toml"), "[server]\nlisten = \"b\"\nreaders = 9\n[insight]\nshare = 1\n")
            .unwrap();
        let variable = |name: &str| (name == "GUANXI_SERVER_LISTEN").then(|| "c".to_owned());
        layers.environment(&variable).unwrap();
        assert_eq!(get(&mut layers, "server.listen"), Value::String("c".to_owned()));
        assert_eq!(get(&mut layers, "server.readers"), Value::Integer(9));
        assert_eq!(get(&mut layers, "insight.share"), Value::Float(1.0));
        layers.flag("server.listen", "d").unwrap();
        assert_eq!(get(&mut layers, "server.listen"), Value::String("d".to_owned()));
    }

    #[test]
    fn the_environment_reaches_every_depth() {
        let mut layers = layers();
        layers
            .environment(&|name| (name == "GUANXI_INSIGHT_UNIT_COSTS_VISIT").then(|| "12.5".to_owned()))
            .unwrap();
        assert_eq!(get(&mut layers, "insight.unit_costs.visit"), Value::Float(12.5));
    }

    #[test]
    fn what_does_not_exist_or_does_not_fit_is_named() {
        for (text, complaint) in [
            ("[server]\nlisten_on = \"b\"\n", "there is no setting server.listen_on"),
            ("[servers]\n", "there is no setting servers"),
            ("[server]\nreaders = \"many\"\n", "setting server.readers: \"many\" is not a whole number"),
        ] {
            let error = layers().file(Path::new("guanxi.toml"), text).unwrap_err();
            assert_eq!(format!("{error:#}"), format!("guanxi.toml: {complaint}"));
        }
        let error = layers().environment(&|_| Some("x".to_owned())).unwrap_err();
        assert!(
            format!("{error:#}").starts_with("GUANXI_SERVER_READERS: setting server.readers: 'x'"),
            "{error:#}"
        );
    }
}
