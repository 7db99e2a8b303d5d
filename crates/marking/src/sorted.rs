//! Small maps and sets kept sorted in one allocation: a marking has few names.

/// Values by key, ascending. With `()` for values it is a set.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Sorted<K, V> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let at = self.0.binary_search_by(|(held, _)| held.cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Adds to the value of a key, or to a new one.
    pub(crate) fn merge(&mut self, key: K, add: impl FnOnce(&mut V))
    where
        V: Default,
    {
        match self.0.binary_search_by(|(held, _)| held.cmp(&key)) {
            Ok(at) => {
                if let Some((_, value)) = self.0.get_mut(at) {
                    add(value);
                }
            }
            Err(at) => {
                let mut value = V::default();
                add(&mut value);
                self.0.insert(at, (key, value));
            }
        }
    }
}

impl<K: Ord, V: Default> FromIterator<(K, V)> for Sorted<K, V> {
    /// From pairs of different keys.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut sorted = Self::default();
        for (key, value) in pairs {
            sorted.merge(key, |held| *held = value);
        }
        sorted
    }
}
