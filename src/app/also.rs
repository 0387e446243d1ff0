//! Other words that people use for what can be done, and where that is found which cannot be done here.

use crate::action::{
    Action, AgreeAction, AskAction, CompareAction, ConditionAction, DefineAction, FieldAction,
    General, HandOverAction, HistoryAction, HomeAction, Move, SaveAction, ScoringAction,
    SetupAction, SheetAction, SignAction, SlaAction, StagesAction, StandardAction, StepAction,
    WayAction,
};

/// Words that lead to an action besides those of its name and its sentence, in small letters with blanks between them.
#[must_use]
pub const fn words(action: Action) -> &'static str {
    match action {
        Action::General(action) => general(action),
        Action::Step(action) => step(action),
        Action::Way(action) => match action {
            WayAction::There => "where changed jump",
            WayAction::Checklist => "sign list open points return",
        },
        Action::Save(action) => match action {
            SaveAction::Elsewhere => "file copy store rename",
            SaveAction::Over => "overwrite replace conflict",
        },
        Action::Home(action) => home(action),
        Action::Setup(action) => match action {
            SetupAction::Done => "begin start finish ready",
            SetupAction::Remove => "delete party person team",
        },
        Action::Define(action) => define(action),
        Action::HandOver(action) => match action {
            HandOverAction::Word => "password pin secret encrypt lock private forgotten",
        },
        Action::Sheet(action) => sheet(action),
        Action::Condition(action) => match action {
            ConditionAction::Mark => "tick check select",
            ConditionAction::Done => "finish ready",
        },
        Action::Stages(action) => stages(action),
        Action::Scoring(action) => scoring(action),
        Action::Standard(action) => match action {
            StandardAction::Change => "edit write",
            StandardAction::Drop => "delete remove away",
        },
        Action::Sla(action) => match action {
            SlaAction::New => "add promise reason rejection create",
            SlaAction::Remove => "delete drop promise reason",
            SlaAction::Confirm => "capacity volume accept name",
        },
        Action::Compare(action) => compare(action),
        Action::Sign(action) => sign(action),
        Action::History(action) => match action {
            HistoryAction::Close => "leave back",
        },
        Action::Agree(action) => agree(action),
        // Keys of the moment: the palette does not offer them.
        Action::Move(
            Move::Up
            | Move::Down
            | Move::Left
            | Move::Right
            | Move::PageUp
            | Move::PageDown
            | Move::First
            | Move::Last
            | Move::NextField
            | Move::PreviousField,
        )
        | Action::Field(FieldAction::Done | FieldAction::Outside)
        | Action::Ask(AskAction::Yes | AskAction::No) => "",
    }
}

const fn general(action: General) -> &'static str {
    match action {
        General::Choose => "",
        General::Back => "leave close exit return",
        General::Help => "keys shortcuts manual explain how",
        General::Palette => "command search",
        General::Undo => "mistake revert oops restore",
        General::Redo => "again forward",
        General::NextTheme => "colour color dark light contrast look projector",
        General::Ascii => "symbols characters font broken letters",
        General::Redraw => "refresh screen garbage",
        General::Suspend => "shell sleep terminal",
        General::Mouse => "click select copy text capture wheel",
        General::Bell => "sound beep time up alarm",
        General::Quit => "exit leave close end program",
    }
}

const fn step(action: StepAction) -> &'static str {
    match action {
        StepAction::Previous => "before back",
        StepAction::Next => "forward on",
        StepAction::Define => "board parties people sheets questions answers reveal form",
        StepAction::Compare => "comparison differences questions answers table",
        StepAction::Agree => {
            "decide settle differences questions points cards stages scoring model"
        }
        StepAction::Sla => {
            "promises promise hours opening calendar holidays days deadlines capacity reasons review"
        }
        StepAction::Sign => "signature agreement checklist export print version",
        StepAction::Standard => "template default prewritten boilerplate",
    }
}

