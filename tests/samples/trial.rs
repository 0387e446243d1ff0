//! Analytics for online shops, sold to those who try it: product qualified leads on a track of their own.
//!
//! Marketing would talk to whoever used the trial on three days, sales only to teams of five. The agreement counts days
//! and a first result, whoever sits alone in front of it or not.

use leadpact_workshop::{
    Capacity, Change, PreQualification, PreQualificationForm, Resolution, Response, Step, Until,
    Voice, Workshop,
};

use super::csv_file::{Dice, Sheet, address};
use super::kit::{
    Build, Say, any, at_least, cards, from, nobody_knows, order, part, signals, text, values, yes,
};

/// The signed workshop.
pub fn complete() -> Workshop {
    let mut build = Build::new(
        "saas",
        "Who should hear from us after a week of trial?",
        "2026-02-24T13:00:00+01:00[Europe/Berlin]",
    );
    build.set_up(
        "Tallyfern",
        "Analytics for online shops, with a free plan and a trial of two weeks",
        "EUR",
        &[
            ("facilitator", &["Sam Achterberg"]),
            ("marketing", &["Lea Winter", "Jonah Price"]),
            ("sales", &["Oona Virtanen"]),
        ],
    );
    threshold(&mut build);
    build.later(8);
    build.sheet("facilitator", "Sam Achterberg", "46", facilitator());
    build.sheet("marketing", "Lea Winter", "4c", marketing());
    build.sheet("marketing", "Jonah Price", "4a", second_of_marketing());
    build.sheet("sales", "Oona Virtanen", "4f", sales());
    build.reveal();
    build.step(Step::Agree);
    who_they_are(&mut build);
    what_they_do(&mut build);
    what_sales_asks(&mut build);
    promises(&mut build);
    build.sign();
    build.w
}

/// From 70 points on a reader is called: using the product gives at most 65 beside it.
fn threshold(build: &mut Build) {
    let mut stages = build.w.stages.clone();
    let mql = stages.iter_mut().find(|s| s.id == "mql").expect("a stage");
    mql.enter.at_least = Some(70);
    build.apply(Change::Stages(stages));
}

fn facilitator() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "Somebody at a shop who has seen their own numbers in the product and came back the next day.",
            ),
        ),
        ("active-days", from(4.0).must()),
    ]
}

fn marketing() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "Somebody at an online shop who signs up with the shop's address and clicks around. The product sells itself, \
             we only have to say hello at the right moment.",
            ),
        ),
        ("industry", values(&["retail", "software"]).strong()),
        (
            "job-role",
            values(&["marketing", "data", "product"])
                .strong()
                .because("They open a report on Monday morning. Nobody else does."),
        ),
        ("seniority", any().ignore()),
        ("decision-stage", at_least("interested").nice()),
        ("budget", nobody_knows()),
        ("budget-access", nobody_knows()),
        ("path", order(&["search", "content", "trial", "comparison"])),
        (
            "pain",
            text("Three tools show three different revenues, and nobody believes any of them.")
                .nice(),
        ),
        ("employees", from(5.0).nice()),
        ("revenue", any().ignore()),
        ("authority", at_least("uses").nice()),
        ("need", at_least("assumed").nice()),
        ("timeline", at_least("no-date").nice()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-opportunity"])),
        (
            "existing-customers",
            values(&["new", "customer", "former"]).nice(),
        ),
        ("plan", values(&["free", "trial"]).must()),
        (
            "active-days",
            from(3.0)
                .must()
                .because("On the third day it has become a habit."),
        ),
        (
            "seats",
            any()
                .ignore()
                .because("One person who loves it is worth more than ten who were invited."),
        ),
        ("activated", yes().nice()),
        (
            "signals",
            signals([
                &["email-click"],
                &["newsletter", "booth"],
                &[
                    "guide",
                    "webinar",
                    "case-study",
                    "pricing-page",
                    "sign-up",
                    "use",
                    "integration",
                ],
                &[
                    "invite",
                    "limit",
                    "contact-form",
                    "price",
                    "consultation",
                    "demo",
                ],
            ]),
        ),
        (
            "not-a-lead",
            values(&["anonymous", "opted-out", "test-account"]),
        ),
        (
            "cards",
            cards(&[
                ("guide-and-webinar", "mql"),
                ("ready-director", "sql"),
                ("daily-trial", "pql"),
                ("growing-team", "pql"),
                ("student", "pql"),
                ("competitor", "none"),
                ("bought-vp", "none"),
                ("existing-customer", "pql"),
                ("silent-fit", "cold"),
                ("lone-sign-up", "lead"),
            ]),
        ),
    ]
}

