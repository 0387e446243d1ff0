//! Whether a process is there, told from its number.

/// Whether a process of this number runs on this computer, whoever owns it. Where that cannot be asked, it counts as
/// running.
#[cfg(unix)]
pub fn is_running(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let number = i32::try_from(process).ok().and_then(Pid::from_raw);
    // Somebody else's may not be sent a signal, but it is there.
    number.is_some_and(|number| test_kill_process(number) != Err(Errno::SRCH))
}

#[cfg(not(unix))]
pub fn is_running(_process: u32) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn what_runs_is_told_from_what_has_ended() {
        assert!(is_running(std::process::id()));
        assert!(is_running(1), "of somebody else, or our own");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--list")
            .stdout(Stdio::null())
            .spawn()
            .expect("child");
        let number = child.id();
        child.wait().expect("wait");
        assert!(!is_running(number));
        assert!(!is_running(0) && !is_running(u32::MAX));
    }
}
