//! The first page of help: the commands in groups, the options of the screen and of developers apart, and none of them
//! repeated by each command.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};

use clap::{CommandFactory, FromArgMatches};

use crate::cli::{Arguments, Error, aside};
use leadpact_files::outlet;

/// The commands by what a person wants to do. Every command stands in one of these.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "The workshop",
        &[
            "new", "open", "list", "form", "collect", "compare", "amend", "log", "diff", "verify",
        ],
    ),
    ("What is agreed, as files and rules", &["export", "check"]),
    ("Leads", &["map", "score", "explain", "record"]),
    ("Other programs", &["schema", "completions", "man", "help"]),
];

/// What a command line comes to.
#[derive(Debug)]
pub enum Asked {
    /// Something is to be done.
    For(Box<Arguments>),
    /// Help, the version or words about wrong use were printed; the exit status.
    Answered(u8),
}

/// Reads the command line; `words` begin with the program's name. Help and the version are printed on standard output and
/// wrong use on standard error, without styles: what the words repeat is anybody's.
///
/// # Errors
/// Help or the version cannot be written.
pub fn asked(words: impl IntoIterator<Item = OsString>) -> Result<Asked, Error> {
    let matches = command().try_get_matches_from(words);
    match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => Ok(Asked::For(Box::new(arguments))),
        Err(error) => answered(&error),
    }
}

fn answered(error: &clap::Error) -> Result<Asked, Error> {
    let text = error.render().to_string();
    if error.use_stderr() {
        aside(text.trim_end());
    } else {
        match outlet::words().write_all(text.as_bytes()) {
            // Whoever read it has gone, as `head` does, and needs no more of it.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written?,
        }
    }
    Ok(Asked::Answered(
        u8::try_from(error.exit_code()).unwrap_or(2),
    ))
}

/// The command line with its help in groups.
fn command() -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    let groups = groups(&command);
    let screen = options(&command, None);
    let developers = options(&command, Some("Developer options"));
    let hidden: Vec<String> = command
        .get_arguments()
        .filter(|argument| argument.is_global_set())
        .map(|argument| argument.get_id().to_string())
        .collect();
    let mut command = Arguments::command();
    for argument in hidden {
        command = command.mut_arg(argument, |argument| argument.hide(true));
    }
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{groups}\nOptions:\n{{options}}\n\n\
         For the screen, also with open:\n{screen}\nFor developers:\n{developers}"
    ))
}

/// The commands in their groups, each with its sentence.
fn groups(command: &clap::Command) -> String {
    let mut text = String::new();
    for (title, names) in GROUPS {
        writeln!(text, "{title}:").ok();
        for name in names {
            let found = command.find_subcommand(name);
            let about = found.and_then(clap::Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            writeln!(text, "  {name:<12} {about}").ok();
        }
    }
    text
}

/// The options that every command takes, under this heading.
fn options(command: &clap::Command, heading: Option<&str>) -> String {
    let mut text = String::new();
    let all = command.get_arguments().filter(|a| a.is_global_set());
    for argument in all.filter(|a| a.get_help_heading() == heading) {
        let name = argument.get_long().unwrap_or_default();
        let values = argument.get_value_names().unwrap_or_default();
        let takes = argument.get_action().takes_values();
        let value = values.first().filter(|_| takes);
        let value = value.map(|value| format!(" <{value}>")).unwrap_or_default();
        let help = argument.get_help().map(ToString::to_string);
        let option = format!("--{name}{value}");
        writeln!(text, "  {option:<17} {}", help.unwrap_or_default()).ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut command = Arguments::command();
        command.build();
        let mut known: Vec<&str> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        known.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, known);
    }

    #[test]
    fn the_first_page_has_all_and_the_others_do_not_repeat_it() {
        let mut command = command();
        let first = command.render_long_help().to_string();
        for words in [
            "Leads:",
            "  score        Score the leads",
            "--theme <NAME>",
            "For developers:",
            "--print <WxH>",
        ] {
            assert!(first.contains(words), "{words}\n{first}");
        }
        command.build();
        for name in ["score", "check", "new"] {
            let page = command
                .find_subcommand_mut(name)
                .unwrap()
                .render_long_help()
                .to_string();
            assert!(
                !page.contains("--theme") && !page.contains("--keys"),
                "{page}"
            );
        }
    }
}
