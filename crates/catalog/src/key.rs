use std::fmt;
use std::marker::PhantomData;

/// A field of a built-in object together with the type of what it holds, so that a misspelt name or a wrong type does not
/// compile. The keys of all fields stand in `keys`, which a test writes.
pub struct Key<T> {
    /// Name of the object.
    pub object: &'static str,
    /// Name of the field.
    pub field: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// For the generated list.
    pub(crate) const fn new(object: &'static str, field: &'static str) -> Key<T> {
        Key { object, field, holds: PhantomData }
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Key<T> {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.object, self.field)
    }
}
