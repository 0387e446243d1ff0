//! The 500 leads, group by group. What decides a lead's fate is written out; names and days come from a seeded generator.

use super::csv_file::{Dice, Sheet, address};

/// The header, as a CRM that was filled for years writes it.
const HEADER: [&str; 53] = [
    "Lead ID",
    "Full Name",
    "Job Title",
    "Job Level",
    "Company Name",
    "Industry",
    "Number of Employees",
    "Annual Revenue",
    "Email",
    "Phone Number",
    "Lead Source",
    "Account Type",
    "Account Manager",
    "Marketing Consent",
    "Unsubscribed",
    "Buying Stage",
    "Budget Amount",
    "Budget Authority",
    "Buying Role",
    "Need",
    "Purchase Timeframe",
    "Pain Point",
    "Rejection Reason",
    "Create Date",
    "MQL Date",
    "Newsletter Subscribed On",
    "Email Clicks",
    "Last Email Click",
    "Social Interactions",
    "Last Social Interaction",
    "Website Visits",
    "Last Website Visit",
    "Downloads",
    "Last Download",
    "Webinars Attended",
    "Last Webinar",
    "Booth Visit",
    "Case Studies Read",
    "Last Case Study",
    "Pricing Page Views",
    "Last Pricing Page View",
    "Trial Days",
    "Last Used Trial",
    "Contact Form Date",
    "Price Requested On",
    "Consultation Booked On",
    "Demo Requested On",
    "Enriched On",
    "First Contacted On",
    "Connected On",
    "Attempts Completed On",
    "Accepted On",
    "Rejected On",
];

/// Columns that this CRM has and nobody filled in so far.
const EMPTY: [&str; 3] = ["Recycled On", "SQL Date", "Customer Since"];

/// Sales' four industries, as the CRM spells them.
const AUDITED: [&str; 8] = [
    "Banking",
    "Financial services",
    "Insurance",
    "Hospital and health care",
    "Medical devices",
    "Utilities",
    "Oil and energy",
    "Healthcare",
];
const OTHERS: [&str; 7] = [
    "Retail",
    "Higher education",
    "Logistics",
    "Software",
    "Management consulting",
    "Manufacturing",
    "Machinery",
];

/// The file.
pub fn file() -> String {
    let mut sheet = Sheet::new(&[&HEADER[..], &EMPTY[..]].concat());
    let mut dice = Dice::new(500);
    let mut leads: Vec<Lead> = Vec::new();
    for (count, make) in GROUPS {
        for nth in 0..count {
            let mut lead = Lead::anybody(&mut dice);
            make(&mut lead, nth, &mut dice);
            leads.push(lead);
        }
    }
    dice.shuffle(&mut leads);
    for (nth, lead) in leads.into_iter().enumerate() {
        let mut cells = lead.cells;
        cells.push(("Lead ID", format!("P-{:05}", 70_001 + nth)));
        sheet.row(&cells);
    }
    sheet.text()
}

/// Every group with its size. `tests/samples/mod.rs` says what the definitions make of them.
const GROUPS: [(usize, Make); 12] = [
    (10, ready),
    (9, never_asked),
    (8, specialists),
    (6, councils),
    (141, newsletter_only),
    (96, one_guide),
    (88, other_industries),
    (52, small_companies),
    (37, met_at_the_booth),
    (29, students),
    (11, competitors),
    (13, customers_and_suppliers),
];

/// Writes what decides the fate of the nth lead of a group.
type Make = fn(&mut Lead, usize, &mut Dice);

struct Lead {
    cells: Vec<(&'static str, String)>,
}

impl Lead {
    /// Name, company, address, source; consent, ten people or more, an account that is a prospect.
    fn anybody(dice: &mut Dice) -> Self {
        let person = dice.person();
        let company = dice.company();
        let mut lead = Self { cells: Vec::new() };
        lead.put("Full Name", &person);
        lead.put("Company Name", &company);
        lead.put("Email", &address(&person, &company));
        if dice.one_in(3) {
            lead.put("Phone Number", &dice.phone());
        }
        lead.put(
            "Lead Source",
            dice.pick(&[
                "Organic search",
                "Paid search",
                "Podcast mention",
                "Referral from a customer",
                "Trade show",
                "LinkedIn",
                "Partner webinar",
                "website",
            ]),
        );
        lead.put("Account Type", "Prospect");
        lead.put("Marketing Consent", dice.pick(&["Yes", "yes", "TRUE", "1"]));
        lead.put("Unsubscribed", dice.pick(&["No", "no", ""]));
        lead.put(
            "Buying Stage",
            dice.pick(&["Select", "Select", "", "Curious"]),
        );
        lead.put("Need", dice.pick(&["", "Select"]));
        lead.put("Purchase Timeframe", dice.pick(&["", "Select"]));
        let day = dice.day(27, 28);
        lead.put("Create Date", &day);
        lead.put("MQL Date", &day);
        lead
    }

