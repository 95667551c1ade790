"""Whole reports in many genres and hands, with the rows and relations that filling their templates yields."""
