//! Rule files with any number of rules over the synthetic export.

use std::fmt::Write as _;

const HEAD: &str = "apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: bench, title: Many rules over a synthetic export, version: 1.0.0}
spec:
  fields:
    industry: {type: text}
    seniority: {type: text}
    country: {type: text}
    title: {type: text}
    email: {type: text}
    source: {type: text, columns: [lead_source]}
    employees: {type: number}
    budget: {type: number, columns: [annual_budget]}
    products: {type: list, columns: [products_interested]}
    demo: {type: boolean, columns: [demo_requested]}
    trial_days: {type: number, columns: [trial_days_active_7]}
    pages: {type: number, columns: [pages_viewed_30d]}
    opens: {type: number, columns: [emails_opened_30d]}
    last_activity: {type: date, columns: [last_activity_at]}
  scores:
    total:
      rules:
";

/// A rule file that asks nothing: what remains is reading the leads and writing their ids.
pub const NONE: &str = "apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: bench, title: No rules over a synthetic export, version: 1.0.0}
spec:
  stages:
    - {id: lead}
";

/// A rule file with so many rules, one in five of them about two fields.
pub fn many(count: u64) -> String {
    let mut text = HEAD.to_owned();
    for number in 0..count {
        let step = number / 15;
        let when = match number % 15 {
            0 => format!("{{field: industry, in: [Software, Retail, Sector {step}]}}"),
            1 => format!("{{field: seniority, in: [VP, Director, Grade {step}]}}"),
            2 => format!("{{field: country, in: [US, DE, \"C{step}\"]}}"),
            3 => format!("{{field: title, contains: [head, \"vp{step}\"]}}"),
            4 => format!("{{field: email, endsWith: [\"@gmail.com\", \"@x{step}.example\"]}}"),
            5 => format!("{{field: employees, atLeast: {}}}", 20 + 40 * step),
            6 => format!("{{field: budget, above: {}}}", 2000 + 3000 * step),
            7 => format!("{{field: products, hasAny: [CRM, Product {step}]}}"),
            8 => format!("{{field: pages, between: [{}, {}]}}", step, step + 12),
            9 => format!("{{field: opens, atLeast: {}}}", 1 + step),
            10 => format!("{{field: last_activity, within: {}d}}", 20 + 15 * step),
            11 => format!("{{field: source, is: Source {step}}}"),
            12 => format!("{{all: [{{field: demo, is: true}}, {{field: pages, above: {step}}}]}}"),
            13 => format!(
                "{{any: [{{field: trial_days, atLeast: 6}}, {{field: opens, below: {step}}}]}}"
            ),
            _ => format!(
                "{{atLeast: 2, of: [{{field: demo, is: true}}, {{field: pages, above: {step}}}, {{field: country, is: US}}]}}"
            ),
        };
        let points = 1 + number % 7;
        // Writing to memory cannot fail.
        let _ = writeln!(
            text,
            "        - {{id: r{number}, points: {points}, when: {when}}}"
        );
    }
    text.push_str(
        "  stages:\n    - {id: lead}\n    - {id: mql, when: {score: total, atLeast: 5}}\n",
    );
    text
}
