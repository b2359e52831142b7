"""What the coach teaches: text only, read by coach.playbook."""