/// Lea's colleague came late and answered what he cares about.
fn second_of_marketing() -> Vec<(&'static str, Response)> {
    vec![
        ("industry", values(&["retail", "software"]).strong()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-opportunity"])),
        ("activated", yes().nice()),
    ]
}

#[expect(clippy::too_many_lines, reason = "one line of a sheet after another")]
fn sales() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "A team that works with it, not one person who plays with it. If five people of a shop log in, somebody there \
             decided something, and I want to be in that conversation.",
            ),
        ),
        ("industry", values(&["retail"]).strong()),
        (
            "job-role",
            values(&["marketing", "data", "general-management"]).strong(),
        ),
        ("seniority", at_least("manager").nice()),
        ("decision-stage", at_least("evaluating").nice()),
        (
            "budget",
            from(3000.0)
                .must()
                .because("A year of the small plan, or I cannot spend an hour on it."),
        ),
        ("budget-access", at_least("asks").must()),
        (
            "path",
            order(&["recommendation", "trial", "first-call", "demo", "proposal"]),
        ),
        (
            "pain",
            text("Their spreadsheet broke, or the person who understood it left.").nice(),
        ),
        (
            "employees",
            from(20.0).must().because(
                "A shop with three people does not need a dashboard, it needs a customer.",
            ),
        ),
        ("revenue", any().ignore()),
        ("authority", at_least("influences").must()),
        ("need", at_least("stated").must()),
        ("timeline", at_least("this-quarter").must()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-opportunity"])),
        (
            "existing-customers",
            values(&["new", "customer", "former"]).nice(),
        ),
        (
            "plan",
            values(&["free", "trial", "starter"])
                .must()
                .because("The small plan at its limit is the easiest talk of the week."),
        ),
        ("active-days", from(5.0).must()),
        (
            "seats",
            from(5.0)
                .must()
                .because("One person is a fan. Five are a decision."),
        ),
        (
            "activated",
            yes()
                .must()
                .because("Without their own data in it they have seen a demo, no more."),
        ),
        (
            "signals",
            signals([
                &["email-click", "newsletter", "booth"],
                &[
                    "guide",
                    "webinar",
                    "case-study",
                    "sign-up",
                    "use",
                    "integration",
                ],
                &["pricing-page", "invite", "limit", "contact-form"],
                &["price", "consultation", "demo"],
            ]),
        ),
        (
            "not-a-lead",
            values(&[
                "bought-list",
                "scraped",
                "anonymous",
                "no-channel",
                "opted-out",
                "student",
                "competitor",
                "test-account",
                "one-visit",
            ]),
        ),
        (
            "cards",
            cards(&[
                ("guide-and-webinar", "lead"),
                ("ready-director", "sql"),
                ("daily-trial", "lead"),
                ("growing-team", "pql"),
                ("student", "none"),
                ("competitor", "none"),
                ("bought-vp", "none"),
                ("existing-customer", "pql"),
                ("silent-fit", "cold"),
                ("lone-sign-up", "none"),
            ]),
        ),
    ]
}