const fn home(action: HomeAction) -> &'static str {
    match action {
        HomeAction::Filter => "search find",
        HomeAction::Refresh => "reload update list",
        HomeAction::New => "create workshop start add",
        HomeAction::Sample => "example demo practise try",
        HomeAction::Duplicate => "copy clone",
        HomeAction::Look => "view read locked",
    }
}

const fn define(action: DefineAction) -> &'static str {
    match action {
        DefineAction::Form => "email print questionnaire remote send write questions",
        DefineAction::Collect => "import read email remote answers",
        DefineAction::People => {
            "names party team company currency time zone minutes settings offering"
        }
        DefineAction::Reveal => "reveal compare table uncover",
        DefineAction::Reopen => "unseal unlock correct",
    }
}

const fn sheet(action: SheetAction) -> &'static str {
    match action {
        SheetAction::Mark => "tick select choose",
        SheetAction::Never => "exclude forbid not",
        SheetAction::Next => "forward on",
        SheetAction::Previous => "before",
        SheetAction::Show => "mask privacy private alone dots",
        SheetAction::Earlier => "order up before move step",
        SheetAction::Later => "order down after move step",
        SheetAction::Seal => "finish close lock done",
        SheetAction::Rate1
        | SheetAction::Rate2
        | SheetAction::Rate3
        | SheetAction::Rate4
        | SheetAction::Rate5
        | SheetAction::Rate6
        | SheetAction::Rate7
        | SheetAction::Rate8
        | SheetAction::Rate9 => "rate column number",
    }
}

const fn stages(action: StagesAction) -> &'static str {
    match action {
        StagesAction::New => "add create stage route",
        StagesAction::Remove => "delete drop stage route",
        StagesAction::Up => "order earlier before",
        StagesAction::Down => "order later after",
    }
}

const fn scoring(action: ScoringAction) -> &'static str {
    match action {
        ScoringAction::More | ScoringAction::MuchMore => "raise increase plus score",
        ScoringAction::Less | ScoringAction::MuchLess => "lower decrease minus score",
        ScoringAction::AsProposed => "reset default",
        ScoringAction::OtherSide => "card examples switch",
        ScoringAction::Why => "reason explain card score",
    }
}

const fn compare(action: CompareAction) -> &'static str {
    match action {
        CompareAction::Differences => "filter hide same",
        CompareAction::Order => "sort distance",
        CompareAction::Agree => "settle decide begin",
        CompareAction::OwnWords => "text read aloud",
        CompareAction::Pairs => "merge join synonyms alike",
        CompareAction::OneThing => "merge join same yes",
        CompareAction::TwoThings => "different apart no",
        CompareAction::AskAgain => "reopen undo",
    }
}

const fn sign(action: SignAction) -> &'static str {
    match action {
        SignAction::Text => "read preview whole definition",
        SignAction::Export => "export print html markdown yaml file document crm",
        SignAction::History => "versions log before",
        SignAction::Amend => "change edit new version reopen",
        SignAction::Withdraw => "cancel take back unsign",
    }
}

const fn agree(action: AgreeAction) -> &'static str {
    match action {
        AgreeAction::Take1
        | AgreeAction::Take2
        | AgreeAction::Take3
        | AgreeAction::Take4
        | AgreeAction::Take5
        | AgreeAction::Take6
        | AgreeAction::Take7
        | AgreeAction::Take8
        | AgreeAction::Take9 => "take side accept",
        AgreeAction::Either => "any or all together",
        AgreeAction::Both => "all and common overlap",
        AgreeAction::Between => "middle compromise half",
        AgreeAction::ByStage => "mql sql ladder",
        AgreeAction::PreQualify => "call assessment ask later",
        AgreeAction::OwnWords => "edit write new",
        AgreeAction::Park => "postpone later defer skip",
        AgreeAction::AllAgree => "yes accept everybody",
        AgreeAction::Edit => "answer correct change",
        AgreeAction::Next => "forward skip",
        AgreeAction::Previous => "back",
        AgreeAction::SettleSame => "alike rest all",
        AgreeAction::Read => "definition paragraph text whole",
        AgreeAction::TextUp | AgreeAction::TextDown => "scroll definition paragraph",
        AgreeAction::ReadWay => "preview whole full",
        AgreeAction::Overview => "list questions differences",
        AgreeAction::Stages => "stage ladder owner funnel routing mql sql",
        AgreeAction::Scoring => "cards card points threshold score fading caps",
    }
}

