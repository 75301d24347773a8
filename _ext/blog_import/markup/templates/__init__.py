"""Jekyll's Liquid, run once, when a blog is imported."""
