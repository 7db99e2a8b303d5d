//! The values of facets as numbers, so that counts of segments can be added up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::columnar::StrColumn;

use crate::Result;

/// Every value of every facet that was seen so far. Some are in hidden reports alone: only counted
/// ones leave.
#[derive(Debug, Default)]
pub(crate) struct Names(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    numbers: HashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
}

/// For each facet of a segment, the number of each of its values.
#[derive(Debug, Default)]
pub(crate) struct Values(Mutex<HashMap<&'static str, Arc<Vec<u32>>>>);

impl Names {
    /// The numbers of a column's values, in its order. Worked out once a segment.
    pub(crate) fn of(
        &self,
        values: &Values,
        field: &'static str,
        column: &StrColumn,
    ) -> Result<Arc<Vec<u32>>> {
        if let Some(known) = locked(&values.0).get(field) {
            return Ok(Arc::clone(known));
        }
        let mut numbers = Vec::with_capacity(column.num_terms());
        let mut name = String::new();
        for ord in 0..column.num_terms() as u64 {
            name.clear();
            column.ord_to_str(ord, &mut name).map_err(tantivy::TantivyError::from)?;
            numbers.push(locked(&self.0).number(&name));
        }
        let numbers = Arc::new(numbers);
        locked(&values.0).insert(field, Arc::clone(&numbers));
        Ok(numbers)
    }

    /// The values behind counts: the most frequent first, equals by name.
    pub(crate) fn named(&self, counts: &[u64]) -> Vec<(String, u64)> {
        let known = locked(&self.0);
        let counted = known.names.iter().zip(counts).filter(|(_, count)| **count > 0);
        let mut named: Vec<_> = counted.map(|(name, count)| (name.to_string(), *count)).collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        named
    }
}

impl Known {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let name: Arc<str> = Arc::from(name);
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
