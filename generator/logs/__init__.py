"""The wing of access logs: from lines that a web server wrote to how often each story was opened and watched. Keeps no address."""
