//! Checking the facts: fields, events and named lists.

use indexmap::IndexSet;

use crate::{
    compile::Compiler,
    date::pattern::DatePattern,
    field::{Field, FieldType, LeadId, NamedList, Read},
    problem::Path,
    value::canonical_text,
};

impl Compiler<'_> {
    pub(super) fn facts(&mut self) {
        let spec = self.spec;
        let fields = Path::spec().key("fields");
        for (id, field) in &spec.fields {
            let path = fields.key(id);
            self.id(&path, id);
            self.field(&path, field);
        }
        let events = Path::spec().key("events");
        for (id, event) in &spec.events {
            self.id(&events.key(id), id);
            if let Some(columns) = &event.columns {
                let path = events.key(id).key("columns").key("read");
                if let Some(date) = columns.date() {
                    self.date_pattern(path.key("date"), date);
                }
                self.marks(&path, &columns.number());
            }
            if spec.fields.contains_key(id) {
                self.problem(
                    events.key(id),
                    format!("`{id}` is a field as well"),
                    "give the event another id",
                );
            }
        }
        if let Some(lead_id) = &spec.lead_id {
            self.lead_id(lead_id);
        }
        for (id, list) in &spec.lists {
            self.list(&Path::spec().key("lists").key(id), list);
        }
    }

    fn lead_id(&mut self, lead_id: &LeadId) {
        let message = match (lead_id.columns.is_empty(), lead_id.number) {
            (true, false) => "no column is named",
            (false, true) => "leads are named by a column or numbered, not both",
            (true, true) | (false, false) => return,
        };
        self.problem(
            Path::spec().key("leadId"),
            message,
            "write `columns: [...]`, or `number: true` where no column names the leads",
        );
    }

    fn list(&mut self, path: &Path, list: &NamedList) {
        let values = path.key("values");
        if list.values.is_empty() {
            self.problem(
                values.clone(),
                "the list is empty",
                "add a value or take the list out",
            );
        }
        for (at, value) in list.values.iter().enumerate() {
            if canonical_text(value).is_empty() {
                self.problem(values.index(at), "this value is empty", "take it out");
            }
        }
    }

    fn field(&mut self, path: &Path, field: &Field) {
        let leveled = field.kind == FieldType::Level;
        if leveled && field.levels.is_empty() {
            self.problem(
                path.clone(),
                "a field of type level needs its levels",
                "add `levels: [...]`, lowest first",
            );
        }
        if !leveled && !field.levels.is_empty() {
            self.problem(
                path.key("levels"),
                "only a field of type level has levels",
                "write `type: level` or take them out",
            );
        }
        let mut seen = IndexSet::new();
        for (at, level) in field.levels.iter().enumerate() {
            let level = canonical_text(level);
            if level.is_empty() || !seen.insert(level) {
                self.problem(
                    path.key("levels").index(at),
                    "this level is empty or stands twice",
                    "take it out",
                );
            }
        }
        if let Some(separator) = &field.separator
            && (field.kind != FieldType::List || separator.is_empty())
        {
            self.problem(
                path.key("separator"),
                "only a list has a separator, and it is not empty",
                "take it out",
            );
        }
        self.words(path, field);
        self.dialect(path, field);
    }

    /// The words for levels and values: each for something that can be asked for, and none empty.
    fn words(&mut self, path: &Path, field: &Field) {
        let path = path.key("words");
        let speaks = match field.kind {
            FieldType::Text | FieldType::Words | FieldType::List | FieldType::Level => true,
            FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => false,
        };
        if !speaks && !field.words.is_empty() {
            self.problem(
                path,
                "`words` does not fit a field of this type: it names levels and texts",
                "take it out or change the field's type",
            );
            return;
        }
        for (value, word) in &field.words {
            let wanted = canonical_text(value);
            let known = |level: &String| canonical_text(level) == wanted;
            if field.kind == FieldType::Level && !field.levels.iter().any(known) {
                self.problem(
                    path.key(value),
                    format!("`{value}` is no level of this field"),
                    format!("write one of its levels: {}", field.levels.join(", ")),
                );
            } else if word.trim().is_empty() {
                self.problem(
                    path.key(value),
                    "this word for people is empty",
                    "say what people call it, or take it out",
                );
            }
        }
    }

    fn dialect(&mut self, path: &Path, field: &Field) {
        let Some(read) = &field.read else { return };
        let path = path.key("read");
        let dated = matches!(field.kind, FieldType::Date | FieldType::Datetime);
        let numeric = field.kind == FieldType::Number;
        let flag = field.kind == FieldType::Boolean;
        for (written, fits, key) in [
            (read.decimal.is_some(), numeric, "decimal"),
            (read.group.is_some(), numeric, "group"),
            (read.grouping.is_some(), numeric, "grouping"),
            (read.number.is_some(), numeric, "number"),
            (read.drop.is_some(), numeric, "drop"),
            (read.list.is_some(), field.kind == FieldType::List, "list"),
            (read.date.is_some(), dated, "date"),
            (!read.true_words.is_empty(), flag, "trueWords"),
            (!read.false_words.is_empty(), flag, "falseWords"),
        ] {
            if written && !fits {
                self.problem(
                    path.key(key),
                    format!("`{key}` does not fit a field of this type"),
                    "take it out or change the field's type",
                );
            }
        }
        if let Some(pattern) = &read.date {
            self.date_pattern(path.key("date"), pattern);
        }
        if read.list.is_some() && field.separator.is_some() {
            self.problem(
                path.key("list"),
                "a JSON array has its own separator",
                "take `separator` out, or `list`",
            );
        }
        self.marks(&path, read);
    }

    /// The marks of numbers: none stands for two things.
    fn marks(&mut self, path: &Path, read: &Read) {
        if read.grouping.is_some() && read.group.is_none() {
            self.problem(
                path.key("grouping"),
                "digits are grouped by a mark, and none is named",
                "write it too, for example `group: \",\"`",
            );
        }
        let decimal = read.decimal.as_deref().unwrap_or(".");
        if read.group.as_deref() == Some(decimal) {
            self.problem(
                path.key("group"),
                "the decimal mark and the group mark are the same; without `decimal` it is the point",
                "write two different marks, as in `decimal: \",\", group: \".\"`",
            );
        }
    }

    fn date_pattern(&mut self, path: Path, pattern: &str) {
        if let Err(unclear) = DatePattern::parse(pattern) {
            self.problem(path, format!("`{pattern}` {}", unclear.what), unclear.next);
        }
    }
}
