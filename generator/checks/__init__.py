"""The wing of checks: the catalog → what is wrong between stories, and with what they show, as Problems. Touches no disk."""
