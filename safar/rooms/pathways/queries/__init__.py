"""What the room answers: from rulebooks and from what is told in the same call, which is kept nowhere."""
