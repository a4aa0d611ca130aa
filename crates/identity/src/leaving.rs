use crate::account::Identity;
use records::{Condition, Error, Query};
use value::{Id, Value};

const PAGE: u64 = 500;

impl Identity {
    /// Ends every session, token and link of somebody who leaves; none of them comes back with him.
    pub fn shut_out(&self, user: Id) -> Result<(), Error> {
        self.end_sessions(user, None)?;
        let door = self.inner.records.as_system("end the access of somebody who left");
        for object in ["api_token", "password_reset"] {
            let query = Query::of(object).filter(Condition::eq("user", Value::Id(user))).limit(PAGE);
            for record in door.find(&query)?.records {
                door.delete(object, record.id(), None)?;
            }
        }
        self.forget_tokens_of(user);
        Ok(())
    }
}
