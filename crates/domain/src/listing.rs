use records::Behaviours;
use std::fmt::Write;

/// One line a behaviour, in running order, for people.
pub fn listing(behaviours: &Behaviours) -> String {
    let mut lines = Vec::new();
    lines.extend(behaviours.derives.iter().map(|(name, object, _)| ("derive", *object, *name)));
    lines.extend(behaviours.guards.iter().map(|(name, object, _)| ("guard", *object, *name)));
    let mut actions: Vec<_> =
        behaviours.actions.keys().map(|(object, name)| ("action", *object, *name)).collect();
    actions.sort_unstable();
    lines.extend(actions);
    lines.extend(behaviours.reactions.iter().map(|(name, object, _)| ("reaction", *object, *name)));
    let mut text = String::new();
    for (kind, object, name) in lines {
        // Writing to a string cannot end in an error.
        let _ = writeln!(text, "{kind:<9} {object:<17} {}", name.replace('_', " "));
    }
    text
}