    fn put(&mut self, column: &'static str, cell: &str) {
        self.cells.retain(|(name, _)| *name != column);
        self.cells.push((column, cell.to_owned()));
    }

    /// A role in IT or security, at a level.
    fn works(&mut self, title: &str, level: &str) {
        self.put("Job Title", title);
        self.put("Job Level", level);
    }

    fn company(&mut self, industry: &str, employees: u32, revenue: &str) {
        self.put("Industry", industry);
        self.put("Number of Employees", &employees.to_string());
        self.put("Annual Revenue", revenue);
    }

    fn reads(&mut self, dice: &mut Dice, guides: u32) {
        self.put("Downloads", &guides.to_string());
        self.put("Last Download", &dice.day(1, 26));
    }

    fn attends(&mut self, dice: &mut Dice) {
        self.put("Webinars Attended", "1");
        self.put("Last Webinar", &dice.day(1, 26));
    }

    fn sends_the_form(&mut self, dice: &mut Dice) {
        self.put("Contact Form Date", &dice.day(1, 26));
    }
}

const DIRECTORS: [(&str, &str); 5] = [
    ("IT Director", "Director"),
    ("Head of Information Security", "Head"),
    ("CISO", "C-level"),
    ("VP IT Infrastructure", "VP"),
    ("CIO", "C suite"),
];

fn ready(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = DIRECTORS[nth % DIRECTORS.len()];
    lead.works(title, level);
    lead.company(
        AUDITED[nth % AUDITED.len()],
        dice.between(210, 2400),
        "48000000",
    );
    lead.put("Buying Stage", dice.pick(&["Halfway", "Ready"]));
    let asked = [
        "Demo Requested On",
        "Price Requested On",
        "Consultation Booked On",
    ][nth % 3];
    lead.put(asked, &dice.day(1, 20));
    lead.put("Pricing Page Views", "2");
    lead.put("Last Pricing Page View", &dice.day(1, 20));
}

/// As ready as the ten, but for the one cell that still says what the form put there.
fn never_asked(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    ready(lead, nth, dice);
    lead.put("Buying Stage", "Curious");
    if nth == 4 {
        lead.put("Annual Revenue", "about 60 million");
    }
}

/// Specialists and managers who came back for more: two acts of reading.
fn specialists(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = [
        ("Security Specialist", "Specialist"),
        ("IT Security Manager", "Manager"),
        ("Systems Engineer, IT", "Senior"),
    ][nth % 3];
    lead.works(title, level);
    lead.company(
        AUDITED[nth % AUDITED.len()],
        dice.between(120, 1800),
        "61000000",
    );
    lead.put(
        "Buying Stage",
        ["Interested", "Evaluating", "Select"][nth % 3],
    );
    lead.reads(dice, 2);
    lead.attends(dice);
}

fn councils(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = DIRECTORS[nth % DIRECTORS.len()];
    lead.works(title, level);
    lead.company("Government administration", dice.between(300, 4000), "-");
    lead.put("Buying Stage", "Halfway");
    lead.attends(dice);
    lead.sends_the_form(dice);
}

fn newsletter_only(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = *dice.pick_of(&[
        ("IT Manager", "Manager"),
        ("Office Manager", "Manager"),
        ("Consultant", "Senior"),
        ("Accountant", "Specialist"),
        ("Security Analyst", "Specialist"),
        ("Managing Director", "C-level"),
        ("Project Lead", "Select"),
        ("", ""),
    ]);
    lead.works(title, level);
    let industry = if nth.is_multiple_of(2) {
        dice.pick(&AUDITED)
    } else {
        dice.pick(&OTHERS)
    };
    let industry = if nth.is_multiple_of(9) {
        "Select"
    } else {
        industry
    };
    lead.company(
        industry,
        dice.between(10, 3000),
        dice.pick(&["", "12000000", "35000000", "n/a", "9,5 Mio"]),
    );
    lead.put("Newsletter Subscribed On", &dice.day(1, 26));
    if nth.is_multiple_of(4) {
        lead.put("Email Clicks", &dice.between(1, 6).to_string());
        lead.put("Last Email Click", &dice.day(1, 20));
    }
}

fn one_guide(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = *dice.pick_of(&[
        ("IT Manager", "Manager"),
        ("Security Analyst", "Specialist"),
        ("IT Director", "Director"),
        ("Systems Administrator", "Senior"),
    ]);
    lead.works(title, level);
    lead.company(
        AUDITED[nth % AUDITED.len()],
        dice.between(60, 3000),
        dice.pick(&["", "28000000", "140000000"]),
    );
    lead.reads(dice, 1);
}

fn other_industries(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    let (title, level) = *dice.pick_of(&[
        ("IT Director", "Director"),
        ("CTO", "C-level"),
        ("IT Manager", "Manager"),
        ("Head of Security", "Head"),
    ]);
    lead.works(title, level);
    lead.company(
        OTHERS[nth % OTHERS.len()],
        dice.between(20, 4000),
        "22000000",
    );
    lead.reads(dice, 1);
    lead.attends(dice);
    if nth.is_multiple_of(4) {
        lead.put("Demo Requested On", &dice.day(1, 20));
        lead.put("Buying Stage", dice.pick(&["Evaluating", "Halfway"]));
        // Marketing's sheet still sees consent and the demo.
        lead.put("Number of Employees", dice.pick(&["200-500", "n/a", "500"]));
    }
}

fn small_companies(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    lead.works(
        ["Owner", "IT Manager", "Managing Director"][nth % 3],
        ["Owner", "Manager", "C-level"][nth % 3],
    );
    lead.company(
        AUDITED[nth % AUDITED.len()],
        dice.between(10, 49),
        "1900000",
    );
    lead.put(
        "Buying Stage",
        dice.pick(&["Select", "Interested", "Halfway"]),
    );
    lead.sends_the_form(dice);
}

fn met_at_the_booth(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    lead.works(
        ["Operations Manager", "Finance Director", "HR Manager"][nth % 3],
        ["Manager", "Director", "Manager"][nth % 3],
    );
    lead.company(
        AUDITED[nth % AUDITED.len()],
        dice.between(80, 2500),
        "31000000",
    );
    lead.put("Lead Source", "Trade show");
    lead.put("Booth Visit", "2026-02-12");
    lead.put("Email Clicks", "1");
    lead.put("Last Email Click", &dice.day(1, 15));
}

fn students(lead: &mut Lead, _: usize, dice: &mut Dice) {
    lead.works("Student", "Student");
    lead.put(
        "Company Name",
        dice.pick(&[
            "Technical University",
            "City College",
            "University of the North",
        ]),
    );
    lead.company("Higher education", dice.between(2000, 12000), "");
    lead.reads(dice, 4);
    lead.attends(dice);
}

fn competitors(lead: &mut Lead, _: usize, dice: &mut Dice) {
    lead.works("Product Manager, Security", "Manager");
    lead.company(
        "Computer and network security",
        dice.between(60, 900),
        "50000000",
    );
    lead.put("Account Type", "Competitor");
    lead.put("Demo Requested On", &dice.day(1, 20));
}

/// Seven customers who read one guide, and six who want to sell us something.
fn customers_and_suppliers(lead: &mut Lead, nth: usize, dice: &mut Dice) {
    if nth < 7 {
        lead.works("IT Manager", "Manager");
        lead.company(
            AUDITED[nth % AUDITED.len()],
            dice.between(200, 900),
            "44000000",
        );
        lead.put("Account Type", "Customer");
        lead.put("Account Manager", "Nadia Prior");
        lead.reads(dice, 1);
    } else {
        lead.works("Account Executive", "Specialist");
        lead.company("Software", dice.between(30, 400), "8000000");
        lead.put("Account Type", "Vendor");
        lead.sends_the_form(dice);
    }
}