fn who_they_are(build: &mut Build) {
    build.settle_same();
    build.settle_as("own-words", Resolution::OwnWords, vec![part("", text(
        "A lead is somebody at a shop who came to us. A lead is worth a call when somebody reads what we write and fits \
         what we sell, or when somebody has made the product a habit, alone or with others.",
    ))], "");
    build.settle(
        "industry",
        Resolution::Union,
        "Software firms with a shop of their own are a fifth of our customers.",
    );
    build.settle_as(
        "job-role",
        Resolution::Take("marketing".to_owned()),
        vec![part("", values(&["marketing", "data", "product"]).strong())],
        "",
    );
    build.says("sales", "job-role", Voice::CanLiveWithIt);
    build.settle_as(
        "seniority",
        Resolution::Take("marketing".to_owned()),
        vec![part("", any().ignore())],
        "Whoever builds the report gets asked whether to buy it.",
    );
    build.settle_as(
        "decision-stage",
        Resolution::Between,
        vec![part("", at_least("interested").ignore())],
        "Nobody records it, and usage tells more.",
    );
    build.settle_as(
        "employees",
        Resolution::Take("sales".to_owned()),
        vec![part("mql", from(20.0).must())],
        "For a call after a download. Usage asks for no size.",
    );
}

fn what_they_do(build: &mut Build) {
    build.settle("plan", Resolution::Take("sales".to_owned()), "");
    build.settle("active-days", Resolution::Take("sales".to_owned()),
        "Of last year's trials that became customers, most were used on five days of a week or more. A trial used every day for a week is the clearest sign we have.");
    build.settle_as(
        "seats",
        Resolution::Take("marketing".to_owned()),
        vec![part("", any().ignore())],
        "Seats decide who calls, not whether anybody does.",
    );
    build.says("sales", "seats", Voice::CanLiveWithIt);
    build.settle(
        "activated",
        Resolution::Take("sales".to_owned()),
        "Lea looked it up during the break: nobody bought without it.",
    );
    build.settle_as(
        "signals",
        Resolution::OwnWords,
        vec![part(
            "",
            signals([
                &["email-click"],
                &[
                    "newsletter",
                    "booth",
                    "sign-up",
                    "use",
                    "invite",
                    "integration",
                ],
                &["guide", "webinar", "case-study", "pricing-page", "limit"],
                &["contact-form", "price", "consultation", "demo"],
            ]),
        )],
        "Usage has a track of its own and should not be counted twice.",
    );
    build.settle("not-a-lead", Resolution::Union, "");
    build.settle_as("cards", Resolution::OwnWords, vec![part("", cards(&[
        ("guide-and-webinar", "mql"),
        ("ready-director", "sql"),
        ("daily-trial", "pql"),
        ("growing-team", "pql"),
        ("student", "none"),
        ("competitor", "none"),
        ("bought-vp", "none"),
        ("existing-customer", "pql"),
        ("silent-fit", "cold"),
        ("lone-sign-up", "lead"),
    ]))], "The daily trial took a quarter of an hour. Then Oona remembered who her largest customer had been on day one: one analyst.");
}

fn what_sales_asks(build: &mut Build) {
    build.settle_as(
        "budget",
        Resolution::Take("sales".to_owned()),
        vec![part("sql", from(3000.0).must())],
        "",
    );
    build.settle_as(
        "budget-access",
        Resolution::Take("sales".to_owned()),
        vec![part("sql", at_least("asks").must())],
        "",
    );
    build.settle_as(
        "path",
        Resolution::OwnWords,
        vec![part(
            "",
            order(&["content", "trial", "first-call", "proposal"]).ignore(),
        )],
        "",
    );
    build.settle_as(
        "pain",
        Resolution::OwnWords,
        vec![part("", text(
        "Several tools with several truths, or a spreadsheet that nobody understands any more",
    ).nice().asked_by("Product specialist in the first message"))],
        "",
    );
    build.settle_as(
        "authority",
        Resolution::Take("sales".to_owned()),
        vec![part("sql", at_least("influences").must())],
        "",
    );
    build.settle(
        "need",
        Resolution::PreQualify,
        "Usage shows that they want something. Which question they want answered, we have to ask.",
    );
    build.amend("need", |d| {
        d.pre_qualification = Some(PreQualification {
            form: PreQualificationForm::Assessment,
            who: "Product specialist".to_owned(),
            learns: "Which question they want to answer with the product, who else will use it, and when the shop's busy season begins".to_owned(),
        });
    });
    build.park("timeline", "Shops buy by season, not by quarter. Oona asks the last ten customers what decided the date.", "Oona Virtanen", "2026-03-31");
    build.until("timeline", Until::Answer("sales".to_owned()));
}