/// Something that is done on one screen only: the words for it, and where that is.
struct Elsewhere {
    words: &'static str,
    at: &'static str,
}

const ELSEWHERE: [Elsewhere; 14] = [
    Elsewhere {
        words: "card cards lead example examples",
        at: "Lead cards come with the questions. They are sorted on the sheets, settled in Agree, and scored in its scoring model.",
    },
    Elsewhere {
        words: "question questions ask",
        at: "Questions are answered on the sheets in Define and settled in Agree.",
    },
    Elsewhere {
        words: "stage stages ladder owner routing",
        at: "Stages are changed in Agree: press g there.",
    },
    Elsewhere {
        words: "point points score scoring threshold model fading",
        at: "Points stand in the scoring model of Agree: press m there.",
    },
    Elsewhere {
        words: "hours opening calendar holiday holidays closed time day days",
        at: "Opening hours and closed days stand in SLA, below the promises.",
    },
    Elsewhere {
        words: "zone timezone city currency company minutes clock title",
        at: "Title, currency, time zone and minutes stand in the set-up: press e in Define.",
    },
    Elsewhere {
        words: "party parties person people team name names",
        at: "Parties and their people stand in the set-up: press e in Define.",
    },
    Elsewhere {
        words: "promise promises deadline capacity review reason reasons rejection",
        at: "Promises, capacity, reasons and the review stand in SLA.",
    },
    Elsewhere {
        words: "export print html markdown yaml document pdf file files",
        at: "Files are written in Sign: press e there. In a shell: leadpact export.",
    },
    Elsewhere {
        words: "sign signature amend version history",
        at: "Names, versions and the history stand in Sign.",
    },
    Elsewhere {
        words: "crm leads csv import score sql salesforce hubspot",
        at: "Leads from a file are scored in a shell: leadpact map, then leadpact score.",
    },
    Elsewhere {
        words: "undo redo revert",
        at: "There is nothing to take back or to make again here.",
    },
    Elsewhere {
        words: "save store",
        at: "Everything is saved at once. There is no key for it.",
    },
    Elsewhere {
        words: "delete workshop remove",
        at: "A workshop is a file in the data folder: delete the file.",
    },
];

/// Where something is found that the typed words name; `None` where nothing of the kind is known.
#[must_use]
pub fn elsewhere(typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let begins = |place: &&Elsewhere| {
        let mut parts = typed.iter();
        parts.all(|part| place.words.split(' ').any(|word| word.starts_with(part)))
    };
    if typed.is_empty() {
        return None;
    }
    ELSEWHERE.iter().find(begins).map(|place| place.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_said_once() {
        for action in Action::all() {
            let words = words(action);
            let mut seen = std::collections::HashSet::new();
            for word in words.split_whitespace() {
                assert!(seen.insert(word), "{action:?}: {word} twice");
                assert_eq!(word.to_lowercase(), word, "{action:?}");
            }
        }
    }

    #[test]
    fn what_is_done_on_another_screen_is_said() {
        for (typed, at) in [
            ("card", "scoring model"),
            ("stages", "press g"),
            ("holiday", "SLA"),
            ("Time zone", "set-up"),
            ("print", "Sign"),
        ] {
            let found = elsewhere(typed).unwrap_or_default();
            assert!(found.contains(at), "{typed}: {found}");
        }
        assert_eq!(elsewhere("xyzzy"), None);
        assert_eq!(elsewhere(" "), None);
    }
}
