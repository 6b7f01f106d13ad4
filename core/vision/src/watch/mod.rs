//! Watching a call: from the faces of single pictures to a verdict on who is there.