fn promises(build: &mut Build) {
    build.step(Step::Sla);
    build.later(3);
    let mut sla = build.w.sla.clone();
    for promise in &mut sla.promises {
        match promise.id.as_str() {
            "volume" => {
                promise.at_least = Some(40);
            }
            "first-contact-product" => {
                promise.words = Some("They offer help, inside the product or by mail.".to_owned());
            }
            _ => {}
        }
    }
    build.apply(Change::Sla(Box::new(sla)));
    build.apply(Change::Capacity(Capacity {
        leads_per_month: 60,
        reps: 2,
        working_days: 20,
        attempts: 4,
        confirmed_by: Some("Oona Virtanen".to_owned()),
    }));
    build.apply(Change::Review(60));
    build.later(12);
}

const HEADER: [&str; 58] = [
    "Lead ID",
    "Full Name",
    "Job Title",
    "Seniority",
    "Company",
    "Industry",
    "Employees",
    "Annual Revenue",
    "Email",
    "Phone",
    "Original Source",
    "Customer Status",
    "Opt-in",
    "Unsubscribed",
    "Buying Stage",
    "Budget",
    "Budget Access",
    "Authority",
    "Need",
    "Time Frame",
    "Challenge",
    "Plan",
    "Active Days (7d)",
    "Seats",
    "Activated",
    "Rejection Reason",
    "Created",
    "MQL On",
    "PQL On",
    "Newsletter Subscribed On",
    "Email Clicks",
    "Last Email Click",
    "Downloads",
    "Last Download",
    "Webinars Attended",
    "Last Webinar",
    "Booth Visit",
    "Case Studies Read",
    "Last Case Study",
    "Pricing Page Views",
    "Last Pricing View",
    "Signup Date",
    "Usage Days",
    "Last Used",
    "Invitations",
    "Last Invitation",
    "Integrations",
    "Last Integration",
    "Limits Reached",
    "Last Limit Reached",
    "Contact Form Date",
    "Quote Requested On",
    "Consultation Booked On",
    "Demo Requested On",
    "Enriched On",
    "First Contacted On",
    "Reached On",
    "Attempts Completed On",
];
const ACTS: [&str; 5] = [
    "Accepted On",
    "Rejected On",
    "Recycled On",
    "Qualified On",
    "Customer Since",
];

