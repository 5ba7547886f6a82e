"""First drafts of what is added most often, as files that lack only what nobody can guess. Never shipped."""
