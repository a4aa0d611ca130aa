use serde_json::Value as Json;
use std::io::{self, Write};

/// What a model says: a document, and perhaps a long list of customers that is only put into words one by one.
pub struct Answer {
    pub facts: Json,
    pub customers: Option<Customers>,
}

/// A million of them would fill the memory if they stood side by side as documents.
pub struct Customers {
    pub count: usize,
    pub one: Box<dyn Fn(usize) -> Json>,
}

impl From<Json> for Answer {
    fn from(facts: Json) -> Answer {
        Answer { facts, customers: None }
    }
}

impl Answer {
    /// One line of JSON, the customers at its end.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (Json::Object(facts), Some(customers)) = (&self.facts, &self.customers) else {
            serde_json::to_writer(&mut *out, &self.facts)?;
            return out.write_all(b"\n");
        };
        out.write_all(b"{")?;
        for (key, fact) in facts {
            serde_json::to_writer(&mut *out, key)?;
            out.write_all(b":")?;
            serde_json::to_writer(&mut *out, fact)?;
            out.write_all(b",")?;
        }
        out.write_all(b"\"customers\":[")?;
        for place in 0..customers.count {
            if place > 0 {
                out.write_all(b",")?;
            }
            serde_json::to_writer(&mut *out, &(customers.one)(place))?;
        }
        out.write_all(b"]}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_list_is_part_of_the_document() {
        let one = Box::new(|place: usize| json!({ "id": place }));
        let answer = Answer { facts: json!({ "n": 2 }), customers: Some(Customers { count: 2, one }) };
        let mut written = Vec::new();
        answer.write(&mut written).unwrap();
        let read: Json = serde_json::from_slice(&written).unwrap();
        assert_eq!(read, json!({ "n": 2, "customers": [{ "id": 0 }, { "id": 1 }] }));
    }
}
