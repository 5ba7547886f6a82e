"""What a release is made of: its archives, their licences, their parts, and the numbers that changed. Never shipped."""
