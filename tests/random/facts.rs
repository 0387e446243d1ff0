//! Random fields, events and lists, with cells that are near what conditions ask.

use crate::plain::json::{Json, map};
use crate::random::Dice;

/// A field with cells to write into a lead, and texts to ask for.
#[derive(Clone)]
pub struct FieldPlan {
    pub id: String,
    pub kind: &'static str,
    pub json: Json,
    pub header: String,
    pub cells: &'static [&'static str],
}

/// What a definition can ask about.
pub struct Facts {
    pub fields: Vec<FieldPlan>,
    /// Id, and the columns of a flat export.
    pub events: Vec<EventPlan>,
    pub log: bool,
}

pub struct EventPlan {
    pub id: String,
    pub count: Option<String>,
    pub last: Option<String>,
}

pub const TEXTS: [&str; 14] = [
    "fintech",
    " Health Care ",
    "o'neil",
    "50%",
    "a_b",
    "back\\slash",
    "\"q\"",
    "école",
    "東京",
    "--",
    "x;y",
    "{{ x }}",
    "${x}",
    "🚀",
];
pub const WORDS: [&str; 7] = [
    "director", "head of", "VP", "sales", "c++", "o'neil", "müller",
];
pub const ELEMENTS: [&str; 6] = ["crm", "Ads", "two words", "a\\", "50%", "o'neil"];
pub const LEVELS: [&str; 4] = ["low", "Mid", "HIGH", "o'clock 5%"];
pub const NUMBERS: [f64; 7] = [-5.0, 0.0, 0.5, 3.0, 10.0, 49.5, 1000.0];
pub const DURATIONS: [&str; 7] = ["0d", "1d", "7d", "30d", "90d", "365d", "4000d"];

const SERIAL_CELLS: &[&str] = &[
    "46022",
    "46022.75",
    "45992,5",
    "\u{a0}45657",
    "60",
    "0",
    "-1",
    "1",
    "4.6E4",
    "2025-12-31",
    "",
];
const EPOCH_CELLS: &[&str] = &[
    "1767139200000",
    "1767225599999",
    "1764547200000.0",
    "-1",
    "0",
    "1767139200",
    "1.7E+12",
    "",
    "x",
];
const FLOAT_CELLS: &[&str] = &[
    "3",
    "0.5",
    "4.95E+01",
    ".5",
    "10.",
    "1e3",
    "-5.0E0",
    "49.500000000000007",
    "1e251",
    "inf",
    "nan",
    "1,000",
    "0.3333333333333333",
    "",
];
const JSON_CELLS: &[&str] = &[
    "[\"CRM\"]",
    "[\"ads\",\"two words\"]",
    "[ \"a\\\\\" , \"50%\u{a0}\" ]",
    "[\"O'N\\u0065il\"]",
    "[]",
    "[\"\"]",
    "[1]",
    "crm",
    "[\"crm\",]",
    "",
];

