//! The golden leads as CSV files, which dbt loads.

use crate::dbt::Project;
use crate::sql::GoldenTables;

impl Project<'_> {
    /// Each seed's name and content.
    pub(super) fn seeds(&self, golden: &GoldenTables) -> Vec<(String, String)> {
        let leads: Vec<String> = golden.lead_columns();
        let leads: Vec<&str> = leads.iter().map(String::as_str).collect();
        let seed = |name: &str, header: &[&str], rows: &[Vec<Option<String>>]| {
            (format!("{}_{name}", self.name), csv(header, rows))
        };
        vec![
            seed("golden_leads", &leads, &golden.leads),
            seed(
                "golden_events",
                &GoldenTables::EVENT_COLUMNS,
                &golden.events,
            ),
            seed(
                "golden_expected",
                &GoldenTables::EXPECTATION_COLUMNS,
                &golden.expectations,
            ),
        ]
    }
}

impl GoldenTables {
    /// Whether a cell reads `null`, which dbt takes for an empty one.
    pub(super) fn has_the_word_null(&self) -> bool {
        let mut cells = self.leads.iter().flatten().flatten();
        cells.any(|cell| cell.trim().eq_ignore_ascii_case("null"))
    }
}

fn csv(header: &[&str], rows: &[Vec<Option<String>>]) -> String {
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Some(cell) => format!("\"{}\"", cell.replace('"', "\"\"").replace('\0', "")),
                None => String::new(),
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}
