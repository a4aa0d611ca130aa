use super::fixed::{Fixed, fixed};

/// Addresses around the people who use the program, and around the program itself.
pub(super) const FIXED: &[Fixed] = &[
    Fixed {
        body: &["email*"],
        ..fixed("session", "post", "/password/forgotten", "Ask for a link to a new password", "202")
    },
    Fixed {
        body: &["token*", "password*"],
        ..fixed("session", "post", "/password/new", "Choose a new password by a link", "204")
    },
    Fixed { body: &["token*"], ..fixed("session", "post", "/invitation", "What an invitation says", "200") },
    Fixed {
        body: &["token*", "name*", "password*", "language*"],
        ..fixed("session", "post", "/invitation/accept", "Accept an invitation", "201")
    },
    fixed("people", "get", "/invitations", "Who is invited and has not come", "200"),
    fixed("people", "delete", "/invitations/{id}", "Take an invitation back", "204"),
    fixed("people", "post", "/invitations/{id}/renew", "Send an invitation again", "200"),
    fixed("people", "get", "/users/{id}/owned", "How much somebody owns", "200"),
    Fixed {
        body: &["hand_over_to"],
        ..fixed("people", "post", "/users/{id}/deactivate", "Let somebody go", "200")
    },
    fixed("people", "post", "/users/{id}/reactivate", "Let somebody come back", "204"),
    fixed("upkeep", "get", "/mail", "Through which server mail goes out", "200"),
    Fixed { body: &["to"], ..fixed("upkeep", "post", "/mail/trial", "Send a test mail", "200") },
    Fixed { query: &["state"], ..fixed("upkeep", "get", "/mail/outbox", "Outgoing mail", "200") },
    fixed("upkeep", "post", "/mail/outbox/{id}/again", "Try a mail again", "204"),
    fixed("upkeep", "get", "/backups", "Copies of everything", "200"),
    fixed("upkeep", "post", "/backups", "Make a copy of everything", "201"),
    fixed("upkeep", "get", "/backups/{name}", "A copy", "200"),
    fixed("upkeep", "delete", "/backups/{name}", "Remove a copy", "204"),
    fixed("upkeep", "get", "/about", "How the program is doing", "200"),
    Fixed {
        query: &["object", "record", "actor", "kind", "from", "until", "limit", "cursor"],
        ..fixed("upkeep", "get", "/history", "The change log across all objects", "200")
    },
    fixed("upkeep", "get", "/numbers", "Running numbers", "200"),
    fixed("upkeep", "get", "/trash", "How much lies in the trash", "200"),
];
