"""What a device keeps of the site: the installed app, and pages read without a network."""