const TEXT_CELLS: &[&str] = &[
    "FinTech",
    "health care",
    "  HEALTH CARE\t",
    "O'Neil",
    "O'Neil & Sons",
    "50%",
    "50x",
    "a_b",
    "axb",
    "Back\\Slash",
    "\"Q\"",
    "école",
    "École",
    "東京",
    "--",
    "X;Y",
    "{{ X }}",
    "${X}",
    "🚀",
    "Select",
    "select",
    "N/A",
    "\u{a0}fintech",
    "a\nb",
    "fintech-2",
    "x",
];
const WORD_CELLS: &[&str] = &[
    "Managing Director",
    "Codirector",
    "Head of Sales",
    "head, of",
    "VP/Sales",
    "C++ lead",
    "O\u{2019}Neil",
    "O'NEIL",
    "Müller\u{a0}Director",
    "--",
    "Select",
    "of head",
    "MÜLLER",
    "Director\u{2013}Sales",
];
const NUMBER_CELLS: &[&str] = &[
    "-5",
    "-5.000000001",
    "0",
    "-0",
    "+0.5",
    "0.5",
    "0.499999999",
    "2.9",
    "3",
    "10",
    " 10.0 ",
    "49.5",
    "1000",
    "1000.5",
    "1,000",
    "1e3",
    "x",
    "-1",
    "7",
    "123456",
];
const GERMAN_CELLS: &[&str] = &[
    "-5",
    "0",
    "0,5",
    "3",
    "10,0",
    "49,5 €",
    "€ 1.000",
    "1.000,5",
    "1000",
    "10.00",
    "1,5,0",
    "x",
    "-1",
    "7,9",
];
const LEVEL_CELLS: &[&str] = &[
    "low",
    "MID",
    " mid",
    "high",
    "O'Clock 5%",
    "highest",
    "1",
    "2",
    "?",
];
const FLAG_CELLS: &[&str] = &["yes", "No", "1", "0", "TRUE", "f", "maybe", "ja", "NEIN"];
const DATE_CELLS: &[&str] = &[
    "2026-01-01",
    "2025-12-31",
    "2025-12-25",
    "2025-12-24",
    "2025-12-02",
    "2025-12-01",
    "2025-10-03",
    "2025-10-02",
    "2025-06-01",
    "2025-01-01",
    "2024-12-31",
    "2024-02-29",
    "2023-02-29",
    "2026-01-02",
    "2025-12-20T23:59:59-05:00",
    "2025-12-20 10:00",
    "2025-12-20T25:00",
    "1900-01-01",
    "2199-12-31",
    "1899-12-31",
    "20251231",
    "x",
];
const DOTTED_CELLS: &[&str] = &[
    "01.01.2026",
    "31.12.2025",
    "02.12.2025",
    "01.12.2025",
    "29.02.2024",
    "29.02.2025",
    "2025-12-31",
    "31.12.2025 08:30",
    "1.12.2025",
    "03.10.2025",
];
const AMERICAN_CELLS: &[&str] = &[
    "1/1/2026",
    "12/31/2025",
    "12/2/2025",
    "12/1/2025",
    "2/29/2024",
    "2/29/2025",
    "2025-12-31",
    "12/31/2025 08:30",
    "31/12/2025",
    "10/3/2025",
    "1/1/26",
];
const NAMED_CELLS: &[&str] = &[
    "1 Jan, 2026",
    "31 DEC, 2025",
    "2 dec, 2025",
    "01 Dec, 2025",
    "29 Feb, 2024",
    "29 Feb, 2025",
    "3 October, 2025",
    "3 Oct, 2025",
    "3 Sept, 2025",
];
const LIST_CELLS: &[&str] = &[
    "Ads;CRM",
    "crm",
    "CRM ; two words",
    ";;",
    "x;y",
    "A\\;50%",
    "O'Neil;ads;",
    "crm;crm",
    "two;words",
    "none",
];

/// Field ids, some of which mean something to a database.
const IDS: [&str; 9] = [
    "industry", "select", "from", "Order", "user", "f-1", "group", "lead_id", "value",
];
const HEADERS: [&str; 4] = ["it's", "a \"b\"", "x\\y `z`", "{{ 日本 }} %s"];