/// Sixty users and readers of one month.
pub fn leads() -> String {
    let mut sheet = Sheet::new(&[&HEADER[..], &ACTS[..]].concat());
    let mut dice = Dice::new(26);
    let mut rows: Vec<Vec<(&'static str, String)>> = Vec::new();
    for (count, group) in GROUPS {
        for nth in 0..count {
            let person = dice.person();
            let company = dice.company();
            let email = address(&person, &company);
            let mut row = vec![
                ("Full Name", person),
                ("Company", company),
                ("Email", email),
            ];
            row.push((
                "Original Source",
                dice.pick(&[
                    "Organic search",
                    "Recommended by a user",
                    "Paid social",
                    "Podcast mention",
                ])
                .to_owned(),
            ));
            row.push(("Opt-in", "yes".to_owned()));
            row.extend(cells(group, nth, &mut dice));
            rows.push(row);
        }
    }
    dice.shuffle(&mut rows);
    for (nth, mut row) in rows.into_iter().enumerate() {
        row.push(("Lead ID", format!("T{:03}", nth + 1)));
        sheet.row(&row);
    }
    sheet.text()
}

#[derive(Clone, Copy, PartialEq)]
enum Group {
    Daily,
    Team,
    AtTheLimit,
    NoResult,
    TwoDays,
    Readers,
    NeverBack,
    Students,
}

const GROUPS: [(usize, Group); 8] = [
    (7, Group::Daily),
    (5, Group::Team),
    (4, Group::AtTheLimit),
    (9, Group::NoResult),
    (12, Group::TwoDays),
    (8, Group::Readers),
    (10, Group::NeverBack),
    (5, Group::Students),
];

/// What decides a row's fate, and the days on which it happened.
#[expect(clippy::too_many_lines, reason = "a table of facts")]
fn cells(group: Group, nth: usize, dice: &mut Dice) -> Vec<(&'static str, String)> {
    // Title, industry, account, employees, plan, active days, seats, activated.
    let facts = match group {
        Group::Daily => [
            "Data Analyst",
            "E-commerce",
            "Prospect",
            "60",
            "Trial",
            "7",
            "1",
            "yes",
        ],
        Group::Team => [
            "Head of Growth",
            "Retail",
            "Prospect",
            "150",
            "Free",
            "5",
            "12",
            "yes",
        ],
        Group::AtTheLimit => [
            "Operations Manager",
            "Retail",
            "Customer",
            "90",
            "Starter",
            "6",
            "24",
            "yes",
        ],
        Group::NoResult => [
            "Web Analyst",
            "E-commerce",
            "Prospect",
            "35",
            "Trial",
            "6",
            "1",
            "no",
        ],
        Group::TwoDays => [
            "Brand Manager, Marketing",
            "Retail",
            "Prospect",
            "45",
            "Trial",
            "2",
            "2",
            "yes",
        ],
        Group::Readers => [
            "Marketing Manager",
            "E-commerce",
            "Prospect",
            "80",
            "",
            "",
            "",
            "",
        ],
        Group::NeverBack => ["Founder", "Select", "Prospect", "4", "Free", "0", "1", "no"],
        Group::Students => [
            "Student",
            "Higher education",
            "Prospect",
            "9000",
            "Free",
            "4",
            "1",
            "no",
        ],
    };
    let columns = [
        "Job Title",
        "Industry",
        "Customer Status",
        "Employees",
        "Plan",
        "Active Days (7d)",
        "Seats",
        "Activated",
    ];
    let mut row: Vec<(&'static str, String)> =
        columns.into_iter().zip(facts.map(str::to_owned)).collect();
    if group == Group::Readers {
        row.push(("Downloads", "1".to_owned()));
        row.push(("Last Download", dice.day(2, 9)));
        row.push(("Webinars Attended", "1".to_owned()));
        row.push(("Last Webinar", dice.day(2, 9)));
        return row;
    }
    row.push(("Signup Date", dice.day(8, 10)));
    row.push(("Usage Days", facts[5].to_owned()));
    row.push(("Last Used", dice.day(0, 1)));
    match group {
        Group::Daily => {
            row.push(("Integrations", "1".to_owned()));
            row.push(("Last Integration", dice.day(4, 7)));
        }
        Group::Team => {
            row.push(("Invitations", "11".to_owned()));
            row.push(("Last Invitation", dice.day(2, 6)));
        }
        Group::AtTheLimit => {
            row.push(("Limits Reached", (nth + 1).to_string()));
            row.push(("Last Limit Reached", dice.day(1, 5)));
            row.push(("Customer Since", "2025-01-20".to_owned()));
        }
        Group::NoResult | Group::TwoDays | Group::Readers | Group::NeverBack | Group::Students => {}
    }
    row
}
