use access::{Level, Levels};
use records::Door;

/// The fields among `names` that whoever stands at the door may read in full.
pub fn readable<'n>(door: &Door, object: &str, names: &[&'n str]) -> Vec<&'n str> {
    let Some(object) = door.catalog().object(object) else { return Vec::new() };
    let levels = match door.actor().is_system() {
        true => Levels::Open,
        false => Levels::of(&door.actor().rights, object),
    };
    let open = |name: &str| object.position(name).is_some_and(|position| levels.at(position) >= Level::Read);
    names.iter().copied().filter(|name| open(name)).collect()
}