fn field(dice: &mut Dice, id: &str) -> FieldPlan {
    let none = Vec::<&str>::new;
    let german = map([
        ("decimal", ",".into()),
        ("group", ".".into()),
        ("drop", "€".into()),
    ]);
    let dotted = map([("date", "DD.MM.YYYY".into())]);
    let words = map([
        ("trueWords", vec!["Ja"].into()),
        ("falseWords", vec!["nein"].into()),
    ]);
    let values = map([(
        "values",
        map([("1", "low".into()), ("2", "HIGH".into()), ("?", "".into())]),
    )]);
    let (kind, cells, read): (&'static str, &'static [&'static str], Json) = match dice.below(18) {
        0 | 1 => ("text", TEXT_CELLS, Json::Null),
        2 => ("words", WORD_CELLS, Json::Null),
        3 | 4 => ("number", NUMBER_CELLS, Json::Null),
        5 => ("number", GERMAN_CELLS, german),
        6 => ("level", LEVEL_CELLS, values),
        7 => ("boolean", FLAG_CELLS, Json::Null),
        8 => ("boolean", FLAG_CELLS, words),
        9 => ("date", DATE_CELLS, Json::Null),
        10 => ("datetime", DOTTED_CELLS, dotted),
        11 => ("date", AMERICAN_CELLS, map([("date", "M/D/YYYY".into())])),
        12 => ("date", NAMED_CELLS, map([("date", "D MMM, YYYY".into())])),
        13 => ("date", SERIAL_CELLS, map([("date", "excel".into())])),
        14 => ("datetime", EPOCH_CELLS, map([("date", "epoch-ms".into())])),
        15 => ("number", FLOAT_CELLS, map([("number", "float".into())])),
        16 => ("list", JSON_CELLS, map([("list", "json".into())])),
        _ => ("list", LIST_CELLS, Json::Null),
    };
    let header = if dice.chance(30) {
        format!("{} {id}", dice.pick(&HEADERS))
    } else {
        id.to_owned()
    };
    let mut entries: Vec<(&str, Json)> = vec![("type", kind.into())];
    if header != id {
        entries.push(("columns", vec![header.clone()].into()));
    }
    if kind == "level" {
        entries.push(("levels", LEVELS.to_vec().into()));
    }
    let holders = if dice.chance(40) {
        vec!["Select", "n/a"]
    } else {
        none()
    };
    if !holders.is_empty() {
        entries.push(("placeholders", holders.into()));
    }
    if read != Json::Null {
        entries.push(("read", read));
    }
    let entries = entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    FieldPlan {
        id: id.to_owned(),
        kind,
        json: Json::Map(entries.collect()),
        header,
        cells,
    }
}

pub fn facts(dice: &mut Dice) -> Facts {
    let count = dice.between(3, IDS.len());
    let log = dice.chance(60);
    let events = (0..dice.below(4)).map(|place| {
        let id = format!("e{place}");
        let columns = if log { 3 } else { dice.below(3) };
        EventPlan {
            count: (columns == 0 || columns == 2).then(|| format!("{id} n")),
            last: (columns == 1 || columns == 2).then(|| format!("{id} last")),
            id,
        }
    });
    let events = events.collect();
    let fields = IDS.iter().take(count).map(|id| field(dice, id)).collect();
    Facts {
        fields,
        events,
        log,
    }
}

impl Facts {
    pub fn of_kind<'f>(&'f self, dice: &mut Dice, kinds: &[&str]) -> Option<&'f FieldPlan> {
        let fitting: Vec<&FieldPlan> = self
            .fields
            .iter()
            .filter(|field| kinds.contains(&field.kind))
            .collect();
        (!fitting.is_empty()).then(|| *dice.pick(&fitting))
    }

    pub fn fields_json(&self) -> Json {
        let fields = self
            .fields
            .iter()
            .map(|field| (field.id.clone(), field.json.clone()));
        Json::Map(fields.collect())
    }

    pub fn events_json(&self) -> Json {
        let events = self.events.iter().map(|event| {
            let mut columns = Vec::new();
            if let Some(header) = &event.count {
                columns.push(("count".to_owned(), vec![header.clone()].into()));
            }
            if let Some(header) = &event.last {
                columns.push(("last".to_owned(), vec![header.clone()].into()));
            }
            let json = if columns.is_empty() {
                map([])
            } else {
                map([("columns", Json::Map(columns.into_iter().collect()))])
            };
            (event.id.clone(), json)
        });
        Json::Map(events.collect())
    }
}
